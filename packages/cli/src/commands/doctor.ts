/**
 * `doctor`: checks everything between this machine and the account.
 */
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Redacted from "effect/Redacted"
import type * as ActiveCampaignClients from "effect-activecampaign/ActiveCampaignClient"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import * as Contacts from "effect-activecampaign/Contacts"
import * as Credentials from "effect-activecampaign/Credentials"
import * as Deals from "effect-activecampaign/Deals"
import * as Lists from "effect-activecampaign/Lists"
import * as RetryPolicy from "effect-activecampaign/RetryPolicy"
import * as Settings from "effect-activecampaign/Settings"
import * as Users from "effect-activecampaign/Users"
import { client } from "../Account.js"
import { type Definition, define } from "../Definition.js"
import { describe, Exited, exitCodes } from "../Failure.js"
import { out, outJson } from "../Io.js"

/** A check, what was found, and what to do if it failed. */
interface Check {
  readonly name: string
  /** Null if the check tells nothing, such as for a plan that the key must not see. */
  readonly ok: boolean | null
  readonly found: string
  readonly advice?: string
}

const ok = (name: string, found: string): Check => ({ name, ok: true, found })
const unclear = (name: string, found: string): Check => ({ name, ok: null, found })
const failed = (name: string, found: string, advice: string): Check => ({ name, ok: false, found, advice })

const settings = "Look in ActiveCampaign under Settings → Developer."

/** Checks of the variables; without requests. */
const variables = Effect.gen(function* () {
  const credentials = yield* Effect.either(Effect.provide(Credentials.Credentials, Credentials.layerConfig()))
  if (Either.isRight(credentials)) {
    const { apiKey, apiUrl } = credentials.right
    return [ok("API URL", apiUrl), ok("API key", `set, ${Redacted.value(apiKey).length} characters`)]
  }
  const { message } = describe(credentials.left)
  return [failed(/API_KEY/.test(message) ? "API key" : "API URL", message, settings)]
})

/** What to do if the first request fails. */
const adviceFor = (error: { readonly _tag: string }): string => {
  switch (error._tag) {
    case "AuthenticationError":
    case "PermissionError":
      return `The key is wrong, revoked, or of another account than the URL. ${settings}`
    case "NotFoundError":
    case "DecodeError":
    case "UnexpectedStatusError":
      return `The URL is not that of the API. ${settings}`
    case "TransportError":
    case "TimeoutError":
      return "Check the name of the account in the URL, the network, a proxy and the firewall."
    case "RateLimitedError":
      return "Another integration uses the whole rate limit of the account; try again later."
    default:
      return "Try again later; see https://status.activecampaign.com."
  }
}

/** Seconds that the clock of this machine is ahead of the server's; null if the response has no date. */
const clockDifference = (date: string | undefined, start: number, end: number): number | null => {
  const server = Date.parse(date ?? "")
  // The header has whole seconds.
  return Number.isNaN(server) ? null : ((start + end) / 2 - server - 500) / 1_000
}

/** The clock may differ by so many seconds. */
const tolerance = 5

const clockCheck = (difference: number | null): Check => {
  if (difference === null) return unclear("Clock", "the response has no date")
  if (Math.abs(difference) <= tolerance) return ok("Clock", "differs by less than 5 seconds")
  return failed(
    "Clock",
    `${Math.abs(difference).toFixed(0)} seconds ${difference > 0 ? "ahead" : "behind"}`,
    "Synchronize the clock of this machine, or reads by date miss changes."
  )
}

const limitCheck = ({ limit, remaining }: ActiveCampaignClients.Response<unknown>["rateLimit"]): Check =>
  limit === null
    ? unclear("Rate limit", "not in the response; 5 requests per second are assumed")
    : ok("Rate limit", `${limit} requests, ${remaining ?? "unknown"} left`)

/** The first request: connection, key, user, limit and clock. */
const connection = Effect.gen(function* () {
  const start = Date.now()
  const result = yield* Effect.either(Users.me.withResponse())
  const end = Date.now()
  if (Either.isLeft(result)) {
    return [failed("Connection", describe(result.left).message, adviceFor(result.left))]
  }
  const { headers, rateLimit, value } = result.right
  const names = [value.firstName, value.lastName].filter((name) => name).join(" ")
  return [
    ok("Connection", `${end - start} ms`),
    ok("User", `${names || value.username || "without a name"} (id ${value.id})`),
    limitCheck(rateLimit),
    clockCheck(clockDifference(headers["date"], start, end))
  ]
})

const plan = Effect.map(Effect.either(Settings.checkKey()), (result): Check => {
  if (Either.isLeft(result)) {
    const denied = result.left._tag === "PermissionError" || result.left._tag === "AuthenticationError"
    return unclear("Plan", denied ? "only keys of administrators see it" : describe(result.left).message)
  }
  const { subscriber_limit, subscriber_total, trial } = result.right
  const found = `${subscriber_total ?? "unknown"} of ${subscriber_limit ?? "unknown"} contacts${trial ? ", trial" : ""}`
  const isFull = subscriber_limit !== null && subscriber_total !== null && subscriber_total >= subscriber_limit
  return isFull
    ? failed("Plan", found, "The plan is full: imports of new contacts fail. Upgrade it, or delete contacts.")
    : ok("Plan", found)
})

const readable = (name: string, read: Effect.Effect<unknown, { readonly _tag: string }, ActiveCampaignClient>) =>
  Effect.map(Effect.either(read), (result): Check => {
    if (Either.isRight(result)) return ok(name, "can be read")
    return result.left._tag === "PermissionError"
      ? unclear(name, "the key or the plan does not allow to read them")
      : failed(name, describe(result.left).message, adviceFor(result.left))
  })

const requests = Effect.gen(function* () {
  const first = yield* connection
  if (!first.every(({ ok }) => ok !== false) && first.length === 1) return first
  const rest = yield* Effect.all([
    plan,
    readable("Contacts", Contacts.list.page({ limit: 1 })),
    readable("Lists", Lists.list.page({ limit: 1 })),
    readable("Deals", Deals.list.page({ limit: 1 }))
  ])
  return [...first, ...rest]
}).pipe(RetryPolicy.withPolicy({ maxAttempts: 2, maxElapsed: "30 seconds" }))

const word = ({ ok }: Check): string => (ok === null ? "unclear" : ok ? "ok" : "failed")

const print = (checks: ReadonlyArray<Check>) =>
  Effect.forEach(checks, (check) => {
    const line = `${word(check).padEnd(9)}${check.name.padEnd(12)}${check.found}`
    return out(check.advice === undefined ? line : `${line}\n${" ".repeat(21)}${check.advice}`)
  })

const command = Command.make(
  "doctor",
  { json: Options.boolean("json").pipe(Options.withDescription("Print the checks as JSON.")) },
  ({ json }) =>
    Effect.gen(function* () {
      const first = yield* variables
      const isSet = first.every(({ ok }) => ok === true)
      const checks = isSet ? [...first, ...(yield* Effect.provide(requests, client()))] : first
      const allOk = checks.every(({ ok }) => ok !== false)
      yield* json ? outJson({ ok: allOk, checks: checks.map((one) => ({ ...one, ok: one.ok })) }) : print(checks)
      if (!allOk) yield* new Exited({ code: isSet ? exitCodes.failed : exitCodes.badInput })
    })
).pipe(
  Command.withDescription(
    "Checks the API URL, the key, its user, the plan, the rate limit, the clock, and what can be read. Each check is ok, unclear or failed, with what to do. Nothing is written."
  )
)

/** `doctor`. */
export const definition: Definition = define(command, {
  examples: { doctor: ["effect-activecampaign doctor", "effect-activecampaign doctor --json"] }
})

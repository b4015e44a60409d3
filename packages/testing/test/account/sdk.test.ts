/**
 * The SDK's endpoints believe the fake account: what it responds is decoded without drift, and what it rejects is an error
 * that the endpoint declares. The page about testing says which endpoints it implements.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Arbitrary from "effect/Arbitrary"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as FastCheck from "effect/FastCheck"
import * as Option from "effect/Option"
import * as Schema from "effect/Schema"
import { ActiveCampaignClient, type Wire } from "effect-activecampaign"
import { describe, expect, it } from "vitest"
import {
  type AnyEndpoint,
  type Exported,
  everyEndpoint,
  exported,
  paramsOf,
  run
} from "../../../resources/test/endpoints.js"
import { shapeOf } from "../../../resources/test/published.js"
import { routes, tables } from "../../src/internal/account/resources.js"
import type { Route } from "../../src/internal/account/routes.js"
import { fillAccount } from "./filled.js"
import { exceptions, requests } from "./requests.js"

interface Implemented extends Exported {
  readonly route: Route
}

const routeOf = ({ method, route }: AnyEndpoint): Route | undefined =>
  routes.find((one) => one.method === method && shapeOf(one.path) === shapeOf(route))

const implemented: ReadonlyArray<Implemented> = exported.flatMap((one) => {
  const route = routeOf(one.endpoint)
  return route === undefined ? [] : [{ ...one, route }]
})

const requestOf = ({ route }: Implemented) => requests[`${route.method} ${route.path}`] ?? {}

/** The path parameters, payload and query of the route's request; undefined if its body is not one of the SDK's. */
const argsOf = (one: Implemented): ReadonlyArray<unknown> | undefined => {
  const { endpoint, route } = one
  const { body, params = {} } = requestOf(one)
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)
  const path = names.map((name) => params[name] ?? "1")
  const given = requestOf(one).arguments
  const isRequired = endpoint.query !== undefined && Either.isLeft(Schema.encodeUnknownEither(endpoint.query)({}))
  if (given !== undefined && isRequired) return [...path, ...given]
  if (endpoint.payload === undefined) return path
  const decoded = Schema.decodeUnknownEither(endpoint.payload)(body)
  return Either.isRight(decoded) ? [...path, decoded.right] : undefined
}

/** Runs a call on an account with three rows in each table. A field that cannot be read is a `DecodeError`. */
const onFilled = <A, E>(
  call: Effect.Effect<A, E, ActiveCampaignClient.ActiveCampaignClient>,
  prepare: (account: FakeAccount.Account) => void = () => {}
): Effect.Effect<Exit.Exit<A, E>> =>
  Effect.gen(function* () {
    const account = yield* FakeAccount.FakeAccount
    fillAccount(account, 3)
    prepare(account)
    return yield* Effect.exit(Effect.provideService(call, ActiveCampaignClient.StrictDecoding, true))
  }).pipe(Effect.provide(FakeAccount.layerClient()))

/** A query without a segment: the SDK waits for the contacts of an empty one. */
const withoutSegment = (part: unknown): unknown => {
  if (typeof part !== "object" || part === null || !("segmentid" in part)) return part
  const { segmentid: _, ...rest } = part
  return rest
}

/** What a test reads of a response. */
interface Response {
  readonly drift: ReadonlyArray<unknown>
  readonly body: unknown
  readonly sideload: (
    key: string,
    row: Wire.AnyCodec
  ) => Effect.Effect<ReadonlyArray<unknown>, { readonly _tag: string }>
}

/** The whole response of an endpoint with one; endpoints are called without their types here. */
const responseOf = (endpoint: AnyEndpoint, args: ReadonlyArray<unknown>) =>
  endpoint.withResponse?.(...args) as
    | Effect.Effect<Response, { readonly _tag: string }, ActiveCampaignClient.ActiveCampaignClient>
    | undefined

/** The codec of a table's rows. */
const codecOf = (key: string) => tables.find(({ name }) => name === key)?.entity as Wire.AnyCodec | undefined

describe.each(implemented.map((one) => [one.endpoint.name, one] as const))("%s", (_, one) => {
  const { endpoint, route } = one
  const args = argsOf(one)

  it.skipIf(args === undefined)("succeeds for the request of its route", async () => {
    const exit = await Effect.runPromise(onFilled(run(endpoint, args ?? []), requestOf(one).prepare))
    expect(exit, Exit.isFailure(exit) ? Cause.pretty(exit.cause) : "").toMatchObject({ _tag: "Success" })
  })

  it.skipIf(args === undefined || endpoint.withResponse === undefined)(
    "gets what it can read, beside the value, too",
    async () => {
      const call = Effect.gen(function* () {
        const response = yield* responseOf(endpoint, args ?? []) ?? Effect.die("no response")
        expect(response.drift).toEqual([])
        for (const key of endpoint.sideloads) {
          const codec = codecOf(key)
          if (codec !== undefined) yield* response.sideload(key, codec)
        }
      })
      const exit = await Effect.runPromise(onFilled(call, requestOf(one).prepare))
      expect(exit, Exit.isFailure(exit) ? Cause.pretty(exit.cause) : "").toMatchObject({ _tag: "Success" })
    }
  )

  it("succeeds or fails as declared for whatever it is called with", async () => {
    const declared = new Set([...endpoint.errors.map((error) => error.name), "InputError"])
    const id = FastCheck.constantFrom("1", "2", "3", "999")
    const optional = (codec: AnyEndpoint["payload"]) =>
      codec === undefined ? FastCheck.constant([]) : FastCheck.tuple(Arbitrary.make(codec))
    const calls = FastCheck.tuple(
      FastCheck.array(id, { minLength: paramsOf(endpoint).length, maxLength: paramsOf(endpoint).length }),
      optional(endpoint.payload),
      optional(endpoint.query)
    ).map((parts): ReadonlyArray<unknown> => parts.flat().map(withoutSegment))
    const unknown = new Set<string>()
    const law = FastCheck.asyncProperty(calls, async (anyArgs) => {
      const exit = await Effect.runPromise(onFilled(run(endpoint, anyArgs)))
      if (Exit.isSuccess(exit)) return
      const text = Cause.pretty(exit.cause)
      const parameters = /does not implement (`.*`) of/.exec(text)?.[1]
      for (const [, parameter = ""] of parameters?.matchAll(/`([^`]*)`/g) ?? []) unknown.add(parameter)
      if (parameters !== undefined) return
      expect(declared, text).toContain(Option.getOrUndefined(Cause.failureOption(exit.cause))?._tag)
    })
    await FastCheck.assert(law, { numRuns: 10, seed: 12 })
    const excepted = Object.keys(exceptions[`${route.method} ${route.path}`] ?? {})
    expect([...unknown].filter((parameter) => !excepted.includes(parameter))).toEqual([])
  })
})

it("the request of a route is one that the SDK can send, but where two endpoints share a route", () => {
  const readable = new Set(implemented.filter((one) => argsOf(one) !== undefined).map(({ route }) => route))
  const foreign = implemented.filter(({ route }) => !readable.has(route)).map(({ endpoint }) => endpoint.name)
  expect(foreign.join()).toBe("")
})

const root = fileURLToPath(new URL("../../../../", import.meta.url))

it("the page about testing has all endpoints that the account implements, and those that it does not", () => {
  const isImplemented = ({ endpoint }: Exported) => routeOf(endpoint) !== undefined
  const names = (found: ReadonlyArray<Exported>) => found.map(({ key }) => `\`${key}\``).join(" ")
  const modules = [...new Set(everyEndpoint.map(({ module }) => module))].sort()
  const rows = modules.map((module) => {
    const found = everyEndpoint.filter((one) => one.module === module)
    return `| \`${module}\` | ${names(found.filter(isImplemented))} | ${names(found.filter((one) => !isImplemented(one)))} |`
  })
  const table = `${everyEndpoint.filter(isImplemented).length} of ${everyEndpoint.length} endpoints:

| module | implemented | not implemented |
| --- | --- | --- |
${rows.join("\n")}`
  const file = `${root}docs/guides/testing.md`
  const page = readFileSync(file, "utf8")
  const updated = page.replace(
    /(<!-- implemented:begin -->)[\s\S]*(<!-- implemented:end -->)/,
    (_, begin, end) => `${begin}\n\n${table}\n\n${end}`
  )
  if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, updated)
  expect(readFileSync(file, "utf8"), "run the tests with UPDATE_DOCS=1").toBe(updated)
  expect(page).toContain("<!-- implemented:begin -->")
})

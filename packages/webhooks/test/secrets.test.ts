/**
 * Secrets: what can be one, that only they are accepted, and that the comparison reads the same bytes whatever it finds.
 */
import { expect, it } from "@effect/vitest"
import { anyEqual } from "@effect-activecampaign/webhooks/internal/secrets"
import * as WebhookReceiver from "@effect-activecampaign/webhooks/WebhookReceiver"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Redacted from "effect/Redacted"
import { fetching } from "./support/hosts.js"
import { recordingInbox } from "./support/recordingInbox.js"

const characters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"]
const secretsFrom = FastCheck.string({ unit: FastCheck.constantFrom(...characters), minLength: 16, maxLength: 64 })
const several = FastCheck.array(secretsFrom, { minLength: 1, maxLength: 4 })

/** Texts that are nearly a secret. */
const nearly = (secret: string): ReadonlyArray<string> => [
  secret.slice(1),
  secret.slice(0, -1),
  `${secret}a`,
  `a${secret}`,
  `${secret}%00`,
  [...secret].reverse().join(""),
  secret.toUpperCase(),
  secret.toLowerCase(),
  `%${secret.charCodeAt(0).toString(16)}${secret.slice(1)}`
]

it.effect.prop(
  "a request is accepted if and only if its path or query has one of the secrets, exactly",
  [
    several,
    FastCheck.nat(),
    FastCheck.boolean(),
    FastCheck.constantFrom("path" as const, "query" as const, "either" as const)
  ],
  ([secrets, seed, inQuery, secretIn]) =>
    Effect.gen(function* () {
      const host = yield* fetching({ secrets, secretIn, queryParameter: "key" }, recordingInbox().layer)
      const right = secrets[seed % secrets.length] ?? ""
      const texts = [right, ...nearly(right).filter((text) => !secrets.includes(text))]
      for (const text of texts) {
        const target = inQuery ? `/hooks?a=1&key=${text}` : `/hooks/${text}`
        const { status } = yield* host({ target, body: ["type=update"] })
        const isLookedAt = secretIn === "either" || (secretIn === "query") === inQuery
        expect(status, target).toBe(text === right && isLookedAt ? 200 : 404)
      }
    }).pipe(Effect.scoped),
  { fastCheck: { numRuns: 50 } }
)

const digests = FastCheck.uint8Array({ minLength: 32, maxLength: 32 })

/** The bytes, and how often each was read. */
const watched = (bytes: Uint8Array) => {
  const reads = bytes.map(() => 0)
  const proxy = new Proxy(bytes, {
    get: (target, key) => {
      if (typeof key === "string" && /^\d+$/.test(key)) reads[Number(key)] = (reads[Number(key)] ?? 0) + 1
      return Reflect.get(target, key, target)
    }
  })
  return { proxy, reads: () => [...reads] }
}

it.prop(
  "the comparison finds equal digests, and reads every byte of each as often, whether it finds some or not",
  [
    FastCheck.array(digests, { minLength: 1, maxLength: 3 }),
    FastCheck.array(digests, { minLength: 1, maxLength: 4 }),
    FastCheck.array(FastCheck.tuple(FastCheck.nat(2), FastCheck.nat(3), FastCheck.nat(32)), { maxLength: 3 })
  ],
  ([candidates, secrets, copies]) => {
    // Some candidates start as a secret does, or are one.
    for (const [to, from, length] of copies) {
      candidates[to % candidates.length]?.set(secrets[from % secrets.length]?.slice(0, length) ?? [])
    }
    const expected = candidates.some((one) => secrets.some((other) => Buffer.compare(one, other) === 0))
    const [left, right] = [candidates.map(watched), secrets.map(watched)]
    const found = anyEqual(
      left.map(({ proxy }) => proxy),
      right.map(({ proxy }) => proxy)
    )
    expect(found).toBe(expected)
    for (const { reads } of left) expect(reads()).toEqual(Array.from({ length: 32 }, () => right.length))
    for (const { reads } of right) expect(reads()).toEqual(Array.from({ length: 32 }, () => left.length))
  }
)

const invalid: Readonly<Record<string, [secrets: WebhookReceiver.Secrets, found: RegExp]>> = {
  "no secret": [[], /found none/],
  "an empty secret": ["", /found one of 0/],
  "a short secret": ["only-15-letters", /found one of 15/],
  "a long secret": ["a".repeat(513), /found one of 513/],
  "a secret with a slash": ["abcdefgh/ijklmnop", /another character/],
  "a secret with an escape": [Redacted.make("abcdefgh%20ijklmnop"), /another character/],
  "an invalid secret after a valid one": [["abcdefghijklmnop", "abc"], /found one of 3/]
}

it.each(Object.entries(invalid))("%s is a RangeError that does not show it", (_, [secrets, found]) => {
  const error = (() => {
    try {
      return WebhookReceiver.make({ secrets })
    } catch (error) {
      return error
    }
  })()
  expect(error).toBeInstanceOf(RangeError)
  expect(String(error)).toMatch(/`secrets` must be .* 16 to 512 letters, digits/)
  expect(String(error)).toMatch(found)
  expect(String(error)).not.toContain("abc")
})

it.effect("an environment variable that is not set is a RangeError as well, in JavaScript", () =>
  Effect.sync(() => expect(() => Reflect.apply(WebhookReceiver.make, undefined, [{}])).toThrow(RangeError))
)

it.effect(
  "secrets come from the configuration, with commas in between; an invalid one is a ConfigError without it",
  () =>
    Effect.gen(function* () {
      const load = (settings: Record<string, string>, name?: string) =>
        Effect.withConfigProvider(
          WebhookReceiver.secretsConfig(name),
          ConfigProvider.fromMap(new Map(Object.entries(settings)))
        )
      const secrets = yield* load({ ACTIVECAMPAIGN_WEBHOOK_SECRETS: "abcdefghijklmnop, qrstuvwxyz012345\n" })
      expect(secrets.map(Redacted.value)).toEqual(["abcdefghijklmnop", "qrstuvwxyz012345"])
      expect(String(secrets)).not.toContain("abc")
      const error = yield* Effect.flip(load({ SECRETS: "abcdefghijklmnop,xyz" }, "SECRETS"))
      expect(String(error)).toMatch(/SECRETS.*found one of 3/)
      expect(String(error)).not.toMatch(/abc|xyz/)
      expect((yield* Effect.flip(load({})))._op).toBe("MissingData")
    })
)

/**
 * What is taken for credentials, and how what is not is told.
 */

import { expect, it } from "@effect/vitest"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Redacted from "effect/Redacted"
import { describe } from "vitest"

const build = (apiUrl: string, apiKey: string | Redacted.Redacted = "key") =>
  Effect.provide(Credentials.Credentials, Credentials.layer({ apiUrl, apiKey }))

describe("an API URL", () => {
  it.effect.each([
    ["https://account.api-us1.com", "https://account.api-us1.com/api/3"],
    ["https://account.api-us1.com/", "https://account.api-us1.com/api/3"],
    ["https://account.api-us1.com/api/3", "https://account.api-us1.com/api/3"],
    [" https://account.api-us1.com/api/3/ ", "https://account.api-us1.com/api/3"],
    ["https://proxy.example/ac", "https://proxy.example/ac/api/3"],
    ["http://localhost:8080", "http://localhost:8080/api/3"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080/api/3"],
    ["http://[::1]:8080", "http://[::1]:8080/api/3"]
  ] as const)("%s means %s", ([given, meant]) =>
    Effect.gen(function* () {
      expect((yield* build(given)).apiUrl).toBe(meant)
    })
  )

  it.effect.each([
    "account",
    "",
    "ftp://account.api-us1.com",
    "http://account.api-us1.com",
    "http://127.0.0.1.evil.example",
    "http://localhost.evil.example",
    "https://user:secret@account.api-us1.com",
    "https://account.api-us1.com?key=secret",
    "https://account.api-us1.com#secret"
  ])("%j is refused", (url) =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(build(url))
      expect(Exit.isFailure(exit)).toBe(true)
      expect(String(exit)).toContain("apiUrl")
      expect(String(exit)).not.toContain("secret")
    })
  )
})

describe("an API key", () => {
  it.effect.each(["", "  ", "x y", "k\r\nX-Injected: 1", "clé"])("%j is refused, and not shown", (key) =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(build("https://account.api-us1.com", key))
      expect(Exit.isFailure(exit)).toBe(true)
      expect(String(exit)).toContain("apiKey")
      if (key.trim() !== "") expect(String(exit)).not.toContain(key)
    })
  )

  it.effect("does not show where the credentials are inspected", () =>
    Effect.gen(function* () {
      const credentials = yield* build("https://account.api-us1.com", Redacted.make("secret"))
      expect(JSON.stringify(credentials)).not.toContain("secret")
      expect(credentials.origin).toBe("https://account.api-us1.com")
    })
  )
})

describe("the configuration", () => {
  const read = (values: Record<string, string>, names?: Credentials.ConfigNames) =>
    Effect.provide(Credentials.Credentials, Credentials.layerConfig(names)).pipe(
      Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(values)))),
      Effect.exit
    )

  it.effect("has two settings, whose names can be changed", () =>
    Effect.gen(function* () {
      const url = "https://account.api-us1.com"
      expect(Exit.isSuccess(yield* read({ ACTIVECAMPAIGN_API_URL: url, ACTIVECAMPAIGN_API_KEY: "k" }))).toBe(true)
      expect(Exit.isSuccess(yield* read({ U: url, K: "k" }, { apiUrl: "U", apiKey: "K" }))).toBe(true)
    })
  )

  it.effect("names what is missing or wrong", () =>
    Effect.gen(function* () {
      const nothing = String(yield* read({}))
      expect(nothing).toContain("ACTIVECAMPAIGN_API_URL")
      expect(nothing).toContain("ACTIVECAMPAIGN_API_KEY")
      expect(String(yield* read({ ACTIVECAMPAIGN_API_URL: "x", ACTIVECAMPAIGN_API_KEY: "k" }))).toContain(
        "ACTIVECAMPAIGN_API_URL"
      )
    })
  )
})

/**
 * What is taken for credentials, and how what is not is told.
 */

import { expect, it } from "@effect/vitest"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as Config from "effect/Config"
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

describe("the account", () => {
  const accountOf = (apiUrl: string, account?: string) =>
    Effect.map(Credentials.make({ apiUrl, apiKey: "key", account }), (credentials) => credentials.account)

  it.effect.each([
    ["https://crm.api-us1.com", undefined, "crm"],
    ["https://CRM.activehosted.com/api/3", undefined, "crm"],
    ["https://crm.api-us1.com./", undefined, "crm"],
    ["https://crm.api-eu12.com", undefined, "crm"],
    ["https://crm.api-us1.com.proxy.example", undefined, "https://crm.api-us1.com.proxy.example"],
    ["https://a.crm.api-us1.com", undefined, "https://a.crm.api-us1.com"],
    ["http://localhost:8080", undefined, "http://localhost:8080"],
    ["https://proxy.example/crm", " crm ", "crm"],
    ["https://crm.api-us1.com", "other", "other"],
    ["https://crm.api-us1.com", " ", "crm"]
  ] as const)("of %s, named %s, is %s", ([apiUrl, account, expected]) =>
    Effect.gen(function* () {
      expect(yield* accountOf(apiUrl, account)).toBe(expected)
    })
  )
})

describe("the configuration", () => {
  const read = (values: Record<string, string>, config?: Config.Config.Wrap<Credentials.Input>) =>
    Effect.provide(Credentials.Credentials, Credentials.layerConfig(config)).pipe(
      Effect.withConfigProvider(ConfigProvider.fromMap(new Map(Object.entries(values)))),
      Effect.exit
    )

  it.effect("has two settings by default, or those that are given as Config values", () =>
    Effect.gen(function* () {
      const url = "https://account.api-us1.com"
      expect(Exit.isSuccess(yield* read({ ACTIVECAMPAIGN_API_URL: url, ACTIVECAMPAIGN_API_KEY: "k" }))).toBe(true)
      const named = yield* read({
        ACTIVECAMPAIGN_API_URL: url,
        ACTIVECAMPAIGN_API_KEY: "k",
        ACTIVECAMPAIGN_ACCOUNT: "a"
      })
      expect(named).toMatchObject({ value: { account: "a" } })
      const own = { apiUrl: Config.string("U"), apiKey: Config.redacted("K") }
      expect(Exit.isSuccess(yield* read({ U: url, K: "k" }, own))).toBe(true)
      expect(Exit.isSuccess(yield* read({ U: url, K: "k" }, Config.all(own)))).toBe(true)
      const nested = { apiUrl: Config.nested(own.apiUrl, "CRM"), apiKey: Config.succeed("k") }
      expect(Exit.isSuccess(yield* read({ "CRM.U": url }, nested))).toBe(true)
    })
  )

  it.effect("names the setting that is missing or invalid, and never shows it", () =>
    Effect.gen(function* () {
      const nothing = String(yield* read({}))
      expect(nothing).toContain("ACTIVECAMPAIGN_API_URL")
      expect(nothing).toContain("ACTIVECAMPAIGN_API_KEY")
      const invalid = String(yield* read({ ACTIVECAMPAIGN_API_URL: "secret-url", ACTIVECAMPAIGN_API_KEY: "k" }))
      expect(invalid).toContain("ACTIVECAMPAIGN_API_URL")
      expect(invalid).not.toContain("secret-url")
      const empty = String(
        yield* read({ ACTIVECAMPAIGN_API_URL: "https://account.api-us1.com", ACTIVECAMPAIGN_API_KEY: " " })
      )
      expect(empty).toContain("ACTIVECAMPAIGN_API_KEY")
      const own = { apiUrl: Config.string("CRM_URL"), apiKey: Config.redacted("CRM_KEY") }
      const spaces = String(yield* read({ CRM_URL: "https://account.api-us1.com", CRM_KEY: "sec ret" }, own))
      expect(spaces).toContain("without spaces")
      expect(spaces).not.toContain("sec ret")
    })
  )
})

/**
 * Which account, and the key to it.
 *
 * ```ts
 * Credentials.layer({ apiUrl: "https://youraccount.api-us1.com", apiKey: Redacted.make(key) })
 * Credentials.layerConfig() // ACTIVECAMPAIGN_API_URL, ACTIVECAMPAIGN_API_KEY
 * ```
 *
 * Both values stand in the account under Settings → Developer.
 */
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"

/** The account's API URL and key, checked. */
export class Credentials extends Context.Tag("@effect-activecampaign/core/Credentials")<
  Credentials,
  {
    /** Base of every request, without a trailing slash: `https://youraccount.api-us1.com/api/3`. */
    readonly apiUrl: string
    /** Scheme, host and port of `apiUrl`: the only place the key is sent to, and the name of the account's budget. */
    readonly origin: string
    /** The API key, which no log, span or inspected value shows. */
    readonly apiKey: Redacted.Redacted
  }
>() {}

/** What an application knows about its account. */
export interface Input {
  /** The account's API URL as the vendor shows it; with or without a trailing slash or `/api/3`. */
  readonly apiUrl: string
  /** The account's API key. */
  readonly apiKey: Redacted.Redacted | string
}

/** Names of the two settings that `layerConfig` reads. */
export interface ConfigNames {
  /** Default `ACTIVECAMPAIGN_API_URL`. */
  readonly apiUrl?: string | undefined
  /** Default `ACTIVECAMPAIGN_API_KEY`. */
  readonly apiKey?: string | undefined
}

const isLoopback = (hostname: string): boolean =>
  hostname === "localhost" ||
  hostname.endsWith(".localhost") ||
  hostname === "[::1]" ||
  /^127(\.\d{1,3}){3}$/.test(hostname)

const invalid = (path: string, message: string) => Effect.fail(ConfigError.InvalidData([path], message))

/** Checks what an application knows about its account; the failure names the setting and never shows its value. */
export const make = (
  input: Input,
  names: { readonly apiUrl: string; readonly apiKey: string } = { apiUrl: "apiUrl", apiKey: "apiKey" }
): Effect.Effect<Context.Tag.Service<typeof Credentials>, ConfigError.ConfigError> => {
  const text = input.apiUrl.trim()
  if (!URL.canParse(text)) {
    return invalid(names.apiUrl, "is not a URL; expected one like https://youraccount.api-us1.com")
  }
  const url = new URL(text)
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url.hostname))) {
    return invalid(
      names.apiUrl,
      "must begin with https:// (http:// is for loopback only), or the key could be read on its way"
    )
  }
  if (url.href !== `${url.origin}${url.pathname}`) {
    return invalid(names.apiUrl, "must not hold a user name, a password, a query or a fragment")
  }
  const key = (Redacted.isRedacted(input.apiKey) ? Redacted.value(input.apiKey) : input.apiKey).trim()
  if (key === "") {
    return invalid(names.apiKey, "is empty; the key stands in the account under Settings → Developer")
  }
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return invalid(names.apiKey, "holds a blank, a line break or another character that a key cannot have")
  }
  return Effect.succeed({
    apiUrl: `${url.origin}${url.pathname.replace(/\/+$/, "").replace(/\/api\/3$/, "")}/api/3`,
    origin: url.origin,
    apiKey: Redacted.make(key)
  })
}

/** The account's credentials as a layer; a bad URL or an empty key is a `ConfigError` when it is built. */
export const layer = (input: Input): Layer.Layer<Credentials, ConfigError.ConfigError> =>
  Layer.effect(Credentials, make(input))

/** The account's credentials from Effect's `Config`, by default from two environment variables. */
export const layerConfig = (names: ConfigNames = {}): Layer.Layer<Credentials, ConfigError.ConfigError> => {
  const apiUrl = names.apiUrl ?? "ACTIVECAMPAIGN_API_URL"
  const apiKey = names.apiKey ?? "ACTIVECAMPAIGN_API_KEY"
  return Layer.effect(
    Credentials,
    Effect.flatMap(Config.all({ apiUrl: Config.string(apiUrl), apiKey: Config.redacted(apiKey) }), (input) =>
      make(input, { apiUrl, apiKey })
    )
  )
}

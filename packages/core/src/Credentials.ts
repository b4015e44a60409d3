/**
 * The account's API URL and API key. You can find both in ActiveCampaign under Settings → Developer.
 *
 * ```ts
 * import * as Config from "effect/Config"
 *
 * Credentials.layer({ apiUrl: "https://youraccount.api-us1.com", apiKey: "…" })
 * // From ACTIVECAMPAIGN_API_URL and ACTIVECAMPAIGN_API_KEY:
 * Credentials.layerConfig()
 * // From settings of your own:
 * Credentials.layerConfig({ apiUrl: Config.string("CRM_URL"), apiKey: Config.redacted("CRM_KEY") })
 * ```
 */
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Context from "effect/Context"
import type * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Layer from "effect/Layer"
import * as Redacted from "effect/Redacted"

/** The account's API URL and key, checked. */
export class Credentials extends Context.Tag("@effect-activecampaign/core/Credentials")<
  Credentials,
  {
    /** Base of every request, without a trailing slash: `https://youraccount.api-us1.com/api/3`. */
    readonly apiUrl: string
    /** Scheme, host and port of `apiUrl`: the only place that the key is sent to. */
    readonly origin: string
    /** The name that the account's rate limit is kept under. */
    readonly account: string
    /** The API key; no log, span or inspected value shows it. */
    readonly apiKey: Redacted.Redacted
  }
>() {}

/** What an application knows about its account. */
export interface Input {
  /** The account's API URL as ActiveCampaign shows it, with or without a trailing slash or `/api/3`. */
  readonly apiUrl: string
  /** The account's API key. */
  readonly apiKey: Redacted.Redacted | string
  /**
   * A name for the account. Clients with the same name share one rate limit, whatever their URLs are. By default it is the
   * account's name in `https://name.api-us1.com` or `https://name.activehosted.com`, and the URL's origin for other hosts.
   */
  readonly account?: string | undefined
}

/** ActiveCampaign's own hosts begin with the name of the account. */
const accountHost = /^([^.]+)\.(?:api-[a-z]+\d+|activehosted)\.com\.?$/

/** Unencrypted, but never on a network. */
const loopback = /^http:(localhost|.+\.localhost|\[::1\]|127(\.\d{1,3}){3})$/

/** From `process.env` anything can come, whatever its type says. */
const trimmed = (value: unknown): string => String(value ?? "").trim()

type Service = Context.Tag.Service<typeof Credentials>

const environment = { apiUrl: "ACTIVECAMPAIGN_API_URL", apiKey: "ACTIVECAMPAIGN_API_KEY" }

/** Checks both values; `names` are what an error calls them, if not by their keys. */
const check = (input: Input, names?: typeof environment): Either.Either<Service, ConfigError.ConfigError> => {
  const invalid = (key: "apiUrl" | "apiKey", message: string) =>
    Either.left(ConfigError.InvalidData([names?.[key] ?? key], message))
  const text = trimmed(input.apiUrl)
  if (!URL.canParse(text)) return invalid("apiUrl", "must be a URL such as https://youraccount.api-us1.com")
  const { hostname, href, origin, pathname, protocol } = new URL(text)
  if (protocol !== "https:" && !loopback.test(protocol + hostname)) {
    return invalid("apiUrl", "must start with https://; http:// is allowed for localhost only")
  }
  if (href !== `${origin}${pathname}`) return invalid("apiUrl", "must not contain credentials, a query or a fragment")
  const key = trimmed(Redacted.isRedacted(input.apiKey) ? Redacted.value(input.apiKey) : input.apiKey)
  if (!/^[\x21-\x7e]+$/.test(key)) {
    return invalid("apiKey", "must be the API key from Settings → Developer in ActiveCampaign, without spaces")
  }
  return Either.right({
    apiUrl: `${origin}${pathname.replace(/\/+$/, "").replace(/\/api\/3$/, "")}/api/3`,
    origin,
    account: trimmed(input.account) || (accountHost.exec(hostname)?.[1] ?? origin),
    apiKey: Redacted.make(key)
  })
}

/** Checks an account's URL and key. The error names the value and never shows it. */
export const make = (input: Input): Effect.Effect<Service, ConfigError.ConfigError> => check(input)

/** The account's credentials. Building the layer fails with a `ConfigError` if the URL is invalid or the key is empty. */
export const layer = (input: Input): Layer.Layer<Credentials, ConfigError.ConfigError> =>
  Layer.effect(Credentials, make(input))

/**
 * The account's credentials as `Config` values; without arguments, from the environment variables `ACTIVECAMPAIGN_API_URL`
 * and `ACTIVECAMPAIGN_API_KEY`, and `ACTIVECAMPAIGN_ACCOUNT` if it is set. An invalid value fails with a `ConfigError` that
 * does not show it.
 */
export const layerConfig = (config?: Config.Config.Wrap<Input>): Layer.Layer<Credentials, ConfigError.ConfigError> =>
  Layer.effect(
    Credentials,
    Config.mapOrFail(
      Config.unwrap<Input>(
        config ?? {
          apiUrl: Config.string(environment.apiUrl),
          apiKey: Config.redacted(environment.apiKey),
          account: Config.orElse(Config.string("ACTIVECAMPAIGN_ACCOUNT"), () => Config.succeed(undefined))
        }
      ),
      (input) => check(input, config ? undefined : environment)
    )
  )

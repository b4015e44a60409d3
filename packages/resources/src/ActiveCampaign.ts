/**
 * The root service: all endpoints of all resources, with the client provided.
 *
 * ```ts
 * import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
 *
 * const program = Effect.gen(function* () {
 *   const ac = yield* ActiveCampaign
 *   return yield* ac.contacts.get(ContactId.make("113"))
 * })
 * const main = program.pipe(
 *   Effect.provide(ActiveCampaign.layerConfig().pipe(Layer.provide(FetchHttpClient.layer)))
 * )
 * ```
 *
 * It brings the whole API into a bundle. If bundle size matters, import individual resource modules and provide an
 * `ActiveCampaignClient`.
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import * as Client from "@effect-activecampaign/core/ActiveCampaignClient"
import type * as Credentials from "@effect-activecampaign/core/Credentials"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Config from "effect/Config"
import type { ConfigError } from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import * as resources from "./resources.js"

/** A function whose effect or stream no longer needs the client. */
type Provided<F> = F extends (...args: infer Args) => Effect.Effect<infer A, infer E, infer R>
  ? (...args: Args) => Effect.Effect<A, E, Exclude<R, Client.ActiveCampaignClient>>
  : F extends (...args: infer Args) => Stream.Stream<infer A, infer E, infer R>
    ? (...args: Args) => Stream.Stream<A, E, Exclude<R, Client.ActiveCampaignClient>>
    : F

/** An endpoint or another function, with the client provided. */
export type Bound<E> = E extends { readonly withResponse: infer WithResponse }
  ? Provided<E> & { readonly withResponse: Provided<WithResponse> }
  : E extends { readonly page: infer Page; readonly pages: infer Pages }
    ? Provided<E> & { readonly page: Provided<Page>; readonly pages: Provided<Pages> }
    : Provided<E>

/** The endpoints of a resource module, and its other functions, with the client provided. */
export type Resource<Module> = {
  readonly [Name in keyof Module as Module[Name] extends (...args: any) => unknown ? Name : never]: Bound<Module[Name]>
}

/** The endpoints of all resources: `Contacts` is `contacts` here. */
export type Service = {
  readonly [Name in keyof typeof resources as Uncapitalize<Name>]: Resource<(typeof resources)[Name]>
}

type AnyFunction = (...args: ReadonlyArray<any>) => unknown

/** Provides a client to what a function returns. */
const provideTo =
  (client: Client.Client, call: AnyFunction): AnyFunction =>
  (...args) => {
    const result = call(...args)
    return Effect.isEffect(result)
      ? Effect.provideService(result as Effect.Effect<unknown, unknown, unknown>, Client.ActiveCampaignClient, client)
      : Predicate.hasProperty(result, Stream.StreamTypeId)
        ? Stream.provideService(result as Stream.Stream<unknown, unknown, unknown>, Client.ActiveCampaignClient, client)
        : result
  }

const variants = ["page", "pages", "withResponse"] as const

/** Defines a property that is made on first use: an account uses few of the endpoints. */
const lazily = (target: object, name: string, make: () => unknown) => {
  let made: unknown
  Object.defineProperty(target, name, {
    configurable: true,
    enumerable: true,
    get: () => {
      made ??= make()
      return made
    }
  })
}

const bindEndpoint = (client: Client.Client, endpoint: Partial<Record<(typeof variants)[number], AnyFunction>>) => {
  const bound = provideTo(client, endpoint as AnyFunction)
  for (const name of variants) {
    const variant = endpoint[name]
    if (variant !== undefined) lazily(bound, name, () => provideTo(client, variant))
  }
  return bound
}

const bindModule = (client: Client.Client, module: object) => {
  const bound = {}
  for (const [name, value] of Object.entries<unknown>(module as Record<string, unknown>)) {
    // Entities and inputs are classes that are codecs.
    if (typeof value === "function" && !Wire.isCodec(value)) {
      lazily(bound, name, () => bindEndpoint(client, value as object))
    }
  }
  return bound
}

/** Binds each resource, and each endpoint, to a client when it is first used. */
const bind = (client: Client.Client): Service => {
  const service = {}
  // In the published files, `scripts/build.mjs` makes `resources` an object of getters, so none is asked for before its use.
  const modules: Readonly<Record<string, object | undefined>> = resources
  for (const name of Object.keys(modules)) {
    const key = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
    lazily(service, key, () => bindModule(client, modules[name] ?? {}))
  }
  // The shape is that of `resources`, which types follow and a loop does not.
  return service as Service
}

/** The whole API as one service. */
export class ActiveCampaign extends Context.Tag("effect-activecampaign/ActiveCampaign")<ActiveCampaign, Service>() {
  /** The API through a client that is provided. It is built wherever it is provided, so each account has its own. */
  static readonly layerClient: Layer.Layer<ActiveCampaign, never, Client.ActiveCampaignClient> = Layer.fresh(
    Layer.effect(this, Effect.map(Client.ActiveCampaignClient, bind))
  )

  /** The API of the account of `Credentials`, and its client. */
  static readonly layer: Layer.Layer<
    ActiveCampaign | Client.ActiveCampaignClient,
    never,
    Credentials.Credentials | HttpClient.HttpClient
  > = Layer.fresh(Layer.provideMerge(this.layerClient, Client.layer))

  /** The API of the account of `Credentials`, and its client, with options. */
  static readonly layerWith = (
    options: Client.Options
  ): Layer.Layer<
    ActiveCampaign | Client.ActiveCampaignClient,
    never,
    Credentials.Credentials | HttpClient.HttpClient
  > => Layer.provideMerge(this.layerClient, Client.layerWith(options))

  /**
   * The API of the account that `Config` values describe, and its client; by default the environment variables
   * `ACTIVECAMPAIGN_API_URL` and `ACTIVECAMPAIGN_API_KEY`.
   *
   * ```ts
   * import * as Config from "effect/Config"
   *
   * ActiveCampaign.layerConfig({ apiUrl: Config.string("CRM_URL"), apiKey: Config.redacted("CRM_KEY") })
   * ```
   */
  static readonly layerConfig = (
    config?: Config.Config.Wrap<Credentials.Input>,
    options: Client.Options = {}
  ): Layer.Layer<ActiveCampaign | Client.ActiveCampaignClient, ConfigError, HttpClient.HttpClient> =>
    Layer.provideMerge(this.layerClient, Client.layerConfig(config, options))
}

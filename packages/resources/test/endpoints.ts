/**
 * Every endpoint that the package exports, with where it stands.
 */
import type { ActiveCampaignClient } from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import * as resources from "effect-activecampaign"

/** Any endpoint, as a test that knows nothing of its types sees it. */
export interface AnyEndpoint extends Endpoint.Metadata {
  (...args: ReadonlyArray<unknown>): unknown
  readonly page?: (...args: ReadonlyArray<unknown>) => unknown
  readonly withResponse?: (...args: ReadonlyArray<unknown>) => unknown
}

export interface Exported {
  /** Name of the module, such as `Contacts`. */
  readonly module: string
  /** Name in the module, such as `get`. */
  readonly key: string
  readonly endpoint: AnyEndpoint
}

const inIndex: ReadonlyArray<Exported> = Object.entries<unknown>(resources).flatMap(([module, value]) =>
  typeof value === "object" && value !== null
    ? Object.entries(value as Record<string, unknown>).flatMap(([key, endpoint]) =>
        Endpoint.isEndpoint(endpoint) ? [{ module, key, endpoint: endpoint as unknown as AnyEndpoint }] : []
      )
    : []
)

/** The endpoints of the API. */
export const exported: ReadonlyArray<Exported> = inIndex.filter(({ module }) => module !== "Tracking")

/** The endpoints with a client of their own. */
export const tracking: ReadonlyArray<Exported> = inIndex.filter(({ module }) => module === "Tracking")

/** All endpoints. */
export const everyEndpoint: ReadonlyArray<Exported> = inIndex

/** Name of the resource in the root service: `ContactTags` is `contactTags` there. */
export const resourceOf = (module: string): string => `${module.charAt(0).toLowerCase()}${module.slice(1)}`

/** The path parameters' names, as they stand in the route. */
export const paramsOf = (endpoint: Endpoint.Metadata): ReadonlyArray<string> =>
  [...endpoint.route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")

/** Calls an endpoint, and reads all rows where it is a collection. */
export const run = (
  endpoint: AnyEndpoint,
  args: ReadonlyArray<unknown>
): Effect.Effect<unknown, { readonly _tag: string; readonly message: string }, ActiveCampaignClient> => {
  const call = endpoint(...args)
  return Effect.isEffect(call) ? (call as never) : Stream.runDrain(call as never)
}

const sample = (schema: AnyEndpoint["success"]): unknown =>
  FastCheck.sample(Arbitrary.make(schema), { numRuns: 1, seed: 5 })[0]

/** Arguments that an endpoint can be called with: all that it requires, and no more. */
export const argsOf = (endpoint: AnyEndpoint): ReadonlyArray<unknown> => [
  ...paramsOf(endpoint).map((_, index) => `p${index}`),
  ...(endpoint.payload === undefined ? [] : [sample(endpoint.payload)]),
  ...(endpoint.query === undefined || Either.isRight(Schema.encodeUnknownEither(endpoint.query)({}))
    ? []
    : [sample(endpoint.query)])
]

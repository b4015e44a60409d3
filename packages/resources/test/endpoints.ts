/**
 * Every endpoint that the package exports, with where it stands.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as resources from "@effect-activecampaign/resources"

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

export const exported: ReadonlyArray<Exported> = Object.entries<unknown>(resources).flatMap(([module, value]) =>
  typeof value === "object" && value !== null
    ? Object.entries(value as Record<string, unknown>).flatMap(([key, endpoint]) =>
        Endpoint.isEndpoint(endpoint) ? [{ module, key, endpoint: endpoint as unknown as AnyEndpoint }] : []
      )
    : []
)

/** Name of the resource in the root service: `ContactTags` is `contactTags` there. */
export const resourceOf = (module: string): string => `${module.charAt(0).toLowerCase()}${module.slice(1)}`

/** The path parameters' names, as they stand in the route. */
export const paramsOf = (endpoint: Endpoint.Metadata): ReadonlyArray<string> =>
  [...endpoint.route.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "")

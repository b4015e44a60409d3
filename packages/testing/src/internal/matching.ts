/**
 * Which endpoint a request is sent to.
 */
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as Endpoint from "effect-activecampaign/Endpoint"

const escapeRegExp = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")

/** Whether a request is sent to an endpoint: by method, route, and the headers that the endpoint adds. */
export const matcherOf = (endpoint: Endpoint.Metadata) => {
  const segments = endpoint.route.split(/\{\w+\}/).map(escapeRegExp)
  const pattern = new RegExp(`^${segments.join("[^/]+")}$`)
  const headers = Object.entries(endpoint.headers ?? {})
  return (request: HttpClientRequest.HttpClientRequest, path: string): boolean =>
    request.method === endpoint.method &&
    pattern.test(path) &&
    headers.every(([name, value]) => request.headers[name.toLowerCase()] === value)
}

/** What distinguishes the requests of an endpoint. Two endpoints with the same key cannot be told apart. */
export const keyOf = ({ headers, method, route }: Endpoint.Metadata): string =>
  `${method} ${route} ${JSON.stringify(headers ?? {})}`

/** How specific an endpoint is: `/users/me` comes before `/users/{id}`. */
export const specificityOf = ({ headers, route }: Endpoint.Metadata): number =>
  Object.keys(headers ?? {}).length - (route.match(/\{/g)?.length ?? 0)

/**
 * Routes of a fake account, and the router that finds the one of a request.
 */
import type { RawResponse, RecordedRequest } from "../http.js"
import type { Selector } from "./query.js"
import type { Store } from "./Store.js"
import type { Row } from "./Table.js"

/** How an account behaves, apart from its rows. */
export interface Settings {
  /** How long search does not find a new row, in milliseconds. */
  readonly searchDelay: number
  /** How long a bulk import takes, in milliseconds. */
  readonly importDelay: number
  /** How often a matching of a segment says that it is not ready. */
  readonly segmentPolls: number
  /** What a request to event tracking must contain. */
  readonly tracking: { readonly id: string; readonly key: string }
  /** Whether a query parameter that nobody knows is rejected; ActiveCampaign ignores it. */
  readonly strict: boolean
}

/** What an event is about. The rows are those of the tables with these names. */
export interface Subject {
  readonly contact?: Row | undefined
  readonly [name: string]: unknown
}

/** A request that matched a route. */
export interface Call {
  readonly store: Store
  readonly selector: Selector
  readonly settings: Settings
  readonly method: string
  /** Values of the parameters in the path. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly headers: Readonly<Record<string, string>>
  /** The body, parsed if it is JSON. */
  readonly body: unknown
  /** Milliseconds since 1970. */
  readonly now: number
  /** Says that something happened, for webhooks. */
  readonly emit: (type: string, subject: Subject) => void
}

/** Responds to a request. */
export type Handle = (call: Call) => RawResponse

/** A method and a path with what responds. */
export interface Route {
  readonly method: string
  /** `{id}` stands for one segment. */
  readonly path: string
  readonly handle: Handle
  /** Whether requests need no API key, as those to event tracking. */
  readonly isOpen?: boolean
}

/** Declares a route. */
export const route = (
  method: string,
  path: string,
  handle: Handle,
  options: { readonly isOpen?: boolean } = {}
): Route => ({ method, path, handle, ...options })

/** Segments of a path, each with the nodes below it. */
interface Node {
  readonly children: Map<string, Node>
  parameter: { readonly name: string; readonly node: Node } | undefined
  readonly routes: Map<string, Route>
}

const emptyNode = (): Node => ({ children: new Map(), parameter: undefined, routes: new Map() })

/** The node below a segment of a declared path. */
const below = (node: Node, segment: string): Node => {
  const name = /^\{(\w+)\}$/.exec(segment)?.[1]
  if (name !== undefined) {
    node.parameter ??= { name, node: emptyNode() }
    return node.parameter.node
  }
  const child = node.children.get(segment) ?? emptyNode()
  node.children.set(segment, child)
  return child
}

/** A route and the values of its parameters. */
export interface Match {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

const find = (
  node: Node,
  segments: ReadonlyArray<string>,
  values: ReadonlyArray<string>,
  method: string
): Match | undefined => {
  const [segment, ...rest] = segments
  if (segment === undefined) {
    const route = node.routes.get(method)
    if (route === undefined) return undefined
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name)
    return { route, params: Object.fromEntries(names.map((name, index) => [name, values[index] ?? ""])) }
  }
  const child = node.children.get(segment)
  const exact = child === undefined ? undefined : find(child, rest, values, method)
  if (exact !== undefined || node.parameter === undefined) return exact
  return find(node.parameter.node, rest, [...values, segment], method)
}

/** Finds the routes of requests. Of two routes, that with fewer parameters wins: `/users/me` before `/users/{id}`. */
export const routerOf = (routes: ReadonlyArray<Route>): ((request: RecordedRequest) => Match | undefined) => {
  const root = emptyNode()
  for (const route of routes) {
    const node = route.path.slice(1).split("/").reduce(below, root)
    if (node.routes.has(route.method)) throw new Error(`FakeAccount declares ${route.method} ${route.path} twice`)
    node.routes.set(route.method, route)
  }
  return ({ method, path }) => find(root, path.replace(/^\//, "").split("/"), [], method)
}

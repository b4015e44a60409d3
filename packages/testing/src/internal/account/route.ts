/**
 * Routes of a fake account.
 */
import type { RawResponse } from "../http.js"
import { notFound, ok } from "./responses.js"
import type { Collection, Store } from "./Store.js"

/** A request that matched a route. */
export interface Call {
  readonly store: Store
  /** The id in the path; empty if the path has none. */
  readonly id: string
  readonly query: URLSearchParams
  /** Content of the body's envelope; empty if the route takes no body. */
  readonly input: Record<string, unknown>
  /** Milliseconds since 1970. */
  readonly now: number
}

/** Responds to a request. */
export type Handle = (call: Call) => RawResponse

/** A method and a path with their handler. */
export interface Route {
  readonly method: string
  readonly path: string
  readonly pattern: RegExp
  /** Key around the fields in the request body, if the route takes a body. */
  readonly envelope: string | undefined
  readonly handle: Handle
}

/** Declares a route. `{id}` in the path stands for one segment. */
export const route = (
  method: string,
  path: string,
  handle: Handle,
  options: { readonly envelope?: string } = {}
): Route => ({
  method,
  path,
  pattern: new RegExp(`^${path.replace("{id}", "([^/]+)")}$`),
  envelope: options.envelope,
  handle
})

/** Retrieves a row. */
export const retrieve =
  (collection: Collection, envelope: string, model: string): Handle =>
  ({ id, store }) => {
    const row = store.find(collection, id)
    return row === undefined ? notFound(model, id) : ok({ [envelope]: row })
  }

/** Deletes a row, and the rows of other collections that refer to it. */
export const deleteRow =
  (
    collection: Collection,
    model: string,
    dependents: ReadonlyArray<readonly [collection: Collection, field: string]> = []
  ): Handle =>
  ({ id, store }) => {
    if (store.find(collection, id) === undefined) return notFound(model, id)
    store.delete(collection, "id", id)
    for (const [dependent, field] of dependents) store.delete(dependent, field, id)
    return ok({})
  }

/** Lists all rows of a collection that belong to a contact. */
export const listByContact =
  (collection: Collection): Handle =>
  ({ id, store }) =>
    store.find("contacts", id) === undefined
      ? notFound("Subscriber", id)
      : ok({ [collection]: store.filter(collection, "contact", id) })

/**
 * An endpoint is a value, declared once: method, path, input, output, errors, and how safe it is to retry. Calling it
 * returns an `Effect` (a `Stream` for a collection); its properties describe it to tests, fakes and tables.
 *
 * ```ts
 * import * as Endpoint from "effect-activecampaign/Endpoint"
 *
 * const get = Endpoint.make("Tags.get", {
 *   method: "GET",
 *   path: (id: TagId) => `/tags/${id}`,
 *   success: Wire.envelope("tag", Tags.Tag),
 *   errors: [NotFoundError]
 * })
 * // Effect<Tag, NotFoundError | InputError | ClientError, ActiveCampaignClient>
 * const tag = get(TagId.make("1"))
 * // The same with status, headers, side-loads and rate limit:
 * const response = get.withResponse(TagId.make("1"))
 * ```
 */
import type { HttpMethod } from "@effect/platform/HttpMethod"
import * as Effect from "effect/Effect"
import type * as Stream from "effect/Stream"
import * as Client from "./ActiveCampaignClient.js"
import * as Errors from "./ActiveCampaignError.js"
import { type Encoded, encodeCall, fromIssue } from "./internal/encodeCall.js"
import { contextOf, safetyOf } from "./internal/operation.js"
import { paginate, split, totalOf } from "./internal/paginate.js"
import type * as Pagination from "./Pagination.js"
import type { Bucket } from "./RateLimiter.js"
import { definitionOf } from "./Wire/Codec.js"
import { type Issue, isIssue } from "./Wire/Issue.js"
import { isRecord } from "./Wire/Text.js"
import * as Wire from "./Wire.js"

const TypeId: unique symbol = Symbol.for("@effect-activecampaign/core/Endpoint")

/** What is known of an endpoint without calling it. */
export interface Metadata extends Client.Operation {
  readonly [TypeId]: typeof TypeId
  /** Codec of the request body, if there is one. */
  readonly payload: Wire.AnyCodec | undefined
  /** Codec of the query, if there is one. */
  readonly query: Wire.AnyCodec | undefined
  /** Codec of the response's body; for a list, of one row. */
  readonly success: Wire.AnyCodec
  /** For a list, the key of its rows in the body. */
  readonly items: string | undefined
  /** For a list, how it is paginated. */
  readonly pagination: Pagination.Strategy | undefined
  /** Keys of related rows that responses can have beside the value. */
  readonly sideloads: ReadonlyArray<string>
}

/** A response with everything around the value, including related rows. */
export interface Response<A, Sideload extends string = never> extends Client.Response<A> {
  /**
   * Decodes related rows that ActiveCampaign sent along; an empty array if it sent none.
   *
   * ```ts
   * const program = Effect.gen(function* () {
   *   const { value, sideload } = yield* Contacts.get.withResponse(ContactId.make("113"))
   *   return { contact: value, lists: yield* sideload("contactLists", ContactLists.ContactList) }
   * })
   * ```
   */
  readonly sideload: SideloadReader<Sideload>
}

/** Decodes related rows by their key in the body. */
export type SideloadReader<Sideload extends string> = <A>(
  key: Sideload,
  row: Wire.AnyCodec<A>
) => Effect.Effect<ReadonlyArray<A>, Errors.DecodeError>

/** One operation of the API. */
export interface Endpoint<Args extends ReadonlyArray<any>, A, E, Sideload extends string = never> extends Metadata {
  (...args: Args): Effect.Effect<A, E, Client.ActiveCampaignClient>
  /** The same request, with status, headers, side-loads and rate limit beside the value. */
  readonly withResponse: (...args: Args) => Effect.Effect<Response<A, Sideload>, E, Client.ActiveCampaignClient>
}

/** One operation of the API that returns a collection. */
export interface ListEndpoint<
  Args extends ReadonlyArray<any>,
  PageArgs extends ReadonlyArray<any>,
  A,
  E,
  Sideload extends string = never
> extends Metadata {
  /** All rows, requested page by page as they are consumed. */
  (...args: Args): Stream.Stream<A, E, Client.ActiveCampaignClient>
  /** One page. */
  readonly page: (...args: PageArgs) => Effect.Effect<Page<A, Sideload>, E, Client.ActiveCampaignClient>
}

/** One page of a collection, with everything around its rows. */
export interface Page<A, Sideload extends string = never> extends Response<ReadonlyArray<A>, Sideload> {
  /** The rows. */
  readonly items: ReadonlyArray<A>
  /** How many rows match in total, if ActiveCampaign said so. It sometimes says `"0"` although there are rows. */
  readonly total: number | null
}

/** Whether a value is an endpoint. */
export const isEndpoint = (value: unknown): value is Metadata => typeof value === "function" && TypeId in value

type PathArgs = ReadonlyArray<string | number>
type Body = Wire.AnyCodec | undefined

/** `[payload]` if an endpoint takes one. */
type PayloadArgs<S extends Body> = S extends Wire.AnyCodec<infer A> ? [payload: A] : []
/** `[query?]` if an endpoint takes one, `[query]` if something in it is required. */
type QueryArgs<S extends Body> = S extends Wire.AnyCodec<infer A> ? (object extends A ? [query?: A] : [query: A]) : []
/** The same with paging. */
type PageQueryArgs<S extends Body> =
  S extends Wire.AnyCodec<infer A>
    ? object extends A
      ? [query?: A & Pagination.Paging]
      : [query: A & Pagination.Paging]
    : [query?: Pagination.Paging]
/** Arguments can be invalid only if there are any. */
type InvalidInput<Args extends ReadonlyArray<any>> = Args extends readonly [] ? never : Errors.InputError
type Declared<F extends ReadonlyArray<Errors.Declarable>> = InstanceType<F[number]>
type SharedError<S extends Client.Safety> = S extends "write" ? Errors.WriteError : Errors.ClientError

type DefaultSafety<M extends HttpMethod> = M extends "GET"
  ? "read"
  : M extends "PUT" | "DELETE"
    ? "idempotent"
    : "write"

/** What is the same for every operation. */
interface Common<P extends PathArgs, F, Side> {
  /** Path below `/api/3`. Its parameters are the first arguments of the endpoint; each is percent-encoded. */
  readonly path: (...params: P) => string
  /** Names of the path's parameters in `route`; by default `id`. */
  readonly params?: { readonly [K in keyof P]: string }
  /** The errors that ActiveCampaign returns here, beside those of every request. */
  readonly errors?: F
  /** Keys of related rows that the response can have beside the value. */
  readonly sideloads?: Side
  /** Headers, if ActiveCampaign tells two operations of one route apart by them. */
  readonly headers?: Readonly<Record<string, string>>
  /** The rate limit that it counts against, if not the account's alone. */
  readonly bucket?: Bucket
}

interface AnySpec extends Common<any, ReadonlyArray<Errors.Declarable>, ReadonlyArray<string>> {
  readonly method: HttpMethod
  readonly safety?: Client.Safety | undefined
  readonly payload?: Body
  readonly query?: Body
  readonly success: Wire.AnyCodec
  readonly items?: string
  readonly pagination?: Pagination.Strategy
}

const none: ReadonlyArray<never> = []

const metadataOf = (name: string, spec: AnySpec): Metadata => {
  const params: ReadonlyArray<string> = spec.params ?? ["id"]
  return {
    [TypeId]: TypeId,
    name,
    method: spec.method,
    route: spec.path(...params.map((param) => `{${param}}`)),
    safety: spec.safety ?? safetyOf(spec.method),
    bucket: spec.bucket ?? "account",
    headers: spec.headers,
    errors: spec.errors ?? none,
    sideloads: spec.sideloads ?? none,
    payload: spec.payload,
    query: spec.query,
    success: spec.success,
    items: spec.items,
    pagination: spec.pagination
  }
}

/** A function's own `name` and `length` cannot be assigned, so properties are defined. */
const withMetadata = <F extends object, M extends object>(f: F, metadata: M): F & M =>
  Object.defineProperties(f, Object.getOwnPropertyDescriptors(metadata)) as F & M

const decodeError = (operation: Client.Operation, status: number, path: string, problem: string) =>
  new Errors.DecodeError({ ...contextOf(operation, problem), status, issues: [], path, excerpt: "" })

const sideloadReader =
  (body: unknown, decode: Client.DecodableResponse<unknown>["decode"]): SideloadReader<string> =>
  (key, row) =>
    isRecord(body) && key in body ? decode(Wire.envelope(key, Wire.array(row))) : Effect.succeed([])

/** Sends an encoded request, and adds the reader of side-loads to its response. */
const invoke = <A>(metadata: Metadata, decode: (body: unknown) => A | Issue, encoded: Encoded | Errors.InputError) =>
  Effect.flatMap(Client.ActiveCampaignClient, (client) =>
    encoded instanceof Errors.InputError
      ? Effect.fail<Errors.ActiveCampaignError>(encoded)
      : Effect.map(client.execute({ operation: metadata, ...encoded, decode }), ({ decode, ...response }) => ({
          ...response,
          sideload: sideloadReader(response.body, decode)
        }))
  )

/** Declares an operation. */
export const make = <
  P extends PathArgs,
  const M extends HttpMethod,
  A,
  Payload extends Body = undefined,
  Query extends Body = undefined,
  const F extends ReadonlyArray<Errors.Declarable> = readonly [],
  S extends Client.Safety = DefaultSafety<M>,
  const Side extends ReadonlyArray<string> = readonly []
>(
  name: string,
  spec: Common<P, F, Side> & {
    /** HTTP method. */
    readonly method: M
    /** Codec of the request body. */
    readonly payload?: Payload
    /** Codec of the query. */
    readonly query?: Query
    /** Codec of the response's body. */
    readonly success: Wire.AnyCodec<A>
    /** How safe it is to retry; by default `read` for GET, `idempotent` for PUT and DELETE, otherwise `write`. */
    readonly safety?: S
  }
): Endpoint<
  [...P, ...PayloadArgs<Payload>, ...QueryArgs<Query>],
  A,
  Declared<F> | InvalidInput<[...P, ...PayloadArgs<Payload>, ...QueryArgs<Query>]> | SharedError<S>,
  Side[number]
> => {
  const metadata = metadataOf(name, spec)
  const count = spec.path.length
  const withResponse = (...args: ReadonlyArray<unknown>) => {
    const rest = args.slice(count)
    const payload = metadata.payload === undefined ? undefined : rest.shift()
    return invoke(
      metadata,
      definitionOf(spec.success).read,
      encodeCall(metadata, spec.path, args.slice(0, count), payload, rest[0])
    )
  }
  const call = (...args: ReadonlyArray<unknown>) => Effect.map(withResponse(...args), (response) => response.value)
  // The client fails with the declared errors and those of every request; only here is that told to the types.
  return withMetadata(call, { ...metadata, withResponse }) as never
}

/**
 * Declares an operation that returns a collection: calling it gives all rows, `page` gives one page of them. Any
 * collection can fail with `ValidationError`, because each takes a query, if only of paging.
 */
export const list = <
  P extends PathArgs,
  A,
  Query extends Body = undefined,
  const F extends ReadonlyArray<Errors.Declarable> = readonly [],
  const Side extends ReadonlyArray<string> = readonly []
>(
  name: string,
  spec: Common<P, F, Side> & {
    /** Codec of filters and orders. */
    readonly query?: Query
    /** Key of the rows in the body, and the codec of a row. */
    readonly items: readonly [key: string, item: Wire.AnyCodec<A>]
    /** How the collection is paginated; by default by offset, 100 rows at a time. */
    readonly pagination?: Pagination.Strategy
  }
): ListEndpoint<
  [...P, ...QueryArgs<Query>],
  [...P, ...PageQueryArgs<Query>],
  A,
  Declared<F> | Errors.ValidationError | Errors.InputError | Errors.ClientError,
  Side[number]
> => {
  const [key, item] = spec.items
  const pagination = spec.pagination ?? "offset"
  const errors = [...(spec.errors ?? none), Errors.ValidationError]
  const metadata = metadataOf(name, { ...spec, errors, method: "GET", success: item, items: key, pagination })
  const rows = Wire.envelope(key, Wire.array(item))
  const count = spec.path.length
  const encode = (args: ReadonlyArray<unknown>): Encoded | Errors.InputError => {
    const parts = split(args[count])
    return isIssue(parts)
      ? fromIssue(metadata, "the query", parts)
      : encodeCall(metadata, spec.path, args.slice(0, count), undefined, parts.rest, parts.page)
  }
  const page = (...args: ReadonlyArray<unknown>) =>
    Effect.map(invoke(metadata, definitionOf(rows).read, encode(args)), (response) => ({
      ...response,
      items: response.value,
      total: totalOf(response.body)
    }))
  const outOfOrder = (): Errors.ActiveCampaignError =>
    decodeError(
      metadata,
      200,
      key,
      "the rows are not sorted by id, so pagination cannot continue without skipping some"
    )
  const all = (...args: ReadonlyArray<unknown>) =>
    paginate(pagination, args[count] as object | undefined, (query) => page(...args.slice(0, count), query), outOfOrder)
  // As in `make`: only here are the types told how the client fails for this operation.
  return withMetadata(all, { ...metadata, page }) as never
}

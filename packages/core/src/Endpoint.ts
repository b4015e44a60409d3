/**
 * An endpoint is a value, declared once: method, path, what it takes, what it answers, how it can fail, how safe it
 * is to repeat. Calling it gives an effect; reading its properties gives all that tests, fakes and tables need.
 *
 * ```ts
 * export const get = Endpoint.make("Contacts.get", {
 *   method: "GET",
 *   path: (id: ContactId) => `/contacts/${id}`,
 *   success: Wire.envelope("contact", Contact),
 *   failures: [NotFoundError]
 * })
 * // get(id): Effect<Contact, NotFoundError | InputError | ClientError, ActiveCampaignClient>
 * // get.withResponse(id): the same with status, headers, side-loads and rate-limit figures
 * ```
 */
import type { HttpMethod } from "@effect/platform/HttpMethod"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import type * as Schema from "effect/Schema"
import type * as Stream from "effect/Stream"
import * as Client from "./ActiveCampaignClient.js"
import * as Errors from "./ActiveCampaignError.js"
import { explainIssue } from "./internal/explain.js"
import { safetyOf } from "./internal/operation.js"
import * as Pagination from "./Pagination.js"
import type { LimitClass } from "./RateLimiter.js"
import * as Wire from "./Wire.js"

const TypeId: unique symbol = Symbol.for("@effect-activecampaign/core/Endpoint")

/** What is known of an endpoint without calling it. */
export interface Metadata extends Client.Operation {
  readonly [TypeId]: typeof TypeId
  /** Schema of the request body, where there is one. */
  readonly payload: Wire.Codec<any> | undefined
  /** Schema of the query, where there is one. */
  readonly query: Wire.Codec<any> | undefined
  /** Schema of the answer's body. For a list, of one item. */
  readonly success: Wire.Codec<any>
  /** For a list, the key that its items stand under. */
  readonly items: string | undefined
  /** Keys of related rows that answers can hold beside the value. */
  readonly sideloads: ReadonlyArray<string>
}

/** An answer with everything around the value, related rows among it. */
export interface Response<A, Sideload extends string = never> extends Client.Response<A> {
  /**
   * Related rows that the vendor sent along, decoded; none where it sent none.
   *
   * ```ts
   * const { value, sideload } = yield* Contacts.get.withResponse(id)
   * const lists = yield* sideload("contactLists", ContactLists.ContactList)
   * ```
   */
  readonly sideload: SideloadReader<Sideload>
}

/** Reads related rows by the key that they stand under. */
export type SideloadReader<Sideload extends string> = <A, I>(
  key: Sideload,
  row: Schema.Schema<A, I>
) => Effect.Effect<ReadonlyArray<A>, Errors.DecodeError>

/** One operation of the API. */
export interface Endpoint<Args extends ReadonlyArray<any>, A, E, Sideload extends string = never> extends Metadata {
  (...args: Args): Effect.Effect<A, E, Client.ActiveCampaignClient>
  /** The same call, with status, headers, side-loads and rate-limit figures beside the value. */
  readonly withResponse: (...args: Args) => Effect.Effect<Response<A, Sideload>, E, Client.ActiveCampaignClient>
}

/** One operation of the API that answers with a collection. */
export interface ListEndpoint<
  Args extends ReadonlyArray<any>,
  PageArgs extends ReadonlyArray<any>,
  A,
  E,
  Sideload extends string = never
> extends Metadata {
  /** All rows, read page by page as they are consumed. */
  (...args: Args): Stream.Stream<A, E, Client.ActiveCampaignClient>
  /** One page. */
  readonly page: (...args: PageArgs) => Effect.Effect<Page<A, Sideload>, E, Client.ActiveCampaignClient>
}

/** One page of a collection, with everything around its rows. */
export interface Page<A, Sideload extends string = never> extends Response<ReadonlyArray<A>, Sideload> {
  readonly items: ReadonlyArray<A>
  /** How many rows match in all, where the vendor says so. It is known to say `"0"` at times when there are some. */
  readonly total: number | null
}

/** Whether a value is an endpoint. */
export const isEndpoint = (value: unknown): value is Metadata => typeof value === "function" && TypeId in value

/** Filters and orders, and which page. */
type PageQueryArgs<S extends Body> =
  S extends Wire.Codec<infer A>
    ? object extends A
      ? [query?: A & Pagination.Paging]
      : [query: A & Pagination.Paging]
    : [query?: Pagination.Paging]

type PathArgs = ReadonlyArray<string | number>
type Body = Wire.Codec<any> | undefined

/** `[payload]` where a call takes one. */
type PayloadArgs<S extends Body> = S extends Wire.Codec<infer A> ? [payload: A] : []
/** `[query?]` where a call takes one, `[query]` where something in it is required. */
type QueryArgs<S extends Body> = S extends Wire.Codec<infer A> ? (object extends A ? [query?: A] : [query: A]) : []
/** The arguments do not encode: possible where there are any. */
type InputFailure<Args extends ReadonlyArray<any>> = Args extends readonly [] ? never : Errors.InputError
type Failures<F extends ReadonlyArray<Errors.Declarable>> = InstanceType<F[number]>
type SharedFailure<S extends Client.Safety> = S extends "write" ? Errors.WriteError : Errors.ClientError

type DefaultSafety<M extends HttpMethod> = M extends "GET"
  ? "read"
  : M extends "PUT" | "DELETE"
    ? "idempotent"
    : "write"

/** What is the same for every operation. */
interface Common<P extends PathArgs, F, Side> {
  /**
   * The path below `/api/3`. Its parameters are the call's first arguments; they are percent-encoded, so that none
   * can change the path.
   */
  readonly path: (...params: P) => string
  /** Names of the path's parameters in `route`; by default `id`. */
  readonly params?: { readonly [K in keyof P]: string }
  /** The failures that the vendor answers with here, beside those that every call can have. */
  readonly failures?: F
  /** Keys of related rows that the answer can hold beside the value. */
  readonly sideloads?: Side
  /** Headers that it is sent with, where the vendor tells two operations of one route apart by them. */
  readonly headers?: Readonly<Record<string, string>>
  /** The budget that it counts against, where that is not the account's alone. */
  readonly limitClass?: LimitClass
}

const none: ReadonlyArray<never> = []
const nothing: Either.Either<undefined> = Either.right(undefined)

const metadataOf = (
  name: string,
  spec: Common<any, ReadonlyArray<Errors.Declarable>, ReadonlyArray<string>> & {
    readonly method: HttpMethod
    readonly safety: Client.Safety
    readonly payload?: Body
    readonly query?: Body
    readonly success: Wire.Codec<any>
    readonly items?: string
  }
): Metadata => {
  const params: ReadonlyArray<string> = spec.params ?? ["id"]
  return {
    [TypeId]: TypeId,
    name,
    method: spec.method,
    route: spec.path(...params.map((param) => `{${param}}`)),
    safety: spec.safety,
    limitClass: spec.limitClass ?? "account",
    headers: spec.headers,
    failures: spec.failures ?? none,
    sideloads: spec.sideloads ?? none,
    payload: spec.payload,
    query: spec.query,
    success: spec.success,
    items: spec.items
  }
}

/** A function's own `name` and `length` cannot be assigned, so properties are defined. */
const withMetadata = <F extends object, M extends object>(f: F, metadata: M): F & M =>
  Object.defineProperties(f, Object.getOwnPropertyDescriptors(metadata)) as F & M

const inputError = (operation: Client.Operation, path: string, problem: string): Errors.InputError =>
  new Errors.InputError({
    ...originOf(operation, `${path === "" ? "the argument" : path} ${problem}; nothing was sent`),
    path
  })

/** Percent-encodes a path parameter; what would change the path all the same is refused. */
const segment = (operation: Client.Operation, param: unknown): Either.Either<string, Errors.InputError> => {
  if (typeof param !== "string" && typeof param !== "number") {
    return Either.left(inputError(operation, "a path parameter", `should be a text and is ${typeof param}`))
  }
  const text = String(param)
  return text.trim() === "" || text === "." || text === ".." || !isWellFormed(text)
    ? Either.left(
        inputError(operation, "a path parameter", "is empty, a dot or not text, and would address something else")
      )
    : Either.right(encodeURIComponent(text))
}

/** Whether a text has no lone surrogate, which `encodeURIComponent` would throw for. */
const isWellFormed = (text: string): boolean =>
  !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(text)

const encodeWith = (
  operation: Client.Operation,
  schema: Wire.Codec<any>,
  value: unknown
): Either.Either<unknown, Errors.InputError> =>
  Either.mapLeft(ParseResult.encodeUnknownEither(schema)(value), (issue) => {
    const { path, problem } = explainIssue(issue)
    return inputError(operation, path, problem)
  })

/** `{ filters: { name: "a" }, ids: ["1"] }` as `filters[name]=a&ids[]=1`, in the order given. */
const search = (value: unknown): string => {
  const pairs: Array<string> = []
  const add = (key: string, inner: unknown): void => {
    if (inner === undefined || inner === null) return
    if (Array.isArray(inner)) for (const element of inner) add(`${key}[]`, element)
    else if (typeof inner === "object") {
      for (const [name, deeper] of Object.entries(inner)) add(key === "" ? name : `${key}[${name}]`, deeper)
    } else pairs.push(`${encodeURIComponent(key)}=${encodeURIComponent(String(inner))}`)
  }
  add("", value)
  return pairs.length === 0 ? "" : `?${pairs.join("&")}`
}

/** Puts path parameters, query and payload into one call. */
const callOf = <A>(
  metadata: Metadata,
  path: (...params: ReadonlyArray<any>) => string,
  decode: Client.Call<A>["decode"],
  params: ReadonlyArray<unknown>,
  payload: unknown,
  query: unknown,
  page: object = {}
): Either.Either<Client.Call<A>, Errors.InputError> => {
  const segments: Array<string> = []
  for (const param of params) {
    const encoded = segment(metadata, param)
    if (Either.isLeft(encoded)) return Either.left(encoded.left)
    segments.push(encoded.right)
  }
  const filters = metadata.query === undefined ? nothing : encodeWith(metadata, metadata.query, query ?? {})
  if (Either.isLeft(filters)) return Either.left(filters.left)
  const body = metadata.payload === undefined ? nothing : encodeWith(metadata, metadata.payload, payload)
  return Either.map(body, (body) => ({
    operation: metadata,
    path: `${path(...segments)}${search({ ...(filters.right as object), ...page })}`,
    body,
    decode
  }))
}

const originOf = (operation: Client.Operation, message: string): Errors.Origin => ({
  endpoint: operation.name,
  method: operation.method,
  route: operation.route,
  message: `${operation.name}: ${message}`
})

const sideloadReader =
  (operation: Client.Operation, response: Client.Response<unknown>): SideloadReader<string> =>
  (key, row) => {
    const body = response.body
    const rows = typeof body === "object" && body !== null && key in body ? (body as Record<string, unknown>)[key] : []
    return Effect.mapError(ParseResult.decodeUnknown(Wire.rows(row))(rows ?? []), (issue) => {
      const { path, problem } = explainIssue(issue)
      return new Errors.DecodeError({
        ...originOf(operation, `the side-load is not as documented: ${key}${path} ${problem}`),
        status: response.status,
        path: `${key}${path}`,
        excerpt: ""
      })
    })
  }

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
    readonly method: M
    /** What is sent as JSON. */
    readonly payload?: Payload
    /** What is sent in the query. */
    readonly query?: Query
    /** What the answer's body is. */
    readonly success: Wire.Codec<A>
    /** How safe it is to repeat; by default `read` for GET, `idempotent` for PUT and DELETE, otherwise `write`. */
    readonly safety?: S
  }
): Endpoint<
  [...P, ...PayloadArgs<Payload>, ...QueryArgs<Query>],
  A,
  Failures<F> | InputFailure<[...P, ...PayloadArgs<Payload>, ...QueryArgs<Query>]> | SharedFailure<S>,
  Side[number]
> => {
  const metadata = metadataOf(name, { ...spec, safety: spec.safety ?? safetyOf(spec.method) })
  const count = spec.path.length
  let decode: Client.Call<A>["decode"] | undefined
  const send = (args: ReadonlyArray<unknown>) => {
    decode ??= ParseResult.decodeUnknownEither(spec.success)
    const rest = args.slice(count)
    const payload = metadata.payload === undefined ? undefined : rest.shift()
    const call = callOf(metadata, spec.path, decode, args.slice(0, count), payload, rest[0])
    return Effect.flatMap(Client.ActiveCampaignClient, (client) =>
      Either.isLeft(call) ? Effect.fail(call.left) : client.execute(call.right)
    )
  }
  const endpoint = withMetadata(
    (...args: ReadonlyArray<unknown>) => Effect.map(send(args), (response) => response.value),
    {
      ...metadata,
      withResponse: (...args: ReadonlyArray<unknown>) =>
        Effect.map(send(args), (response) => ({ ...response, sideload: sideloadReader(metadata, response) }))
    }
  )
  // The client fails with what the operation lists and with what every call can; only here is that told to types.
  return endpoint as never
}

/** Declares an operation that answers with a collection: calling it gives all rows, `page` one page of them. */
export const list = <
  P extends PathArgs,
  A,
  Query extends Body = undefined,
  const F extends ReadonlyArray<Errors.Declarable> = readonly [],
  const Side extends ReadonlyArray<string> = readonly []
>(
  name: string,
  spec: Common<P, F, Side> & {
    /** Filters and orders. */
    readonly query?: Query
    /** The key that the rows stand under, and what a row is. */
    readonly items: readonly [key: string, item: Wire.Codec<A>]
    /** How the collection is walked; by default by offset, 100 rows at a time. */
    readonly walk?: Pagination.Walk
  }
): ListEndpoint<
  [...P, ...QueryArgs<Query>],
  [...P, ...PageQueryArgs<Query>],
  A,
  Failures<F> | Errors.InputError | Errors.ClientError,
  Side[number]
> => {
  const [key, item] = spec.items
  const metadata = metadataOf(name, { ...spec, method: "GET", safety: "read", success: item, items: key })
  const count = spec.path.length
  let decode: Client.Call<ReadonlyArray<A>>["decode"] | undefined
  const page = (...args: ReadonlyArray<unknown>) => {
    decode ??= ParseResult.decodeUnknownEither(Wire.envelope(key, Wire.rows(item)))
    const read = decode
    const call = Either.flatMap(
      Either.mapLeft(Pagination.split(args[count]), (issue) => {
        const { path, problem } = explainIssue(issue)
        return inputError(metadata, path, problem)
      }),
      ({ page, rest }) => callOf(metadata, spec.path, read, args.slice(0, count), undefined, rest, page)
    )
    return Effect.flatMap(Client.ActiveCampaignClient, (client) =>
      Either.isLeft(call)
        ? Effect.fail<Errors.ActiveCampaignError>(call.left)
        : Effect.map(client.execute(call.right), (response) => ({
            ...response,
            items: response.value,
            total: Pagination.totalOf(response.body),
            sideload: sideloadReader(metadata, response)
          }))
    )
  }
  const outOfOrder = () =>
    new Errors.DecodeError({
      ...originOf(
        metadata,
        "rows that were asked for in order of id are not, so the walk cannot go on without losing some"
      ),
      status: 200,
      path: key,
      excerpt: ""
    })
  const all = (...args: ReadonlyArray<unknown>) =>
    Pagination.walk(
      spec.walk ?? "offset",
      args[count] as object | undefined,
      (query) => page(...args.slice(0, count), query),
      outOfOrder
    )
  const endpoint = withMetadata(all, { ...metadata, page })
  // As in `make`: only here are types told which failures the client has for this operation.
  return endpoint as never
}

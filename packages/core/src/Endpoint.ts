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
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Client from "./ActiveCampaignClient.js"
import * as Errors from "./ActiveCampaignError.js"
import { declare, defaults, given, TypeId } from "./internal/declared.js"
import { type Encoded, encodeCall, fromIssue } from "./internal/encodeCall.js"
import { safetyOf } from "./internal/operation.js"
import { split, totalOf } from "./internal/pageQuery.js"
import { pages } from "./internal/paginate.js"
import type {
  Body,
  Declared,
  DefaultSafety,
  InvalidInput,
  ListQueryArgs,
  PathArgs,
  PayloadArgs,
  QueryArgs,
  SharedError,
  StreamArgs
} from "./internal/signature.js"
import type * as Pagination from "./Pagination.js"
import type { Bucket } from "./RateLimiter.js"
import { definitionOf } from "./Wire/Codec.js"
import { type Issue, isIssue } from "./Wire/Issue.js"
import { isRecord, isString } from "./Wire/Text.js"
import * as Wire from "./Wire.js"

export type { SharedError } from "./internal/signature.js"

/** What is known of an endpoint without calling it. */
export interface Metadata extends Client.Operation {
  readonly [TypeId]: unknown
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
  /** How sure it is that the operation is as declared here. */
  readonly knowledge: Knowledge
  /** Whether ActiveCampaign has replaced the operation or no longer documents it. */
  readonly deprecated: boolean
}

/**
 * How sure it is that an operation is as declared: `recorded` if a response of it was recorded, `documented` if
 * ActiveCampaign's page shows it and no recording is known, `inferred` if a part of it had to be guessed; its
 * documentation says which.
 */
export type Knowledge = "recorded" | "documented" | "inferred"

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
export interface Endpoint<
  Args extends ReadonlyArray<any>,
  A,
  E,
  Sideload extends string = never,
  R = Client.ActiveCampaignClient
> extends Metadata {
  (...args: Args): Effect.Effect<A, E, R>
  /** The same request, with status, headers, side-loads and rate limit beside the value. */
  readonly withResponse: (...args: Args) => Effect.Effect<Response<A, Sideload>, E, R>
}

/** One operation of the API that returns a collection. */
export interface ListEndpoint<
  Args extends ReadonlyArray<any>,
  PageArgs extends ReadonlyArray<any>,
  PagesArgs extends ReadonlyArray<any>,
  A,
  E,
  Sideload extends string = never
> extends Metadata {
  /**
   * All rows, requested page by page, one page ahead of what is consumed; or several at the same time, with
   * `list(query, { concurrency: 8 })`. Each comes exactly once, in order, or the stream fails with `PaginationError`. Rows
   * that others insert or delete in the meantime may come or not.
   */
  (...args: Args): Stream.Stream<A, E | Errors.PaginationError, Client.ActiveCampaignClient>
  /** One page. */
  readonly page: (...args: PageArgs) => Effect.Effect<Page<A, Sideload>, E, Client.ActiveCampaignClient>
  /**
   * All rows like the list itself, but page by page, with everything around the rows. A job that stores `cursor` can
   * continue from there.
   *
   * ```ts
   * const program = Stream.runForEach(Contacts.list.pages({ include: ["fieldValues"] }), (page) =>
   *   Effect.flatMap(page.sideload("fieldValues", FieldValues.FieldValue), (values) =>
   *     Effect.log(`${page.items.length} contacts, ${values.length} values; next: ${page.cursor}`)
   *   )
   * )
   * ```
   */
  readonly pages: (
    ...args: PagesArgs
  ) => Stream.Stream<ResumablePage<A, Sideload>, E | Errors.PaginationError, Client.ActiveCampaignClient>
}

/** One page of a collection, with everything around its rows. */
export interface Page<A, Sideload extends string = never> extends Response<ReadonlyArray<A>, Sideload> {
  /** The rows. */
  readonly items: ReadonlyArray<A>
  /** How many rows match in total, if ActiveCampaign said so. It sometimes says `"0"` although there are rows. */
  readonly total: number | null
}

/** One page of all rows. Rows that came on an earlier page are left out. */
export interface ResumablePage<A, Sideload extends string = never> extends Page<A, Sideload> {
  /**
   * Where the next page begins, for `cursor` of the same query, also in another process; null after the last page. It
   * contains no field value other than an id.
   */
  readonly cursor: string | null
}

/** Whether a value is an endpoint. */
export const isEndpoint = (value: unknown): value is Metadata => typeof value === "function" && TypeId in value

/** What is the same for every operation. */
interface Common<P extends PathArgs, F, Side> {
  /** Path below `/api/3`. Its parameters are the first arguments of the endpoint; each is percent-encoded. */
  readonly path: (...params: P) => string
  /** Version of the API, if not 3: the path is below `/api/2` then. */
  readonly version?: 2
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
  /** How sure it is that the operation is as declared; by default `documented`. */
  readonly knowledge?: Knowledge
  /** Whether ActiveCampaign has replaced the operation or no longer documents it. */
  readonly deprecated?: boolean
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

/** The properties of an endpoint. The cast: those that are undefined are left out, and its own key is only on the endpoint. */
const metadataOf = (name: string, spec: AnySpec): Metadata & Record<string, unknown> => {
  const { params = ["id"], path, ...rest } = spec
  return {
    ...defaults,
    ...rest,
    name,
    route: path(...params.map((param: string) => `{${param}}`)),
    safety: spec.safety ?? safetyOf(spec.method)
  } as never
}

/** A response as callers get it, with a reader of side-loads. */
const readable = <A>({ decode, ...response }: Client.DecodableResponse<A>): Response<A, string> => ({
  ...response,
  sideload: (key, row) =>
    isRecord(response.body) && key in response.body ? decode(Wire.envelope(key, Wire.array(row))) : Effect.succeed([])
})

/** Sends an encoded request. `resultOf` makes what the caller gets of its response. */
const invoke = <A, B>(
  metadata: Metadata,
  decode: (body: unknown) => A | Issue,
  encoded: Encoded | Errors.InputError,
  resultOf: (response: Client.DecodableResponse<A>) => B
) =>
  Effect.flatMap(Client.ActiveCampaignClient, (client) =>
    encoded instanceof Errors.InputError
      ? Effect.fail<Errors.ActiveCampaignError>(encoded)
      : Effect.map(client.execute({ operation: metadata, ...encoded, decode }), resultOf)
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
  const build = () => {
    const [own] = given([spec])
    const metadata = metadataOf(name, own)
    const count = own.path.length
    const calling =
      <B>(resultOf: (response: Client.DecodableResponse<A>) => B) =>
      (...args: ReadonlyArray<unknown>) => {
        const rest = args.slice(count)
        const payload = metadata.payload === undefined ? undefined : rest.shift()
        const encoded = encodeCall(metadata, own.path, args.slice(0, count), payload, rest[0])
        return invoke(metadata, definitionOf(own.success).read, encoded, resultOf)
      }
    return { ...metadata, call: calling(({ value }) => value), withResponse: calling(readable) }
  }
  // The client fails with the declared errors and those of every request; only here is that told to the types.
  return declare(name, build)
}

const rowsIn = <A>({ items }: { readonly items: ReadonlyArray<A> }) => Chunk.unsafeFromArray(items)

/** How a list is paginated if nothing else is declared. */
const byDefault = { ranges: undefined, pages, split, totalOf }

/**
 * Declares an operation that returns a collection: calling it gives all rows, `pages` gives them with what is around them,
 * `page` gives one page. Any collection can fail with `ValidationError`, because each takes a query, if only of paging.
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
    readonly pagination?: "offset" | "none" | Pagination.Keyset | Pagination.Numbering
    /** Sort order that keeps rows in their places during pagination; used if the caller asks for none. */
    readonly order?: object
    /** Set if a filter makes ActiveCampaign compute the rows first. */
    readonly settling?: Pagination.Settling
  }
): ListEndpoint<
  [...P, ...ListQueryArgs<Query, unknown, StreamArgs>],
  [...P, ...ListQueryArgs<Query, Pagination.Paging, []>],
  [...P, ...ListQueryArgs<Query, Pagination.Paging & Pagination.Resume, StreamArgs>],
  A,
  Declared<F> | Errors.ValidationError | Errors.InputError | Errors.ClientError,
  Side[number]
> => {
  const build = () => {
    const [{ order, pagination: paginated = "offset", settling, ...rest }] = given([spec])
    const [key, item] = rest.items
    const rows = definitionOf(Wire.envelope(key, Wire.array(item)))
    const errors = [...(rest.errors ?? []), Errors.ValidationError]
    const { pagination, ranges, ...by } = {
      ...byDefault,
      ...(isString(paginated) ? { pagination: paginated } : paginated)
    }
    const metadata = metadataOf(name, { ...rest, errors, method: "GET", success: item, items: key, pagination })
    const count = rest.path.length
    const page = (...args: ReadonlyArray<unknown>) => {
      const parts = by.split(rest.query, args[count])
      const encoded = isIssue(parts)
        ? fromIssue(metadata, "the query", parts)
        : encodeCall(metadata, rest.path, args.slice(0, count), undefined, parts.rest, parts.page)
      return invoke(metadata, rows.read, encoded, (response) => ({
        ...readable(response),
        items: response.value,
        total: by.totalOf(response.body)
      }))
    }
    const all = (...args: ReadonlyArray<unknown>) => {
      const request = (query: object) => page(...args.slice(0, count), query)
      const paging = { key, pagination, ranges, order, settling }
      return by.pages({ operation: metadata, ...paging, request }, args[count], args[count + 1])
    }
    const call = (...args: ReadonlyArray<unknown>) => Stream.mapConcatChunk(all(...args), rowsIn)
    return { ...metadata, call, page, pages: all }
  }
  return declare(name, build)
}

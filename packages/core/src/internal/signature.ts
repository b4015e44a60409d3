/**
 * From the declaration of an endpoint to the types of its arguments and errors.
 */
import type { HttpMethod } from "@effect/platform/HttpMethod"
import type * as Client from "../ActiveCampaignClient.js"
import type * as Errors from "../ActiveCampaignError.js"
import type * as Pagination from "../Pagination.js"
import type * as Wire from "../Wire/Codec.js"

export type PathArgs = ReadonlyArray<string | number>
export type Body = Wire.AnyCodec | undefined

/** `[payload]` if an endpoint takes one. */
export type PayloadArgs<S extends Body> = S extends Wire.AnyCodec<infer A> ? [payload: A] : []
/** `[query?]` if an endpoint takes one, `[query]` if something in it is required. */
export type QueryArgs<S extends Body> =
  S extends Wire.AnyCodec<infer A> ? (object extends A ? [query?: A] : [query: A]) : []
/** The same with what every list takes. `Options` is what comes after it. */
export type ListQueryArgs<S extends Body, More, Options extends ReadonlyArray<unknown>> =
  S extends Wire.AnyCodec<infer A>
    ? object extends A
      ? [query?: A & Pagination.Extra & More, ...options: Options]
      : [query: A & Pagination.Extra & More, ...options: Options]
    : [query?: Pagination.Extra & More, ...options: Options]
export type StreamArgs = [options?: Pagination.StreamOptions]
/** Arguments can be invalid only if there are any. */
export type InvalidInput<Args extends ReadonlyArray<any>> = Args extends readonly [] ? never : Errors.InputError
export type Declared<F extends ReadonlyArray<Errors.Declarable>> = InstanceType<F[number]>
/** What any request can fail with, by how safe it is to retry: only a `write` can have an unknown outcome. */
export type SharedError<S extends Client.Safety> = S extends "write" ? Errors.WriteError : Errors.ClientError

export type DefaultSafety<M extends HttpMethod> = M extends "GET"
  ? "read"
  : M extends "PUT" | "DELETE"
    ? "idempotent"
    : "write"

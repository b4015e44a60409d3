/**
 * The root service with some endpoints replaced by functions of a test. All other endpoints die with a message that
 * names them.
 *
 * ```ts
 * // Fields that can be null may be omitted.
 * const jane = { id: ContactId.make("113"), email: "jane@example.com" }
 * const program = Effect.gen(function* () {
 *   const ac = yield* ActiveCampaign
 *   return yield* ac.contacts.get(ContactId.make("113"))
 * }).pipe(Effect.provide(FakeActiveCampaign.layer({ contacts: { get: () => Effect.succeed(jane) } })))
 * ```
 *
 * No request is encoded and no response decoded. Use `FakeHttp` or `FakeAccount` to test them as well.
 */
import * as Headers from "@effect/platform/Headers"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Predicate from "effect/Predicate"
import * as Stream from "effect/Stream"
import * as resources from "effect-activecampaign"
import type { Service } from "effect-activecampaign/ActiveCampaign"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Endpoint from "effect-activecampaign/Endpoint"
import * as Wire from "effect-activecampaign/Wire"
import { complete, type Sparse } from "./internal/sparse.js"

/** A function alone, without its properties. Of what it returns, fields that can be null may be omitted. */
type Call<F> = F extends (...args: infer Args) => Effect.Effect<infer A, infer E, infer R>
  ? (...args: Args) => Effect.Effect<Sparse<A>, E, R>
  : F extends (...args: infer Args) => Stream.Stream<infer A, infer E, infer R>
    ? (...args: Args) => Stream.Stream<Sparse<A>, E, R>
    : never

/** What can replace an endpoint of the root service, or another function of it: a function is enough. */
export type Fake<E> = E extends { readonly withResponse: infer WithResponse }
  ? Call<E> & { readonly withResponse?: WithResponse }
  : E extends { readonly page: infer Page; readonly pages: infer Pages }
    ? Call<E> & { readonly page?: Page; readonly pages?: Pages }
    : E

/** Fakes for some endpoints of some resources. */
export type Fakes = {
  readonly [Name in keyof Service]?: {
    readonly [Key in keyof Service[Name]]?: Fake<Service[Name][Key]>
  }
}

/** Any fake, whatever its endpoint. */
type AnyFake = ((...args: ReadonlyArray<never>) => unknown) & {
  readonly page?: unknown
  readonly pages?: unknown
  readonly withResponse?: unknown
}

type AnyFakes = Readonly<Record<string, Readonly<Record<string, AnyFake>> | undefined>>

const messageOf = (name: string): string => `FakeActiveCampaign: ${name} was called but is not among the fakes`

const die = (name: string) => () => Effect.dieMessage(messageOf(name))

/** A response with a value and nothing around it. */
const responseOf = <A>(value: A): Endpoint.Response<A> => ({
  value,
  drift: [],
  status: 200,
  headers: Headers.empty,
  body: undefined,
  rateLimit: { limit: null, remaining: null },
  requestId: null,
  attempts: 1,
  waited: Duration.zero,
  sideload: () => Effect.succeed([])
})

/** `withResponse` of a fake that has none of its own. */
const deriveWithResponse =
  (call: AnyFake) =>
  (...args: ReadonlyArray<never>): unknown => {
    const result = call(...args)
    return Effect.isEffect(result) ? Effect.map(result, responseOf) : result
  }

const isStream = (value: unknown): value is Stream.Stream<unknown, unknown> =>
  Predicate.hasProperty(value, Stream.StreamTypeId)

/**
 * A fake whose values are complete. Properties must not be assigned to the caller's function, which may be frozen or given
 * for several endpoints.
 */
const completed = ({ success }: Endpoint.Metadata, fake: AnyFake): AnyFake => {
  const fill = (value: unknown) => complete(Wire.definitionOf(success), value)
  return (...args) => {
    const result = fake(...args)
    return Effect.isEffect(result) ? Effect.map(result, fill) : isStream(result) ? Stream.map(result, fill) : result
  }
}

/** Paging in the last argument of a list. */
interface Paging {
  readonly limit?: number
  readonly offset?: number
  readonly cursor?: string
}

const pagingOf = (endpoint: Endpoint.Metadata, args: ReadonlyArray<unknown>): Paging =>
  Object(args[endpoint.route.split("{").length - 1])

const pageOf = (all: ReadonlyArray<unknown>, offset: number, limit: number) => {
  const items = all.slice(offset, offset + limit)
  const cursor = offset + limit < all.length ? String(offset + limit) : null
  return { ...responseOf(items), items, total: all.length, cursor }
}

/** All rows of a fake list. */
const rowsOf = (list: AnyFake, args: ReadonlyArray<never>): Effect.Effect<ReadonlyArray<unknown>, unknown> => {
  const result = list(...args)
  return isStream(result) ? Effect.map(Stream.runCollect(result), (rows) => [...rows]) : Effect.succeed([])
}

/** `page` of a fake list that has none of its own. */
const derivePage =
  (endpoint: Endpoint.Metadata, list: AnyFake) =>
  (...args: ReadonlyArray<never>) => {
    const { limit = 20, offset = 0 } = pagingOf(endpoint, args)
    return Effect.map(rowsOf(list, args), (all) => {
      const { cursor: _, ...page } = pageOf(all, offset, limit)
      return page
    })
  }

/** `pages` of a fake list that has none of its own: one page even if there are no rows. */
const derivePages =
  (endpoint: Endpoint.Metadata, list: AnyFake) =>
  (...args: ReadonlyArray<never>) => {
    const { cursor, limit = 100, offset = 0 } = pagingOf(endpoint, args)
    const from = Number(cursor ?? offset)
    return Stream.unwrap(
      Effect.map(rowsOf(list, args), (all) =>
        Stream.unfold<number | undefined, ReturnType<typeof pageOf>>(from, (start) => {
          if (start === undefined) return Option.none()
          const page = pageOf(all, start, limit)
          return Option.some([page, page.cursor === null ? undefined : Number(page.cursor)])
        })
      )
    )
  }

const fakeList = (name: string, endpoint: Endpoint.Metadata, fake: AnyFake | undefined) => {
  if (fake === undefined) {
    return Object.assign(() => Stream.dieMessage(messageOf(name)), {
      page: die(`${name}.page`),
      pages: () => Stream.dieMessage(messageOf(`${name}.pages`))
    })
  }
  const list = completed(endpoint, fake)
  return Object.assign(list, {
    page: fake.page ?? derivePage(endpoint, list),
    pages: fake.pages ?? derivePages(endpoint, list)
  })
}

const fakeOperation = (name: string, endpoint: Endpoint.Metadata, fake: AnyFake | undefined) => {
  if (fake === undefined) return Object.assign(die(name), { withResponse: die(`${name}.withResponse`) })
  const call = completed(endpoint, fake)
  return Object.assign(call, { withResponse: fake.withResponse ?? deriveWithResponse(call) })
}

/** A function of a module that is composed of endpoints. It dies when it calls the first of them. */
const composed =
  (name: string, call: AnyFake): AnyFake =>
  (...args) => {
    const client: ActiveCampaignClient.Client = { execute: die(name) }
    const result = call(...args)
    return Effect.isEffect(result)
      ? Effect.provideService(result, ActiveCampaignClient.ActiveCampaignClient, client)
      : isStream(result)
        ? Stream.provideService(result, ActiveCampaignClient.ActiveCampaignClient, client)
        : result
  }

const isFunction = (value: unknown): value is AnyFake => typeof value === "function" && !Wire.isCodec(value)

const fakeMember = (name: string, value: unknown, fake: AnyFake | undefined): unknown =>
  Endpoint.isEndpoint(value)
    ? (value.items === undefined ? fakeOperation : fakeList)(name, value, fake)
    : isFunction(value)
      ? (fake ?? composed(name, value))
      : undefined

const fakeResource = (resource: string, module: object, fakes: AnyFakes[string]): object =>
  Object.fromEntries(
    Object.entries<unknown>({ ...module }).flatMap(([key, value]) => {
      const member = fakeMember(`${resource}.${key}`, value, fakes?.[key])
      return member === undefined ? [] : [[key, member]]
    })
  )

const serviceOf = (fakes: AnyFakes): Service => {
  const service = Object.entries<unknown>(resources).flatMap(([name, module]) => {
    // Events are sent by a client of their own.
    if (typeof module !== "object" || module === null || name === "Tracking") return []
    const resource = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
    const hasEndpoints = Object.values<unknown>({ ...module }).some(Endpoint.isEndpoint)
    return hasEndpoints ? [[resource, fakeResource(resource, module, fakes[resource])]] : []
  })
  // The loop follows the shape of `Service`, which its types cannot express.
  return Object.fromEntries(service) as Service
}

/**
 * The root service with these fakes.
 *
 * `withResponse` of a fake returns the fake's value with the status 200 and without headers, body and side-loads.
 * `page` and `pages` of a fake list return its rows in pages. A fake can have its own: give them with `Object.assign`.
 *
 * ```ts
 * FakeActiveCampaign.layer({
 *   contacts: {
 *     delete: () => Effect.void,
 *     get: () => Effect.fail(NotFoundError.of(Contacts.get)),
 *     list: () => Stream.empty
 *   }
 * })
 * ```
 */
export const layer = (fakes: Fakes): Layer.Layer<resources.ActiveCampaign> =>
  Layer.sync(resources.ActiveCampaign, () => serviceOf(fakes))

/**
 * The root service with some endpoints replaced by functions of a test. All other endpoints die with a message that
 * names them.
 *
 * ```ts
 * import * as Schema from "effect/Schema"
 *
 * // Fields that are not given are null.
 * const jane = Schema.decodeUnknownSync(Contacts.Contact)({ id: "113", email: "jane@example.com" })
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
import * as Stream from "effect/Stream"
import * as resources from "effect-activecampaign"
import type { Service } from "effect-activecampaign/ActiveCampaign"
import * as Endpoint from "effect-activecampaign/Endpoint"

/** A function alone, without its properties. */
type Call<F> = F extends (...args: infer Args) => infer Result ? (...args: Args) => Result : never

/** What can replace an endpoint of the root service: a function is enough. */
export type Fake<E> = E extends { readonly withResponse: infer WithResponse }
  ? Call<E> & { readonly withResponse?: WithResponse }
  : E extends { readonly page: infer Page; readonly pages: infer Pages }
    ? Call<E> & { readonly page?: Page; readonly pages?: Pages }
    : never

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
  (fake: AnyFake) =>
  (...args: ReadonlyArray<never>): unknown => {
    const result = fake(...args)
    return Effect.isEffect(result) ? Effect.map(result, responseOf) : result
  }

/** Properties must not be assigned to the caller's function, which may be frozen or given for several endpoints. */
const copyOf =
  (fake: AnyFake) =>
  (...args: ReadonlyArray<never>) =>
    fake(...args)

const fakeList = (name: string, fake: AnyFake | undefined) =>
  Object.assign(fake === undefined ? () => Stream.dieMessage(messageOf(name)) : copyOf(fake), {
    page: fake?.page ?? die(`${name}.page`),
    pages: fake?.pages ?? (() => Stream.dieMessage(messageOf(`${name}.pages`)))
  })

const fakeOperation = (name: string, fake: AnyFake | undefined) =>
  Object.assign(fake === undefined ? die(name) : copyOf(fake), {
    withResponse: fake?.withResponse ?? (fake === undefined ? die(`${name}.withResponse`) : deriveWithResponse(fake))
  })

const fakeResource = (resource: string, module: object, fakes: AnyFakes[string]) =>
  Object.entries<unknown>({ ...module }).flatMap(([key, value]) => {
    if (!Endpoint.isEndpoint(value)) return []
    const name = `${resource}.${key}`
    return [[key, (value.items === undefined ? fakeOperation : fakeList)(name, fakes?.[key])] as const]
  })

const serviceOf = (fakes: AnyFakes): Service => {
  const service = Object.entries<unknown>(resources).flatMap(([name, module]) => {
    if (typeof module !== "object" || module === null) return []
    const resource = `${name.charAt(0).toLowerCase()}${name.slice(1)}`
    const endpoints = fakeResource(resource, module, fakes[resource])
    return endpoints.length === 0 ? [] : [[resource, Object.fromEntries(endpoints)]]
  })
  // The loop follows the shape of `Service`, which its types cannot express.
  return Object.fromEntries(service) as Service
}

/**
 * The root service with these fakes.
 *
 * `withResponse` of a fake returns the fake's value with the status 200 and without headers, body and side-loads,
 * unless the fake has a `withResponse` of its own. `page` and `pages` of a fake list die, unless the fake has its own.
 * Give them with `Object.assign`.
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

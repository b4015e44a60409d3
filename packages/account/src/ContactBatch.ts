/**
 * Contacts by id, up to 100 in one request.
 *
 * ```ts
 * const contacts = (ids: ReadonlyArray<ContactId>) => Effect.forEach(ids, ContactBatch.get, { batching: true })
 * ```
 *
 * 1,000 ids need 10 requests instead of 1,000: two seconds of the rate limit instead of 200.
 */
import * as Arr from "effect/Array"
import * as Effect from "effect/Effect"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import { NotFoundError } from "effect-activecampaign/ActiveCampaignError"
import * as Contacts from "effect-activecampaign/Contacts"
import type { ContactId } from "effect-activecampaign/Ids"

/** What retrieving many contacts fails with, beside `NotFoundError` of the contact that does not exist. */
export type BatchError = Effect.Effect.Error<ReturnType<typeof Contacts.list.page>>

/** A contact to retrieve. Two requests for the same one are one. */
interface GetContact extends Request.Request<Contacts.Contact, BatchError | NotFoundError> {
  readonly _tag: "GetContact"
  readonly id: ContactId
}

const GetContact = Request.tagged<GetContact>("GetContact")

/** The most ids in a request. */
const size = 100

/** Retrieves up to 100 contacts in one request, and completes all requests for them. */
const retrieve = (ids: Arr.NonEmptyArray<ContactId>, requests: ReadonlyMap<ContactId, ReadonlyArray<GetContact>>) => {
  const complete = (result: (id: ContactId, request: GetContact) => Effect.Effect<void>) =>
    Effect.forEach(ids, (id) => Effect.forEach(requests.get(id) ?? [], (request) => result(id, request)), {
      discard: true
    })
  return Effect.matchEffect(Contacts.list.page({ ids, limit: size }), {
    onFailure: (error) => complete((_, request) => Request.fail(request, error)),
    onSuccess: ({ items }) => {
      const found = new Map(items.map((contact) => [contact.id, contact]))
      return complete((id, request) => {
        const contact = found.get(id)
        return contact === undefined
          ? Request.fail(request, NotFoundError.of(Contacts.get))
          : Request.succeed(request, contact)
      })
    }
  })
}

const resolver = RequestResolver.makeBatched((all: ReadonlyArray<GetContact>) => {
  const requests = new Map<ContactId, Array<GetContact>>()
  for (const request of all) {
    const same = requests.get(request.id)
    if (same === undefined) requests.set(request.id, [request])
    else same.push(request)
  }
  const chunks = Arr.chunksOf([...requests.keys()], size).filter(Arr.isNonEmptyArray)
  return Effect.forEach(chunks, (ids) => retrieve(ids, requests), { concurrency: "unbounded", discard: true })
}).pipe(RequestResolver.contextFromServices(ActiveCampaignClient))

/**
 * Retrieves a contact. With `batching`, all that are retrieved at the same time are in one request for each 100 of them,
 * and each id is in it once.
 *
 * Fails with `NotFoundError` if this contact does not exist; the others succeed all the same.
 *
 * ```ts
 * const program = Effect.all([ContactBatch.get(ContactId.make("1")), ContactBatch.get(ContactId.make("2"))], {
 *   batching: true
 * })
 * ```
 */
export const get = (id: ContactId): Effect.Effect<Contacts.Contact, BatchError | NotFoundError, ActiveCampaignClient> =>
  Effect.request(GetContact({ id }), resolver)

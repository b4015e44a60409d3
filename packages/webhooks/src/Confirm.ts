/**
 * Retrieves what an event is about before an application acts on it.
 *
 * ActiveCampaign does not sign webhooks: whoever knows the URL can send an event. The id in it is a claim, and so is
 * everything else. These functions retrieve the record with this id as it is now, or null if it does not exist: the event is
 * forged, or the record was deleted since. Use what they return, not what the event contains.
 *
 * ```ts
 * import * as Confirm from "@effect-activecampaign/webhooks/Confirm"
 *
 * const handle = (event: WebhookEvent.ContactUpdated) =>
 *   Effect.gen(function* () {
 *     const contact = yield* Confirm.contact(event)
 *     if (contact === null) return
 *     yield* Effect.log(`contact ${contact.id} was updated`)
 *   })
 * ```
 *
 * Events that are handled at the same time share requests, as those of an inbox with its `concurrency`: contacts are retrieved
 * by up to 100 in one request, everything else once for each id.
 *
 * It needs the package `@effect-activecampaign/account`, and an API key beside the webhook.
 */
import * as ContactBatch from "@effect-activecampaign/account/ContactBatch"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"
import * as Request from "effect/Request"
import * as RequestResolver from "effect/RequestResolver"
import * as AccountContacts from "effect-activecampaign/AccountContacts"
import * as Accounts from "effect-activecampaign/Accounts"
import { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import type { ClientError, InputError, NotFoundError, ValidationError } from "effect-activecampaign/ActiveCampaignError"
import * as Campaigns from "effect-activecampaign/Campaigns"
import type * as Contacts from "effect-activecampaign/Contacts"
import * as DealStages from "effect-activecampaign/DealStages"
import * as Deals from "effect-activecampaign/Deals"
import type {
  AccountContactId,
  AccountId,
  CampaignId,
  ContactId,
  DealId,
  DealStageId,
  ListId,
  NoteId,
  PipelineId,
  TaskId,
  TaskTypeId
} from "effect-activecampaign/Ids"
import * as Lists from "effect-activecampaign/Lists"
import * as Notes from "effect-activecampaign/Notes"
import * as Pipelines from "effect-activecampaign/Pipelines"
import * as Tasks from "effect-activecampaign/Tasks"
import * as TaskTypes from "effect-activecampaign/TaskTypes"

/** A block of an event; null if the event came without it. */
type Block<Id> = { readonly id: Id | null } | null

/** Whether an id can be one of ActiveCampaign's. A forged one that cannot is not asked for. */
const isId = (id: string): boolean => /^[1-9]\d{0,18}$/.test(id)

type Get<Id, A, E> = (id: Id) => Effect.Effect<A, E | NotFoundError, ActiveCampaignClient>

/** Records that are about to be retrieved with one client. */
interface Gathering<Id, A, E> {
  waiting: Map<Id, Deferred.Deferred<A, E | NotFoundError>>
  /** As many requests as the rate limit executes at once. Meanwhile, others gather. */
  readonly places: Effect.Semaphore
}

/** Retrieves records together that are asked for at the same time, also by fibers that do not know each other. */
const together = <Id extends string, A, E>(get: Get<Id, A, E>): Get<Id, A, E> => {
  const all = new WeakMap<ActiveCampaignClient["Type"], Gathering<Id, A, E>>()
  const retrieve = (gathering: Gathering<Id, A, E>) =>
    Effect.suspend(() => {
      const { waiting } = gathering
      gathering.waiting = new Map()
      return Effect.forEach(waiting, ([id, deferred]) => Effect.intoDeferred(get(id), deferred), {
        batching: true,
        concurrency: "unbounded",
        discard: true
      })
    })
  return (id) =>
    Effect.uninterruptibleMask((restore) =>
      Effect.flatMap(ActiveCampaignClient, (client) => {
        const gathering: Gathering<Id, A, E> = all.get(client) ?? {
          waiting: new Map(),
          places: Effect.unsafeMakeSemaphore(5)
        }
        all.set(client, gathering)
        const { places, waiting } = gathering
        const deferred = waiting.get(id) ?? Deferred.unsafeMake<A, E | NotFoundError>(FiberId.none)
        const isFirst = waiting.size === 0
        waiting.set(id, deferred)
        // Who is first can be interrupted, and the others still get theirs.
        const start = Effect.yieldNow().pipe(Effect.zipRight(places.withPermits(1)(retrieve(gathering))))
        return Effect.zipRight(
          isFirst ? Effect.forkDaemon(Effect.interruptible(start)) : Effect.void,
          restore(Deferred.await(deferred))
        )
      })
    )
}

/** A record to retrieve. */
interface Retrieve<Id, A, E> extends Request.Request<A, E | NotFoundError> {
  readonly _tag: "Retrieve"
  readonly id: Id
}

/** The same as a request, so that `batching` asks for all of a loop at the same time. */
const once = <Id extends string, A, E>(get: Get<Id, A, E>): Get<Id, A, E> => {
  const gather = together(get)
  const request = Request.tagged<Retrieve<Id, A, E>>("Retrieve")
  const resolver = RequestResolver.makeBatched((requests: ReadonlyArray<Retrieve<Id, A, E>>) =>
    Effect.forEach(
      requests,
      (one) => Effect.flatMap(Effect.exit(gather(one.id)), (exit) => Request.complete(one, exit)),
      { concurrency: "unbounded", discard: true }
    )
  ).pipe(RequestResolver.contextFromServices(ActiveCampaignClient))
  return (id) => Effect.request(request({ id }), resolver)
}

const isNotFound = <E extends { readonly _tag: string }>(error: E | NotFoundError): error is NotFoundError =>
  error._tag === "NotFoundError"

/** How retrieving a record fails. That it does not exist is not a failure. */
export type ConfirmError = ClientError | InputError | ValidationError

/** A record as ActiveCampaign has it now; null if it does not exist. */
type Confirmed<A, E = ConfirmError> = Effect.Effect<A | null, E, ActiveCampaignClient>

/** A function that retrieves the record of the block with a key, if there is a block and the record exists. */
const confirm = <const Key extends string, Id extends string, A, E extends { readonly _tag: string }>(
  key: Key,
  get: Get<Id, A, E>
): ((event: { readonly [K in Key]: Block<Id> }) => Confirmed<A, Exclude<E, NotFoundError>>) => {
  const getOnce = once(get)
  return (event) => {
    const id = event[key]?.id ?? null
    return id === null || !isId(id)
      ? Effect.succeed(null)
      : Effect.catchIf(getOnce(id), isNotFound, () => Effect.succeed(null))
  }
}

/**
 * Retrieves the contact of an event. Contacts of events that are handled at the same time are retrieved by up to 100 in one
 * request.
 *
 * An automation step has a contact, too.
 */
export const contact: (event: {
  readonly contact: Block<ContactId>
}) => Confirmed<Contacts.Contact, ContactBatch.BatchError> = confirm("contact", ContactBatch.get)

/** Retrieves the deal of an event. Events that are handled at the same time need one request for each id. */
export const deal: (event: { readonly deal: Block<DealId> }) => Confirmed<Deals.Deal> = confirm("deal", Deals.get)

/** Retrieves the account (company) of an event. Events that are handled at the same time need one request for each id. */
export const account: (event: { readonly account: Block<AccountId> }) => Confirmed<Accounts.Account> = confirm(
  "account",
  Accounts.get
)

/** Retrieves the association of a contact with an account of an event. Events that are handled at the same time need one request for each id. */
export const accountContact: (event: {
  readonly accountContact: Block<AccountContactId>
}) => Confirmed<AccountContacts.AccountContact> = confirm("accountContact", AccountContacts.get)

/** Retrieves the campaign of an event. Events that are handled at the same time need one request for each id. */
export const campaign: (event: { readonly campaign: Block<CampaignId> }) => Confirmed<Campaigns.Campaign> = confirm(
  "campaign",
  Campaigns.get
)

/** Retrieves the list of an event. Events that are handled at the same time need one request for each id. */
export const list: (event: { readonly list: Block<ListId> }) => Confirmed<Lists.List> = confirm("list", Lists.get)

/** Retrieves the note of an event. Events that are handled at the same time need one request for each id. */
export const note: (event: { readonly note: Block<NoteId> }) => Confirmed<Notes.Note> = confirm("note", Notes.get)

/** Retrieves the pipeline of an event. Events that are handled at the same time need one request for each id. */
export const pipeline: (event: { readonly pipeline: Block<PipelineId> }) => Confirmed<Pipelines.Pipeline> = confirm(
  "pipeline",
  Pipelines.get
)

/** Retrieves the stage of an event. Events that are handled at the same time need one request for each id. */
export const stage: (event: { readonly stage: Block<DealStageId> }) => Confirmed<DealStages.DealStage> = confirm(
  "stage",
  DealStages.get
)

/** Retrieves the task of an event. Events that are handled at the same time need one request for each id. */
export const task: (event: { readonly task: Block<TaskId> }) => Confirmed<Tasks.Task> = confirm("task", Tasks.get)

/** Retrieves the task type of an event. Events that are handled at the same time need one request for each id. */
export const taskType: (event: { readonly taskType: Block<TaskTypeId> }) => Confirmed<TaskTypes.TaskType> = confirm(
  "taskType",
  TaskTypes.get
)

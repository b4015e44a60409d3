/**
 * Events that ActiveCampaign sends to webhooks, as a tagged union.
 *
 * Only what identifies the subject of an event is required, such as the contact's id. Everything else can be missing or
 * unreadable and is then null (or an empty array or map); the pairs as they were sent are in `body`. A body that this library
 * does not know is `Unknown`, so decoding fails only if the body exceeds the limits of `FormBody`.
 *
 * Events are not signed and can be sent twice: an event says that something happened, and the current state of a contact or
 * deal is to be retrieved from the API.
 *
 * ```ts
 * import * as Either from "effect/Either"
 * import * as WebhookEvent from "@effect-activecampaign/webhooks/WebhookEvent"
 *
 * const event = WebhookEvent.decode("type=contact_tag_added&contact%5Bid%5D=12&contact%5Bemail%5D=jane%40example.com&tag=VIP")
 * Either.map(event, (event) => (event._tag === "ContactTagAdded" ? event.tag : null)) // "VIP"
 * ```
 *
 * @see https://developers.activecampaign.com/page/webhooks
 */
import * as Either from "effect/Either"
import * as Match from "effect/Match"
import * as Predicate from "effect/Predicate"
import * as Struct from "effect/Struct"
import * as FormBody from "./FormBody.js"
import { type SubjectKind, table, unknown } from "./internal/events.js"
import type { Block } from "./internal/form.js"

export type {
  Account,
  AccountContact,
  Bounce,
  Campaign,
  CampaignMessage,
  Contact,
  Deal,
  DealField,
  Form,
  Forward,
  Link,
  List,
  Note,
  Pipeline,
  Share,
  Sms,
  Stage,
  Task,
  TaskType,
  Unsubscription
} from "./internal/blocks.js"
export type { SubjectKind } from "./internal/events.js"
export type { OffsetOrLocal } from "./internal/form.js"

type Table = typeof table

type Value<B> = B extends Block<infer A> ? A : never

/** Every event has its type and its body beside its fields. */
interface Base<Tag extends string, Type> {
  readonly _tag: Tag
  /** ActiveCampaign's name of the event; null in automation steps, and if the body has none. */
  readonly type: Type
  /** The body as it was sent: all pairs, also those that no field has. */
  readonly body: FormBody.FormBody
}

type Of<Tag extends keyof Table> = Base<Tag, Table[Tag]["type"]> & Value<Table[Tag]["block"]>

// ---------------------------------------------------------------------------------------------------------------
// Events
// ---------------------------------------------------------------------------------------------------------------

/** A contact subscribed to a list (`subscribe`). */
export interface ContactSubscribed extends Of<"ContactSubscribed"> {}

/** A contact unsubscribed from one or several lists (`unsubscribe`). */
export interface ContactUnsubscribed extends Of<"ContactUnsubscribed"> {}

/** A contact was updated (`update`). */
export interface ContactUpdated extends Of<"ContactUpdated"> {}

/** A note was added to a contact (`subscriber_note`). */
export interface ContactNoteAdded extends Of<"ContactNoteAdded"> {}

/** A tag was added to a contact (`contact_tag_added`). */
export interface ContactTagAdded extends Of<"ContactTagAdded"> {}

/**
 * A tag was removed from a contact (`contact_tag_removed`). ActiveCampaign does not document the body; it is read as
 * that of `contact_tag_added`.
 */
export interface ContactTagRemoved extends Of<"ContactTagRemoved"> {}

/** A task was added to a contact (`contact_task_add`). */
export interface ContactTaskAdded extends Of<"ContactTaskAdded"> {}

/** A campaign was sent (`sent`). It is about the campaign and not about a contact. */
export interface CampaignSent extends Of<"CampaignSent"> {}

/** A contact opened a campaign (`open`). */
export interface CampaignOpened extends Of<"CampaignOpened"> {}

/** A contact clicked a link in a campaign (`click`). */
export interface CampaignLinkClicked extends Of<"CampaignLinkClicked"> {}

/** A contact replied to a campaign (`reply`). */
export interface CampaignReplied extends Of<"CampaignReplied"> {}

/** A contact forwarded a campaign (`forward`). */
export interface CampaignForwarded extends Of<"CampaignForwarded"> {}

/** A contact shared a campaign on a social network (`share`). */
export interface CampaignShared extends Of<"CampaignShared"> {}

/** A campaign could not be delivered to a contact (`bounce`). */
export interface CampaignBounced extends Of<"CampaignBounced"> {}

/** A list was created (`list_add`). */
export interface ListAdded extends Of<"ListAdded"> {}

/** An SMS was sent to a contact (`sms_sent`). */
export interface SmsSent extends Of<"SmsSent"> {}

/** A contact replied to an SMS (`sms_reply`). */
export interface SmsReplied extends Of<"SmsReplied"> {}

/** A contact unsubscribed from SMS (`sms_unsub`). */
export interface SmsUnsubscribed extends Of<"SmsUnsubscribed"> {}

/** A deal was created (`deal_add`). */
export interface DealAdded extends Of<"DealAdded"> {}

/** A deal was updated (`deal_update`). */
export interface DealUpdated extends Of<"DealUpdated"> {}

/** A note was added to a deal (`deal_note_add`). */
export interface DealNoteAdded extends Of<"DealNoteAdded"> {}

/** A pipeline was created (`deal_pipeline_add`). */
export interface PipelineAdded extends Of<"PipelineAdded"> {}

/** A stage was created (`deal_stage_add`). */
export interface StageAdded extends Of<"StageAdded"> {}

/** A task was added to a deal (`deal_task_add`). */
export interface DealTaskAdded extends Of<"DealTaskAdded"> {}

/**
 * A task of a deal was completed (`deal_task_complete`). ActiveCampaign does not document the body; it is read as that
 * of `deal_task_add`.
 */
export interface DealTaskCompleted extends Of<"DealTaskCompleted"> {}

/** A task type was created (`deal_tasktype_add`). */
export interface DealTaskTypeAdded extends Of<"DealTaskTypeAdded"> {}

/** An account was created (`account_add`). */
export interface AccountAdded extends Of<"AccountAdded"> {}

/** An account was updated (`account_update`). */
export interface AccountUpdated extends Of<"AccountUpdated"> {}

/** A contact was associated with an account (`account_contact_add`). */
export interface AccountContactAdded extends Of<"AccountContactAdded"> {}

/** The association of a contact with an account was updated (`account_contact_update`). */
export interface AccountContactUpdated extends Of<"AccountContactUpdated"> {}

/**
 * A contact reached a webhook step of an automation. The body has neither a type nor a date-time, so it cannot be told
 * from the same body sent again.
 */
export interface AutomationStep extends Of<"AutomationStep"> {}

/**
 * A body that is no event this library knows. Everything that it has is in `body`; the contact, the deal and the account are
 * read if it has them.
 */
export interface Unknown extends Base<"Unknown", string | null>, Value<typeof unknown> {
  /**
   * Why the event is not known: it has no type and is no automation step, its type is not known, or the block that says what
   * it is about is missing.
   */
  readonly reason: "no type" | "unknown type" | "no subject"
}

/** An event that ActiveCampaign sent. */
export type WebhookEvent =
  | ContactSubscribed
  | ContactUnsubscribed
  | ContactUpdated
  | ContactNoteAdded
  | ContactTagAdded
  | ContactTagRemoved
  | ContactTaskAdded
  | CampaignSent
  | CampaignOpened
  | CampaignLinkClicked
  | CampaignReplied
  | CampaignForwarded
  | CampaignShared
  | CampaignBounced
  | ListAdded
  | SmsSent
  | SmsReplied
  | SmsUnsubscribed
  | DealAdded
  | DealUpdated
  | DealNoteAdded
  | PipelineAdded
  | StageAdded
  | DealTaskAdded
  | DealTaskCompleted
  | DealTaskTypeAdded
  | AccountAdded
  | AccountUpdated
  | AccountContactAdded
  | AccountContactUpdated
  | AutomationStep
  | Unknown

/** Tag of an event, such as `ContactSubscribed`. */
export type Tag = WebhookEvent["_tag"]

/** ActiveCampaign's name of an event, such as `subscribe`, as `Webhooks.create` takes it. */
export type Type = NonNullable<Table[keyof Table]["type"]>

/** The event with a tag. */
export type WithTag<T extends Tag> = Extract<WebhookEvent, { readonly _tag: T }>

/** All tags but `Unknown`. */
export const tags: ReadonlyArray<Exclude<Tag, "Unknown">> = Struct.keys(table)

/** ActiveCampaign's names of all events, as `Webhooks.create` takes them. */
export const types: ReadonlyArray<Type> = tags.flatMap((tag) => table[tag].type ?? [])

/** ActiveCampaign's name of the event with a tag; null for `AutomationStep`, which an automation sends and no webhook. */
export const typeOf = <T extends Exclude<Tag, "Unknown">>(tag: T): Table[T]["type"] => table[tag].type

// ---------------------------------------------------------------------------------------------------------------
// Decoding
// ---------------------------------------------------------------------------------------------------------------

const tagByType: ReadonlyMap<string | null, keyof Table> = new Map(tags.map((tag) => [typeOf(tag), tag]))

/** The event that a parsed body is. A body without a type is an automation step if it has a contact. */
export const fromFormBody = (body: FormBody.FormBody): WebhookEvent => {
  const type = body.get("type") || null
  const tag = tagByType.get(type)
  const fields = tag && table[tag].block.readBlock(body.root)
  const event =
    fields === undefined
      ? {
          _tag: "Unknown",
          type,
          reason: type === null ? "no type" : tag === undefined ? "unknown type" : "no subject",
          body,
          ...unknown.readBlock(body.root)
        }
      : { _tag: tag, type, body, ...fields }
  // That the tag and the fields are those of one row of the table, types cannot follow.
  return event as WebhookEvent
}

/**
 * Decodes a body. The only failure is that it exceeds a limit of `FormBody.parse`; a body that is no known event is `Unknown`.
 */
export const decode = (
  body: string | Uint8Array,
  limits?: Partial<FormBody.Limits>
): Either.Either<WebhookEvent, FormBody.FormBodyError> => Either.map(FormBody.parse(body, limits), fromFormBody)

// ---------------------------------------------------------------------------------------------------------------
// Events
// ---------------------------------------------------------------------------------------------------------------

/** Whether an event has a tag. */
export const is =
  <T extends Tag>(tag: T) =>
  (event: WebhookEvent): event is WithTag<T> =>
    event._tag === tag

/**
 * A function of events, made of one function for each tag; the compiler names those that are missing. To handle some events
 * only, see `WebhookHandlers`.
 */
export const match = Match.typeTags<WebhookEvent>()

/** What an event is about. */
export interface Subject {
  /** Kind of the subject. */
  readonly kind: SubjectKind
  /** Id of the subject. */
  readonly id: string
}

/**
 * What an event is about: a contact, a deal, an account, and so on. To handle events in order for each subject, and to
 * retrieve it. Null for `Unknown`.
 */
export const subject = (event: WebhookEvent): Subject | null => {
  if (event._tag === "Unknown") return null
  for (const kind of table[event._tag].subjects) {
    const block: unknown = Reflect.get(event, kind)
    if (Predicate.hasProperty(block, "id") && typeof block.id === "string") return { kind, id: block.id }
  }
  return null
}

/**
 * A text that is the same if an event is sent again: its type, date-time, subject and body. It contains personal data and is as
 * long as the body; to store it, store a hash of it. Null if the body has no date-time, as in automation steps: a contact can
 * pass a step twice, and the bodies are then equal.
 */
export const identity = (event: WebhookEvent): string | null => {
  if (event.dateTime === null) return null
  const about = subject(event)
  return JSON.stringify([
    event.type,
    event.body.get("date_time"),
    about?.kind ?? null,
    about?.id ?? null,
    event.body.pairs
  ])
}

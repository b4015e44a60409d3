/**
 * Builders of the bodies that ActiveCampaign posts to webhooks, for tests of applications.
 *
 * A builder takes the fields that `WebhookEvent` has and returns the form body. Omitted fields have plausible values, which are
 * the same each time; fields that are null are left out of the body. Ids and date-times can be plain strings, and maps can be
 * objects.
 *
 * ```ts
 * import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
 *
 * const body = WebhookBody.contactUpdated({
 *   contact: { id: "12", email: "jane@example.com", tags: ["VIP"], fields: { "7": ["red", "blue"] } },
 *   dateTime: "2026-03-02T10:15:00-06:00"
 * })
 * // type=update&date_time=2026-03-02T10%3A15%3A00-06%3A00&initiated_from=admin&…&contact%5Bid%5D=12&…
 * ```
 */
import type * as DateTime from "effect/DateTime"
import type * as Wire from "effect-activecampaign/Wire"
import { table } from "./internal/events.js"
import { pairsOf } from "./internal/form.js"
import type * as WebhookEvent from "./WebhookEvent.js"

/** A value as builders take it: plain strings for ids and date-times, objects for maps, and blocks in part. */
export type Loose<A> = A extends DateTime.DateTime
  ? DateTime.DateTime
  : A extends Wire.Branded<string>
    ? string & {}
    : A extends ReadonlyMap<string, infer Value>
      ? ReadonlyMap<string, Value> | Readonly<Record<string, Value>>
      : A extends ReadonlyArray<infer Element>
        ? ReadonlyArray<Loose<Element>>
        : A extends object
          ? { readonly [Key in keyof A]?: Loose<A[Key]> | undefined }
          : A

/** Fields of an event. */
export type Input<T extends EventTag> = {
  readonly [Key in keyof WebhookEvent.WithTag<T> as Exclude<Key, "_tag" | "type" | "body">]?:
    | Loose<WebhookEvent.WithTag<T>[Key]>
    | undefined
}

/** Tags of the events that can be built. */
export type EventTag = Exclude<WebhookEvent.Tag, "Unknown">

/** Keys that ActiveCampaign writes first, and those that it writes last. */
const first = ["type", "date_time", "initiated_from", "initiated_by", "list", "contact", "orgname", "account_id"]
const last = ["customer_acct_name", "customer_acct_id"]

const rank = (key: string): number => (first.includes(key) ? first.indexOf(key) - first.length : last.indexOf(key) + 1)

/** Builds the body of the event with a tag. */
export const make = <T extends EventTag>(tag: T, input?: Input<T>): string => {
  const { block, type } = table[tag]
  const entries = [...(type === null ? [] : [["type", type] as const]), ...block.writeBlock(input)]
  const sorted = entries.sort(([one], [other]) => rank(one) - rank(other))
  return new URLSearchParams(pairsOf(sorted).map(([key, value]) => [key, value])).toString()
}

/** A builder of bodies. */
export type Builder<T extends EventTag> = (input?: Input<T>) => string

const builder =
  <T extends EventTag>(tag: T): Builder<T> =>
  (input) =>
    make(tag, input)

/** Body of `subscribe`. */
export const contactSubscribed: Builder<"ContactSubscribed"> = builder("ContactSubscribed")

/** Body of `unsubscribe`. */
export const contactUnsubscribed: Builder<"ContactUnsubscribed"> = builder("ContactUnsubscribed")

/** Body of `update`. */
export const contactUpdated: Builder<"ContactUpdated"> = builder("ContactUpdated")

/** Body of `subscriber_note`. */
export const contactNoteAdded: Builder<"ContactNoteAdded"> = builder("ContactNoteAdded")

/** Body of `contact_tag_added`. */
export const contactTagAdded: Builder<"ContactTagAdded"> = builder("ContactTagAdded")

/** Body of `contact_tag_removed`. */
export const contactTagRemoved: Builder<"ContactTagRemoved"> = builder("ContactTagRemoved")

/** Body of `contact_task_add`. */
export const contactTaskAdded: Builder<"ContactTaskAdded"> = builder("ContactTaskAdded")

/** Body of `sent`. */
export const campaignSent: Builder<"CampaignSent"> = builder("CampaignSent")

/** Body of `open`. */
export const campaignOpened: Builder<"CampaignOpened"> = builder("CampaignOpened")

/** Body of `click`. */
export const campaignLinkClicked: Builder<"CampaignLinkClicked"> = builder("CampaignLinkClicked")

/** Body of `reply`. */
export const campaignReplied: Builder<"CampaignReplied"> = builder("CampaignReplied")

/** Body of `forward`. */
export const campaignForwarded: Builder<"CampaignForwarded"> = builder("CampaignForwarded")

/** Body of `share`. */
export const campaignShared: Builder<"CampaignShared"> = builder("CampaignShared")

/** Body of `bounce`. */
export const campaignBounced: Builder<"CampaignBounced"> = builder("CampaignBounced")

/** Body of `list_add`. */
export const listAdded: Builder<"ListAdded"> = builder("ListAdded")

/** Body of `sms_sent`. */
export const smsSent: Builder<"SmsSent"> = builder("SmsSent")

/** Body of `sms_reply`. */
export const smsReplied: Builder<"SmsReplied"> = builder("SmsReplied")

/** Body of `sms_unsub`. */
export const smsUnsubscribed: Builder<"SmsUnsubscribed"> = builder("SmsUnsubscribed")

/** Body of `deal_add`. */
export const dealAdded: Builder<"DealAdded"> = builder("DealAdded")

/** Body of `deal_update`. */
export const dealUpdated: Builder<"DealUpdated"> = builder("DealUpdated")

/** Body of `deal_note_add`. */
export const dealNoteAdded: Builder<"DealNoteAdded"> = builder("DealNoteAdded")

/** Body of `deal_pipeline_add`. */
export const pipelineAdded: Builder<"PipelineAdded"> = builder("PipelineAdded")

/** Body of `deal_stage_add`. */
export const stageAdded: Builder<"StageAdded"> = builder("StageAdded")

/** Body of `deal_task_add`. */
export const dealTaskAdded: Builder<"DealTaskAdded"> = builder("DealTaskAdded")

/** Body of `deal_task_complete`. */
export const dealTaskCompleted: Builder<"DealTaskCompleted"> = builder("DealTaskCompleted")

/** Body of `deal_tasktype_add`. */
export const dealTaskTypeAdded: Builder<"DealTaskTypeAdded"> = builder("DealTaskTypeAdded")

/** Body of `account_add`. */
export const accountAdded: Builder<"AccountAdded"> = builder("AccountAdded")

/** Body of `account_update`. */
export const accountUpdated: Builder<"AccountUpdated"> = builder("AccountUpdated")

/** Body of `account_contact_add`. */
export const accountContactAdded: Builder<"AccountContactAdded"> = builder("AccountContactAdded")

/** Body of `account_contact_update`. */
export const accountContactUpdated: Builder<"AccountContactUpdated"> = builder("AccountContactUpdated")

/** Body of the webhook step of an automation. */
export const automationStep: Builder<"AutomationStep"> = builder("AutomationStep")

/**
 * The table of all events: which type ActiveCampaign gives them, of which blocks their bodies consist, and which of these the
 * event is about. Types, decoder, builders and the arbitraries of tests follow from it.
 */
import { AccountId, AutomationId } from "effect-activecampaign/Ids"
import * as Wire from "effect-activecampaign/Wire"
import * as Blocks from "./blocks.js"
import {
  type Block,
  type BlockValue,
  block,
  blockOrText,
  dateTime,
  type Field,
  type Fields,
  or,
  scalar,
  text,
  textOrBlocks,
  texts,
  under
} from "./form.js"

/** Where an event came from: a contact, a user, the API or an automation. */
const sources = ["public", "admin", "api", "system"] as const

/** A field of the body that the contact's block can have instead. */
const alsoInContact = <A>(field: Field<A>): Field<A> => ({
  ...field,
  read: (body, name) => {
    const contact = body.children.get("contact")
    return field.read(body, name) ?? (contact === undefined ? undefined : field.read(contact, name))
  }
})

const lists = under("list", textOrBlocks(Blocks.List, "id"))

/** What every event can have. */
const common = {
  /**
   * When the event occurred: with the offset that was sent, or the local text if none was sent (older accounts). Null if the
   * body has none, as in automation steps.
   */
  dateTime: under("date_time", dateTime),
  /** Where the event came from: a contact (`public`), a user (`admin`), the API (`api`) or an automation (`system`). */
  initiatedFrom: under("initiated_from", scalar(Wire.openLiteral(sources))),
  /** Who caused the event, as ActiveCampaign sends it; usually the same as `initiatedFrom`. */
  initiatedBy: under("initiated_by", text),
  /**
   * Lists that the event is about; empty if it is about the whole account (`list=0`). The body has them as one id, as a block
   * or as several blocks. Usually only `id` is known.
   */
  lists,
  /** Name of the contact's organization or account, as the body itself has it. */
  orgname: text,
  /** The body's `account_id`, which ActiveCampaign does not document. Not known to be the id of an account of the CRM. */
  accountId: under("account_id", text),
  /** Id of the account that the contact belongs to: from the body itself, or from its contact. */
  customerAccountId: under("customer_acct_id", alsoInContact(or(Blocks.id(AccountId), "customer_account_id"))),
  /** Name of the account that the contact belongs to: from the body itself, or from its contact. */
  customerAccountName: under(
    "customer_acct_name",
    alsoInContact(or(Blocks.textOrNone, "customer_account_name", "account_name"))
  )
}

/** What every event can have. */
export interface Common extends BlockValue<Record<never, never>, typeof common> {}

const commonSample = {
  dateTime: "2026-01-15T10:30:00-06:00",
  initiatedFrom: "admin",
  initiatedBy: "admin",
  lists: []
}

/** What an event can be about. */
export type SubjectKind =
  | "account"
  | "accountContact"
  | "campaign"
  | "contact"
  | "deal"
  | "list"
  | "pipeline"
  | "sms"
  | "stage"
  | "taskType"

/** One event. */
export interface Definition<Type extends string | null, Required extends Fields, Others extends Fields> {
  /** ActiveCampaign's name; null if it sends none. */
  readonly type: Type
  /** The blocks that the event is about; the first one that the body has. */
  readonly subjects: ReadonlyArray<SubjectKind>
  /** The whole body. */
  readonly block: Block<BlockValue<Required, Others> & Common>
}

/** An event of a type, or without one: `required` blocks identify what it is about. */
const event = <const Type extends string | null, Required extends Fields, Others extends Fields>(
  type: Type,
  subjects: ReadonlyArray<SubjectKind>,
  required: Required,
  others: Others,
  sample: Readonly<Record<string, unknown>> = {}
): Definition<Type, Required, Others> => ({
  type,
  subjects,
  block: block(
    required,
    { ...common, ...others },
    {
      ...(type === null ? {} : commonSample),
      ...Object.fromEntries(Object.keys(required).map((name) => [name, {}])),
      ...sample
    }
  )
})

const { Contact, Deal } = Blocks

const contact = {
  /** The contact. */
  contact: Contact
}

/** A contact that some bodies lack. */
const maybeContact = {
  /** The contact; null if the body has none. */
  contact: Contact
}

const deal = {
  /** The deal. */
  deal: Deal
}

const campaign = {
  /** The campaign. */
  campaign: Blocks.Campaign
}

const task = {
  /** The task. */
  task: Blocks.Task
}

const tag = {
  /** Name of the tag. Whole, also if it has a comma. */
  tag: text
}

const sms = {
  /** The SMS. */
  sms: Blocks.Sms
}

const updatedFields = {
  /**
   * Names of the fields that were updated; custom fields are named by their label. Empty if ActiveCampaign did not send them.
   */
  updatedFields: under("updated_fields", texts)
}

const association = {
  /** The association of the contact with the account. */
  accountContact: or(Blocks.AccountContact, "account_contact")
}

const associated = {
  ...maybeContact,
  /** The account. */
  account: Blocks.Account
}

const dealTask = { ...maybeContact, ...task }

/** All events, by tag. */
export const table = {
  ContactSubscribed: event("subscribe", ["contact"], contact, {
    /** The form that the contact submitted, if it was one. */
    form: Blocks.Form
  }),
  ContactUnsubscribed: event("unsubscribe", ["contact"], contact, {
    ...campaign,
    /** The form that the contact submitted, if it was one. */
    form: Blocks.Form,
    /** Why the contact unsubscribed. */
    unsubscribe: Blocks.Unsubscription,
    /** Subscriptions that the contact still has, as ActiveCampaign sends them. */
    activeSubscriptions: under("active_subscriptions", texts)
  }),
  ContactUpdated: event("update", ["contact"], contact, updatedFields),
  ContactNoteAdded: event(
    "subscriber_note",
    ["contact"],
    contact,
    {
      /** The note. */
      note: blockOrText(Blocks.Note, "text")
    },
    { note: { text: "Called back" } }
  ),
  ContactTagAdded: event("contact_tag_added", ["contact"], contact, tag, { tag: "VIP" }),
  ContactTagRemoved: event("contact_tag_removed", ["contact"], contact, tag, { tag: "VIP" }),
  ContactTaskAdded: event("contact_task_add", ["contact"], contact, task, { task: {} }),
  CampaignSent: event(
    "sent",
    ["campaign"],
    campaign,
    {},
    {
      campaign: {
        name: "Newsletter",
        status: "5",
        type: "single",
        recipients: 1,
        webcopy_url: "https://www.example.com/webcopy",
        message: { id: "1", subject: "News" }
      }
    }
  ),
  CampaignOpened: event(
    "open",
    ["contact"],
    contact,
    {
      ...campaign,
      /** The `User-Agent` of the program that the e-mail was opened with. */
      userAgent: under("User-Agent", text)
    },
    { campaign: {}, userAgent: "Mozilla/5.0" }
  ),
  CampaignLinkClicked: event(
    "click",
    ["contact"],
    contact,
    {
      ...campaign,
      /** The link. */
      link: Blocks.Link
    },
    { campaign: {}, link: {} }
  ),
  CampaignReplied: event(
    "reply",
    ["contact"],
    contact,
    {
      ...campaign,
      /** What the reply caused, as ActiveCampaign sends it. */
      result: text,
      /** Text of the reply. */
      message: text
    },
    { campaign: {}, result: "", message: "Thank you" }
  ),
  CampaignForwarded: event(
    "forward",
    ["contact"],
    contact,
    {
      ...campaign,
      /** To how many addresses the campaign was forwarded. */
      forward: Blocks.Forward
    },
    { campaign: {}, forward: {} }
  ),
  CampaignShared: event(
    "share",
    ["contact"],
    contact,
    {
      ...campaign,
      /** Where the campaign was shared. */
      share: Blocks.Share
    },
    { campaign: {}, share: {} }
  ),
  CampaignBounced: event(
    "bounce",
    ["contact"],
    contact,
    {
      ...campaign,
      /** Why the e-mail was not delivered. */
      bounce: Blocks.Bounce
    },
    { campaign: {}, bounce: {} }
  ),
  ListAdded: event(
    "list_add",
    ["list"],
    {
      /** The list, which `lists` has too. */
      list: Blocks.List
    },
    {
      // The list itself is written.
      lists: { ...lists, write: () => [] }
    },
    { list: { id: "1", name: "News" } }
  ),
  SmsSent: event("sms_sent", ["contact", "sms"], sms, maybeContact, {
    contact: {},
    sms: { recipient: "+15550100", successful: true, comment: "" }
  }),
  SmsReplied: event("sms_reply", ["contact", "sms"], sms, maybeContact, {
    contact: {},
    sms: { reply: "Yes", result: "subscribe" }
  }),
  SmsUnsubscribed: event("sms_unsub", ["contact", "sms"], sms, maybeContact, {
    contact: {},
    sms: { phone: "+15550100" }
  }),
  DealAdded: event("deal_add", ["deal"], deal, maybeContact, { contact: {} }),
  DealUpdated: event("deal_update", ["deal"], deal, { ...maybeContact, ...updatedFields }, { contact: {} }),
  DealNoteAdded: event(
    "deal_note_add",
    ["deal"],
    deal,
    {
      ...maybeContact,
      /** The note. */
      note: blockOrText(Blocks.Note, "text")
    },
    { note: { id: "1", text: "Called back" } }
  ),
  PipelineAdded: event(
    "deal_pipeline_add",
    ["pipeline"],
    {
      /** The pipeline. */
      pipeline: Blocks.Pipeline
    },
    {}
  ),
  StageAdded: event(
    "deal_stage_add",
    ["stage"],
    {
      /** The stage. */
      stage: Blocks.Stage
    },
    {}
  ),
  DealTaskAdded: event("deal_task_add", ["deal"], deal, dealTask, { contact: {}, task: {} }),
  DealTaskCompleted: event("deal_task_complete", ["deal"], deal, dealTask, { contact: {}, task: {} }),
  DealTaskTypeAdded: event(
    "deal_tasktype_add",
    ["taskType"],
    {
      /** The task type. */
      taskType: under("tasktype", Blocks.TaskType)
    },
    {}
  ),
  AccountAdded: event(
    "account_add",
    ["account"],
    {
      /** The account. */
      account: Blocks.Account
    },
    {}
  ),
  AccountUpdated: event(
    "account_update",
    ["account"],
    {
      /** The account. */
      account: Blocks.Account
    },
    updatedFields
  ),
  AccountContactAdded: event("account_contact_add", ["accountContact"], association, associated, {
    contact: {},
    account: {}
  }),
  AccountContactUpdated: event("account_contact_update", ["accountContact"], association, associated, {
    contact: {},
    account: {}
  }),
  AutomationStep: event(
    null,
    ["contact"],
    {
      /** The contact, with its custom fields by personalization tag. */
      contact: Blocks.AutomationContact
    },
    {
      /** Id of the automation (`seriesid`). */
      automationId: under("seriesid", Blocks.id(AutomationId)),
      // A step has no `list=0`.
      lists: {
        ...lists,
        write: (value: unknown, name: string) =>
          Array.isArray(value) && value.length === 0 ? [] : lists.write(value, name)
      }
    },
    { automationId: "1" }
  )
}

/** A body that is none of these. */
export const unknown = block(
  {},
  {
    ...common,
    /** The contact, if the body has one. */
    contact: Contact,
    /** The deal, if the body has one. */
    deal: Deal,
    /** The account, if the body has one. */
    account: Blocks.Account
  }
)

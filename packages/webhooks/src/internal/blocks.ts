/**
 * The blocks of which the bodies of webhooks consist, with ActiveCampaign's own names of fields.
 */
import {
  AccountContactId,
  AccountId,
  CampaignId,
  CampaignLinkId,
  ContactId,
  DealCustomFieldValueId,
  DealId,
  DealStageId,
  FormId,
  ListId,
  MessageId,
  NoteId,
  OrganizationId,
  PipelineId,
  TaskId,
  TaskTypeId,
  UserId
} from "effect-activecampaign/Ids"
import * as Wire from "effect-activecampaign/Wire"
import {
  type Block,
  block,
  blocks,
  dateTime,
  dateTimeTwice,
  type Field,
  fieldText,
  hostileText,
  mapOf,
  names,
  or,
  scalar,
  text,
  under,
  type ValueOf
} from "./form.js"

/** The value of a block. */
type Value<B> = NonNullable<ValueOf<B>>

/** An id; `0` is none. */
export const id = <A extends string>(codec: Wire.Id<A>): Field<A | null> => scalar<A | null>(Wire.nullableId(codec))

/** Text; an empty one is none. */
export const textOrNone: Field<string | null> = {
  ...scalar(Wire.NonEmptyText),
  arbitrary: (fc) => hostileText(fc).filter((one) => one !== "")
}

// ---------------------------------------------------------------------------------------------------------------
// Contacts
// ---------------------------------------------------------------------------------------------------------------

const contactIdentity = {
  /** Id of the contact. */
  id: id(ContactId)
}

const contactFields = {
  /** E-mail address. */
  email: text,
  /** First name. */
  first_name: text,
  /** Last name. */
  last_name: text,
  /** Phone number. */
  phone: text,
  /** IP address; `0.0.0.0` if it is not known. Automation steps send it as `ip4`. */
  ip: or(text, "ip4"),
  /**
   * Names of the contact's tags. ActiveCampaign sends them as one text, joined by `, `, so that a name with a comma and a
   * blank in it cannot be told from two names.
   */
  tags: names,
  /** Name of the contact's organization or account. */
  orgname: text,
  /** Name of the account that the contact belongs to. Also read as `customer_account_name` and `account_name`. */
  customer_acct_name: or(textOrNone, "customer_account_name", "account_name"),
  /** Id of the account that the contact belongs to. Also read as `customer_account_id`. */
  customer_acct_id: or(id(AccountId), "customer_account_id"),
  /**
   * Values of custom fields: by the id of the field in events, and by its personalization tag, in lower case, in automation
   * steps. Several values (`||a||b||`) are an array.
   */
  fields: mapOf(fieldText)
}

const contactSample = {
  id: "1",
  email: "jane@example.com",
  first_name: "Jane",
  last_name: "Doe",
  phone: "",
  ip: "0.0.0.0",
  tags: [],
  orgname: ""
}

const contact = block(contactIdentity, contactFields, contactSample)
/** A contact, as events have it. */
export interface Contact extends Value<typeof contact> {}
export const Contact: Block<Contact> = contact

/** A contact in an automation step: its address is under another key. */
export const AutomationContact: Block<Contact> = block(
  contactIdentity,
  { ...contactFields, ip: under("ip4", or(text, "ip")) },
  contactSample
)

// ---------------------------------------------------------------------------------------------------------------
// Deals
// ---------------------------------------------------------------------------------------------------------------

/** Entities that ActiveCampaign is known to write a currency symbol as; others are left as they are. */
const entities: ReadonlyArray<readonly [entity: string, symbol: string]> = [
  ["&euro;", "€"],
  ["&pound;", "£"],
  ["&yen;", "¥"],
  ["&cent;", "¢"]
]

const currencySymbol: Field<string | null> = {
  ...text,
  read: (deal, name) => {
    const given = text.read(deal, name)
    return entities.find(([entity]) => entity === given)?.[1] ?? given
  },
  write: (value, name) => text.write(entities.find(([, symbol]) => symbol === value)?.[0] ?? value, name)
}

const statuses = { "0": "open", "1": "won", "2": "lost" } as const

const statusCode = scalar(Wire.openEnum(statuses))

/** Sent as a code, or as a label such as `Won`. */
const status: typeof statusCode = {
  ...statusCode,
  read: (deal, name) => {
    const label = text.read(deal, name)?.toLowerCase()
    return Object.values(statuses).find((one) => one === label) ?? statusCode.read(deal, name)
  }
}

const dealField = block(
  {
    /** Label of the field, such as `Job Number`: what the field is known by. */
    key: text
  },
  {
    /** Value of the field; several if users can choose several. */
    value: fieldText,
    /**
     * Id of the field's value in this deal (`deal[fields][n][id]`), as in `DealCustomFieldValues`. It is not the id of the
     * field. Null if the field has no value.
     */
    valueId: under("id", id(DealCustomFieldValueId))
  }
)
/** A custom field of a deal. */
export interface DealField extends Value<typeof dealField> {}
export const DealField: Block<DealField> = dealField

const deal = block(
  {
    /** Id of the deal. */
    id: id(DealId)
  },
  {
    /** Title of the deal. */
    title: text,
    /** When the deal was created. With its offset if ActiveCampaign sends `create_date_iso` too. */
    create_date: dateTimeTwice,
    /** Id of the organization. */
    orgid: id(OrganizationId),
    /** Name of the organization or account. */
    orgname: text,
    /** Id of the stage. */
    stageid: id(DealStageId),
    /** Title of the stage. */
    stage_title: text,
    /** Id of the pipeline. */
    pipelineid: id(PipelineId),
    /** Title of the pipeline. */
    pipeline_title: text,
    /** Value of the deal as formatted text, such as `1,044,055.00`, in the unit of `value_raw`. */
    value: text,
    /**
     * Value of the deal as a number, such as 1044055. ActiveCampaign does not document whether the unit is the currency's
     * unit or its minor unit (cents), and clients disagree; nothing is converted. Retrieve the deal to be certain.
     */
    value_raw: scalar(Wire.Decimal),
    /** Currency: three letters in lower case. */
    currency: text,
    /** Symbol of the currency. `&euro;`, `&pound;`, `&yen;` and `&cent;` are decoded; other texts are as they were sent. */
    currency_symbol: currencySymbol,
    /** User who owns the deal. */
    owner: id(UserId),
    /** First name of the owner. */
    owner_firstname: text,
    /** Last name of the owner. */
    owner_lastname: text,
    /** Primary contact. */
    contactid: id(ContactId),
    /** E-mail address of the primary contact. */
    contact_email: text,
    /** First name of the primary contact. */
    contact_firstname: text,
    /** Last name of the primary contact. */
    contact_lastname: text,
    /** Status of the deal. */
    status,
    /** Custom fields of the deal, by label. */
    fields: blocks(DealField)
  },
  {
    id: "1",
    title: "Deal",
    create_date: "2026-01-15T10:00:00-06:00",
    orgid: "0",
    orgname: "",
    stageid: "1",
    stage_title: "To Contact",
    pipelineid: "1",
    pipeline_title: "Sales",
    value: "100.00",
    value_raw: 100,
    currency: "usd",
    currency_symbol: "$",
    owner: "1",
    owner_firstname: "Sam",
    owner_lastname: "Roe",
    contactid: "1",
    contact_email: "jane@example.com",
    contact_firstname: "Jane",
    contact_lastname: "Doe",
    status: "open"
  }
)
/** A deal, as events have it. */
export interface Deal extends Value<typeof deal> {}
export const Deal: Block<Deal> = deal

const pipeline = block(
  {
    /** Id of the pipeline. */
    id: id(PipelineId)
  },
  {
    /** Title of the pipeline. */
    title: text
  },
  { id: "1", title: "Sales" }
)
/** A pipeline (deal group), as events have it. */
export interface Pipeline extends Value<typeof pipeline> {}
export const Pipeline: Block<Pipeline> = pipeline

const stage = block(
  {
    /** Id of the stage. */
    id: id(DealStageId)
  },
  {
    /** Title of the stage. */
    title: text,
    /** Color of the stage. */
    color: text
  },
  { id: "1", title: "To Contact", color: "" }
)
/** A stage of a pipeline, as events have it. */
export interface Stage extends Value<typeof stage> {}
export const Stage: Block<Stage> = stage

// ---------------------------------------------------------------------------------------------------------------
// Accounts
// ---------------------------------------------------------------------------------------------------------------

const account = block(
  {
    /** Id of the account. */
    id: id(AccountId)
  },
  {
    /** Name of the account. Also read as `account_name`. */
    name: or(text, "account_name"),
    /** Website of the account. */
    account_url: text,
    /** When the account was created. */
    created_timestamp: dateTime,
    /** When the account was last updated. */
    updated_timestamp: dateTime,
    /** Values of custom fields by what ActiveCampaign sends in the brackets: ids in some bodies, names in its documentation. */
    fields: mapOf(fieldText)
  },
  {
    id: "1",
    name: "Example Ltd",
    account_url: "https://www.example.com",
    created_timestamp: "2026-01-15 10:00:00",
    updated_timestamp: "2026-01-15 10:00:00"
  }
)
/** An account (company) of the CRM, as events have it. */
export interface Account extends Value<typeof account> {}
export const Account: Block<Account> = account

const accountContact = block(
  {
    /** Id of the association. */
    id: id(AccountContactId)
  },
  {
    /** Id of the account. */
    account: id(AccountId),
    /** Id of the contact. */
    contact: id(ContactId),
    /** Job title of the contact in the account. */
    job_title: text
  },
  { id: "1", account: "1", contact: "1", job_title: "" }
)
/** An association of a contact with an account. */
export interface AccountContact extends Value<typeof accountContact> {}
export const AccountContact: Block<AccountContact> = accountContact

// ---------------------------------------------------------------------------------------------------------------
// Tasks and notes
// ---------------------------------------------------------------------------------------------------------------

const task = block(
  {},
  {
    /** Id of the task. */
    id: id(TaskId),
    /** Id of the task type. */
    type_id: id(TaskTypeId),
    /** Title of the task. */
    title: text,
    /** Text of the task. */
    note: text,
    /** When the task is due. With its offset if ActiveCampaign sends `duedate_iso` too. Also read as `dueDate`. */
    duedate: or(dateTimeTwice, "dueDate"),
    /** When the task ends. With its offset if ActiveCampaign sends `edate_iso` too. */
    edate: dateTimeTwice,
    /** Title of the task type, such as `Call`. */
    type_title: text
  },
  {
    id: "1",
    type_id: "1",
    title: "",
    note: "",
    duedate: "2026-01-16T10:00:00-06:00",
    edate: "2026-01-16T10:15:00-06:00",
    type_title: "Call"
  }
)
/** A task, as events have it. */
export interface Task extends Value<typeof task> {}
export const Task: Block<Task> = task

const taskType = block(
  {
    /** Id of the task type. */
    id: id(TaskTypeId)
  },
  {
    /** Title of the task type. */
    title: text
  },
  { id: "1", title: "Call" }
)
/** A type of tasks, as events have it. */
export interface TaskType extends Value<typeof taskType> {}
export const TaskType: Block<TaskType> = taskType

const note = block(
  {},
  {
    /** Id of the note; null if only its text was sent, as for contacts. */
    id: id(NoteId),
    /** Text of the note. */
    text
  }
)
/** A note. */
export interface Note extends Value<typeof note> {}
export const Note: Block<Note> = note

// ---------------------------------------------------------------------------------------------------------------
// Lists, campaigns and messages
// ---------------------------------------------------------------------------------------------------------------

const list = block(
  {
    /** Id of the list. */
    id: id(ListId)
  },
  {
    /** Id of the user who owns the list. */
    userid: id(UserId),
    /** Name of the list. */
    name: text,
    /** Sender's address, first line. */
    sender_addr1: text,
    /** Sender's address, second line. */
    sender_addr2: text,
    /** Sender's city. */
    sender_city: text,
    /** Sender's postal code. */
    sender_zip: text,
    /** Sender's state. */
    sender_state: text,
    /** Sender's country. */
    sender_country: text,
    /** Sender's address in one text. */
    fulladdress: text,
    /** Sender's website. */
    sender_url: text,
    /** Why contacts receive e-mail of the list. */
    sender_reminder: text
  }
)
/** A list. Most events have its id only; `ListAdded` has the rest. */
export interface List extends Value<typeof list> {}
export const List: Block<List> = list

const campaignMessage = block(
  {},
  {
    /** Id of the message. */
    id: id(MessageId),
    /** Subject of the message. */
    subject: text
  }
)
/** The message of a campaign. */
export interface CampaignMessage extends Value<typeof campaignMessage> {}
export const CampaignMessage: Block<CampaignMessage> = campaignMessage

const campaign = block(
  {
    /** Id of the campaign. */
    id: id(CampaignId)
  },
  {
    /** Name of the campaign. */
    name: text,
    /** Status of the campaign, as the code that was sent. */
    status: text,
    /** Type of the campaign, such as `single`. */
    type: text,
    /** Number of recipients. */
    recipients: scalar(Wire.Integer),
    /** URL of the campaign as a web page. */
    webcopy_url: text,
    /** Message of the campaign. */
    message: CampaignMessage
  },
  { id: "1" }
)
/** A campaign. Events of single contacts may have its id only. */
export interface Campaign extends Value<typeof campaign> {}
export const Campaign: Block<Campaign> = campaign

const link = block(
  {},
  {
    /** Id of the link. */
    id: id(CampaignLinkId),
    /** URL of the link. */
    url: text
  },
  { id: "1", url: "https://www.example.com" }
)
/** A link in a campaign. */
export interface Link extends Value<typeof link> {}
export const Link: Block<Link> = link

const form = block(
  {
    /** Id of the form. */
    id: id(FormId)
  },
  {},
  { id: "1" }
)
/** The form that a contact submitted. */
export interface Form extends Value<typeof form> {}
export const Form: Block<Form> = form

const unsubscription = block(
  {},
  {
    /** Why the contact unsubscribed, in the contact's words. */
    reason: text
  }
)
/** An unsubscription. */
export interface Unsubscription extends Value<typeof unsubscription> {}
export const Unsubscription: Block<Unsubscription> = unsubscription

const forward = block(
  {},
  {
    /** Number of addresses that the campaign was forwarded to. */
    count: scalar(Wire.Integer)
  },
  { count: 1 }
)
/** A campaign that was forwarded. */
export interface Forward extends Value<typeof forward> {}
export const Forward: Block<Forward> = forward

const share = block(
  {},
  {
    /** Name of the social network. */
    network: text,
    /** Id of the social network. */
    network_id: text,
    /** What was shared. */
    content: text
  },
  { network: "Facebook", network_id: "1", content: "" }
)
/** A campaign that was shared on a social network. */
export interface Share extends Value<typeof share> {}
export const Share: Block<Share> = share

const bounce = block(
  {},
  {
    /** Type of the bounce, such as `hard` or `soft`. */
    type: text,
    /** Code of the bounce, such as `5.1.1`. */
    code: text,
    /** Description of the bounce. */
    description: text
  },
  { type: "hard", code: "5.1.1", description: "Mailbox does not exist" }
)
/** A bounce. */
export interface Bounce extends Value<typeof bounce> {}
export const Bounce: Block<Bounce> = bounce

const sms = block(
  {},
  {
    /** Id of the SMS. */
    id: textOrNone,
    /** Number that the SMS was sent to. */
    recipient: text,
    /** Whether the SMS was sent successfully. */
    successful: scalar(Wire.Flag),
    /** Comment on the sending, such as an error. */
    comment: text,
    /** Text of the reply. */
    reply: text,
    /** What the reply caused, such as `unsub`. */
    result: text,
    /** Phone number that unsubscribed. */
    phone: text
  },
  { id: "1" }
)
/** An SMS. Which of its fields are sent depends on the event. */
export interface Sms extends Value<typeof sms> {}
export const Sms: Block<Sms> = sms

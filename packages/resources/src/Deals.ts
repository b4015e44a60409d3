/**
 * Deals: sales that may come about. `Pipelines` and `DealStages` are what they move through.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import {
  AccountId,
  ContactId,
  DealCustomFieldId,
  DealId,
  DealStageId,
  OrganizationId,
  PipelineId,
  TaskId,
  UserId
} from "./Ids.js"

const statuses = { "0": "open", "1": "won", "2": "lost" } as const

const dealSavedField = Wire.entity(
  "DealSavedField",
  {},
  {
    /** The deal. */
    dealId: Wire.ref(DealId),
    /** The field. */
    customFieldId: Wire.ref(DealCustomFieldId),
    /** The value; an amount of money in cents. */
    fieldValue: Wire.CustomFieldValue,
    /** Currency of an amount of money. */
    fieldCurrency: Wire.Text
  }
)

/** The value of a custom field, as it was saved with a deal. */
export interface DealSavedField extends Schema.Schema.Type<typeof dealSavedField> {}
/** The value of a custom field, as it was saved with a deal. */
export const DealSavedField: Wire.Codec<DealSavedField> = dealSavedField

const dealSaveStatus = Wire.entity(
  "DealSaveStatus",
  {},
  {
    /** What became of them, such as `success`. */
    status: Wire.Text
  }
)

/** What became of the custom fields that were sent along with a deal. */
export interface DealSaveStatus extends Schema.Schema.Type<typeof dealSaveStatus> {}
/** What became of the custom fields that were sent along with a deal. */
export const DealSaveStatus: Wire.Codec<DealSaveStatus> = dealSaveStatus

const deal = Wire.entity(
  "Deal",
  {
    /** Id of the deal. */
    id: DealId
  },
  {
    /** Title. */
    title: Wire.Text,
    /** Description. */
    description: Wire.Text,
    /** Amount in cents. */
    value: Wire.Cents,
    /** Currency. */
    currency: Wire.Text,
    /** State. */
    status: Wire.codes(statuses),
    /** A percentage, which the vendor does not explain. */
    percent: Wire.Integer,
    /** Pipeline. */
    group: Wire.ref(PipelineId),
    /** Stage. */
    stage: Wire.ref(DealStageId),
    /** User who owns it. */
    owner: Wire.ref(UserId),
    /** Primary contact. */
    contact: Wire.ref(ContactId),
    /** Account: the company that it is with. */
    account: Wire.ref(AccountId),
    /** Account; the same as `account`. */
    customerAccount: Wire.ref(AccountId),
    /** Organization; accounts have replaced these. */
    organization: Wire.ref(OrganizationId),
    /** Whether the key's user may not see its pipeline; then there is little more than id and title. */
    isDisabled: Wire.Flag,
    /** Activities on it. */
    activitycount: Wire.Integer,
    /** When its next task is due. */
    nextdate: Wire.Timestamp,
    /** The next task. */
    nextTask: Wire.ref(TaskId),
    /** The next task; the same as `nextTask`. */
    nexttaskid: Wire.ref(TaskId),
    /** The deal that follows it. */
    nextdealid: Wire.ref(DealId),
    /** Probability that it is won, in percent. */
    winProbability: Wire.Decimal,
    /** When that probability was computed. */
    winProbabilityMdate: Wire.Timestamp,
    /** When it was closed, or when it expires. */
    edate: Wire.Moment,
    /** Its hash. */
    hash: Wire.Text,
    /** Values of custom fields, in answers to writes. */
    fields: Wire.rows(DealSavedField),
    /** What became of the custom fields that were sent along, in answers to writes. */
    customFieldSaveStatus: DealSaveStatus,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    mdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A deal. */
export interface Deal extends Schema.Schema.Type<typeof deal> {}
/** A deal. */
export const Deal: Wire.Codec<Deal> = deal

const dealOwnersChanged = Wire.entity(
  "DealOwnersChanged",
  {},
  {
    /** Deals whose owner was changed. */
    success: Wire.rows(DealId),
    /** Deals that had this owner already. */
    nochange: Wire.rows(DealId),
    /** Deals whose owner could not be changed. */
    failed: Wire.rows(DealId)
  }
)

/** What became of each deal. */
export interface DealOwnersChanged extends Schema.Schema.Type<typeof dealOwnersChanged> {}
/** What became of each deal. */
export const DealOwnersChanged: Wire.Codec<DealOwnersChanged> = dealOwnersChanged

const dealFieldValue = Wire.input(
  "DealFieldValue",
  {
    /** The field. */
    customFieldId: DealCustomFieldId,
    /** The value; several values as an array, an amount of money in cents. */
    fieldValue: Wire.CustomFieldValue
  },
  {
    /** Currency of an amount of money. */
    fieldCurrency: Schema.String
  }
)

/** The value of a custom field, sent along with a deal. */
export interface DealFieldValue extends Schema.Schema.Type<typeof dealFieldValue> {}
/** The value of a custom field, sent along with a deal. */
export const DealFieldValue: Wire.Codec<DealFieldValue> = dealFieldValue

const required = {
  /** Title. */
  title: Schema.String,
  /** Amount in cents. */
  value: Schema.Int,
  /** Currency: three letters, lower case. */
  currency: Schema.String
}

const optional = {
  /** Description. */
  description: Schema.String,
  /** Primary contact; this or an account is needed. */
  contact: ContactId,
  /** Account: the company that it is with; this or a contact is needed. */
  account: AccountId,
  /** Pipeline; this or a stage is needed. */
  group: PipelineId,
  /** Stage; by default the first of the pipeline. */
  stage: Schema.NullOr(DealStageId),
  /** User who owns it; needed where the pipeline does not choose one. */
  owner: UserId,
  /** A percentage, which the vendor does not explain. */
  percent: Schema.NullOr(Schema.Int),
  /** State. */
  status: Wire.codeOf(statuses),
  /** Values of custom fields. */
  fields: Schema.Array(DealFieldValue)
}

const dealCreate = Wire.input("DealCreate", required, optional)

/** What makes a deal. */
export interface DealCreate extends Schema.Schema.Type<typeof dealCreate> {}
/** What makes a deal. */
export const DealCreate: Wire.Codec<DealCreate> = dealCreate

const dealUpdate = Wire.input("DealUpdate", {}, { ...required, ...optional })

/** What changes a deal; what is left out stays. */
export interface DealUpdate extends Schema.Schema.Type<typeof dealUpdate> {}
/** What changes a deal; what is left out stays. */
export const DealUpdate: Wire.Codec<DealUpdate> = dealUpdate

const dealOwnerChange = Wire.input(
  "DealOwnerChange",
  {
    /** The deal. */
    id: DealId,
    /** User who is to own it. */
    ownerId: UserId
  },
  {}
)

/** Who is to own a deal. */
export interface DealOwnerChange extends Schema.Schema.Type<typeof dealOwnerChange> {}
/** Who is to own a deal. */
export const DealOwnerChange: Wire.Codec<DealOwnerChange> = dealOwnerChange

const dealFilters = Wire.input(
  "DealFilters",
  {},
  {
    /** Text to search for. */
    search: Schema.String,
    /** Where to search for it: in titles, contacts, organizations, or all of these. */
    search_field: Schema.Literal("all", "title", "contact", "org"),
    /** Title. */
    title: Schema.String,
    /** Stage. */
    stage: DealStageId,
    /** Pipeline. */
    group: PipelineId,
    /** State. */
    status: Wire.codeOf(statuses),
    /** User who owns them. */
    owner: UserId,
    /** When the next task is due: within a day (`upcoming`), later (`scheduled`), before now (`overdue`), or never. */
    nextdate_range: Schema.Literal("upcoming", "scheduled", "overdue", "no-task"),
    /** Tag of the primary contact. */
    tag: Schema.String,
    /** Type of their tasks. */
    tasktype: Schema.String,
    /** Made before this. */
    created_before: Wire.DateFilter,
    /** Made after this. */
    created_after: Wire.DateFilter,
    /** Last changed before this. */
    updated_before: Wire.DateFilter,
    /** Last changed after this. */
    updated_after: Wire.DateFilter,
    /** Organization of the primary contact. */
    organization: OrganizationId,
    /** The least amount: in whole US dollars, unlike `value`, which is in cents. */
    minimum_value: Schema.Int,
    /** The greatest amount: in whole US dollars, unlike `value`, which is in cents. */
    maximum_value: Schema.Int,
    /** A score that they have exactly: its id and a number, such as `1:50`. */
    score: Schema.String,
    /** A score that they have more of: its id and a number, such as `1:50`. */
    score_greater_than: Schema.String,
    /** A score that they have less of: its id and a number, such as `1:50`. */
    score_less_than: Schema.String
  }
)

const dealQuery = Wire.input(
  "DealQuery",
  {},
  {
    /** What they must have. */
    filters: dealFilters,
    /** What to sort by. */
    orders: Wire.orders("title", "value", "cdate", "contact_name", "contact_orgname", "next-action"),
    /** Related rows to send along, which `page` gives access to; not documented by the vendor. */
    include: Wire.commaSeparated("dealCustomFieldData")
  }
)

/** Which deals, in which order. */
export interface DealQuery extends Schema.Schema.Type<typeof dealQuery> {}
/** Which deals, in which order. */
export const DealQuery: Wire.Codec<DealQuery> = dealQuery

/**
 * Makes a deal. A repeat makes a second one, so a lost answer is never repeated.
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-new
 */
export const create = Endpoint.make("Deals.create", {
  method: "POST",
  path: () => "/deals",
  payload: Wire.envelope("deal", DealCreate),
  success: Wire.envelope("deal", Deal),
  failures: [NotFoundError, ValidationError],
  sideloads: ["contacts", "dealGroups", "dealStages"]
})

/**
 * Reads one deal.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-deal
 */
export const get = Endpoint.make("Deals.get", {
  method: "GET",
  path: (id: DealId) => `/deals/${id}`,
  success: Wire.envelope("deal", Deal),
  failures: [NotFoundError]
})

/**
 * Changes a deal.
 *
 * @see https://developers.activecampaign.com/reference/update-a-deal-new
 */
export const update = Endpoint.make("Deals.update", {
  method: "PUT",
  path: (id: DealId) => `/deals/${id}`,
  payload: Wire.envelope("deal", DealUpdate),
  success: Wire.envelope("deal", Deal),
  failures: [NotFoundError, ValidationError],
  sideloads: ["contacts", "dealGroups", "dealStages"]
})

/**
 * Deletes a deal.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-deal
 */
export const remove = Endpoint.make("Deals.remove", {
  method: "DELETE",
  path: (id: DealId) => `/deals/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All deals, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-deals
 */
export const list = Endpoint.list("Deals.list", {
  path: () => "/deals",
  query: DealQuery,
  items: ["deals", Deal],
  sideloads: ["dealCustomFieldData"]
})

/**
 * All deals of one contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-deals
 */
export const listOfContact = Endpoint.list("Deals.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/deals`,
  items: ["deals", Deal],
  failures: [NotFoundError],
  walk: "whole"
})

/**
 * Gives many deals to other owners in one call.
 *
 * @see https://developers.activecampaign.com/reference/bulk-update-deal-owners
 */
export const bulkUpdateOwners = Endpoint.make("Deals.bulkUpdateOwners", {
  method: "PATCH",
  path: () => "/deals/bulkUpdate",
  payload: Wire.envelope("deals", Wire.rows(DealOwnerChange)),
  success: DealOwnersChanged,
  failures: [ValidationError],
  safety: "idempotent"
})

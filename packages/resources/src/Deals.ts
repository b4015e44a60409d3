/**
 * Deals: potential sales in a pipeline. Use `Pipelines` and `DealStages` for the pipelines and their stages, and
 * `ContactDeals` for secondary contacts.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import {
  AccountId,
  ContactId,
  DealCustomFieldId,
  DealCustomFieldValueId,
  DealId,
  DealStageId,
  OrganizationId,
  PipelineId,
  TaskId,
  UserId
} from "./Ids.js"
import { CustomFieldSaveStatus, currency, saved, type Value, value } from "./internal/customFields.js"

export { CustomFieldSaveStatus }

const statuses = { "0": "open", "1": "won", "2": "lost" } as const

/** A custom field value that was saved with a deal. */
export class DealSavedField extends Wire.Entity<DealSavedField>("DealSavedField")(
  {},
  {
    /** Deal that the value belongs to. */
    dealId: Wire.nullableId(DealId),
    /** Custom field that the value belongs to. */
    customFieldId: Wire.nullableId(DealCustomFieldId)
  },
  saved
) {}

/** A deal. */
export class Deal extends Wire.Entity<Deal>("Deal")(
  {
    /** Id of the deal. */
    id: DealId
  },
  {
    /** Title of the deal. */
    title: Wire.Text,
    /** Description of the deal. */
    description: Wire.Text,
    /** Amount in the currency's minor unit (cents). */
    value: Wire.MinorUnits,
    /** Three-letter currency code, in lower or upper case, such as `usd`. */
    currency: Wire.Text,
    /** State of the deal: `open`, `won` or `lost`. */
    status: Wire.openEnum(statuses),
    /** Percentage. Not documented by ActiveCampaign. */
    percent: Wire.Integer,
    /** Pipeline (deal group) that contains the deal. */
    group: Wire.nullableId(PipelineId),
    /** Stage of the pipeline that the deal is in. */
    stage: Wire.nullableId(DealStageId),
    /** User who owns the deal. */
    owner: Wire.nullableId(UserId),
    /** Primary contact of the deal. */
    contact: Wire.nullableId(ContactId),
    /** Account (company) that the deal is with. */
    account: Wire.nullableId(AccountId),
    /** Account (company) that the deal is with; same as `account`. */
    customerAccount: Wire.nullableId(AccountId),
    /** Organization that the deal is with. Accounts have replaced organizations. */
    organization: Wire.nullableId(OrganizationId),
    /**
     * Whether the API key's user cannot access the pipeline of the deal. If so, the API returns little more than `id`
     * and `title`, and the other fields are null.
     */
    isDisabled: Wire.Flag,
    /** Number of activities of the deal. */
    activitycount: Wire.Integer,
    /** When the next task of the deal is due. */
    nextdate: Wire.Timestamp,
    /** Next task of the deal. */
    nextTask: Wire.nullableId(TaskId),
    /** Next task of the deal; same as `nextTask`. */
    nexttaskid: Wire.nullableId(TaskId),
    /** Next deal. How deals are ordered for this field is not documented by ActiveCampaign. */
    nextdealid: Wire.nullableId(DealId),
    /** Probability that the deal is won, in percent (0 to 100). */
    winProbability: Wire.Decimal,
    /** When `winProbability` was computed. */
    winProbabilityMdate: Wire.Timestamp,
    /** When the deal was closed or expired; usually a local date and time without a time zone. */
    edate: Wire.InstantOrLocal,
    /** Hash of the deal. Not documented by ActiveCampaign. */
    hash: Wire.Text,
    /** Custom field values that were saved with the deal; only in responses to `create` and `update`. */
    fields: Wire.array(DealSavedField),
    /** Custom field values of the deal; only if the query asks for them with `include`. */
    dealCustomFieldData: Wire.related(DealCustomFieldValueId),
    /** Result of saving `fields`; only in responses to `create` and `update`. */
    customFieldSaveStatus: CustomFieldSaveStatus,
    /** When the deal was created. */
    cdate: Wire.Timestamp,
    /** When the deal was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Result of updating the owners of deals, grouped by outcome. */
export class DealOwnersChanged extends Wire.Entity<DealOwnersChanged>("DealOwnersChanged")(
  {},
  {
    /** Deals whose owner was updated. */
    success: Wire.array(DealId),
    /** Deals that already had the requested owner. */
    nochange: Wire.array(DealId),
    /** Deals whose owner could not be updated. */
    failed: Wire.array(DealId)
  }
) {}

const fieldValueRequired: Value & {
  /** Custom field to set. */
  readonly customFieldId: Wire.Id<DealCustomFieldId>
} = { customFieldId: DealCustomFieldId, ...value }

/** A custom field value to save with a deal. */
export class DealFieldValue extends Wire.Input<DealFieldValue>("DealFieldValue")(fieldValueRequired, currency) {}

const required = {
  /** Title of the deal. */
  title: Wire.Text,
  /** Amount in the currency's minor unit (cents), 0 or more. */
  value: Wire.NonNegativeInteger,
  /** Three-letter currency code in lower case, such as `usd`. */
  currency: Wire.CurrencyCode
}

const optional = {
  /** Description of the deal. */
  description: Wire.Text,
  /** Primary contact of the deal; null for none. Required to create a deal unless `account` is set. */
  contact: Wire.nullable(ContactId),
  /**
   * Account (company) that the deal is with; null for none. Required to create a deal unless `contact` is set. Not
   * confirmed: that null is accepted here, in `contact` and in `owner`.
   */
  account: Wire.nullable(AccountId),
  /** Pipeline (deal group) that contains the deal. Required to create a deal unless `stage` is set. */
  group: PipelineId,
  /** Stage of the pipeline that the deal is in. A new deal without a stage is put into the first stage of `group`. */
  stage: Wire.nullable(DealStageId),
  /**
   * User who owns the deal; null for none. Required to create a deal unless the pipeline assigns owners automatically.
   */
  owner: Wire.nullable(UserId),
  /** Percentage. Not documented by ActiveCampaign. */
  percent: Wire.nullable(Wire.NumericInteger),
  /** State of the deal: `open`, `won` or `lost`. New deals are `open` by default. */
  status: Wire.closedEnum(statuses),
  /** Custom field values to save with the deal. */
  fields: Wire.array(DealFieldValue)
}

/** Fields of a new deal. */
export class DealFields extends Wire.Input<DealFields>("DealFields")(required, optional) {}

/** Fields for creating a deal. `contact` or `account` is required, and so is `group` or `stage`. */
export type DealCreate = Wire.AtLeastOne<DealFields, "contact" | "account"> &
  Wire.AtLeastOne<DealFields, "group" | "stage">
/** Fields for creating a deal. `contact` or `account` is required, and so is `group` or `stage`. */
export const DealCreate: Wire.Codec<DealCreate> = Wire.atLeastOne(
  Wire.atLeastOne(DealFields, "contact", "account"),
  "group",
  "stage"
)

/** Fields for updating a deal. Omitted fields are left unchanged. */
export class DealUpdate extends Wire.Input<DealUpdate>("DealUpdate")({}, { ...required, ...optional }) {}

/** A deal and its new owner. */
export class DealOwnerChange extends Wire.Input<DealOwnerChange>("DealOwnerChange")(
  {
    /** Deal to update. */
    id: DealId,
    /** User who becomes the owner of the deal. */
    ownerId: UserId
  },
  {}
) {}

const score = Wire.textOfForm('an id and a number, such as "1:50"', /^\d+:-?\d+$/, ["1:50"])

/** Filters for listing deals. */
export class DealFilters extends Wire.Input<DealFilters>("DealFilters")(
  {},
  {
    /** Text to search for in the field that `search_field` selects. */
    search: Wire.NonEmptyText,
    /** Field to search: `title`, `contact`, `org` (organization) or `all` of them. */
    search_field: Wire.closedLiteral(["all", "title", "contact", "org"]),
    /** Title of the deal. Whether the whole title must match is not documented by ActiveCampaign. */
    title: Wire.NonEmptyText,
    /** Stage that the deal is in. */
    stage: DealStageId,
    /** Pipeline (deal group) that contains the deal. */
    group: PipelineId,
    /** State of the deal: `open`, `won` or `lost`. */
    status: Wire.closedEnum(statuses),
    /** User who owns the deal. */
    owner: UserId,
    /** Primary contact of the deal. Not confirmed by ActiveCampaign. */
    contact: ContactId,
    /**
     * When the next task of the deal is due: within 24 hours (`upcoming`), later (`scheduled`), in the past
     * (`overdue`), or never because there is no task (`no-task`).
     */
    nextdate_range: Wire.closedLiteral(["upcoming", "scheduled", "overdue", "no-task"]),
    /** Tag of the primary contact. */
    tag: Wire.NonEmptyText,
    /** Type of the deal's tasks. Whether an id or a title is expected is not documented by ActiveCampaign. */
    tasktype: Wire.NonEmptyText,
    /** Only deals created before this date. */
    created_before: Wire.DateFilter,
    /** Only deals created on or after this date. */
    created_after: Wire.DateFilter,
    /** Only deals last updated before this date. */
    updated_before: Wire.DateFilter,
    /** Only deals last updated on or after this date. */
    updated_after: Wire.DateFilter,
    /** Organization of the primary contact. */
    organization: OrganizationId,
    /** Minimum amount in whole US dollars. The unit differs from `value`, which is in cents. */
    minimum_value: Wire.NonNegativeInteger,
    /** Maximum amount in whole US dollars. The unit differs from `value`, which is in cents. */
    maximum_value: Wire.NonNegativeInteger,
    /** Only deals whose score is equal to a number: the id of the score and the number, such as `1:50`. */
    score: score,
    /** Only deals whose score is greater than a number: the id of the score and the number, such as `1:50`. */
    score_greater_than: score,
    /** Only deals whose score is less than a number: the id of the score and the number, such as `1:50`. */
    score_less_than: score
  }
) {}

const included = {
  /**
   * Related records to include in the response; read them with `sideload` of `get.withResponse` or `list.page`. Not
   * documented by ActiveCampaign.
   */
  include: Wire.commaSeparated(["dealCustomFieldData"])
}

/** Query parameters for retrieving a deal. */
export class DealOptions extends Wire.Input<DealOptions>("DealOptions")({}, included) {}

/** Query parameters for listing deals. */
export class DealQuery extends Wire.Input<DealQuery>("DealQuery")(
  {},
  {
    /** Return only deals that match all of these filters. */
    filters: DealFilters,
    /** Sort order of the deals; the first field has the highest priority. */
    orders: Wire.orders(["title", "value", "cdate", "mdate", "contact_name", "contact_orgname", "next-action"]),
    ...included
  }
) {}

/**
 * Creates a deal. Requires a contact or an account, a pipeline (`group`) or a stage, and an owner unless the pipeline
 * assigns owners automatically. Fails with `ValidationError` if ActiveCampaign created the deal without its custom
 * fields: `issues` has the code `custom_fields_not_saved` then, and a pointer with the id of the deal. Update that deal
 * instead of creating another one.
 *
 * Creating is not idempotent: a second request creates a second deal. If the response is lost, the request is not
 * retried and fails with `OutcomeUnknownError`.
 *
 * ```ts
 * Deals.create({
 *   title: "Website redesign",
 *   value: 500_000, // 5,000.00 USD
 *   currency: "usd",
 *   contact: ContactId.make("113"),
 *   group: PipelineId.make("1"),
 *   owner: UserId.make("1")
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-new
 */
export const create = Endpoint.make("Deals.create", {
  method: "POST",
  path: () => "/deals",
  payload: Wire.envelope("deal", DealCreate),
  success: Wire.envelope("deal", Deal),
  errors: [NotFoundError, ValidationError],
  sideloads: ["contacts", "dealGroups", "dealStages"],
  knowledge: "recorded"
})

/**
 * Retrieves a deal. If the API key's user cannot access the pipeline of the deal, the deal has little more than `id`,
 * `title` and `isDisabled`.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-deal
 */
export const get = Endpoint.make("Deals.get", {
  method: "GET",
  path: (id: DealId) => `/deals/${id}`,
  query: DealOptions,
  success: Wire.envelope("deal", Deal),
  errors: [NotFoundError],
  sideloads: ["dealCustomFieldData"],
  knowledge: "recorded"
})

/**
 * Updates a deal. Fails with `ValidationError` if `fields` are not saved. Use `bulkUpdateOwners` to update the owners of
 * many deals, and `DealStages.moveDeals` to move all deals of a stage.
 *
 * ```ts
 * Deals.update(DealId.make("7"), { status: "won" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/update-a-deal-new
 */
export const update = Endpoint.make("Deals.update", {
  method: "PUT",
  path: (id: DealId) => `/deals/${id}`,
  payload: Wire.envelope("deal", DealUpdate),
  success: Wire.envelope("deal", Deal),
  errors: [NotFoundError, ValidationError],
  sideloads: ["contacts", "dealGroups", "dealStages"],
  knowledge: "recorded"
})

/**
 * Deletes a deal.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-deal
 */
const delete_ = Endpoint.make("Deals.delete", {
  method: "DELETE",
  path: (id: DealId) => `/deals/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists deals, optionally filtered. If the API key's user cannot access the pipeline of a deal, the deal has little
 * more than `id`, `title` and `isDisabled`.
 *
 * ```ts
 * Deals.list({ filters: { status: "open", minimum_value: 1000 }, orders: { cdate: "DESC" } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-all-deals
 */
export const list = Endpoint.list("Deals.list", {
  path: () => "/deals",
  query: DealQuery,
  items: ["deals", Deal],
  sideloads: ["dealCustomFieldData"],
  knowledge: "recorded"
})

/**
 * Lists the deals of a contact.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-deals
 */
export const listByContact = Endpoint.list("Deals.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/deals`,
  items: ["deals", Deal],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "recorded"
})

/**
 * Updates the owners of many deals in one request. The result lists each deal as updated, unchanged or failed. Fails
 * with `ValidationError` if an owner does not exist.
 *
 * @see https://developers.activecampaign.com/reference/bulk-update-deal-owners
 */
export const bulkUpdateOwners = Endpoint.make("Deals.bulkUpdateOwners", {
  method: "PATCH",
  path: () => "/deals/bulkUpdate",
  payload: Wire.envelope("deals", Wire.nonEmptyArray(DealOwnerChange)),
  success: DealOwnersChanged,
  errors: [ValidationError],
  safety: "idempotent"
})

/**
 * Personalizations: personalization variables (message variables), texts that messages contain by their tag, such as an
 * address that many messages share. Each belongs to one or more lists.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ListId, PersonalizationId, UserId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** Formats of contents. */
const formats = ["html", "text"] as const

/** A personalization variable. */
export class Personalization extends Wire.Entity<Personalization>("Personalization")(
  {
    /** Id of the variable. */
    id: PersonalizationId
  },
  {
    /** Tag that messages contain the variable by, without percent signs. */
    tag: Wire.Text,
    /** Name of the variable, as shown in ActiveCampaign. */
    name: Wire.Text,
    /** Content that replaces the tag. */
    content: Wire.Text,
    /** Format of the content: `html` or `text`. */
    format: Wire.openLiteral(formats),
    /** Whether only administrators can update the variable. */
    isLocked: Wire.Flag,
    /** Lists whose messages can contain the variable. Missing in responses of `create` and `update`, which have `listids`. */
    listIds: Wire.joined(ListId),
    /** Lists whose messages can contain the variable. Only in responses of `create` and `update`. */
    listids: Wire.joined(ListId),
    /** Names of the lists, separated by commas. A name can contain commas itself. */
    listNames: Wire.Text,
    /** Number of lists. */
    listsCount: Wire.Integer,
    /** User who owns the variable. */
    userid: Wire.nullableId(UserId),
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

const required = {
  /** Tag that messages contain the variable by, without percent signs. */
  tag: Wire.NonEmptyText,
  /** Name of the variable, as shown in ActiveCampaign. */
  name: Wire.NonEmptyText,
  /** Content that replaces the tag. */
  content: Wire.Text
}

const optional = {
  /** Format of the content: `html` or `text`. */
  format: Wire.closedLiteral(formats),
  /** Lists whose messages can contain the variable; at least one. */
  listids: Wire.joined(ListId)
}

/** Fields for creating a personalization variable. */
export class PersonalizationCreate extends Wire.Input<PersonalizationCreate>("PersonalizationCreate")(
  required,
  optional
) {}

/** Fields for updating a personalization variable. Omitted fields are left unchanged. */
export class PersonalizationUpdate extends Wire.Input<PersonalizationUpdate>("PersonalizationUpdate")(
  {},
  { ...required, ...optional }
) {}

/** Filters for listing personalization variables. */
export class PersonalizationFilters extends Wire.Input<PersonalizationFilters>("PersonalizationFilters")(
  {},
  {
    /** Name of the variable. Whether the whole name must match is not documented by ActiveCampaign. */
    name: Wire.NonEmptyText,
    /** Tag of the variable. Whether the whole tag must match is not documented by ActiveCampaign. */
    tag: Wire.NonEmptyText,
    /** Name of a list that the variable belongs to. */
    listName: Wire.NonEmptyText,
    /** Content of the variable. Whether the whole content must match is not documented by ActiveCampaign. */
    content: Wire.NonEmptyText,
    /** Format of the content: `html` or `text`. */
    format: Wire.closedLiteral(formats)
  }
) {}

/** Query parameters for listing personalization variables. */
export class PersonalizationQuery extends Wire.Input<PersonalizationQuery>("PersonalizationQuery")(
  {},
  {
    /** Return only variables that match all of these filters. The API calls it `filter` here, not `filters`. */
    filter: PersonalizationFilters,
    /** Sort order of the variables; the first field has the highest priority. */
    orders: Wire.orders(["format", "tag", "name", "content"])
  }
) {}

/** Query parameters for deleting many personalization variables. */
export class PersonalizationIdsQuery extends Wire.Input<PersonalizationIdsQuery>("PersonalizationIdsQuery")(
  {
    /** Variables to delete; at least one. */
    ids: Wire.joined(PersonalizationId)
  },
  {}
) {}

/**
 * Creates a personalization variable.
 *
 * ```ts
 * Personalizations.create({
 *   tag: "SHOP_ADDRESS",
 *   name: "Address of the shop",
 *   content: "1 Main Street",
 *   format: "text",
 *   listids: [ListId.make("7")]
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-variable
 */
export const create = Endpoint.make("Personalizations.create", {
  method: "POST",
  path: () => "/personalizations",
  payload: Wire.envelope("personalization", PersonalizationCreate),
  success: Wire.envelope("personalization", Personalization),
  errors: [ValidationError]
})

/**
 * Retrieves a personalization variable.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-variable
 */
export const get = Endpoint.make("Personalizations.get", {
  method: "GET",
  path: (id: PersonalizationId) => `/personalizations/${id}`,
  success: Wire.envelope("personalization", Personalization),
  errors: [NotFoundError]
})

/**
 * Updates a personalization variable.
 *
 * @see https://developers.activecampaign.com/reference/edit-variable
 */
export const update = Endpoint.make("Personalizations.update", {
  method: "PUT",
  path: (id: PersonalizationId) => `/personalizations/${id}`,
  payload: Wire.envelope("personalization", PersonalizationUpdate),
  success: Wire.envelope("personalization", Personalization),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a personalization variable.
 *
 * @see https://developers.activecampaign.com/reference/delete-variable
 */
const delete_ = Endpoint.make("Personalizations.delete", {
  method: "DELETE",
  path: (id: PersonalizationId) => `/personalizations/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError]
})

export { delete_ as delete }

/**
 * Lists personalization variables, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-variables
 */
export const list = Endpoint.list("Personalizations.list", {
  path: () => "/personalizations",
  query: PersonalizationQuery,
  items: ["personalizations", Personalization]
})

/**
 * Deletes many personalization variables in one request.
 *
 * ```ts
 * Personalizations.bulkDelete({ ids: [PersonalizationId.make("3"), PersonalizationId.make("4")] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/bulk-delete-variables
 */
export const bulkDelete = Endpoint.make("Personalizations.bulkDelete", {
  method: "DELETE",
  path: () => "/personalizations/bulkdelete",
  query: PersonalizationIdsQuery,
  success: Wire.voidText("Delete successful"),
  errors: [NotFoundError, ValidationError]
})

/**
 * Locks a personalization variable, so that only administrators can update it. Fails with `ValidationError` if the API key's
 * user is no administrator.
 *
 * @see https://developers.activecampaign.com/reference/edit-variable
 */
export const lock = Endpoint.make("Personalizations.lock", {
  method: "PATCH",
  path: (id: PersonalizationId) => `/personalizations/${id}/lock`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  safety: "idempotent"
})

/**
 * Unlocks a personalization variable, so that every user can update it. Fails with `ValidationError` if the API key's user is no
 * administrator.
 *
 * @see https://developers.activecampaign.com/reference/edit-variable
 */
export const unlock = Endpoint.make("Personalizations.unlock", {
  method: "PATCH",
  path: (id: PersonalizationId) => `/personalizations/${id}/unlock`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  safety: "idempotent"
})

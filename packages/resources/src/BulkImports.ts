/**
 * Bulk imports: many contacts in one request, which ActiveCampaign then imports in the background. An import creates contacts
 * and updates those with the same e-mail address; it triggers no webhooks. For fewer than 10 contacts, ActiveCampaign advises
 * `Contacts.sync`. Rate limits of their own apply: 100 imports per minute, those of a single contact 20 per minute.
 */
import { ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { BulkImportBatchId, ContactId, FieldId, ListId } from "./Ids.js"
import { httpsUrl } from "./internal/url.js"

/** Bytes of JSON that an import must stay below, and how many contacts it can have. */
const bounds = { bytes: 400_000, contacts: 250 } as const

/** An import that is queued. */
export class BulkImportAccepted extends Wire.Entity<BulkImportAccepted>("BulkImportAccepted")(
  {
    /** Id of the batch. `get` returns what became of it. */
    batchId: BulkImportBatchId
  },
  {
    /** Whether the import is queued. */
    success: Wire.columns(Wire.Flag, { Success: Wire.Flag }),
    /** Number of contacts that are queued. */
    queued_contacts: Wire.Integer,
    /** Result message of the API, such as "Contact import queued". */
    message: Wire.Text
  }
) {}

/** What became of an import. */
export class BulkImportStatus extends Wire.Entity<BulkImportStatus>("BulkImportStatus")(
  {
    /** Status of the batch. ActiveCampaign documents `completed`; others see `waiting`, `claimed` and `active`, too. */
    status: Wire.Text
  },
  {
    /** Contacts that were created or updated. */
    success: Wire.array(ContactId),
    /** E-mail addresses of the contacts that were not imported. */
    failure: Wire.array(Wire.Text),
    /** Message of the API. */
    message: Wire.Text
  }
) {}

/** The imports of a day. */
export class BulkImportDay extends Wire.Entity<BulkImportDay>("BulkImportDay")(
  {
    /** Day, such as `2021-06-01`. */
    forDate: Wire.LocalDate
  },
  {
    /** Number of imports. */
    batches: Wire.Integer,
    /** Number of contacts in them. */
    contacts: Wire.Integer
  }
) {}

/** The imports of an account, by day. */
export class BulkImportOverview extends Wire.Entity<BulkImportOverview>("BulkImportOverview")(
  {},
  {
    /** Imports that are not completed. */
    outstanding: Wire.array(BulkImportDay),
    /** Imports that were completed lately. */
    recentlyCompleted: Wire.array(BulkImportDay)
  }
) {}

/** A custom field value of a contact to import. */
export class BulkImportFieldValue extends Wire.Input<BulkImportFieldValue>("BulkImportFieldValue")(
  {
    /** Custom field to set. */
    id: Wire.numericId(FieldId),
    /** Value of the field. A date as `2018-12-31`, a date and time in ISO 8601, several values as an array. */
    value: Wire.FieldText
  },
  {}
) {}

/** A list to subscribe a contact to, or to unsubscribe it from. */
export class BulkImportList extends Wire.Input<BulkImportList>("BulkImportList")(
  {
    /** Id of the list. */
    listid: Wire.numericId(ListId)
  },
  {}
) {}

/** A contact to import. Omitted fields are left unchanged if the contact exists. */
export class BulkImportContact extends Wire.Input<BulkImportContact>("BulkImportContact")(
  {
    /** E-mail address. Identifies the contact to update. */
    email: Wire.NonEmptyText
  },
  {
    /** First name. */
    first_name: Wire.Text,
    /** Last name. */
    last_name: Wire.Text,
    /** Phone number, in any format. */
    phone: Wire.Text,
    /** Name of the account (company) to associate the contact with. */
    customer_acct_name: Wire.NonEmptyText,
    /** Names of tags to add. Tags that do not exist are created; no tag is removed. */
    tags: Wire.array(Wire.NonEmptyText),
    /** Custom field values to set. */
    fields: Wire.array(BulkImportFieldValue),
    /** Lists to subscribe the contact to. Lists that the contact has left are ignored. */
    subscribe: Wire.array(BulkImportList),
    /** Lists to unsubscribe the contact from. */
    unsubscribe: Wire.array(BulkImportList),
    /** Whether to keep the import from starting automations for the contact. */
    exclude_automations: Wire.Boolean
  }
) {}

/** A parameter or header of a callback. */
export class BulkImportCallbackValue extends Wire.Input<BulkImportCallbackValue>("BulkImportCallbackValue")(
  {
    /** Name of the parameter or header. */
    key: Wire.NonEmptyText,
    /** Value of the parameter or header. */
    value: Wire.Text
  },
  {}
) {}

/** A request that ActiveCampaign sends when an import is completed. Its body is not documented. */
export class BulkImportCallback extends Wire.Input<BulkImportCallback>("BulkImportCallback")(
  {
    /** URL that the request is sent to. */
    url: httpsUrl,
    /** Method of the request: `GET` or `POST`. */
    requestType: Wire.closedLiteral(["GET", "POST"])
  },
  {
    /** With `POST`, `true` for the number of contacts and an error for each that was not imported; the default. */
    detailed_results: Wire.closedLiteral(["true", "false"]),
    /** Parameters to send: in the query with `GET`, in the body with `POST`. */
    params: Wire.array(BulkImportCallbackValue),
    /** Headers to send. */
    headers: Wire.array(BulkImportCallbackValue)
  }
) {}

const optional = {
  /** Request that ActiveCampaign sends when the import is completed. */
  callback: BulkImportCallback
}

/** Fields for importing several contacts. */
export class BulkImportMany extends Wire.Input<BulkImportMany>("BulkImportMany")(
  {
    /** Contacts to import, from 2 to 250. */
    contacts: Wire.arrayBetween(BulkImportContact, 2, bounds.contacts)
  },
  optional
) {}

/** Fields for importing a single contact. */
export class BulkImportOne extends Wire.Input<BulkImportOne>("BulkImportOne")(
  {
    /** Contact to import: exactly one. */
    contacts: Wire.arrayBetween(BulkImportContact, 1, 1)
  },
  optional
) {}

/** Query parameters for retrieving what became of an import. */
export class BulkImportQuery extends Wire.Input<BulkImportQuery>("BulkImportQuery")(
  {
    /** Batch to return. */
    batchId: BulkImportBatchId
  },
  {}
) {}

const importing = {
  method: "POST",
  path: () => "/import/bulk_import",
  success: BulkImportAccepted,
  errors: [ValidationError]
} as const

/**
 * Queues the import of 2 to 250 contacts. `create` takes a single contact, too. Fails with `ValidationError` if any of the
 * contacts is invalid: `issues` has its position in the array, and none is imported.
 *
 * ```ts
 * BulkImports.createMany({ contacts: [{ email: "jane@example.com" }, { email: "joe@example.com" }] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/bulk-import-contacts
 */
export const createMany = Endpoint.make("BulkImports.createMany", {
  ...importing,
  payload: Wire.belowBytes(bounds.bytes, BulkImportMany),
  bucket: "bulkImport",
  knowledge: "recorded"
})

/**
 * Queues the import of a single contact, whose rate limit is lower. `Contacts.sync` is simpler and returns the contact.
 *
 * @see https://developers.activecampaign.com/reference/bulk-import-contacts
 */
export const createOne = Endpoint.make("BulkImports.createOne", {
  ...importing,
  payload: Wire.belowBytes(bounds.bytes, BulkImportOne),
  bucket: "bulkImportOne",
  knowledge: "recorded"
})

/**
 * Retrieves what became of an import: the contacts that were imported, and the e-mail addresses of those that were not.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const { batchId } = yield* BulkImports.create({ contacts: [{ email: "jane@example.com" }, { email: "joe@example.com" }] })
 *   return yield* BulkImports.get({ batchId })
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/bulk-import-status-info
 */
export const get = Endpoint.make("BulkImports.get", {
  method: "GET",
  path: () => "/import/info",
  query: BulkImportQuery,
  success: BulkImportStatus,
  errors: [ValidationError]
})

/**
 * Retrieves the number of imports and contacts by day: those that are outstanding, and those that were completed lately.
 *
 * @see https://developers.activecampaign.com/reference/bulk-import-status-list
 */
export const getOverview = Endpoint.make("BulkImports.getOverview", {
  method: "GET",
  path: () => "/import/bulk_import",
  success: BulkImportOverview
})

/**
 * Queues the import of 1 to 250 contacts, in less than 400,000 bytes of JSON. One request: `createMany`, or `createOne` for a
 * single contact. `get` returns what became of it.
 *
 * ```ts
 * BulkImports.create({
 *   contacts: [
 *     { email: "jane@example.com", first_name: "Jane", tags: ["customer"] },
 *     { email: "joe@example.com", subscribe: [{ listid: ListId.make("7") }] }
 *   ]
 * })
 * ```
 */
export const create = (payload: BulkImportMany) =>
  payload.contacts.length === 1 ? createOne(payload) : createMany(payload)

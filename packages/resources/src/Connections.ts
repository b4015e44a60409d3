/**
 * Connections: links between ActiveCampaign and e-commerce stores or other external services (integrations, Deep Data).
 * Each record of `EcomCustomers` and `EcomOrders` belongs to a connection.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ConnectionId, ListId } from "./Ids.js"

const statuses = { "0": "error", "1": "connected" } as const

const syncStatuses = { "0": "stopped", "1": "running" } as const

/** A connection to an external service. */
export class Connection extends Wire.Entity<Connection>("Connection")(
  {
    /** Id of the connection. */
    id: ConnectionId
  },
  {
    /** Name of the external service, such as `shopify`. */
    service: Wire.Text,
    /** Display name of the external service. */
    serviceName: Wire.Text,
    /** Type of the connection, such as `ecommerce`. */
    connectionType: Wire.Text,
    /** Id of the account in the external service, such as `toystore123`. */
    externalid: Wire.Text,
    /** Name of the account in the external service, such as `Toystore, Inc.`. */
    name: Wire.Text,
    /** URL of the logo of the external service. */
    logoUrl: Wire.Text,
    /** URL of the page that manages the integration. */
    linkUrl: Wire.Text,
    /** List that new contacts are added to; null if there is none. */
    listId: Wire.nullableId(ListId),
    /** Status of the connection: `error` or `connected`. */
    status: Wire.openEnum(statuses),
    /** Status of data synchronization: `stopped` or `running`. */
    syncStatus: Wire.openEnum(syncStatuses),
    /** When data was last synchronized. */
    lastSync: Wire.Timestamp,
    /** When a synchronization was last requested. */
    sync_request_time: Wire.InstantOrLocal,
    /** When the synchronization started. */
    sync_start_time: Wire.InstantOrLocal,
    /** Whether ActiveCampaign created the connection. */
    isInternal: Wire.Flag,
    /** When the credentials of the connection expire. */
    credentialExpiration: Wire.InstantOrLocal,
    /** When the connection was disconnected. */
    disconnectDate: Wire.InstantOrLocal,
    /** Plan of the account in the external service. */
    planTier: Wire.Text,
    /** When the connection was created. */
    cdate: Wire.Timestamp,
    /** When the connection was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Name of the external service, such as `shopify`. */
  service: Wire.Text,
  /** Id of the account in the external service, such as `toystore123`. */
  externalid: Wire.Text,
  /** Name of the account in the external service, such as `Toystore, Inc.`. */
  name: Wire.Text,
  /** URL of the logo of the external service. */
  logoUrl: Wire.Text,
  /** URL of the page that manages the integration. */
  linkUrl: Wire.Text
}

/** Fields for creating a connection. */
export class ConnectionCreate extends Wire.Input<ConnectionCreate>("ConnectionCreate")(required, {
  /** List that new contacts are added to. It cannot be updated later. */
  listId: ListId
}) {}

/** Fields for updating a connection. Omitted fields are left unchanged. */
export class ConnectionUpdate extends Wire.Input<ConnectionUpdate>("ConnectionUpdate")(
  {},
  {
    ...required,
    /** Status of the connection: `error` or `connected`. */
    status: Wire.closedEnum(statuses),
    /** Status of data synchronization: `stopped` or `running`. */
    syncStatus: Wire.closedEnum(syncStatuses)
  }
) {}

/** Filters for listing connections. */
export class ConnectionFilters extends Wire.Input<ConnectionFilters>("ConnectionFilters")(
  {},
  {
    /** Name of the external service. */
    service: Wire.NonEmptyText,
    /** Id of the account in the external service. */
    externalid: Wire.NonEmptyText
  }
) {}

/** Query parameters for listing connections. */
export class ConnectionQuery extends Wire.Input<ConnectionQuery>("ConnectionQuery")(
  {},
  {
    /** Return only connections that match all of these filters. */
    filters: ConnectionFilters
  }
) {}

/**
 * Creates a connection. Fails with `DuplicateError` if the connection already exists.
 *
 * ```ts
 * Connections.create({
 *   service: "fooCommerce",
 *   externalid: "toystore123",
 *   name: "Toystore, Inc.",
 *   logoUrl: "https://example.com/logo.png",
 *   linkUrl: "https://example.com/integration"
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-connection
 */
export const create = Endpoint.make("Connections.create", {
  method: "POST",
  path: () => "/connections",
  payload: Wire.envelope("connection", ConnectionCreate),
  success: Wire.envelope("connection", Connection),
  errors: [ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Retrieves a connection.
 *
 * @see https://developers.activecampaign.com/reference/get-connection
 */
export const get = Endpoint.make("Connections.get", {
  method: "GET",
  path: (id: ConnectionId) => `/connections/${id}`,
  success: Wire.envelope("connection", Connection),
  errors: [NotFoundError, ValidationError]
})

/**
 * Updates a connection.
 *
 * @see https://developers.activecampaign.com/reference/update-connection
 */
export const update = Endpoint.make("Connections.update", {
  method: "PUT",
  path: (id: ConnectionId) => `/connections/${id}`,
  payload: Wire.envelope("connection", ConnectionUpdate),
  success: Wire.envelope("connection", Connection),
  errors: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Deletes a connection.
 *
 * @see https://developers.activecampaign.com/reference/delete-connection
 */
const delete_ = Endpoint.make("Connections.delete", {
  method: "DELETE",
  path: (id: ConnectionId) => `/connections/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists connections, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-connections
 */
export const list = Endpoint.list("Connections.list", {
  path: () => "/connections",
  query: ConnectionQuery,
  items: ["connections", Connection]
})

/**
 * Connections to shops and other services. `EcomCustomers` and `EcomOrders` belong to them.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { ConnectionId, ListId } from "./Ids.js"

const statuses = { "0": "error", "1": "connected" } as const

const syncStatuses = { "0": "stopped", "1": "running" } as const

const connection = Wire.entity(
  "Connection",
  {
    /** Id of the connection. */
    id: ConnectionId
  },
  {
    /** Name of the service. */
    service: Wire.Text,
    /** Name of the service, as it is shown. */
    serviceName: Wire.Text,
    /** Kind of the connection. */
    connectionType: Wire.Text,
    /** Id of the account there. */
    externalid: Wire.Text,
    /** Name of the account there. */
    name: Wire.Text,
    /** URL of a logo. */
    logoUrl: Wire.Text,
    /** URL of the page that it is managed on. */
    linkUrl: Wire.Text,
    /** List that new contacts are put on. */
    listId: Wire.ref(ListId),
    /** Whether it works. */
    status: Wire.codes(statuses),
    /** Whether data is being brought over. */
    syncStatus: Wire.codes(syncStatuses),
    /** When data was last brought over. */
    lastSync: Wire.Timestamp,
    /** When bringing data over was asked for. */
    sync_request_time: Wire.Moment,
    /** When bringing data over began. */
    sync_start_time: Wire.Moment,
    /** Whether the vendor made it. */
    isInternal: Wire.Flag,
    /** When the credentials expire. */
    credentialExpiration: Wire.Moment,
    /** When it was disconnected. */
    disconnectDate: Wire.Moment,
    /** Plan of the account there. */
    planTier: Wire.Text,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    udate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A connection to another service. */
export interface Connection extends Schema.Schema.Type<typeof connection> {}
/** A connection to another service. */
export const Connection: Wire.Codec<Connection> = connection

const required = {
  /** Name of the service. */
  service: Schema.String,
  /** Id of the account there. */
  externalid: Schema.String,
  /** Name of the account there. */
  name: Schema.String,
  /** URL of a logo. */
  logoUrl: Schema.String,
  /** URL of the page that it is managed on. */
  linkUrl: Schema.String
}

const connectionCreate = Wire.input("ConnectionCreate", required, {
  /** List that new contacts are put on. */
  listId: ListId
})

/** What makes a connection. */
export interface ConnectionCreate extends Schema.Schema.Type<typeof connectionCreate> {}
/** What makes a connection. */
export const ConnectionCreate: Wire.Codec<ConnectionCreate> = connectionCreate

const connectionUpdate = Wire.input(
  "ConnectionUpdate",
  {},
  {
    ...required,
    /** Whether it works. */
    status: Wire.codeOf(statuses),
    /** Whether data is being brought over. */
    syncStatus: Wire.codeOf(syncStatuses)
  }
)

/** What changes a connection; what is left out stays. */
export interface ConnectionUpdate extends Schema.Schema.Type<typeof connectionUpdate> {}
/** What changes a connection; what is left out stays. */
export const ConnectionUpdate: Wire.Codec<ConnectionUpdate> = connectionUpdate

const connectionFilters = Wire.input(
  "ConnectionFilters",
  {},
  {
    /** Name of the service. */
    service: Schema.String,
    /** Id of the account there. */
    externalid: Schema.String
  }
)

const connectionQuery = Wire.input(
  "ConnectionQuery",
  {},
  {
    /** What they must have. */
    filters: connectionFilters
  }
)

/** Which connections. */
export interface ConnectionQuery extends Schema.Schema.Type<typeof connectionQuery> {}
/** Which connections. */
export const ConnectionQuery: Wire.Codec<ConnectionQuery> = connectionQuery

/**
 * Makes a connection.
 *
 * @see https://developers.activecampaign.com/reference/create-connection
 */
export const create = Endpoint.make("Connections.create", {
  method: "POST",
  path: () => "/connections",
  payload: Wire.envelope("connection", ConnectionCreate),
  success: Wire.envelope("connection", Connection),
  failures: [ValidationError, DuplicateError]
})

/**
 * Reads one connection.
 *
 * @see https://developers.activecampaign.com/reference/get-connection
 */
export const get = Endpoint.make("Connections.get", {
  method: "GET",
  path: (id: ConnectionId) => `/connections/${id}`,
  success: Wire.envelope("connection", Connection),
  failures: [NotFoundError]
})

/**
 * Changes a connection.
 *
 * @see https://developers.activecampaign.com/reference/update-connection
 */
export const update = Endpoint.make("Connections.update", {
  method: "PUT",
  path: (id: ConnectionId) => `/connections/${id}`,
  payload: Wire.envelope("connection", ConnectionUpdate),
  success: Wire.envelope("connection", Connection),
  failures: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Deletes a connection.
 *
 * @see https://developers.activecampaign.com/reference/delete-connection
 */
export const remove = Endpoint.make("Connections.remove", {
  method: "DELETE",
  path: (id: ConnectionId) => `/connections/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All connections, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-connections
 */
export const list = Endpoint.list("Connections.list", {
  path: () => "/connections",
  query: ConnectionQuery,
  items: ["connections", Connection]
})

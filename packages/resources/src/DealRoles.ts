/**
 * Roles that secondary contacts have in deals.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { DealRoleId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const dealRole = Wire.entity(
  "DealRole",
  {
    /** Id of the role. */
    id: DealRoleId
  },
  {
    /** Name. */
    title: Wire.Text,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A role that a secondary contact has in a deal. */
export interface DealRole extends Schema.Schema.Type<typeof dealRole> {}
/** A role that a secondary contact has in a deal. */
export const DealRole: Wire.Codec<DealRole> = dealRole

const dealRoleCreate = Wire.input(
  "DealRoleCreate",
  {
    /** Name. */
    title: Schema.String
  },
  {}
)

/** What makes a role. */
export interface DealRoleCreate extends Schema.Schema.Type<typeof dealRoleCreate> {}
/** What makes a role. */
export const DealRoleCreate: Wire.Codec<DealRoleCreate> = dealRoleCreate

const dealRoleQuery = Wire.input(
  "DealRoleQuery",
  {},
  {
    /** Text in the name. */
    search: Schema.String
  }
)

/** Which roles. */
export interface DealRoleQuery extends Schema.Schema.Type<typeof dealRoleQuery> {}
/** Which roles. */
export const DealRoleQuery: Wire.Codec<DealRoleQuery> = dealRoleQuery

/**
 * Makes a role.
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-role
 */
export const create = Endpoint.make("DealRoles.create", {
  method: "POST",
  path: () => "/dealRoles",
  payload: Wire.envelope("dealRole", DealRoleCreate),
  success: Wire.envelope("dealRole", DealRole),
  failures: [ValidationError]
})

/**
 * Deletes a role.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-deal-role
 */
export const remove = Endpoint.make("DealRoles.remove", {
  method: "DELETE",
  path: (id: DealRoleId) => `/dealRoles/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All roles, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-deal-roles
 */
export const list = Endpoint.list("DealRoles.list", {
  path: () => "/dealRoles",
  query: DealRoleQuery,
  items: ["dealRoles", DealRole]
})

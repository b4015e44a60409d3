/**
 * Deal roles: roles of secondary contacts in deals, such as "Decision Maker". To assign a role, use
 * `ContactDeals.update`.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { DealRoleId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** A role that a secondary contact can have in a deal. */
export class DealRole extends Wire.Entity<DealRole>("DealRole")(
  {
    /** Id of the role. */
    id: DealRoleId
  },
  {
    /** Name of the role. */
    title: Wire.Text,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

/** Fields for creating a deal role. */
export class DealRoleCreate extends Wire.Input<DealRoleCreate>("DealRoleCreate")(
  {
    /** Name of the role. */
    title: Wire.Text
  },
  {}
) {}

/** Query parameters for listing deal roles. */
export class DealRoleQuery extends Wire.Input<DealRoleQuery>("DealRoleQuery")(
  {},
  {
    /** Return only roles whose name contains this string. */
    search: Wire.NonEmptyText
  }
) {}

/**
 * Creates a deal role. The envelope of the request body (`dealRole`) is inferred from the response and not documented
 * by ActiveCampaign.
 *
 * Not confirmed: the body of the request, which is made like the response.
 *
 * @see https://developers.activecampaign.com/reference/create-a-deal-role
 */
export const create = Endpoint.make("DealRoles.create", {
  method: "POST",
  path: () => "/dealRoles",
  payload: Wire.envelope("dealRole", DealRoleCreate),
  success: Wire.envelope("dealRole", DealRole),
  errors: [ValidationError],
  knowledge: "inferred"
})

/**
 * Deletes a deal role.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-deal-role
 */
const delete_ = Endpoint.make("DealRoles.delete", {
  method: "DELETE",
  path: (id: DealRoleId) => `/dealRoles/${id}`,
  success: Wire.Void,
  errors: [NotFoundError, ValidationError]
})

export { delete_ as delete }

/**
 * Lists deal roles, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-deal-roles
 */
export const list = Endpoint.list("DealRoles.list", {
  path: () => "/dealRoles",
  query: DealRoleQuery,
  items: ["dealRoles", DealRole]
})

/**
 * Configs: settings of the users of an account, such as the number of rows per page in ActiveCampaign. For the account
 * itself, use `Settings`.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ConfigId, UserId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** A setting of a user. */
export class Config extends Wire.Entity<Config>("Config")(
  {
    /** Id of the setting. */
    id: ConfigId
  },
  {
    /** Name of the setting, such as `pagination.users_index`. */
    keyname: Wire.Text,
    /** Section that the setting belongs to; empty for most. Not documented by ActiveCampaign. */
    section: Wire.Text,
    /** Item that the setting is about; empty for most. Not documented by ActiveCampaign. */
    item: Wire.Text,
    /** Value of the setting, such as `20`. */
    val: Wire.Text,
    /** User whose setting it is. */
    owner: Wire.nullableId(UserId),
    /** User whose setting it is; same as `owner`. */
    userid: Wire.nullableId(UserId),
    /** When the setting was created. */
    cdate: Wire.Timestamp,
    /** When the setting was last updated. */
    udate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

/** Fields for updating a setting. Omitted fields are left unchanged. */
export class ConfigUpdate extends Wire.Input<ConfigUpdate>("ConfigUpdate")(
  {
    /** Value of the setting, such as `20`. */
    val: Wire.Text
  },
  {
    /** Name of the setting, such as `pagination.users_index`. */
    keyname: Wire.Text,
    /** Section that the setting belongs to. */
    section: Wire.Text,
    /** Item that the setting is about. */
    item: Wire.Text
  }
) {}

/**
 * Updates a setting of a user.
 *
 * ```ts
 * Configs.update(ConfigId.make("6"), { val: "50" })
 * ```
 *
 * Not confirmed: the body of the request, which is made like the response.
 *
 * @see https://developers.activecampaign.com/reference/set-config
 */
export const update = Endpoint.make("Configs.update", {
  method: "PUT",
  path: (id: ConfigId) => `/configs/${id}`,
  payload: Wire.envelope("config", ConfigUpdate),
  success: Wire.envelope("config", Config),
  errors: [NotFoundError, ValidationError],
  knowledge: "inferred"
})

/**
 * Lists the settings of all users. Not documented by ActiveCampaign.
 *
 * Not confirmed: the shape of the response, which is inferred from that of `update`.
 */
export const list = Endpoint.list("Configs.list", {
  path: () => "/configs",
  items: ["configs", Config],
  knowledge: "inferred"
})

/**
 * Lists the settings of a user. Not documented by ActiveCampaign.
 *
 * Not confirmed: the shape of the response, which is inferred from that of `update`.
 */
export const listByUser = Endpoint.list("Configs.listByUser", {
  path: (user: UserId) => `/users/${user}/configs`,
  items: ["configs", Config],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * Automations: workflows of steps that contacts go through after a trigger. Automations are created in ActiveCampaign's
 * application. To enroll a contact in an automation, use `ContactAutomations`.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationId, type CampaignId, UserId } from "./Ids.js"

const statuses = { "1": "active", "2": "inactive" } as const

/** An automation. */
export class Automation extends Wire.Entity<Automation>("Automation")(
  {
    /** Id of the automation. */
    id: AutomationId
  },
  {
    /** Name of the automation, as shown in ActiveCampaign. */
    name: Wire.Text,
    /** Description of the automation, as shown in ActiveCampaign. */
    description: Wire.Text,
    /** Status: `active` or `inactive`; `0` if the automation was never activated. */
    status: Wire.openEnum(statuses),
    /** Number of contacts who have entered the automation. */
    entered: Wire.Integer,
    /** Number of contacts who have left the automation. */
    exited: Wire.Integer,
    /** Whether a contact can enter the automation more than once. */
    multientry: Wire.Flag,
    /** Whether a contact leaves the automation when they unsubscribe from the list. */
    exit_on_unsubscribe: Wire.Flag,
    /** Whether a contact leaves the automation when a conversion is recorded. */
    exit_on_conversion: Wire.Flag,
    /** Whether the automation is hidden in ActiveCampaign. */
    hidden: Wire.Flag,
    /** Whether the automation exceeds what the account's plan includes. */
    entitlements_violation: Wire.Flag,
    /** User who owns the automation. */
    userid: Wire.nullableId(UserId),
    /** Origin of the automation, as a code. Not documented by ActiveCampaign. */
    source: Wire.Text,
    /** URL of a preview image. It can lack a scheme (`//host/path`). Missing in responses of `get`. */
    screenshot: Wire.Text,
    /** URL of a placeholder for the preview image. Missing in responses of `get`. */
    defaultscreenshot: Wire.Text,
    /** When the automation was created. */
    cdate: Wire.Timestamp,
    /** When the automation was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** Query parameters for listing automations. */
export class AutomationQuery extends Wire.Input<AutomationQuery>("AutomationQuery")(
  {},
  {
    /** Return only automations whose name contains this string. Not documented by ActiveCampaign. */
    search: Wire.NonEmptyText
  }
) {}

/**
 * Retrieves an automation.
 *
 * @see https://developers.activecampaign.com/reference/get_automations-1
 */
export const get = Endpoint.make("Automations.get", {
  method: "GET",
  path: (id: AutomationId) => `/automations/${id}`,
  success: Wire.envelope("automation", Automation),
  errors: [NotFoundError, ValidationError],
  knowledge: "recorded"
})

/**
 * Lists automations, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-automations
 */
export const list = Endpoint.list("Automations.list", {
  path: () => "/automations",
  query: AutomationQuery,
  items: ["automations", Automation],
  knowledge: "recorded"
})

/**
 * Retrieves the automation that sends a campaign. Returns null if no automation sends it.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the response of a campaign that no automation sends.
 */
export const getByCampaign = Endpoint.make("Automations.getByCampaign", {
  method: "GET",
  path: (campaign: CampaignId) => `/campaigns/${campaign}/automation`,
  success: Wire.envelopeOrNone("automation", Automation),
  errors: [NotFoundError],
  knowledge: "inferred"
})

/**
 * Automations: what the account does by itself when something happens. They are made in the vendor's application;
 * `ContactAutomations` puts contacts into them.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { AutomationId, UserId } from "./Ids.js"

const statuses = { "1": "active", "2": "inactive" } as const

const automation = Wire.entity(
  "Automation",
  {
    /** Id of the automation. */
    id: AutomationId
  },
  {
    /** Name. */
    name: Wire.Text,
    /** Description. */
    description: Wire.Text,
    /** State; `0` is one that was never switched on. */
    status: Wire.codes(statuses),
    /** Contacts that have entered. */
    entered: Wire.Integer,
    /** Contacts that have left. */
    exited: Wire.Integer,
    /** Whether a contact may enter more than once. */
    multientry: Wire.Flag,
    /** Whether leaving the list ends a run. */
    exit_on_unsubscribe: Wire.Flag,
    /** Whether a conversion ends a run. */
    exit_on_conversion: Wire.Flag,
    /** Whether it is hidden. */
    hidden: Wire.Flag,
    /** Whether it goes beyond what the plan holds. */
    entitlements_violation: Wire.Flag,
    /** User who owns it. */
    userid: Wire.ref(UserId),
    /** Where it comes from, as a code. */
    source: Wire.Text,
    /** URL of a picture of it. */
    screenshot: Wire.Text,
    /** URL of a picture that stands in for it. */
    defaultscreenshot: Wire.Text,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** When it was last changed. */
    mdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** An automation. */
export interface Automation extends Schema.Schema.Type<typeof automation> {}
/** An automation. */
export const Automation: Wire.Codec<Automation> = automation

const automationQuery = Wire.input(
  "AutomationQuery",
  {},
  {
    /** Text in the name; not documented by the vendor. */
    search: Schema.String
  }
)

/** Which automations. */
export interface AutomationQuery extends Schema.Schema.Type<typeof automationQuery> {}
/** Which automations. */
export const AutomationQuery: Wire.Codec<AutomationQuery> = automationQuery

/**
 * Reads one automation.
 *
 * @see https://developers.activecampaign.com/reference/get_automations-1
 */
export const get = Endpoint.make("Automations.get", {
  method: "GET",
  path: (id: AutomationId) => `/automations/${id}`,
  success: Wire.envelope("automation", Automation),
  failures: [NotFoundError]
})

/**
 * All automations, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-automations
 */
export const list = Endpoint.list("Automations.list", {
  path: () => "/automations",
  query: AutomationQuery,
  items: ["automations", Automation]
})

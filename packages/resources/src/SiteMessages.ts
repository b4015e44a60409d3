/**
 * Site messages: messages that automations show to contacts on a website.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationId, SiteMessageId } from "./Ids.js"

/** A message that an automation shows on a website. */
export class SiteMessage extends Wire.Entity<SiteMessage>("SiteMessage")(
  {
    /** Id of the site message. */
    id: SiteMessageId
  },
  {
    /** Name of the site message. */
    name: Wire.Text,
    /** Automation that shows the site message. */
    automation: Wire.nullableId(AutomationId),
    /** Content and looks of the site message. The keys are not documented by ActiveCampaign. */
    template: Wire.record(Wire.Json),
    /** When the site message was last shown. */
    ldate: Wire.InstantOrLocal
  }
) {}

/**
 * Lists the site messages of all automations.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the fields of a row, which are those that another client reads.
 */
export const list = Endpoint.list("SiteMessages.list", {
  path: () => "/siteMessages",
  items: ["siteMessages", SiteMessage],
  knowledge: "inferred"
})

/**
 * Lists the site messages of an automation.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the key of the rows in the response, and their fields.
 */
export const listByAutomation = Endpoint.list("SiteMessages.listByAutomation", {
  path: (automation: AutomationId) => `/automations/${automation}/sitemessages`,
  items: ["siteMessages", SiteMessage],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

/**
 * Goals of automations that contacts have reached.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { AutomationId, ContactAutomationId, ContactGoalId, ContactId, GoalId } from "./Ids.js"

const contactGoal = Wire.entity(
  "ContactGoal",
  {
    /** Id of the entry. */
    id: ContactGoalId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The contact; the same as `contact`. */
    subscriberid: Wire.ref(ContactId),
    /** The goal. */
    goal: Wire.ref(GoalId),
    /** The goal; the same as `goal`. */
    goalid: Wire.ref(GoalId),
    /** Automation that the goal is part of. */
    automation: Wire.ref(AutomationId),
    /** Automation that the goal is part of; the same as `automation`. */
    seriesid: Wire.ref(AutomationId),
    /** The contact's run through the automation. */
    contactAutomation: Wire.ref(ContactAutomationId),
    /** The contact's run through the automation; the same as `contactAutomation`. */
    subscriberseriesid: Wire.ref(ContactAutomationId),
    /** How long the contact had been in the automation, in seconds. */
    timespan: Wire.Integer,
    /** When it was reached. */
    tstamp: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  }
)

/** A goal that a contact has reached. */
export interface ContactGoal extends Schema.Schema.Type<typeof contactGoal> {}
/** A goal that a contact has reached. */
export const ContactGoal: Wire.Codec<ContactGoal> = contactGoal

/**
 * All goals that one contact has reached.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-goals
 */
export const listOfContact = Endpoint.list("ContactGoals.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactGoals`,
  items: ["contactGoals", ContactGoal],
  failures: [NotFoundError],
  walk: "whole"
})

/**
 * Contact goals: automation goals that contacts have achieved.
 */
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { AutomationId, ContactAutomationId, ContactGoalId, ContactId, GoalId } from "./Ids.js"

/** An automation goal that a contact has achieved. */
export class ContactGoal extends Wire.Entity<ContactGoal>("ContactGoal")(
  {
    /** Id of the record (not of the goal). */
    id: ContactGoalId
  },
  {
    /** Contact that achieved the goal. */
    contact: Wire.nullableId(ContactId),
    /** Contact that achieved the goal. Same as `contact`. */
    subscriberid: Wire.nullableId(ContactId),
    /** Goal that the contact achieved. */
    goal: Wire.nullableId(GoalId),
    /** Goal that the contact achieved. Same as `goal`. */
    goalid: Wire.nullableId(GoalId),
    /** Automation that the goal is part of. */
    automation: Wire.nullableId(AutomationId),
    /** Automation that the goal is part of. Same as `automation`. */
    seriesid: Wire.nullableId(AutomationId),
    /** The contact's enrollment in the automation. */
    contactAutomation: Wire.nullableId(ContactAutomationId),
    /** The contact's enrollment in the automation. Same as `contactAutomation`. */
    subscriberseriesid: Wire.nullableId(ContactAutomationId),
    /** Time that the contact had spent in the automation, in seconds. */
    timespan: Wire.Integer,
    /** When the contact achieved the goal. */
    tstamp: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Lists the automation goals that a contact has achieved.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-contact-goals
 */
export const listByContact = Endpoint.list("ContactGoals.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactGoals`,
  items: ["contactGoals", ContactGoal],
  errors: [NotFoundError],
  pagination: "none"
})

/**
 * Lists the contacts who have achieved a goal of an automation.
 *
 * Not documented by ActiveCampaign.
 *
 * Not confirmed: the response, which is read like that of `listByContact`.
 */
export const listByAutomation = Endpoint.list("ContactGoals.listByAutomation", {
  path: (automation: AutomationId) => `/automations/${automation}/contactGoals`,
  items: ["contactGoals", ContactGoal],
  errors: [NotFoundError],
  pagination: "none",
  knowledge: "inferred"
})

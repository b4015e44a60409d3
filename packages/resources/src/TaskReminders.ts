/**
 * TaskReminders: reminders that users receive before a task is due (task notifications).
 */
import { ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { TaskId } from "./Ids.js"

/** Fields for creating a task reminder. */
export class TaskReminderCreate extends Wire.Input<TaskReminderCreate>("TaskReminderCreate")(
  {
    /** Task that the user is reminded of. */
    dealTask: TaskId,
    /** Time between the reminder and the due date of the task, in minutes. */
    interval: Wire.NonNegativeInteger
  },
  {}
) {}

/**
 * Creates a reminder for a task. ActiveCampaign does not return the id of the reminder.
 *
 * ```ts
 * TaskReminders.create({ dealTask: TaskId.make("1"), interval: 30 })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-task-reminder
 */
export const create = Endpoint.make("TaskReminders.create", {
  method: "POST",
  path: () => "/taskNotifications",
  payload: Wire.envelope("taskNotification", TaskReminderCreate),
  success: Wire.Void,
  errors: [ValidationError]
})

/**
 * Reminders of tasks.
 */
import { ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { TaskId } from "./Ids.js"

const taskReminderCreate = Wire.input(
  "TaskReminderCreate",
  {
    /** The task. */
    dealTask: TaskId,
    /** How long before the task is due, in minutes. */
    interval: Wire.NumericInteger
  },
  {}
)

/** What makes a reminder. */
export interface TaskReminderCreate extends Schema.Schema.Type<typeof taskReminderCreate> {}
/** What makes a reminder. */
export const TaskReminderCreate: Wire.Codec<TaskReminderCreate> = taskReminderCreate

/**
 * Has the vendor remind a user of a task.
 *
 * @see https://developers.activecampaign.com/reference/create-a-task-reminder
 */
export const create = Endpoint.make("TaskReminders.create", {
  method: "POST",
  path: () => "/taskNotifications",
  payload: Wire.envelope("taskNotification", TaskReminderCreate),
  success: Wire.Void,
  failures: [ValidationError]
})

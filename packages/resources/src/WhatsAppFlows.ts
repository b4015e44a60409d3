/**
 * WhatsApp flows: automated conversations. `run` executes a flow for contacts; an execution has one entry for each of them,
 * which says how far the contact has come.
 *
 * Not confirmed: the authentication. ActiveCampaign's page names a token of another service instead of the account's API key.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Pagination from "@effect-activecampaign/core/Pagination"
import * as Wire from "@effect-activecampaign/core/Wire"
import {
  WhatsAppChannelId,
  WhatsAppContactId,
  WhatsAppFlowExecutionContactId,
  WhatsAppFlowExecutionId,
  WhatsAppFlowId,
  WhatsAppFlowStepId,
  WhatsAppFlowVersionId,
  WhatsAppTagId,
  WhatsAppUserId
} from "./Ids.js"
import { httpsUrl } from "./internal/url.js"
import { WhatsAppUser } from "./internal/whatsApp.js"
import { WhatsAppChannel } from "./WhatsAppTemplates.js"

const counts = {
  /** Number of contacts that the flow was executed for. */
  num_contacts: Wire.Integer,
  /** Number of contacts who did not reply in time. */
  expired: Wire.Integer,
  /** Number of contacts for whom the flow is running. */
  running: Wire.Integer,
  /** Number of contacts who completed the flow. */
  completed: Wire.Integer,
  /** Number of contacts for whom the flow was canceled. */
  canceled: Wire.Integer,
  /** Number of contacts for whom the flow failed. */
  failed: Wire.Integer,
  /** Average time that contacts needed to complete the flow. Its form is not documented by ActiveCampaign. */
  avg_completion_time: Wire.Text
}

const reasons = {
  /** Why the status is what it is. */
  status_reason: Wire.Text,
  /** User who caused the status. */
  status_triggered_by: Wire.nullableId(WhatsAppUserId),
  /** When the status last changed. */
  status_last_change_on: Wire.Timestamp
}

/** A flow. */
export class WhatsAppFlow extends Wire.Entity<WhatsAppFlow>("WhatsAppFlow")(
  {
    /** Id of the flow. */
    id: WhatsAppFlowId
  },
  {
    /** Name of the flow. */
    name: Wire.Text,
    /** Status of the flow: `DRAFT` or `PUBLISHED`. */
    status: Wire.openLiteral(["DRAFT", "PUBLISHED"]),
    /** Whether the flow is active. */
    is_active: Wire.Flag,
    /** What starts the flow, such as `INBOUND_ANY_MESSAGE`. */
    trigger_type: Wire.Text,
    /** Channel that the flow is for. */
    channel: WhatsAppChannel,
    /** User who created the flow. */
    created_by: WhatsAppUser,
    /** When the flow was created. */
    created_on: Wire.Timestamp
  }
) {}

/** A version of a flow. */
export class WhatsAppFlowVersion extends Wire.Entity<WhatsAppFlowVersion>("WhatsAppFlowVersion")(
  {
    /** Id of the version. */
    id: WhatsAppFlowVersionId
  },
  {
    /** Name of the version. */
    version_name: Wire.Text,
    /** Description of the version. */
    version_description: Wire.Text,
    /** Whether this is the version that is executed now. */
    is_current_version: Wire.Flag,
    /** User who published the version. */
    published_by: WhatsAppUser,
    ...counts,
    /** When the version was created. */
    created_on: Wire.Timestamp,
    /** When the version was last updated. */
    last_updated_on: Wire.Timestamp
  }
) {}

/** A condition for the contacts that a flow is executed for. */
export class WhatsAppFlowContactFilter extends Wire.Entity<WhatsAppFlowContactFilter>("WhatsAppFlowContactFilter")(
  {},
  {
    /** Id of the condition. */
    id: Wire.Text,
    /** Field that is compared. */
    field: Wire.Text,
    /** How the field is compared, such as `exact`. */
    comparison: Wire.Text,
    /** Value that the field is compared with. */
    value: Wire.Text
  }
) {}

/** An execution of a flow for contacts. */
export class WhatsAppFlowExecution extends Wire.Entity<WhatsAppFlowExecution>("WhatsAppFlowExecution")(
  {
    /** Id of the execution. */
    id: WhatsAppFlowExecutionId
  },
  {
    /** Status of the execution, such as `RUNNING`. */
    status: Wire.openLiteral([
      "PROCESSING",
      "READY",
      "AWAITING_CONFIRMATION",
      "CONFIRMED",
      "STARTING",
      "RUNNING",
      "COMPLETED",
      "CANCELED"
    ]),
    ...reasons,
    /** Which contacts the flow is executed for: `FILTERS`, `LIST` or `ALL`. */
    execute_for: Wire.openLiteral(["FILTERS", "LIST", "ALL"]),
    /** Conditions for the contacts, if `execute_for` is `FILTERS`. */
    contact_filters: Wire.array(WhatsAppFlowContactFilter),
    /** Contacts, if `execute_for` is `LIST`. Only the response to `run` has them. */
    contact_list: Wire.array(Wire.Json),
    /** Import that the contacts came from. */
    contact_import: Wire.Text,
    /** Where the execution was started: `HUBSPOT`, `API` or `FRONTEND`. Only the response to `run` says it. */
    source: Wire.openLiteral(["HUBSPOT", "API", "FRONTEND"]),
    /** Whether the execution ends other flows and conversations of its contacts. */
    has_priority: Wire.Flag,
    /** Whether the execution is hidden. Only the response to `run` says it. */
    is_hidden: Wire.Flag,
    /** Flow that is executed. Lists do not return it. */
    flow: WhatsAppFlow,
    /** Version that is executed; in lists, its id. */
    flow_version: Wire.union(WhatsAppFlowVersionId, WhatsAppFlowVersion),
    /** Variables of the flow and their values. */
    flow_execution_variables: Wire.Json,
    ...counts,
    /** When the execution starts, if it is scheduled. */
    start_on: Wire.Timestamp,
    /** When the flow was last executed. */
    last_run_on: Wire.Timestamp,
    /** User who created the execution. */
    created_by: WhatsAppUser,
    /** When the execution was created. */
    created_on: Wire.Timestamp
  }
) {}

/** A contact in WhatsApp. */
export class WhatsAppContact extends Wire.Entity<WhatsAppContact>("WhatsAppContact")(
  {
    /** Id of the contact in WhatsApp: not the id that `Contacts` has for the same person. */
    id: WhatsAppContactId
  },
  {
    /** First name. */
    first_name: Wire.Text,
    /** Last name. */
    last_name: Wire.Text,
    /** E-mail address. */
    email: Wire.Text,
    /** Phone number. */
    phone: Wire.Text,
    /** Phone number in the form that WhatsApp uses. */
    canonical_phone: Wire.Text,
    /** Your own data about the contact. */
    meta: Wire.Json,
    /** Where the contact came from. */
    source: Wire.Text,
    /** URL of the contact in another system. */
    external_url: Wire.Text,
    /** Whether the contact is deleted. */
    is_deleted: Wire.Flag,
    /** When the contact was created. */
    created_on: Wire.Timestamp,
    /** When the contact was last updated. */
    last_updated_on: Wire.Timestamp
  }
) {}

/** A step of a flow, as it was executed for a contact. */
export class WhatsAppFlowExecutionStep extends Wire.Entity<WhatsAppFlowExecutionStep>("WhatsAppFlowExecutionStep")(
  {},
  {
    /** Id of the executed step. */
    id: Wire.Text,
    /** Step of the flow. Its form depends on its type and is not typed here. */
    step: Wire.Json,
    /** Status of the step, such as `COMPLETED`. */
    status: Wire.openLiteral([
      "WAITING_TO_START",
      "NOT_EXECUTED",
      "RUNNING",
      "COMPLETED",
      "CANCELED",
      "FAILED",
      "EXPIRED"
    ]),
    ...reasons,
    /** Whether the step has failed. */
    has_error: Wire.Flag,
    /** How often a reply of the contact was invalid. */
    validation_failed_attempts: Wire.Integer,
    /** Result of the step. */
    execution_result: Wire.Json,
    /** What the step sent to another system. */
    request_data: Wire.Json,
    /** Messages of the step. */
    messages: Wire.array(Wire.Json),
    /** When the step expires. */
    expire_on: Wire.Timestamp,
    /** When the step was started. */
    created_on: Wire.Timestamp
  }
) {}

/** How far a contact has come in an execution of a flow. */
export class WhatsAppFlowExecutionContact extends Wire.Entity<WhatsAppFlowExecutionContact>(
  "WhatsAppFlowExecutionContact"
)(
  {
    /** Id of the entry. */
    id: WhatsAppFlowExecutionContactId
  },
  {
    /** Contact that the flow is executed for. */
    contact: WhatsAppContact,
    /** Id of the contact in the inbox. Lists do not return it. */
    inbox_contact_id: Wire.nullableId(WhatsAppContactId),
    /** Status: `READY`, `RUNNING`, `COMPLETED`, `CANCELED`, `EXPIRED` or `FAILED`. */
    status: Wire.openLiteral(["READY", "RUNNING", "COMPLETED", "CANCELED", "EXPIRED", "FAILED"]),
    ...reasons,
    /** Flow that is executed; in lists, its id. */
    flow: Wire.union(WhatsAppFlowId, WhatsAppFlow),
    /** Name of the flow. Only lists return it. */
    flow_name: Wire.Text,
    /** Version that is executed; in lists, its id. */
    flow_version: Wire.union(WhatsAppFlowVersionId, WhatsAppFlowVersion),
    /** Execution that the entry belongs to. Lists do not return it. */
    flow_execution: Wire.nullableId(WhatsAppFlowExecutionId),
    /** Steps that were executed. Lists do not return them. */
    execution_steps: Wire.array(WhatsAppFlowExecutionStep),
    /** Whether this is a test. */
    is_test: Wire.Flag,
    /** When the entry was created. */
    created_on: Wire.Timestamp
  }
) {}

/** A tag to set on a contact in WhatsApp. */
export class WhatsAppContactTag extends Wire.Input<WhatsAppContactTag>("WhatsAppContactTag")(
  {
    /** Name of the tag, at most 100 characters. */
    name: Wire.NonEmptyText
  },
  {
    /** Id of the tag. ActiveCampaign's page requires it, also of a tag that is new. */
    id: Wire.numericId(WhatsAppTagId)
  }
) {}

/** A contact to execute a flow for. */
export class WhatsAppFlowContact extends Wire.Input<WhatsAppFlowContact>("WhatsAppFlowContact")(
  {
    /** Phone number, at most 30 characters. */
    phone: Wire.textOfForm("a phone number of at most 30 characters", /^(?=.*\d).{1,30}$/, ["+15550100"])
  },
  {
    /** First name, at most 100 characters; null for none. */
    first_name: Wire.nullable(Wire.Text),
    /** Last name, at most 100 characters; null for none. */
    last_name: Wire.nullable(Wire.Text),
    /** E-mail address; null for none. */
    email: Wire.nullable(Wire.NonEmptyText),
    /** Id of the contact in WhatsApp. */
    id: WhatsAppContactId,
    /** Your own id of the contact; null for none. */
    external_id: Wire.nullable(Wire.NonEmptyText),
    /** URL of the contact in another system; null for none. */
    external_url: Wire.nullable(httpsUrl),
    /** Id of the contact in a connected system; null for none. */
    native_id: Wire.nullable(Wire.NonEmptyText),
    /** Id of the contact at WhatsApp; null for none. */
    wa_id: Wire.nullable(Wire.NonEmptyText),
    /** Where the contact came from; by default `website`. */
    source: Wire.Text,
    /** Import that the contact came from; null for none. */
    contact_import: Wire.nullable(Wire.NonEmptyText),
    /** Your own data about the contact, by key. */
    meta: Wire.record(Wire.Json),
    /** Whether `meta` replaces the data that the contact has; by default it is merged into it. */
    overwrite_meta: Wire.Boolean,
    /** Tags of the contact. */
    tags: Wire.array(WhatsAppContactTag),
    /** Whether `tags` replace the tags that the contact has; by default they are added. */
    overwrite_tags: Wire.Boolean,
    /** Users that the contact's conversations are assigned to. */
    default_assignees: Wire.array(Wire.numericId(WhatsAppUserId)),
    /** Whether `default_assignees` replace those that the contact has; by default they are added. */
    overwrite_default_assignees: Wire.Boolean,
    /** Channel for messages to the contact; null for none. */
    default_channel: Wire.nullable(Wire.numericId(WhatsAppChannelId)),
    /** When the contact was created. */
    created_on: Wire.Instant,
    /** Whether the contact is deleted. */
    is_deleted: Wire.Boolean
  }
) {}

/** Fields for executing a flow. */
export class WhatsAppFlowRun extends Wire.Input<WhatsAppFlowRun>("WhatsAppFlowRun")(
  {
    /** Which contacts to execute the flow for: `LIST`, those of `contact_list`. */
    execute_for: Wire.closedLiteral(["LIST"]),
    /** Contacts to execute the flow for; at least one. */
    contact_list: Wire.nonEmptyArray(WhatsAppFlowContact)
  },
  {
    /** Whether to end other flows and conversations of these contacts. */
    has_priority: Wire.Boolean
  }
) {}

/** Query parameters for listing executions. */
export class WhatsAppFlowExecutionQuery extends Wire.Input<WhatsAppFlowExecutionQuery>("WhatsAppFlowExecutionQuery")(
  {},
  {
    /** Return only executions of this flow. */
    flow: WhatsAppFlowId,
    /** Return only executions of this version of a flow. */
    flow_version: WhatsAppFlowVersionId,
    /** Return only executions whose status or creator's e-mail address matches this string, such as `Running`. */
    search: Wire.NonEmptyText
  }
) {}

/** Query parameters for listing the contacts of executions. */
export class WhatsAppFlowExecutionContactQuery extends Wire.Input<WhatsAppFlowExecutionContactQuery>(
  "WhatsAppFlowExecutionContactQuery"
)(
  {},
  {
    /** Return only this entry. */
    id: WhatsAppFlowExecutionContactId,
    /** Return only entries of this contact. */
    contact: WhatsAppContactId,
    /** Return only entries of this flow. */
    flow: WhatsAppFlowId,
    /** Return only entries of this version of a flow. */
    flow_version: WhatsAppFlowVersionId,
    /** Return only entries of this execution. */
    flow_execution: WhatsAppFlowExecutionId,
    /** Return only entries in which this step was executed. */
    execution_steps__step_id: WhatsAppFlowStepId,
    /** `true` for entries that are ready or running, `false` for all others. */
    is_active: Wire.Boolean,
    /** Return only entries that match this string. In which fields is not documented by ActiveCampaign. */
    search: Wire.NonEmptyText
  }
) {}

/**
 * Executes a flow for contacts. A lost response is an `OutcomeUnknownError`, since a retry could execute it twice.
 *
 * ```ts
 * const flow = WhatsAppFlowId.make("a3ff7ee5-0c11-49e2-a0d6-7e316626f7b1")
 * WhatsAppFlows.run(flow, { execute_for: "LIST", contact_list: [{ phone: "+15550100", first_name: "Jane" }] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-flow-execution
 */
export const run = Endpoint.make("WhatsAppFlows.run", {
  method: "POST",
  path: (id: WhatsAppFlowId) => `/channel/whatsapp/flow/${id}/run`,
  payload: WhatsAppFlowRun,
  success: WhatsAppFlowExecution,
  errors: [NotFoundError, ValidationError]
})

/**
 * Retrieves an execution of a flow.
 *
 * @see https://developers.activecampaign.com/reference/get-flow-execution
 */
export const getExecution = Endpoint.make("WhatsAppFlows.getExecution", {
  method: "GET",
  path: (id: WhatsAppFlowExecutionId) => `/channel/whatsapp/flow-execution/${id}`,
  success: WhatsAppFlowExecution,
  errors: [NotFoundError]
})

/**
 * Lists executions of flows, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-flow-execution
 */
export const listExecutions = Endpoint.list("WhatsAppFlows.listExecutions", {
  path: () => "/channel/whatsapp/flow-execution",
  query: WhatsAppFlowExecutionQuery,
  items: ["results", WhatsAppFlowExecution],
  pagination: Pagination.numbered
})

/**
 * Retrieves how far a contact has come in an execution of a flow.
 *
 * @see https://developers.activecampaign.com/reference/get-flow-execution-contact
 */
export const getExecutionContact = Endpoint.make("WhatsAppFlows.getExecutionContact", {
  method: "GET",
  path: (id: WhatsAppFlowExecutionContactId) => `/channel/whatsapp/flow-execution-contact/${id}`,
  success: WhatsAppFlowExecutionContact,
  errors: [NotFoundError]
})

/**
 * Lists how far contacts have come in executions of flows, optionally filtered.
 *
 * ```ts
 * const execution = WhatsAppFlowExecutionId.make("a3ff7ee5-0c11-49e2-a0d6-7e316626f7b1")
 * WhatsAppFlows.listExecutionContacts({ flow_execution: execution, is_active: true })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/list-flow-execution-contact
 */
export const listExecutionContacts = Endpoint.list("WhatsAppFlows.listExecutionContacts", {
  path: () => "/channel/whatsapp/flow-execution-contact",
  query: WhatsAppFlowExecutionContactQuery,
  items: ["results", WhatsAppFlowExecutionContact],
  pagination: Pagination.numbered
})

export { WhatsAppUser }

/**
 * Segments (Segments V2): conditions that contacts match. A segment with a name is a saved segment, which `Audiences`
 * lists; one without a name is deleted after 24 hours. `contacts` gives all contacts that match a segment, and
 * `SegmentCounts` how many matched when. A condition is what the segment builder of your account can express: ActiveCampaign
 * documents its form, and not which fields each type of object has.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import { ContactId, SegmentId, SegmentRunId, UserId } from "./Ids.js"
import { type MatchOptions, matches } from "./internal/matches.js"

/** How conditions or groups are combined: `and` if all must hold, `or` if one is enough. */
const combinations = ["and", "or"] as const

/** Data types of values in conditions. */
const dataTypes = ["string", "number", "decimal", "date", "datetime", "list"] as const

/** How a condition compares a field with a value. */
const operators = [
  "=",
  "<",
  ">",
  "<=",
  ">=",
  "!=",
  "starts with",
  "does not start with",
  "contains",
  "does not contain",
  "is",
  "is not",
  "is in any",
  "missing at least one",
  "empty",
  "not empty",
  "empty|=",
  "empty|<",
  "empty|<=",
  "wildcard match",
  "any",
  "not_previous",
  "between",
  "not between",
  "all",
  "none"
] as const

/** How a condition compares a field of the most recent record with a value. */
const recentOperators = [
  "=",
  "<",
  ">",
  "<=",
  ">=",
  "!=",
  "contains",
  "does not contain",
  "is",
  "is not",
  "not empty",
  "empty",
  "wildcard match",
  "aggregate of"
] as const

/** How a condition compares the number of matching records. */
const aggregates = ["=", "!=", "<", ">", "<=", ">=", "between", "most_recent", "all"] as const

/** Units of the time span in which records are counted. */
const units = ["hours", "days", "weeks", "months"] as const

/** A comparison in a condition: a field, an operator and a value. */
export class SegmentConditionField extends Wire.Entity<SegmentConditionField>("SegmentConditionField")(
  {},
  {
    /** Name of the field that is compared, such as `tagid`. */
    name: Wire.Text,
    /** How the field is compared with the value, such as `=`. */
    operator: Wire.openLiteral(operators),
    /** Value that the field is compared with. */
    value: Wire.Text,
    /** Data type of the value: `string`, `number`, `decimal`, `date`, `datetime` or `list`. */
    data_type: Wire.openLiteral(dataTypes),
    /** Whether the external id of the request is used instead of `value`. */
    external: Wire.Flag
  }
) {}

/** How many records must match a condition, and in which time span. */
export class SegmentAggregate extends Wire.Entity<SegmentAggregate>("SegmentAggregate")(
  {},
  {
    /** How the number of matching records is compared with `aggregate_field_value`. */
    aggregate_field_operator: Wire.openLiteral(aggregates),
    /** Number that the count is compared with. */
    aggregate_field_value: Wire.Text,
    /** Smallest count, if the operator is `between`. */
    aggregate_field_start_value: Wire.Text,
    /** Largest count, if the operator is `between`. */
    aggregate_field_end_value: Wire.Text,
    /** Unit of the time span: `hours`, `days`, `weeks` or `months`. */
    aggregate_field_time_within_unit: Wire.openLiteral(units),
    /** Length of the time span, in the unit. */
    aggregate_field_time_within_value: Wire.Integer,
    /** What the most recent record must satisfy, if the operator is `most_recent`. */
    aggregate_most_recent_field: SegmentConditionField
  }
) {}

/** A condition of a segment. */
export class SegmentCondition extends Wire.Entity<SegmentCondition>("SegmentCondition")(
  {},
  {
    /** Id of the condition, by which groups refer to it: a number as a string. */
    id: Wire.Text,
    /** Type of the object that is compared, such as `tag`. */
    object_type: Wire.Text,
    /** Where the object is from: `activecampaign`. */
    source_system: Wire.Text,
    /** Comparisons, all of which must hold. */
    fields: Wire.array(SegmentConditionField),
    /** How many records must match. */
    field_aggregate: SegmentAggregate,
    /** SHA-1 hash of the condition with its aggregate. */
    hash: Wire.Text,
    /** SHA-1 hash of the condition without its aggregate. */
    hash_simple: Wire.Text
  }
) {}

/** A member of a group of conditions. */
export class SegmentConditionGroupMember extends Wire.Entity<SegmentConditionGroupMember>(
  "SegmentConditionGroupMember"
)(
  {},
  {
    /** Id of the condition. */
    id: Wire.Text,
    /** Kind of the member: `condition`. */
    type: Wire.Text
  }
) {}

/** A group of conditions. */
export class SegmentConditionGroup extends Wire.Entity<SegmentConditionGroup>("SegmentConditionGroup")(
  {},
  {
    /** Id of the group: a number as a string. */
    id: Wire.Text,
    /** How the conditions of the group are combined: `and` or `or`. */
    operator: Wire.openLiteral(combinations),
    /** Conditions of the group. */
    values: Wire.array(SegmentConditionGroupMember)
  }
) {}

/** What a segment is made of. */
export class SegmentAttributes extends Wire.Entity<SegmentAttributes>("SegmentAttributes")(
  {},
  {
    /** Id of the segment. */
    segment_id: Wire.nullableId(SegmentId),
    /** Name of the saved segment; null if it is not saved. */
    name: Wire.Text,
    /** Description of the saved segment. */
    description: Wire.Text,
    /** Category of the saved segment: `AUDIENCE`. */
    category: Wire.Text,
    /** Conditions of the segment. */
    segment_conditions: Wire.array(SegmentCondition),
    /** Groups of the conditions. */
    segment_condition_groups: Wire.array(SegmentConditionGroup),
    /** How the groups are combined: `and` or `or`. */
    segment_condition_group_operator: Wire.openLiteral(combinations),
    /** Hash of the conditions. It changes if they do. */
    segment_hash: Wire.Text,
    /** When this version of the segment was created. */
    created_date: Wire.Timestamp,
    /** User who created this version of the segment. */
    user_id: Wire.nullableId(UserId),
    /** Your own notes, by key. */
    meta: Wire.record(Wire.Text)
  }
) {}

/** A segment. */
export class Segment extends Wire.Entity<Segment>("Segment")(
  {
    /** Id of the segment. */
    id: SegmentId,
    /** What the segment is made of. */
    attributes: SegmentAttributes
  },
  {
    /** Kind of the resource: `Segment.v2`. */
    type: Wire.Text
  }
) {}

/** One page of the result of a run. */
export class SegmentMatchPage extends Wire.Entity<SegmentMatchPage>("SegmentMatchPage")(
  {},
  {
    /** Number of the page, from 1. */
    current_page: Wire.Integer,
    /** Number of the last page. */
    last_page: Wire.Integer,
    /** Number of contacts per page. */
    per_page: Wire.Integer,
    /** Number of contacts that match. */
    total: Wire.Integer
  }
) {}

/** How far a run is, and the contacts that it found. */
export class SegmentMatchRun extends Wire.Entity<SegmentMatchRun>("SegmentMatchRun")(
  {
    /** Id of the run. Its result can be read for 90 days. */
    run_id: SegmentRunId,
    /** Segment that the contacts match. */
    segment_id: SegmentId,
    /** Whether the result is ready. If it is not although `run_id_end` is set, the run has failed. */
    is_ready: Wire.Flag
  },
  {
    /** Contacts that match, one page of them; null while the result is not ready. */
    matches: Wire.array(ContactId),
    /** Which page `matches` is, of how many. */
    page: SegmentMatchPage,
    /** When the run started. */
    run_id_start: Wire.Timestamp,
    /** When the run ended. */
    run_id_end: Wire.Timestamp,
    /** When the version of the segment that the run used was created. `getVersion` returns it. */
    segment_timestamp: Wire.Timestamp
  }
) {}

/** A run that finds the contacts that match a segment. */
export class SegmentMatch extends Wire.Entity<SegmentMatch>("SegmentMatch")(
  {
    /** How far the run is, and the contacts that it found. */
    attributes: SegmentMatchRun
  },
  {
    /** Id of the request. */
    id: Wire.Text,
    /** Kind of the resource: `matchAll`. */
    type: Wire.Text
  }
) {}

/** Whether a contact matches a segment. */
export class SegmentContactMatchResult extends Wire.Entity<SegmentContactMatchResult>("SegmentContactMatchResult")(
  {
    /** Whether the contact matches the segment. */
    match: Wire.Flag
  },
  {
    /** Contact that was compared with the segment. */
    entity_id: Wire.nullableId(ContactId),
    /** Segment that the contact was compared with. */
    segment_id: Wire.nullableId(SegmentId),
    /** When the contact was compared with the segment. */
    created_timestamp: Wire.Timestamp,
    /** When the version of the segment that was used was created. */
    segment_timestamp: Wire.Timestamp
  }
) {}

/** The comparison of one contact with a segment. */
export class SegmentContactMatch extends Wire.Entity<SegmentContactMatch>("SegmentContactMatch")(
  {
    /** Whether the contact matches the segment. */
    attributes: SegmentContactMatchResult
  },
  {
    /** Id of the request: the id of the segment followed by that of the contact. */
    id: Wire.Text,
    /** Kind of the resource: `match`. */
    type: Wire.Text
  }
) {}

const comparison = {
  /** Name of the field to compare, such as `tagid`. */
  name: Wire.NonEmptyText,
  /** Value to compare the field with, as a string; an empty string for operators without a value, such as `empty`. */
  value: Wire.Text,
  /** Data type of the value: `string`, `number`, `decimal`, `date`, `datetime` or `list`. */
  data_type: Wire.closedLiteral(dataTypes)
}

/** A comparison in a condition: a field, an operator and a value. */
export class SegmentConditionFieldInput extends Wire.Input<SegmentConditionFieldInput>("SegmentConditionFieldInput")(
  {
    ...comparison,
    /** How to compare the field with the value, such as `=`. */
    operator: Wire.closedLiteral(operators)
  },
  {
    /** Whether the external id of each match request is used instead of `value`. Such a segment matches nobody without. */
    external: Wire.Boolean
  }
) {}

/** What the most recent record must satisfy. */
export class SegmentRecentFieldInput extends Wire.Input<SegmentRecentFieldInput>("SegmentRecentFieldInput")(
  {
    ...comparison,
    /** How to compare the field with the value, such as `=`. */
    operator: Wire.closedLiteral(recentOperators)
  },
  {}
) {}

/** How many records must match a condition, and in which time span. */
export class SegmentAggregateInput extends Wire.Input<SegmentAggregateInput>("SegmentAggregateInput")(
  {
    /**
     * How to compare the number of matching records with `aggregate_field_value`. `between` needs `aggregate_field_start_value`
     * and `aggregate_field_end_value`, `most_recent` needs `aggregate_most_recent_field`, `all` needs none.
     */
    aggregate_field_operator: Wire.closedLiteral(aggregates)
  },
  {
    /** Number to compare the count with, as a string. */
    aggregate_field_value: Wire.NonEmptyText,
    /** Smallest count, as a string. */
    aggregate_field_start_value: Wire.NonEmptyText,
    /** Largest count, as a string. */
    aggregate_field_end_value: Wire.NonEmptyText,
    /** Unit of the time span: `hours`, `days` (the default), `weeks` or `months`. */
    aggregate_field_time_within_unit: Wire.closedLiteral(units),
    /** Length of the time span, in the unit: at most 2,160 hours, 90 days, 13 weeks or 3 months. */
    aggregate_field_time_within_value: Wire.integerBetween(1, 2160),
    /** What the most recent record must satisfy. The `fields` of the condition select among which records it is. */
    aggregate_most_recent_field: SegmentRecentFieldInput
  }
) {}

/** A condition of a segment. */
export class SegmentConditionInput extends Wire.Input<SegmentConditionInput>("SegmentConditionInput")(
  {
    /** Type of the object to compare. `tag` is documented; the segment builder of your account has others. */
    object_type: Wire.NonEmptyText,
    /** Where the object is from. `activecampaign` is documented. */
    source_system: Wire.NonEmptyText,
    /** Comparisons, all of which must hold; at least one. */
    fields: Wire.nonEmptyArray(SegmentConditionFieldInput)
  },
  {
    /** Id of the condition, by which groups refer to it: a number as a string, such as `"1"`. */
    id: Wire.NonEmptyText,
    /** How many records must match; by default one. */
    field_aggregate: SegmentAggregateInput
  }
) {}

/** A member of a group of conditions. */
export class SegmentConditionGroupMemberInput extends Wire.Input<SegmentConditionGroupMemberInput>(
  "SegmentConditionGroupMemberInput"
)(
  {
    /** Id of the condition. A condition can be in one group only. */
    id: Wire.NonEmptyText,
    /** Kind of the member: `condition`. */
    type: Wire.closedLiteral(["condition"])
  },
  {}
) {}

/** A group of conditions. */
export class SegmentConditionGroupInput extends Wire.Input<SegmentConditionGroupInput>("SegmentConditionGroupInput")(
  {
    /** How the conditions of the group are combined: `and` or `or`. */
    operator: Wire.closedLiteral(combinations),
    /** Conditions of the group; at least one. */
    values: Wire.nonEmptyArray(SegmentConditionGroupMemberInput)
  },
  {
    /** Id of the group: a number as a string, such as `"1"`. */
    id: Wire.NonEmptyText
  }
) {}

const definition = {
  /** Conditions of the segment; at least one. Each must be in one of the groups. */
  segment_conditions: Wire.nonEmptyArray(SegmentConditionInput),
  /** Groups of the conditions; at least one. */
  segment_condition_groups: Wire.nonEmptyArray(SegmentConditionGroupInput),
  /** How the groups are combined: `and` or `or`. */
  segment_condition_group_operator: Wire.closedLiteral(combinations)
}

const optional = {
  /** Description of the saved segment, at most 1,000 characters. */
  description: Wire.textOfForm("a string of 1 to 1000 characters", /^.{1,1000}$/su, ["Customers of last year"]),
  /** Your own notes, by key. */
  meta: Wire.record(Wire.Text)
}

/** Conditions of a segment that is used once, and not saved. */
export class SegmentDefinition extends Wire.Input<SegmentDefinition>("SegmentDefinition")(definition, {}) {}

/** Fields for creating a segment. */
export class SegmentCreate extends Wire.Input<SegmentCreate>("SegmentCreate")(definition, {
  /** Name, unique in the account; makes it a saved segment. It cannot be set later. */
  name: Wire.NonEmptyText,
  ...optional
}) {}

/** Fields for updating a segment. All conditions are replaced. */
export class SegmentUpdate extends Wire.Input<SegmentUpdate>("SegmentUpdate")(definition, optional) {}

/** Further conditions for the contacts of a segment, for one request. */
export class SegmentCriteria extends Wire.Input<SegmentCriteria>("SegmentCriteria")(
  {
    /** Condition that the contacts must match, too. */
    conditions: SegmentConditionInput,
    /** How the condition groups are combined: `and` or `or`. */
    group_operator: Wire.closedLiteral(combinations)
  },
  {
    /** Group of the condition. */
    condition_groups: SegmentConditionGroupInput,
    /** Value for all comparisons whose `external` is true. */
    external_id: Wire.NonEmptyText,
    /** Largest number of contacts to find, from 1 to 10,000. */
    limit: Wire.integerBetween(1, 10_000),
    /** Set to `or` for contacts that match the segment or these conditions; by default they must match both. */
    segment_relationship: Wire.closedLiteral(["or"])
  }
) {}

const paging = {
  /** Number of the page of contacts, from 1. */
  page: Wire.integerBetween(1),
  /** Number of contacts per page, from 1 to 10,000; by default 20. */
  page_size: Wire.integerBetween(1, 10_000)
}

const sorting = {
  ...paging,
  /**
   * Fields to sort by, separated by commas, `-` in front for descending: `id` (the default), `email`, `phone`, `first_name`,
   * `last_name`, `full_name`, `cdate`, `udate`, `account_name`, `score`, `score7` or `field7` for a score or custom field.
   */
  sort: Wire.textOfForm(
    'field names separated by commas, such as "-cdate,id"',
    /^(-?(id|email|phone|(first|last|full|account)_name|[cu]date|score\d*|field\d+)(,(?!$)|$))+$/,
    ["-cdate,id", "score7"]
  )
}

/** Query parameters for starting a run. */
export class SegmentMatchQuery extends Wire.Input<SegmentMatchQuery>("SegmentMatchQuery")(
  {},
  {
    ...sorting,
    /** Set to return at once, without waiting for up to 4 seconds until the result is ready. */
    instant: Wire.closedLiteral(["true"])
  }
) {}

/** Query parameters for reading the result of a run that matches all contacts. */
export class SegmentResultQuery extends Wire.Input<SegmentResultQuery>("SegmentResultQuery")({}, sorting) {}

/** Query parameters for reading the result of any run. */
export class SegmentResultPageQuery extends Wire.Input<SegmentResultPageQuery>("SegmentResultPageQuery")({}, paging) {}

const one = Wire.envelope("data", Wire.single(Segment))
const run = Wire.envelope("data", Wire.single(SegmentMatch))
const contactMatch = Wire.envelope("data", Wire.single(SegmentContactMatch))

/**
 * Creates a segment. With a name it is a saved segment, without one it is deleted after 24 hours. Fails with
 * `ValidationError` if a condition is in no group.
 *
 * ```ts
 * Segments.create({
 *   name: "Customers",
 *   segment_conditions: [
 *     {
 *       id: "1",
 *       object_type: "tag",
 *       source_system: "activecampaign",
 *       fields: [{ name: "tagid", operator: "=", value: "14", data_type: "number" }]
 *     }
 *   ],
 *   segment_condition_groups: [{ id: "1", operator: "and", values: [{ id: "1", type: "condition" }] }],
 *   segment_condition_group_operator: "and"
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create_segment
 */
export const create = Endpoint.make("Segments.create", {
  method: "POST",
  path: () => "/segmentsV2",
  payload: Wire.envelope("data", Wire.single(Wire.envelope("attributes", SegmentCreate))),
  success: one,
  errors: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Retrieves the current version of a segment. It also takes the numeric ids of `LegacySegments`.
 *
 * @see https://developers.activecampaign.com/reference/retrieve_segment
 */
export const get = Endpoint.make("Segments.get", {
  method: "GET",
  path: (id: SegmentId) => `/segmentsV2/${id}`,
  params: ["segmentId"],
  success: one,
  errors: [NotFoundError]
})

/**
 * Updates a segment: adds a version, which replaces all conditions. Earlier versions are kept; see `revert`.
 *
 * ```ts
 * const segment = SegmentId.make("1ab85f0e-3b5c-4a35-bc07-242c68a7d195")
 * Segments.update(segment, {
 *   segment_conditions: [
 *     {
 *       id: "1",
 *       object_type: "tag",
 *       source_system: "activecampaign",
 *       fields: [{ name: "tagid", operator: "=", value: "14", data_type: "number" }]
 *     }
 *   ],
 *   segment_condition_groups: [{ id: "1", operator: "and", values: [{ id: "1", type: "condition" }] }],
 *   segment_condition_group_operator: "and"
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/update_segment
 */
export const update = Endpoint.make("Segments.update", {
  method: "PUT",
  path: (id: SegmentId) => `/segmentsV2/${id}`,
  params: ["segmentId"],
  payload: Wire.envelope("data", Wire.single(Wire.envelope("attributes", SegmentUpdate))),
  success: one,
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a segment and all its versions.
 *
 * @see https://developers.activecampaign.com/reference/delete_segment
 */
const delete_ = Endpoint.make("Segments.delete", {
  method: "DELETE",
  path: (id: SegmentId) => `/segmentsV2/${id}`,
  params: ["segmentId"],
  success: Wire.voidBeside("data"),
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Retrieves a segment as it was at a time, in milliseconds since 1970 (`DateTime.toEpochMillis`). Fails with `NotFoundError`
 * if the segment did not exist then. Segments with numeric ids have no versions.
 *
 * @see https://developers.activecampaign.com/reference/get_segment_historic
 */
export const getVersion = Endpoint.make("Segments.getVersion", {
  method: "GET",
  path: (id: SegmentId, timestamp: number) => `/segmentsV2/${id}/createdDate/${timestamp}`,
  params: ["segmentId", "timestamp"],
  success: one,
  errors: [NotFoundError]
})

/**
 * Reverts a segment to what it was at a time, in milliseconds since 1970 (`DateTime.toEpochMillis`). Fails with
 * `NotFoundError` if the segment did not exist then. Segments with numeric ids cannot be reverted.
 *
 * @see https://developers.activecampaign.com/reference/segment_revert_to_history
 */
export const revert = Endpoint.make("Segments.revert", {
  method: "PUT",
  path: (id: SegmentId, timestamp: number) => `/segmentsV2/${id}/createdDate/${timestamp}`,
  params: ["segmentId", "timestamp"],
  success: one,
  errors: [NotFoundError, ValidationError]
})

/**
 * Starts a run that finds all contacts that match a segment. `contacts` sends this request.
 * Waits for the result for up to 4 seconds. If it is not ready then, read it later with `getMatch`.
 *
 * @see https://developers.activecampaign.com/reference/create_match_all_request_with_segment_id
 */
export const match = Endpoint.make("Segments.match", {
  method: "GET",
  path: (id: SegmentId) => `/segmentMatchAll/${id}`,
  params: ["segmentId"],
  query: SegmentMatchQuery,
  success: run,
  errors: [NotFoundError, ValidationError]
})

/**
 * Starts a run that finds all contacts that match a new segment, which is deleted after 24 hours.
 * `contactsMatching` sends this request. Safe to retry. Waits for the result for up to 4 seconds. If it is not ready then, read it later with `getMatch`
 * and the segment's id in the response.
 *
 * ```ts
 * Segments.matchNew({
 *   segment_conditions: [
 *     {
 *       id: "1",
 *       object_type: "tag",
 *       source_system: "activecampaign",
 *       fields: [{ name: "tagid", operator: "=", value: "14", data_type: "number" }]
 *     }
 *   ],
 *   segment_condition_groups: [{ id: "1", operator: "and", values: [{ id: "1", type: "condition" }] }],
 *   segment_condition_group_operator: "and"
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create_match_all_request
 */
export const matchNew = Endpoint.make("Segments.matchNew", {
  method: "POST",
  path: () => "/segmentMatchAll",
  payload: Wire.envelope("data", Wire.single(Wire.envelope("attributes", SegmentDefinition))),
  query: SegmentMatchQuery,
  success: run,
  errors: [NotFoundError, ValidationError],
  safety: "read"
})

/**
 * Retrieves one page of the result of a run that matches all contacts. Another `sort` than that of the run starts the search
 * again. Fails with `NotFoundError` if the run does not exist any more.
 *
 * @see https://developers.activecampaign.com/reference/get_result_set_by_id
 */
export const getMatch = Endpoint.make("Segments.getMatch", {
  method: "GET",
  path: (id: SegmentId, run: SegmentRunId) => `/segmentMatchAll/${id}/${run}`,
  params: ["segmentId", "runId"],
  query: SegmentResultQuery,
  success: run,
  errors: [NotFoundError, ValidationError]
})

/**
 * Starts a run that finds the contacts that match a segment and further conditions. `contactsWith` sends this
 * request. Safe to retry. Waits for the result for up to 4 seconds. If it is not ready then, read it later with `getMatchSome`.
 *
 * ```ts
 * const segment = SegmentId.make("1ab85f0e-3b5c-4a35-bc07-242c68a7d195")
 * Segments.matchSome(segment, {
 *   conditions: {
 *     object_type: "tag",
 *     source_system: "activecampaign",
 *     fields: [{ name: "tagid", operator: "=", value: "14", data_type: "number" }]
 *   },
 *   group_operator: "and"
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/find_contact_id_by_ac_playload
 */
export const matchSome = Endpoint.make("Segments.matchSome", {
  method: "POST",
  path: (id: SegmentId) => `/segmentMatchSome/${id}`,
  params: ["segmentId"],
  payload: Wire.envelope("data", Wire.envelope("attributes", SegmentCriteria)),
  query: SegmentMatchQuery,
  success: run,
  errors: [NotFoundError, ValidationError],
  safety: "read"
})

/**
 * Retrieves one page of the result of any run, sorted as it was started. Fails with `NotFoundError` if the run does not exist
 * any more.
 *
 * @see https://developers.activecampaign.com/reference/get_result_set_by_run_id
 */
export const getMatchSome = Endpoint.make("Segments.getMatchSome", {
  method: "GET",
  path: (id: SegmentId, run: SegmentRunId) => `/segmentMatchSome/${id}/${run}`,
  params: ["segmentId", "runId"],
  query: SegmentResultPageQuery,
  success: run,
  errors: [NotFoundError, ValidationError]
})

/**
 * Compares one contact with a segment. `hasContact` sends this request. The result is ready at once.
 *
 * @see https://developers.activecampaign.com/reference/create_match_one_request
 */
export const matchOne = Endpoint.make("Segments.matchOne", {
  method: "GET",
  path: (id: SegmentId, contact: ContactId) => `/segmentMatch/${id}/${contact}`,
  params: ["segmentId", "contactId"],
  success: contactMatch,
  errors: [NotFoundError, ValidationError]
})

/**
 * Compares one contact with a segment that has comparisons with an external id, for this external id.
 *
 * @see https://developers.activecampaign.com/reference/segment_match_check_by_external_id
 */
export const matchOneByExternalId = Endpoint.make("Segments.matchOneByExternalId", {
  method: "GET",
  path: (id: SegmentId, contact: ContactId, externalId: string) => `/segmentMatch/${id}/${contact}/${externalId}`,
  params: ["segmentId", "contactId", "externalId"],
  success: contactMatch,
  errors: [NotFoundError, ValidationError]
})

/** How a result is waited for, read and sorted. */
export interface SegmentMatchOptions extends MatchOptions, Pick<SegmentMatchQuery, "sort"> {}

/**
 * All contacts that match a segment, each exactly once. Starts a run, waits until its result is ready and pages through it.
 * Fails with `PaginationError` (`notReady`) if the run fails or is not ready within `timeout`. The result is that of the time
 * at which the run started.
 *
 * ```ts
 * const segment = SegmentId.make("1ab85f0e-3b5c-4a35-bc07-242c68a7d195")
 * const program = Segments.contacts(segment, { timeout: "10 minutes" }).pipe(
 *   Stream.mapEffect((contact) => Contacts.get(contact)),
 *   Stream.runForEach((contact) => Effect.log(contact.email))
 * )
 * ```
 */
export const contacts = (id: SegmentId, options: SegmentMatchOptions = {}) =>
  matches(
    getMatch,
    options,
    (page) => match(id, { ...page, sort: options.sort }),
    ({ run_id }, page) => getMatch(id, run_id, { ...page, sort: options.sort })
  )

/**
 * All contacts that match these conditions, each exactly once, without a segment that is saved. Otherwise like `contacts`.
 *
 * ```ts
 * Segments.contactsMatching({
 *   segment_conditions: [
 *     {
 *       id: "1",
 *       object_type: "tag",
 *       source_system: "activecampaign",
 *       fields: [{ name: "tagid", operator: "=", value: "14", data_type: "number" }]
 *     }
 *   ],
 *   segment_condition_groups: [{ id: "1", operator: "and", values: [{ id: "1", type: "condition" }] }],
 *   segment_condition_group_operator: "and"
 * })
 * ```
 */
export const contactsMatching = (conditions: SegmentDefinition, options: SegmentMatchOptions = {}) =>
  matches(
    getMatch,
    options,
    (page) => matchNew(conditions, { ...page, sort: options.sort }),
    ({ run_id, segment_id }, page) => getMatch(segment_id, run_id, { ...page, sort: options.sort })
  )

/**
 * All contacts that match a segment and further conditions, each exactly once. Otherwise like `contacts`.
 *
 * ```ts
 * const segment = SegmentId.make("1ab85f0e-3b5c-4a35-bc07-242c68a7d195")
 * Segments.contactsWith(segment, {
 *   conditions: {
 *     object_type: "tag",
 *     source_system: "activecampaign",
 *     fields: [{ name: "tagid", operator: "=", value: "14", data_type: "number" }]
 *   },
 *   group_operator: "and"
 * })
 * ```
 */
export const contactsWith = (id: SegmentId, criteria: SegmentCriteria, options: SegmentMatchOptions = {}) =>
  matches(
    getMatchSome,
    options,
    (page) => matchSome(id, criteria, { ...page, sort: options.sort }),
    ({ run_id }, page) => getMatchSome(id, run_id, page)
  )

/**
 * Whether a contact matches a segment. One request.
 *
 * ```ts
 * const segment = SegmentId.make("1ab85f0e-3b5c-4a35-bc07-242c68a7d195")
 * Segments.hasContact(segment, ContactId.make("113"))
 * ```
 */
export const hasContact = (id: SegmentId, contact: ContactId) =>
  Effect.map(matchOne(id, contact), ({ attributes }) => attributes.match)

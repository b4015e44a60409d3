/**
 * List exclusions: rules that keep contacts whose e-mail address or phone number matches a phrase off lists.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { ListExclusionId, ListId } from "./Ids.js"

/** What an exclusion applies to: all lists, all lists of a kind, or several. */
const channels = ["all", "allSms", "allEmail", "several"] as const

/** An exclusion. */
export class ListExclusion extends Wire.Entity<ListExclusion>("ListExclusion")(
  {
    /** Id of the exclusion. */
    id: ListExclusionId
  },
  {
    /** Phrase that is compared with e-mail addresses and phone numbers, such as `example.com`. */
    matchPhrase: Wire.Text,
    /** How the phrase is compared: `exact` for all of it, `begin` or `end` for a part of it. */
    matchType: Wire.openLiteral(["exact", "begin", "end"]),
    /** Lists that the exclusion applies to: `all`, `allSms`, `allEmail`, or `several` for those in `lists`. */
    channel: Wire.openLiteral(channels),
    /** Whether the exclusion is hidden in ActiveCampaign. */
    hidden: Wire.Flag,
    /** Lists that the exclusion applies to if `channel` is `several`; otherwise empty. */
    lists: Wire.related(ListId)
  }
) {}

/** Fields for updating an exclusion. */
export class ListExclusionUpdate extends Wire.Input<ListExclusionUpdate>("ListExclusionUpdate")(
  {
    /** Lists that the exclusion applies to: `all`, `allSms`, `allEmail`, or `several` for those in `lists`. */
    channel: Wire.closedLiteral(channels)
  },
  {
    /**
     * Lists that the exclusion applies to; at least one. Lists that are not among them are removed. Required if `channel`
     * is `several`, and rejected if it is not.
     */
    lists: Wire.nonEmptyArray(ListId)
  }
) {}

/** Filters for listing exclusions. */
export class ListExclusionFilters extends Wire.Input<ListExclusionFilters>("ListExclusionFilters")(
  {},
  {
    /** Phrase of the exclusion. Whether the whole phrase must match is not documented by ActiveCampaign. */
    matchPhrase: Wire.NonEmptyText,
    /** Lists that the exclusion applies to. */
    lists: Wire.nonEmptyArray(ListId)
  }
) {}

/** Query parameters for listing exclusions. */
export class ListExclusionQuery extends Wire.Input<ListExclusionQuery>("ListExclusionQuery")(
  {},
  {
    /** Return only exclusions that match all of these filters. */
    filters: ListExclusionFilters,
    /** Sort order of the exclusions. */
    orders: Wire.orders(["matchPhrase", "lists"])
  }
) {}

/**
 * Retrieves an exclusion.
 *
 * @see https://developers.activecampaign.com/reference/exclusions-retrieve-an-exclusion
 */
export const get = Endpoint.make("ListExclusions.get", {
  method: "GET",
  path: (id: ListExclusionId) => `/lists/exclusions/${id}`,
  success: ListExclusion,
  errors: [NotFoundError]
})

/**
 * Updates the lists that an exclusion applies to. Its phrase cannot be updated. Fails with `ValidationError` if `lists` does
 * not fit `channel`.
 *
 * ```ts
 * ListExclusions.update(ListExclusionId.make("2"), { channel: "several", lists: [ListId.make("1")] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/update-an-exclusion
 */
export const update = Endpoint.make("ListExclusions.update", {
  method: "PUT",
  path: (id: ListExclusionId) => `/lists/exclusions/${id}`,
  payload: ListExclusionUpdate,
  success: ListExclusion,
  errors: [NotFoundError, ValidationError]
})

/**
 * Lists exclusions, optionally filtered.
 *
 * ```ts
 * ListExclusions.list({ filters: { lists: [ListId.make("1")] }, orders: { matchPhrase: "ASC" } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/exclusions-retrieve-a-list
 */
export const list = Endpoint.list("ListExclusions.list", {
  path: () => "/lists/exclusions",
  query: ListExclusionQuery,
  items: ["exclusions", ListExclusion]
})

/**
 * Tags: labels for contacts and templates. To add a tag to a contact, use `ContactTags`.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { TagId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** What a tag can be assigned to. */
const types = ["contact", "template"] as const

/** A tag. */
export class Tag extends Wire.Entity<Tag>("Tag")(
  {
    /** Id of the tag. */
    id: TagId
  },
  {
    /** Name of the tag. */
    tag: Wire.Text,
    /** What the tag can be assigned to: `contact` or `template`. */
    tagType: Wire.openLiteral(types),
    /** Description shown in ActiveCampaign. */
    description: Wire.Text,
    /** Number of contacts that have the tag. */
    subscriber_count: Wire.Integer,
    /** When the tag was created. */
    cdate: Wire.Timestamp,
    /** Whether the tag is deleted. */
    deleted: Wire.Flag,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

const required = {
  /** Name of the tag, unique in the account. */
  tag: Wire.Text,
  /** What the tag can be assigned to: `contact` or `template`. */
  tagType: Wire.closedLiteral(types)
}

const optional = {
  /** Description shown in ActiveCampaign. */
  description: Wire.Text
}

/** Fields for creating a tag. */
export class TagCreate extends Wire.Input<TagCreate>("TagCreate")(required, optional) {}

/** Fields for updating a tag. Omitted fields are left unchanged. */
export class TagUpdate extends Wire.Input<TagUpdate>("TagUpdate")({}, { ...required, ...optional }) {}

/** Filters for listing tags. */
export class TagFilters extends Wire.Input<TagFilters>("TagFilters")(
  {},
  {
    /** Name of the tag: a string that it contains, or comparison operators. */
    search: Wire.Comparison
  }
) {}

/** Sort order for listing tags. */
export class TagOrders extends Wire.Input<TagOrders>("TagOrders")(
  {},
  {
    /** By name, ascending or descending; `weight` puts exact matches first. */
    search: Wire.closedLiteral(["weight", "asc", "desc"])
  }
) {}

/** Query parameters for listing tags. */
export class TagQuery extends Wire.Input<TagQuery>("TagQuery")(
  {},
  {
    /** Return only tags whose name contains this string. */
    search: Wire.NonEmptyText,
    /** Return only tags that match all of these filters. */
    filters: TagFilters,
    /** Sort order of the tags. */
    orders: TagOrders
  }
) {}

/**
 * Creates a tag. Fails with `DuplicateError` if a tag with this name already exists.
 *
 * ```ts
 * Tags.create({ tag: "customer", tagType: "contact" })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-new-tag
 */
export const create = Endpoint.make("Tags.create", {
  method: "POST",
  path: () => "/tags",
  payload: Wire.envelope("tag", TagCreate),
  success: Wire.envelope("tag", Tag),
  errors: [ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Retrieves a tag.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-tag
 */
export const get = Endpoint.make("Tags.get", {
  method: "GET",
  path: (id: TagId) => `/tags/${id}`,
  success: Wire.envelope("tag", Tag),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Updates a tag.
 *
 * @see https://developers.activecampaign.com/reference/update-a-tag
 */
export const update = Endpoint.make("Tags.update", {
  method: "PUT",
  path: (id: TagId) => `/tags/${id}`,
  payload: Wire.envelope("tag", TagUpdate),
  success: Wire.envelope("tag", Tag),
  errors: [NotFoundError, ValidationError, DuplicateError],
  knowledge: "recorded"
})

/**
 * Deletes a tag and removes it from all contacts and templates that have it.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-tag
 */
const delete_ = Endpoint.make("Tags.delete", {
  method: "DELETE",
  path: (id: TagId) => `/tags/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists tags, optionally filtered.
 *
 * ```ts
 * Tags.list({ filters: { search: { starts_with: "customer" } } })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/retrieve-all-tags
 */
export const list = Endpoint.list("Tags.list", {
  path: () => "/tags",
  query: TagQuery,
  items: ["tags", Tag],
  knowledge: "recorded"
})

/**
 * Retrieves the tag with exactly this name; null if there is none. One request, if the filter is honoured.
 *
 * ```ts
 * Tags.findByName("customer")
 * ```
 */
export const findByName = (name: string) =>
  list({ filters: { search: { eq: name } } }, { readAhead: false }).pipe(
    Stream.filter(({ tag }) => tag === name),
    Stream.take(1),
    Stream.runCollect,
    Effect.map(([found]) => found ?? null)
  )

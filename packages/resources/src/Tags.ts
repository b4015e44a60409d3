/**
 * Tags: the words that contacts and templates are marked with. `ContactTags` puts them on contacts.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { TagId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** What a tag can be for. */
const types = ["contact", "template"] as const

const tag = Wire.entity(
  "Tag",
  {
    /** Id of the tag. */
    id: TagId
  },
  {
    /** Name. */
    tag: Wire.Text,
    /** What it is for. */
    tagType: Wire.known(...types),
    /** Description. */
    description: Wire.Text,
    /** How many contacts have it. */
    subscriber_count: Wire.Integer,
    /** When it was made. */
    cdate: Wire.Timestamp,
    /** Whether it is deleted. */
    deleted: Wire.Flag,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A tag. */
export interface Tag extends Schema.Schema.Type<typeof tag> {}
/** A tag. */
export const Tag: Wire.Codec<Tag> = tag

const required = {
  /** Name. */
  tag: Schema.String,
  /** What it is for. */
  tagType: Schema.Literal(...types)
}

const optional = {
  /** Description. */
  description: Schema.String
}

const tagCreate = Wire.input("TagCreate", required, optional)

/** What makes a tag. */
export interface TagCreate extends Schema.Schema.Type<typeof tagCreate> {}
/** What makes a tag. */
export const TagCreate: Wire.Codec<TagCreate> = tagCreate

const tagUpdate = Wire.input("TagUpdate", {}, { ...required, ...optional })

/** What changes a tag; what is left out stays. */
export interface TagUpdate extends Schema.Schema.Type<typeof tagUpdate> {}
/** What changes a tag; what is left out stays. */
export const TagUpdate: Wire.Codec<TagUpdate> = tagUpdate

const tagFilters = Wire.input(
  "TagFilters",
  {},
  {
    /** Name. */
    search: Wire.Comparison
  }
)

const tagOrders = Wire.input(
  "TagOrders",
  {},
  {
    /** Name; `weight` puts exact matches first. */
    search: Schema.Literal("weight", "asc", "desc")
  }
)

const tagQuery = Wire.input(
  "TagQuery",
  {},
  {
    /** Text that the name contains. */
    search: Schema.String,
    /** What they must have. */
    filters: tagFilters,
    /** What to sort by. */
    orders: tagOrders
  }
)

/** Which tags, in which order. */
export interface TagQuery extends Schema.Schema.Type<typeof tagQuery> {}
/** Which tags, in which order. */
export const TagQuery: Wire.Codec<TagQuery> = tagQuery

/**
 * Makes a tag.
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
  failures: [ValidationError, DuplicateError]
})

/**
 * Reads one tag.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-tag
 */
export const get = Endpoint.make("Tags.get", {
  method: "GET",
  path: (id: TagId) => `/tags/${id}`,
  success: Wire.envelope("tag", Tag),
  failures: [NotFoundError]
})

/**
 * Changes a tag.
 *
 * @see https://developers.activecampaign.com/reference/update-a-tag
 */
export const update = Endpoint.make("Tags.update", {
  method: "PUT",
  path: (id: TagId) => `/tags/${id}`,
  payload: Wire.envelope("tag", TagUpdate),
  success: Wire.envelope("tag", Tag),
  failures: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Deletes a tag, and takes it off everything that has it.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-tag
 */
export const remove = Endpoint.make("Tags.remove", {
  method: "DELETE",
  path: (id: TagId) => `/tags/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All tags, or those that match.
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
  items: ["tags", Tag]
})

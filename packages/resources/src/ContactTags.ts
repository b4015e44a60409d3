/**
 * Contact tags: tags assigned to contacts. `add` tags a contact and `removeTag` untags it.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { ContactId, ContactTagId, TagId } from "./Ids.js"
import { audit } from "./internal/audit.js"

/** A contact tag: the assignment of a tag to a contact. */
export class ContactTag extends Wire.Entity<ContactTag>("ContactTag")(
  {
    /** Id of the contact tag (not of the tag). `remove` takes this id. */
    id: ContactTagId
  },
  {
    /** Contact that has the tag. */
    contact: Wire.nullableId(ContactId),
    /** Tag that the contact has. */
    tag: Wire.nullableId(TagId),
    /** When the tag was added to the contact. */
    cdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  },
  audit
) {}

/** Fields for adding a tag to a contact. */
export class ContactTagAdd extends Wire.Input<ContactTagAdd>("ContactTagAdd")(
  {
    /** Contact to tag. */
    contact: ContactId,
    /** Tag to add to the contact. */
    tag: TagId
  },
  {}
) {}

/** Filters for listing contact tags. */
export class ContactTagFilters extends Wire.Input<ContactTagFilters>("ContactTagFilters")(
  {},
  {
    /** Contact that has the tags. Not confirmed by ActiveCampaign. */
    contact: ContactId,
    /** Tag that the contacts have. Not confirmed by ActiveCampaign. */
    tag: TagId
  }
) {}

/** Query parameters for listing contact tags. */
export class ContactTagQuery extends Wire.Input<ContactTagQuery>("ContactTagQuery")(
  {},
  {
    /** Return only contact tags that match all of these filters. */
    filters: ContactTagFilters
  }
) {}

/**
 * Adds a tag to a contact. Safe to retry: if the contact already has the tag, the existing contact tag is returned.
 *
 * ```ts
 * ContactTags.add({ contact: ContactId.make("113"), tag: TagId.make("20") })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-contact-tag
 */
export const add = Endpoint.make("ContactTags.add", {
  method: "POST",
  path: () => "/contactTags",
  payload: Wire.envelope("contactTag", ContactTagAdd),
  success: Wire.envelope("contactTag", ContactTag),
  errors: [NotFoundError, ValidationError],
  safety: "idempotent",
  sideloads: ["contacts"],
  knowledge: "recorded"
})

/**
 * Retrieves a contact tag. Not documented by ActiveCampaign.
 */
export const get = Endpoint.make("ContactTags.get", {
  method: "GET",
  path: (id: ContactTagId) => `/contactTags/${id}`,
  success: Wire.envelope("contactTag", ContactTag),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Removes a tag from a contact, by the id of the contact tag. The tag itself is not deleted.
 *
 * @see https://developers.activecampaign.com/reference/remove-a-contacts-tag
 */
export const remove = Endpoint.make("ContactTags.remove", {
  method: "DELETE",
  path: (id: ContactTagId) => `/contactTags/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Lists the contact tags of all contacts, optionally filtered. A contact tag contains the id of the tag, not its name.
 *
 * Not documented by ActiveCampaign.
 */
export const list = Endpoint.list("ContactTags.list", {
  path: () => "/contactTags",
  query: ContactTagQuery,
  items: ["contactTags", ContactTag],
  knowledge: "recorded"
})

/**
 * Lists the contact tags of a contact. A contact tag contains the id of the tag, not its name.
 *
 * Not documented by ActiveCampaign.
 */
export const listByContact = Endpoint.list("ContactTags.listByContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactTags`,
  items: ["contactTags", ContactTag],
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Removes a tag from a contact, by the id of the tag. Succeeds with whether the contact had the tag. Two requests: one to
 * find the contact tag, one to remove it.
 *
 * ```ts
 * ContactTags.removeTag({ contact: ContactId.make("113"), tag: TagId.make("20") })
 * ```
 */
export const removeTag = ({ contact, tag }: { readonly contact: ContactId; readonly tag: TagId }) =>
  listByContact(contact).pipe(
    Stream.filter((one) => one.tag === tag),
    Stream.runCollect,
    Effect.flatMap((found) =>
      Effect.as(
        Effect.forEach(found, ({ id }) => remove(id)),
        Chunk.isNonEmpty(found)
      )
    )
  )

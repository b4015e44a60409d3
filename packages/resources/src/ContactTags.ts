/**
 * Which tags a contact has. To take a tag off a contact, the id of the row that put it there is needed:
 * `listOfContact` gives it.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Schema from "effect/Schema"
import { ContactId, ContactTagId, TagId } from "./Ids.js"
import { audit } from "./internal/audit.js"

const contactTag = Wire.entity(
  "ContactTag",
  {
    /** Id of the row: what `remove` takes. */
    id: ContactTagId
  },
  {
    /** The contact. */
    contact: Wire.ref(ContactId),
    /** The tag. */
    tag: Wire.ref(TagId),
    /** When the contact got it. */
    cdate: Wire.Timestamp,
    /** Related things, by name. */
    links: Wire.Links
  },
  audit
)

/** A tag on a contact. */
export interface ContactTag extends Schema.Schema.Type<typeof contactTag> {}
/** A tag on a contact. */
export const ContactTag: Wire.Codec<ContactTag> = contactTag

const contactTagAdd = Wire.input(
  "ContactTagAdd",
  {
    /** The contact. */
    contact: ContactId,
    /** The tag. */
    tag: TagId
  },
  {}
)

/** What puts a tag on a contact. */
export interface ContactTagAdd extends Schema.Schema.Type<typeof contactTagAdd> {}
/** What puts a tag on a contact. */
export const ContactTagAdd: Wire.Codec<ContactTagAdd> = contactTagAdd

/**
 * Puts a tag on a contact. A contact that has it already keeps it, so this is safe to repeat.
 *
 * @see https://developers.activecampaign.com/reference/create-contact-tag
 */
export const add = Endpoint.make("ContactTags.add", {
  method: "POST",
  path: () => "/contactTags",
  payload: Wire.envelope("contactTag", ContactTagAdd),
  success: Wire.envelope("contactTag", ContactTag),
  failures: [NotFoundError, ValidationError],
  safety: "idempotent",
  sideloads: ["contacts"]
})

/**
 * Reads one tag of one contact. Not documented by the vendor.
 */
export const get = Endpoint.make("ContactTags.get", {
  method: "GET",
  path: (id: ContactTagId) => `/contactTags/${id}`,
  success: Wire.envelope("contactTag", ContactTag),
  failures: [NotFoundError]
})

/**
 * Takes a tag off a contact.
 *
 * @see https://developers.activecampaign.com/reference/remove-a-contacts-tag
 */
export const remove = Endpoint.make("ContactTags.remove", {
  method: "DELETE",
  path: (id: ContactTagId) => `/contactTags/${id}`,
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All tags of all contacts: ids of tags, not their names. Not documented by the vendor.
 */
export const list = Endpoint.list("ContactTags.list", {
  path: () => "/contactTags",
  items: ["contactTags", ContactTag]
})

/**
 * All tags of one contact: ids of tags, not their names. Not documented by the vendor.
 */
export const listOfContact = Endpoint.list("ContactTags.listOfContact", {
  path: (contact: ContactId) => `/contacts/${contact}/contactTags`,
  items: ["contactTags", ContactTag],
  failures: [NotFoundError]
})

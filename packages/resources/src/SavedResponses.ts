/**
 * Saved responses: prepared e-mails that users can send to a contact one to one.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { SavedResponseId, UserId } from "./Ids.js"

/** A saved response. */
export class SavedResponse extends Wire.Entity<SavedResponse>("SavedResponse")(
  {
    /** Id of the saved response. */
    id: SavedResponseId
  },
  {
    /** Title of the saved response, shown in ActiveCampaign. */
    title: Wire.Text,
    /** Subject of the e-mail. */
    subject: Wire.Text,
    /** Body of the e-mail. */
    body: Wire.Text,
    /** When the saved response was last sent; null if it was never sent. */
    ldate: Wire.InstantOrLocal,
    /** User who last sent the saved response. */
    last_sent_user_id: Wire.nullableId(UserId),
    /** When the saved response was created. */
    cdate: Wire.Timestamp,
    /** When the saved response was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Title of the saved response, shown in ActiveCampaign. */
  title: Wire.Text
}

const optional = {
  /** Subject of the e-mail. */
  subject: Wire.Text,
  /** Body of the e-mail. */
  body: Wire.Text
}

/** Fields of a new saved response. */
export class SavedResponseFields extends Wire.Input<SavedResponseFields>("SavedResponseFields")(required, optional) {}

/** Fields for creating a saved response. `subject` or `body` is required. */
export type SavedResponseCreate = Wire.AtLeastOne<SavedResponseFields, "subject" | "body">
/** Fields for creating a saved response. `subject` or `body` is required. */
export const SavedResponseCreate: Wire.Codec<SavedResponseCreate> = Wire.atLeastOne(
  SavedResponseFields,
  "subject",
  "body"
)

/** Fields for updating a saved response. Omitted fields are left unchanged. */
export class SavedResponseUpdate extends Wire.Input<SavedResponseUpdate>("SavedResponseUpdate")(
  {},
  { ...required, ...optional }
) {}

/**
 * Creates a saved response.
 *
 * ```ts
 * SavedResponses.create({ title: "Thanks", subject: "Thank you", body: "Thank you for your order." })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/saved-responses
 */
export const create = Endpoint.make("SavedResponses.create", {
  method: "POST",
  path: () => "/savedResponses",
  payload: Wire.envelope("savedResponse", SavedResponseCreate),
  success: Wire.envelope("savedResponse", SavedResponse),
  errors: [ValidationError]
})

/**
 * Retrieves a saved response.
 *
 * @see https://developers.activecampaign.com/reference/get-a-savedresponse
 */
export const get = Endpoint.make("SavedResponses.get", {
  method: "GET",
  path: (id: SavedResponseId) => `/savedResponses/${id}`,
  success: Wire.envelope("savedResponse", SavedResponse),
  errors: [NotFoundError, ValidationError]
})

/**
 * Updates a saved response.
 *
 * @see https://developers.activecampaign.com/reference/update-a-saved-response
 */
export const update = Endpoint.make("SavedResponses.update", {
  method: "PUT",
  path: (id: SavedResponseId) => `/savedResponses/${id}`,
  payload: Wire.envelope("savedResponse", SavedResponseUpdate),
  success: Wire.envelope("savedResponse", SavedResponse),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a saved response.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-savedresponse
 */
const delete_ = Endpoint.make("SavedResponses.delete", {
  method: "DELETE",
  path: (id: SavedResponseId) => `/savedResponses/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists all saved responses.
 *
 * @see https://developers.activecampaign.com/reference/list-all-saved-responses
 */
export const list = Endpoint.list("SavedResponses.list", {
  path: () => "/savedResponses",
  items: ["savedResponses", SavedResponse]
})

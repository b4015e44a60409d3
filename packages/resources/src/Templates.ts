/**
 * Templates: e-mails that campaigns can be created from. Templates are created in ActiveCampaign's application.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { TemplateId, UserId } from "./Ids.js"

/** A template. */
export class Template extends Wire.Entity<Template>("Template")(
  {
    /** Id of the template. */
    id: TemplateId
  },
  {
    /** Name of the template, as shown in ActiveCampaign. */
    name: Wire.Text,
    /** Subject line of the e-mail. */
    subject: Wire.Text,
    /** Content of the e-mail: HTML, often a whole page. */
    content: Wire.Text,
    /** Content of the preview. */
    preview_content: Wire.Text,
    /** URL of a preview image, without a scheme (`//host/path`). */
    screenshot: Wire.Text,
    /** Whether the preview image is still to be generated. */
    waitpreview: Wire.Flag,
    /** Id of the category that the template belongs to. */
    categoryid: Wire.Text,
    /** User who owns the template. */
    userid: Wire.nullableId(UserId),
    /** Id of the editor instance that the template was written in. */
    ed_instanceid: Wire.Text,
    /** Version of the editor that the template was written in. */
    ed_version: Wire.Text,
    /** Whether the template was used. */
    used: Wire.Flag,
    /** Whether the template was changed. */
    modified: Wire.Flag,
    /** Whether the template is hidden in ActiveCampaign. */
    hidden: Wire.Flag,
    /** Number of the import that the template came from; `0` if there is none. Not documented by ActiveCampaign. */
    importnum: Wire.Text,
    /** When the template was last updated. */
    mdate: Wire.InstantOrLocal,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/** A link that others can import a template with. */
export class TemplateShared extends Wire.Entity<TemplateShared>("TemplateShared")(
  {
    /** URL to share. Opened in another account, it imports the template there. */
    url: Wire.Text
  },
  {
    /** Whether the template was shared. */
    success: Wire.Flag,
    /** Result message of the API, such as "Template shared successfully". */
    message: Wire.Text,
    /** Result as a number: `1`, since with `0` the request fails. */
    result_code: Wire.Integer,
    /** Same as `message`. */
    result_message: Wire.Text,
    /** Format of the response: `json`. */
    result_output: Wire.Text
  }
) {}

/** Query parameters for sharing a template. */
export class TemplateShareQuery extends Wire.Input<TemplateShareQuery>("TemplateShareQuery")(
  {
    /** Template to share. */
    id: TemplateId
  },
  {}
) {}

/**
 * Retrieves a template.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-template
 */
export const get = Endpoint.make("Templates.get", {
  method: "GET",
  path: (id: TemplateId) => `/templates/${id}`,
  success: Wire.envelope("template", Template),
  errors: [NotFoundError],
  knowledge: "recorded"
})

/**
 * Deletes a template.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-template
 */
const delete_ = Endpoint.make("Templates.delete", {
  method: "DELETE",
  path: (id: TemplateId) => `/templates/${id}`,
  success: Wire.Void,
  errors: [NotFoundError],
  knowledge: "recorded"
})

export { delete_ as delete }

/**
 * Lists the templates of the account.
 *
 * @see https://developers.activecampaign.com/reference/list-all-templates
 */
export const list = Endpoint.list("Templates.list", {
  path: () => "/templates",
  items: ["templates", Template],
  knowledge: "recorded"
})

/**
 * Creates a link that imports a template into other accounts. Whoever has the link can import the template. Belongs to version
 * 2 of the API. Fails with `ValidationError` if the template does not exist.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const { url } = yield* Templates.share({ id: TemplateId.make("2") })
 *   return url
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-shareable-campaign-template-link
 */
export const share = Endpoint.make("Templates.share", {
  method: "GET",
  version: 2,
  path: () => "/template/share",
  query: TemplateShareQuery,
  success: TemplateShared,
  errors: [NotFoundError, ValidationError]
})

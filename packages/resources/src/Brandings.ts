/**
 * Brandings: a logo, texts and styles of the account's own in place of the vendor's.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { BrandingId, GroupId } from "./Ids.js"

const branding = Wire.entity(
  "Branding",
  {
    /** Id of the branding. */
    id: BrandingId
  },
  {
    /** Group of users that it is for. */
    groupid: Wire.ref(GroupId),
    /** Name that stands for the vendor's. */
    siteName: Wire.Text,
    /** URL of a logo. */
    siteLogo: Wire.Text,
    /** URL of a small logo, for the top of pages. */
    siteLogoSmall: Wire.Text,
    /** URL of the picture that browsers show beside the title of pages. */
    favicon: Wire.Text,
    /** What stands above every mail, without HTML. */
    headerTextValue: Wire.Text,
    /** What stands above every mail, as HTML. */
    headerHtmlValue: Wire.Text,
    /** What stands below every mail, without HTML. */
    footerTextValue: Wire.Text,
    /** What stands below every mail, as HTML. */
    footerHtmlValue: Wire.Text,
    /** HTML of the pages for users; not on all plans. */
    adminTemplateHtm: Wire.Text,
    /** Styles of the pages for users; not on all plans. */
    adminTemplateCss: Wire.Text,
    /** HTML of the public pages; not on all plans. */
    publicTemplateHtm: Wire.Text,
    /** Styles of the public pages; not on all plans. */
    publicTemplateCss: Wire.Text,
    /** HTML of the pages for users, as a backup. */
    admin_template_htm_backup: Wire.Text,
    /** Styles of the pages for users, as a backup. */
    admin_template_css_backup: Wire.Text,
    /** Whether the vendor's copyright is shown. */
    copyright: Wire.Flag,
    /** Whether the version is shown. */
    version: Wire.Flag,
    /** Whether the license is shown. */
    license: Wire.Flag,
    /** Whether links to the vendor are shown; unlike elsewhere no links to related things. */
    links: Wire.Flag,
    /** Whether the vendor's help is shown. */
    help: Wire.Flag,
    /** Whether the Zendesk widget is shown. */
    zendeskWidgetEnabled: Wire.Flag,
    /** When it was made, on the account's own clock. */
    created_timestamp: Wire.Moment,
    /** When it was last changed, on the account's own clock. */
    updated_timestamp: Wire.Moment
  }
)

/** A branding. */
export interface Branding extends Schema.Schema.Type<typeof branding> {}
/** A branding. */
export const Branding: Wire.Codec<Branding> = branding

const brandingUpdate = Wire.input(
  "BrandingUpdate",
  {},
  {
    /** Group of users that it is for; the vendor's is always `3`. */
    groupid: GroupId,
    /** Name that stands for the vendor's. */
    siteName: Schema.String,
    /** URL of a logo. */
    siteLogo: Schema.String,
    /** URL of a small logo, for the top of pages. */
    siteLogoSmall: Schema.String,
    /** URL of the picture that browsers show beside the title of pages. */
    favicon: Schema.String,
    /** What stands above every mail, without HTML. */
    headerTextValue: Schema.String,
    /** What stands above every mail, as HTML. */
    headerHtmlValue: Schema.String,
    /** What stands below every mail, without HTML. */
    footerTextValue: Schema.String,
    /** What stands below every mail, as HTML. */
    footerHtmlValue: Schema.String,
    /** HTML of the pages for users; not on all plans. */
    adminTemplateHtm: Schema.String,
    /** Styles of the pages for users; not on all plans. */
    adminTemplateCss: Schema.String,
    /** HTML of the public pages; not on all plans. */
    publicTemplateHtm: Schema.String,
    /** Styles of the public pages; not on all plans. */
    publicTemplateCss: Schema.String,
    /** Whether the vendor's copyright is shown. */
    copyright: Wire.NumericFlag,
    /** Whether the version is shown. */
    version: Wire.NumericFlag,
    /** Whether the license is shown. */
    license: Wire.NumericFlag,
    /** Sent at all, with whatever value, it stops links to the vendor from being shown. */
    links: Wire.NumericFlag,
    /** Whether the vendor's help is shown. */
    help: Wire.NumericFlag
  }
)

/** What changes a branding; what is left out stays. */
export interface BrandingUpdate extends Schema.Schema.Type<typeof brandingUpdate> {}
/** What changes a branding; what is left out stays. */
export const BrandingUpdate: Wire.Codec<BrandingUpdate> = brandingUpdate

/**
 * Reads one branding.
 *
 * @see https://developers.activecampaign.com/reference/get-branding
 */
export const get = Endpoint.make("Brandings.get", {
  method: "GET",
  path: (id: BrandingId) => `/brandings/${id}`,
  success: Wire.envelope("branding", Branding),
  failures: [NotFoundError]
})

/**
 * Changes a branding.
 *
 * @see https://developers.activecampaign.com/reference/update-branding
 */
export const update = Endpoint.make("Brandings.update", {
  method: "PUT",
  path: (id: BrandingId) => `/brandings/${id}`,
  payload: Wire.envelope("branding", BrandingUpdate),
  success: Wire.envelope("branding", Branding),
  failures: [NotFoundError, ValidationError]
})

/**
 * All brandings.
 *
 * @see https://developers.activecampaign.com/reference/brandings
 */
export const list = Endpoint.list("Brandings.list", {
  path: () => "/brandings",
  items: ["brandings", Branding]
})

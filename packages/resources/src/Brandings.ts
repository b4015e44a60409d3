/**
 * Brandings (white label): logo, name, e-mail header and footer, and page templates that replace ActiveCampaign's own.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { BrandingId, GroupId } from "./Ids.js"

const texts = {
  /** Product name that is shown instead of ActiveCampaign's. */
  siteName: Wire.Text,
  /** URL of the logo. */
  siteLogo: Wire.Text,
  /** URL of the small logo, shown at the top of pages. */
  siteLogoSmall: Wire.Text,
  /** URL of the favicon, the icon that browsers show next to the page title. */
  favicon: Wire.Text,
  /** Fixed header of every e-mail, as plain text. */
  headerTextValue: Wire.Text,
  /** Fixed header of every e-mail, as HTML. */
  headerHtmlValue: Wire.Text,
  /** Fixed footer of every e-mail, as plain text. */
  footerTextValue: Wire.Text,
  /** Fixed footer of every e-mail, as HTML. */
  footerHtmlValue: Wire.Text,
  /** HTML template of the admin pages (pages for users). Only on some plans. */
  adminTemplateHtm: Wire.Text,
  /** CSS of the admin pages (pages for users). Only on some plans. */
  adminTemplateCss: Wire.Text,
  /** HTML template of the public pages. Only on some plans. */
  publicTemplateHtm: Wire.Text,
  /** CSS of the public pages. Only on some plans. */
  publicTemplateCss: Wire.Text
}

/** A branding. */
export class Branding extends Wire.Entity<Branding>("Branding")(
  {
    /** Id of the branding. */
    id: BrandingId
  },
  {
    /** User group that the branding applies to. */
    groupid: Wire.nullableId(GroupId),
    ...texts,
    /** Backup of `adminTemplateHtm`. */
    admin_template_htm_backup: Wire.Text,
    /** Backup of `adminTemplateCss`. */
    admin_template_css_backup: Wire.Text,
    /** Whether ActiveCampaign's copyright notice is shown. Not documented by ActiveCampaign. */
    copyright: Wire.Flag,
    /** Whether the version is shown. Not documented by ActiveCampaign. */
    version: Wire.Flag,
    /** Whether the license is shown. Not documented by ActiveCampaign. */
    license: Wire.Flag,
    /** Whether links to ActiveCampaign are shown. Unlike `links` of other resources, this is not a list of URLs. */
    links: Wire.Flag,
    /** Whether ActiveCampaign's help is shown. Not documented by ActiveCampaign. */
    help: Wire.Flag,
    /** Whether the Zendesk widget is shown. Not documented by ActiveCampaign. */
    zendeskWidgetEnabled: Wire.Flag,
    /** When the branding was created, in the account's time zone. */
    created_timestamp: Wire.InstantOrLocal,
    /** When the branding was last updated, in the account's time zone. */
    updated_timestamp: Wire.InstantOrLocal
  }
) {}

/** Fields for updating a branding. Omitted fields are left unchanged. */
export class BrandingUpdate extends Wire.Input<BrandingUpdate>("BrandingUpdate")(
  {},
  {
    /** User group that the branding applies to. According to ActiveCampaign, always `3`. */
    groupid: GroupId,
    ...texts,
    /** Whether ActiveCampaign's copyright notice is shown. Not documented by ActiveCampaign. */
    copyright: Wire.NumericFlag,
    /** Whether the version is shown. Not documented by ActiveCampaign. */
    version: Wire.NumericFlag,
    /** Whether the license is shown. Not documented by ActiveCampaign. */
    license: Wire.NumericFlag,
    /** Hides links to ActiveCampaign. Any value hides them, even `true`; omit the field to leave them unchanged. */
    links: Wire.NumericFlag,
    /** Whether ActiveCampaign's help is shown. Not documented by ActiveCampaign. */
    help: Wire.NumericFlag
  }
) {}

/**
 * Retrieves a branding.
 *
 * @see https://developers.activecampaign.com/reference/get-branding
 */
export const get = Endpoint.make("Brandings.get", {
  method: "GET",
  path: (id: BrandingId) => `/brandings/${id}`,
  success: Wire.envelope("branding", Branding),
  errors: [NotFoundError, ValidationError]
})

/**
 * Updates a branding.
 *
 * @see https://developers.activecampaign.com/reference/update-branding
 */
export const update = Endpoint.make("Brandings.update", {
  method: "PUT",
  path: (id: BrandingId) => `/brandings/${id}`,
  payload: Wire.envelope("branding", BrandingUpdate),
  success: Wire.envelope("branding", Branding),
  errors: [NotFoundError, ValidationError]
})

/**
 * Lists brandings.
 *
 * @see https://developers.activecampaign.com/reference/brandings
 */
export const list = Endpoint.list("Brandings.list", {
  path: () => "/brandings",
  items: ["brandings", Branding]
})

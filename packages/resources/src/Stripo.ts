/**
 * Stripo: the e-mail editor of ActiveCampaign's application. Its configuration, and the personalization tags that it offers.
 */
import { ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { CampaignId, MessageId } from "./Ids.js"

/** Groups of personalization tags. */
const scopes = [
  "contacts",
  "accounts",
  "deals",
  "customobjects",
  "message",
  "messageVariables",
  "social",
  "surveymonkey",
  "dropbox",
  "ecom"
] as const

/** Place where a company is. */
export class StripoLocation extends Wire.Entity<StripoLocation>("StripoLocation")(
  {},
  {
    /** Name of the city. */
    city: Wire.Text,
    /** Name of the country. */
    country: Wire.Text,
    /** Country as a two-letter code. */
    countryCode: Wire.Text,
    /** Name of the region. */
    region: Wire.Text,
    /** Name of the state. */
    state: Wire.Text,
    /** Name of the part of the region. */
    subregion: Wire.Text
  }
) {}

/** Colors of a brand. */
export class StripoColors extends Wire.Entity<StripoColors>("StripoColors")(
  {},
  {
    /** Main color. */
    primary: Wire.Text,
    /** Light background color. */
    lightBackground: Wire.Text,
    /** Dark background color. */
    darkBackground: Wire.Text,
    /** Further colors. */
    accents: Wire.array(Wire.Text)
  }
) {}

/** Fonts of a brand. */
export class StripoFonts extends Wire.Entity<StripoFonts>("StripoFonts")(
  {},
  {
    /** Font of titles. */
    titleFont: Wire.Text,
    /** Weight of the font of titles. */
    titleWeight: Wire.Text,
    /** Font of texts. */
    bodyFont: Wire.Text,
    /** Weight of the font of texts. */
    bodyWeight: Wire.Text
  }
) {}

/** A brand kit: the colors, fonts and logos of a company. */
export class StripoBrandKit extends Wire.Entity<StripoBrandKit>("StripoBrandKit")(
  {},
  {
    /** Domain of the company's website. */
    domain: Wire.Text,
    /** Name of the brand kit. */
    brandkitName: Wire.Text,
    /** Name of the company. */
    name: Wire.Text,
    /** Short description of the company. */
    shortDescription: Wire.Text,
    /** Long description of the company. */
    longDescription: Wire.Text,
    /** Number of employees, as a range. */
    employeeCountRange: Wire.Text,
    /** Year in which the company was founded; `0` if unknown. */
    foundedYear: Wire.Integer,
    /** Legal form of the company. */
    companyStructure: Wire.Text,
    /** Where the company is. */
    companyLocation: StripoLocation,
    /** Industries of the company. */
    industries: Wire.array(Wire.Json),
    /** Links to pages of the company. */
    links: Wire.array(Wire.Json),
    /** Logos of the company. */
    logos: Wire.array(Wire.Json),
    /** Symbols of the company. */
    symbols: Wire.array(Wire.Json),
    /** Icons of the company. */
    icons: Wire.array(Wire.Json),
    /** Colors of the brand. */
    colors: StripoColors,
    /** Fonts of the brand. */
    fonts: StripoFonts,
    /** Ids of the templates that use the brand kit. */
    templateIds: Wire.array(Wire.Json),
    /** Whether the brand kit is the account's default. */
    isPrimary: Wire.Flag,
    /** Language of the brand kit, such as `english`. */
    language: Wire.Text
  }
) {}

/** A message of the campaign that the editor is opened for. */
export class StripoMessage extends Wire.Entity<StripoMessage>("StripoMessage")(
  {
    /** Id of the message. */
    id: MessageId
  },
  {
    /** Share of the recipients who get the message, in percent. */
    percentage: Wire.Decimal,
    /** Share of the recipients as the editor shows it: `300` for all of them. */
    percentage300: Wire.Decimal,
    /** Version of the editor that the message was written in. */
    ed_version: Wire.Text,
    /** Subject line of the e-mail. */
    subject: Wire.Text,
    /** Name of the sender. */
    fromname: Wire.Text,
    /** E-mail address of the sender. */
    fromemail: Wire.Text,
    /** E-mail address that replies are sent to. */
    reply2: Wire.Text,
    /** Preheader: the preview text that e-mail clients show after the subject. */
    preheader_text: Wire.Text
  }
) {}

/** The configuration of the e-mail editor. */
export class StripoConfig extends Wire.Entity<StripoConfig>("StripoConfig")(
  {},
  {
    /** URL of the editor's script. */
    stripoScriptSrc: Wire.Text,
    /** URL of the editor's own API. */
    stripoApiBaseUrl: Wire.Text,
    /** Language of the editor, such as `en`. */
    localeCode: Wire.Text,
    /** URLs that the editor may load scripts from. */
    allowedScriptSourceDomains: Wire.array(Wire.Text),
    /** URL of the service that stores contents. */
    contentApiUrl: Wire.Text,
    /** URL of the script that shows the editor. */
    hostedMounterJsUrl: Wire.Text,
    /** Brand kits whose colors the editor offers. */
    colorPickerBrandKits: Wire.array(StripoBrandKit),
    /** HTML of the footer that ActiveCampaign adds. */
    brandingFooterHtmlContent: Wire.Text,
    /** Messages of the campaign. */
    allMessagesArr: Wire.array(StripoMessage)
  }
) {}

/** A personalization tag. */
export class PersonalizationTag extends Wire.Entity<PersonalizationTag>("PersonalizationTag")(
  {
    /** Tag as messages contain it, such as `%FIRSTNAME%`. */
    value: Wire.Text
  },
  {
    /** Name of the tag, in the language of the account. */
    label: Wire.Text
  }
) {}

/** A group of personalization tags. */
export class PersonalizationTagGroup extends Wire.Entity<PersonalizationTagGroup>("PersonalizationTagGroup")(
  {
    /** What the tags are about, such as `contacts`. */
    id: Wire.openLiteral(scopes)
  },
  {
    /** Type of the group, such as `standard`. */
    type: Wire.Text,
    /** Name of the group, in the language of the account. */
    category: Wire.Text,
    /** Tags of the group. */
    entries: Wire.array(PersonalizationTag)
  }
) {}

const options = {
  /** Campaign that the editor is opened for. */
  campaignId: CampaignId
}

/** Query parameters for retrieving the configuration of the e-mail editor. */
export class StripoConfigQuery extends Wire.Input<StripoConfigQuery>("StripoConfigQuery")({}, options) {}

/** Query parameters for listing personalization tags. */
export class PersonalizationTagQuery extends Wire.Input<PersonalizationTagQuery>("PersonalizationTagQuery")(
  {},
  {
    ...options,
    /** Return only the tags of these groups; at least one. */
    scope: Wire.joined(Wire.closedLiteral(scopes))
  }
) {}

/**
 * Retrieves the configuration of the e-mail editor. Fails with `ValidationError` if the campaign does not exist.
 *
 * @see https://developers.activecampaign.com/reference/stripo-config
 */
export const getConfig = Endpoint.make("Stripo.getConfig", {
  method: "GET",
  path: () => "/stripo/config",
  query: StripoConfigQuery,
  success: StripoConfig,
  errors: [ValidationError]
})

/**
 * Lists the personalization tags that messages can contain, in groups.
 *
 * ```ts
 * Stripo.listPersonalizationTags({ scope: ["contacts", "deals"] })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/personalization-tags
 */
export const listPersonalizationTags = Endpoint.make("Stripo.listPersonalizationTags", {
  method: "GET",
  path: () => "/stripo/personalizationTags",
  query: PersonalizationTagQuery,
  success: Wire.array(PersonalizationTagGroup),
  errors: [ValidationError]
})

/**
 * Calendars: feeds that show the tasks of an account in a calendar application, such as Google Calendar.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { CalendarId, UserId } from "./Ids.js"

/** Records whose tasks a feed can have. */
const types = ["All", "Deals", "Contacts"] as const

/** A calendar feed. */
export class Calendar extends Wire.Entity<Calendar>("Calendar")(
  {
    /** Id of the calendar feed. */
    id: CalendarId
  },
  {
    /** Title of the calendar feed. */
    title: Wire.Text,
    /** Records whose tasks are in the feed: `All`, `Deals` or `Contacts`. */
    type: Wire.openLiteral(types),
    /** Whether the feed has notifications. */
    notification: Wire.Flag,
    /** Secret part of the feed's URL. Keep it like a password: whoever knows it can read the feed. */
    token: Wire.Text,
    /** User who owns the calendar feed. */
    userid: Wire.nullableId(UserId),
    /** When the calendar feed was created. */
    cdate: Wire.Timestamp,
    /** When the calendar feed was last updated. */
    mdate: Wire.Timestamp,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

const required = {
  /** Title of the calendar feed. */
  title: Wire.Text,
  /** Records whose tasks are in the feed: `All`, `Deals` or `Contacts`. */
  type: Wire.closedLiteral(types)
}

const optional = {
  /** Whether the feed has notifications. */
  notification: Wire.NumericFlag
}

/** Fields for creating a calendar feed. */
export class CalendarCreate extends Wire.Input<CalendarCreate>("CalendarCreate")(required, optional) {}

/** Fields for updating a calendar feed. Omitted fields are left unchanged. */
export class CalendarUpdate extends Wire.Input<CalendarUpdate>("CalendarUpdate")({}, { ...required, ...optional }) {}

/**
 * Creates a calendar feed.
 *
 * ```ts
 * Calendars.create({ title: "Sales", type: "Deals", notification: true })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-calendar-feed
 */
export const create = Endpoint.make("Calendars.create", {
  method: "POST",
  path: () => "/calendars",
  payload: Wire.envelope("calendar", CalendarCreate),
  success: Wire.envelope("calendar", Calendar),
  errors: [ValidationError]
})

/**
 * Retrieves a calendar feed.
 *
 * @see https://developers.activecampaign.com/reference/list-all-calendar-feeds-1
 */
export const get = Endpoint.make("Calendars.get", {
  method: "GET",
  path: (id: CalendarId) => `/calendars/${id}`,
  success: Wire.envelope("calendar", Calendar),
  errors: [NotFoundError]
})

/**
 * Updates a calendar feed.
 *
 * @see https://developers.activecampaign.com/reference/update-a-calendar-feed
 */
export const update = Endpoint.make("Calendars.update", {
  method: "PUT",
  path: (id: CalendarId) => `/calendars/${id}`,
  payload: Wire.envelope("calendar", CalendarUpdate),
  success: Wire.envelope("calendar", Calendar),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a calendar feed.
 *
 * @see https://developers.activecampaign.com/reference/remove-a-calendar-feed
 */
const delete_ = Endpoint.make("Calendars.delete", {
  method: "DELETE",
  path: (id: CalendarId) => `/calendars/${id}`,
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists all calendar feeds.
 *
 * @see https://developers.activecampaign.com/reference/list-all-calendar-feeds
 */
export const list = Endpoint.list("Calendars.list", {
  path: () => "/calendars",
  items: ["calendars", Calendar]
})

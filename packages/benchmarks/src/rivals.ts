/**
 * Schemas for a tag and a contact as an application would write them by hand, with `effect/Schema` and with zod. They give
 * the values that the SDK gives: branded ids, flags, integers, instants, local dates, references.
 */
import * as DateTime from "effect/DateTime"
import * as Schema from "effect/Schema"
import { z } from "zod"

/** What a field is. */
type Kind = keyof typeof withSchema

const orNull = <A, I>(schema: Schema.Schema<A, I>) =>
  Schema.optionalWith(Schema.NullOr(schema), { default: () => null })

/** Texts of which some mean that there is no value. */
const unless = <A, I extends string>(isNone: (text: string) => boolean, schema: Schema.Schema<A, I>) =>
  Schema.transform(Schema.String, Schema.NullOr(schema), {
    strict: false,
    decode: (text) => (isNone(text) ? null : text),
    encode: (value) => value ?? ""
  })

const isNoDate = (text: string) => text === "" || text.startsWith("0000-")
const isNoReference = (text: string) => text === "" || text === "0"
const hasZone = /(Z|[+-]\d\d:?\d\d)$/
const flags: ReadonlySet<unknown> = new Set(["1", 1, true])

const Id = Schema.NonEmptyString.pipe(Schema.brand("Id"))
const Local = Schema.String.pipe(Schema.pattern(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/), Schema.brand("Local"))
const Day = Schema.String.pipe(Schema.pattern(/^\d{4}-\d\d-\d\d$/), Schema.brand("Day"))
const Flag = Schema.transform(Schema.Union(Schema.Literal("0", "1", "", 0, 1), Schema.Boolean), Schema.Boolean, {
  decode: (value) => flags.has(value),
  encode: (value) => value
})

const withSchema = {
  id: Id,
  text: orNull(Schema.String),
  integer: orNull(Schema.Union(Schema.NumberFromString, Schema.Number).pipe(Schema.int())),
  flag: orNull(Flag),
  instant: orNull(unless(isNoDate, Schema.DateTimeUtc)),
  instantOrLocal: orNull(unless(isNoDate, Schema.Union(Local, Schema.DateTimeUtc))),
  day: orNull(unless(isNoDate, Day)),
  reference: orNull(unless(isNoReference, Id)),
  related: orNull(Schema.Array(Id)),
  links: orNull(Schema.Record({ key: Schema.String, value: Schema.String }))
}

const zodOrNull = <A>(schema: z.ZodType<A>) => schema.nullish().transform((value) => value ?? null)
const zodId = z.string().min(1).brand("Id")
const zodUnless = <A>(isNone: (text: string) => boolean, read: (text: string) => A | undefined) =>
  zodOrNull(
    z.string().transform((text, context) => {
      if (isNone(text)) return null
      const value = read(text)
      if (value !== undefined) return value
      context.addIssue({ code: "custom", message: "is not readable" })
      return z.NEVER
    })
  )
const instantOf = (text: string) => {
  const millis = hasZone.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(millis) ? undefined : DateTime.unsafeMake(millis)
}
const localOf = (text: string) => (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text) ? text : undefined)

const withZod: Readonly<Record<Kind, z.ZodType>> = {
  id: zodId,
  text: zodOrNull(z.string()),
  integer: zodOrNull(z.union([z.string().regex(/^-?\d+$/), z.number().int()]).transform(Number)),
  flag: zodOrNull(z.union([z.enum(["0", "1", ""]), z.number(), z.boolean()]).transform((value) => flags.has(value))),
  instant: zodUnless(isNoDate, instantOf),
  instantOrLocal: zodUnless(isNoDate, (text) => localOf(text) ?? instantOf(text)),
  day: zodUnless(isNoDate, (text) => (/^\d{4}-\d\d-\d\d$/.test(text) ? text : undefined)),
  reference: zodUnless(isNoReference, (text) => text),
  related: zodOrNull(z.array(zodId)),
  links: zodOrNull(z.record(z.string(), z.string()))
}

const tagKinds = {
  id: "id",
  tag: "text",
  tagType: "text",
  description: "text",
  subscriber_count: "integer",
  cdate: "instant",
  deleted: "flag",
  links: "links"
} as const

const kindsOf = <const K extends Kind>(kind: K, names: string): Readonly<Record<string, K>> =>
  Object.fromEntries(names.split(" ").map((name) => [name, kind]))

/** The fields of the contacts that the server sends, by kind. */
const contactKinds: Readonly<Record<string, Kind>> = {
  ...kindsOf("id", "id"),
  ...kindsOf("text", "email phone firstName lastName orgname segmentio_id ip ua hash email_local email_domain"),
  ...kindsOf("text", "whatsapp_id whatsapp_username"),
  ...kindsOf("integer", "bounced_hard bounced_soft sentcnt gravatar best_send_hour"),
  ...kindsOf("flag", "deleted anonymized email_empty mpp_tracking sms_consent"),
  ...kindsOf("instant", "cdate udate"),
  ...kindsOf("instantOrLocal", "adate edate deleted_at created_utc_timestamp updated_utc_timestamp"),
  ...kindsOf("instantOrLocal", "last_click_date last_open_date last_mpp_open_date sms_consent_updated_at"),
  ...kindsOf("instantOrLocal", "created_timestamp updated_timestamp socialdata_lastcheck"),
  ...kindsOf("day", "bounced_date rating_tstamp"),
  ...kindsOf("reference", "orgid organization created_by updated_by"),
  ...kindsOf("related", "accountContacts contactAutomations contactLists deals fieldValues geoIps scoreValues"),
  ...kindsOf("links", "links")
}

/** The names of the fields that all variants read. */
export const fields = { tag: Object.keys(tagKinds), contact: Object.keys(contactKinds) }

const structOf = (kinds: Readonly<Record<string, Kind>>) =>
  Schema.Struct(Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, withSchema[kind]])))

const objectOf = (kinds: Readonly<Record<string, Kind>>) =>
  z.looseObject(Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, withZod[kind]])))

/** The bodies of both requests for `effect/Schema`. */
export const schemas = {
  tag: Schema.Struct({ tag: structOf(tagKinds) }),
  page: Schema.Struct({ contacts: Schema.Array(structOf(contactKinds)) })
}

/** The same for zod; unknown keys are kept. */
export const zodSchemas = {
  tag: z.object({ tag: objectOf(tagKinds) }),
  page: z.object({ contacts: z.array(objectOf(contactKinds)) })
}

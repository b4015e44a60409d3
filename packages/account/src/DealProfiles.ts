/**
 * Deals with pipeline, stage, owner, contact, account and custom fields by name.
 *
 * ```ts
 * const program = DealProfiles.create({
 *   title: "Website redesign",
 *   value: 500_000, // 5,000.00 USD
 *   currency: "usd",
 *   pipeline: "Sales",
 *   stage: "Negotiation",
 *   owner: "joe@example.com",
 *   contact: "jane@example.com",
 *   account: "Example Inc.",
 *   fields: { "Renewal date": "2027-01-31" }
 * }).pipe(Effect.provide(Directory.layer()))
 * ```
 *
 * Requests of `create`, beside the readings of the directory: one for the deal, one for the contact, and one or two for the
 * account.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import * as Contacts from "effect-activecampaign/Contacts"
import * as DealCustomFieldValues from "effect-activecampaign/DealCustomFieldValues"
import * as Deals from "effect-activecampaign/Deals"
import type * as Endpoint from "effect-activecampaign/Endpoint"
import type { DealCustomFieldId, DealId, PipelineId } from "effect-activecampaign/Ids"
import { type Changes, type Fields, FieldValueError, type Value } from "./CustomFields.js"
import * as Directory from "./Directory.js"
import * as Ensure from "./Ensure.js"
import { decodeAll, type Encoded, encodeAll, type Rows, type Stored } from "./internal/fieldValues.js"
import { groupBy, related } from "./internal/related.js"
import { byIdentifier, decodeTyped, type TypedValues } from "./internal/typed.js"

export { RelatedMissingError } from "./internal/related.js"

/** What can be set of a new and of an existing deal. Omitted properties are left unchanged. */
export interface DealChange {
  /** Title of the deal. */
  readonly title?: string | undefined
  /** Amount in the currency's minor unit (cents). */
  readonly value?: number | undefined
  /** Three-letter currency code in lower case, such as `usd`. */
  readonly currency?: string | undefined
  /** Description of the deal. */
  readonly description?: string | undefined
  /** State of the deal. */
  readonly status?: "open" | "won" | "lost" | undefined
  /** Name of the pipeline. */
  readonly pipeline?: string | undefined
  /** Name of the stage within the pipeline. */
  readonly stage?: string | undefined
  /** E-mail address, user name or full name of the user who owns the deal. */
  readonly owner?: string | undefined
  /** E-mail address of the primary contact, who is created if there is none. */
  readonly contact?: string | undefined
  /** Name of the account (company), which is created if there is none. */
  readonly account?: string | undefined
  /** Values of custom fields, by personalization tag or label; null clears a field. */
  readonly fields?: Readonly<Record<string, Value | undefined>> | undefined
}

/** A deal to create. `contact` or `account` is required. */
export type DealProfile = DealChange & {
  readonly title: string
  readonly value: number
  readonly currency: string
  readonly pipeline: string
} & ({ readonly contact: string } | { readonly account: string })

/** Looks a name up if there is one. */
const ifGiven = <A, B, E, R>(name: A | undefined, look: (name: A) => Effect.Effect<B, E, R>) =>
  name === undefined ? Effect.succeed(undefined) : look(name)

const fieldInput = ({ id, wire: { currency, value } }: Encoded<DealCustomFieldId>) => ({
  customFieldId: id,
  fieldValue: value,
  ...(currency === null ? {} : { fieldCurrency: currency })
})

/** The pipeline of a deal that exists. */
const pipelineOf = (id: DealId) => Effect.map(Deals.get(id), ({ group }) => group)

/** The names of a change as ids. All are looked up and all values checked before a contact or an account is created. */
const resolve = <E, R, F>(
  change: DealChange,
  pipelineOfDeal: Effect.Effect<PipelineId | null, E, R>,
  definitions: Rows<DealCustomFieldId, F>
) =>
  Effect.gen(function* () {
    const { account, contact, fields, owner, pipeline, stage, ...rest } = change
    const values = yield* encodeAll(definitions, fields ?? {})
    const group = yield* ifGiven(pipeline, Directory.pipeline)
    const stageGroup = stage === undefined ? null : (group ?? (yield* pipelineOfDeal))
    const stageId = yield* ifGiven(stage, (name) => Effect.map(Directory.stageRow(name, stageGroup), ({ id }) => id))
    const ownerId = yield* ifGiven(owner, Directory.user)
    const contactId = yield* ifGiven(contact, (email) => Effect.map(Contacts.sync({ email }), ({ id }) => id))
    const accountId = yield* ifGiven(account, (name) => Effect.map(Ensure.account({ name }), ({ value }) => value.id))
    const given = { group, stage: stageId, owner: ownerId, contact: contactId, account: accountId }
    return { ...rest, ...given, fields: values.length === 0 ? undefined : values.map(fieldInput) }
  })

/**
 * Creates a deal. The contact is found by its e-mail address and the account by its name, or created. Creating is not
 * idempotent: executed twice, it creates two deals.
 *
 * Fails with `UnknownNameError` or `FieldValueError`, before anything is written, if a name is unknown or a value does not
 * fit its field.
 *
 * ```ts
 * DealProfiles.create({ title: "Redesign", value: 500_000, currency: "usd", pipeline: "Sales", contact: "jane@example.com" })
 * ```
 */
export const create = (profile: DealProfile) => createWith(profile, Directory.dealField)

/** Creates a deal, with fields by what finds their definitions. */
const createWith = <E>(profile: DealProfile, definitions: Rows<DealCustomFieldId, E>) =>
  Effect.gen(function* () {
    const { account, contact, ...rest } = yield* resolve(profile, Effect.succeed(null), definitions)
    const { currency, title, value } = profile
    const group = yield* Directory.pipeline(profile.pipeline)
    const fields = { ...rest, title, value, currency, group }
    if (contact !== undefined) return yield* Deals.create({ ...fields, contact, account })
    if (account !== undefined) return yield* Deals.create({ ...fields, account })
    const expected = "an e-mail address, unless `account` is the name of a company"
    return yield* new FieldValueError({ field: "contact", kind: "text", expected, actual: "undefined" })
  })

/**
 * Updates a deal. A stage without a pipeline is one of the deal's pipeline, which costs one request.
 *
 * ```ts
 * DealProfiles.update(DealId.make("7"), { stage: "Won", status: "won", fields: { "Renewal date": null } })
 * ```
 */
export const update = (id: DealId, change: DealChange) => updateWith(id, change, Directory.dealField)

/** Updates a deal, with fields by what finds their definitions. */
const updateWith = <E>(id: DealId, change: DealChange, definitions: Rows<DealCustomFieldId, E>) =>
  Effect.flatMap(resolve(change, pipelineOf(id), definitions), (fields) => Deals.update(id, fields))

/** A deal with pipeline and stage by name. */
interface NamedDeal {
  /** Id of the deal. */
  readonly id: DealId
  /** The deal. */
  readonly deal: Deals.Deal
  /** Name of the pipeline; null if the API key's user cannot access it. */
  readonly pipeline: string | null
  /** Name of the stage; null if the API key's user cannot access it. */
  readonly stage: string | null
}

/** A deal with pipeline, stage and custom fields by name. */
export interface FullDealProfile extends NamedDeal {
  /** Values of custom fields, by personalization tag. Fields without a value are not among them. */
  readonly fields: Readonly<Record<string, Value>>
}

type DealPage = Pick<Endpoint.Page<Deals.Deal, "dealCustomFieldData">, "body" | "items" | "sideload">

const storedOf = ({ customFieldId, fieldCurrency, fieldValue }: DealCustomFieldValues.DealCustomFieldValue) => ({
  field: customFieldId,
  value: fieldValue,
  currency: fieldCurrency
})

type ValueRows = ReadonlyArray<DealCustomFieldValues.DealCustomFieldValue>

/** Reads the values of a deal, once it has what it needs to know of all values. */
type Reader<V, E, R> = (all: ValueRows) => Effect.Effect<(own: ReadonlyArray<Stored>) => V, E, R>

const readNamed = (all: ValueRows) =>
  Effect.map(
    Directory.dealField.byIds(all.flatMap(({ customFieldId }) => customFieldId ?? [])),
    (definitions) => (own: ReadonlyArray<Stored>) => ({ fields: decodeAll(definitions, own) })
  )

/** Makes the profiles of the deals of a page, with what belongs to them. */
const joinerOf = <V, E, R>(page: DealPage, reader: Reader<V, E, R>) =>
  Effect.gen(function* () {
    const rows = yield* related(page, "dealCustomFieldData", DealCustomFieldValues.DealCustomFieldValue)
    const read = yield* reader(rows)
    const pipelines = yield* Directory.pipeline.byIds(page.items.flatMap(({ group }) => group ?? []))
    const stages = yield* Directory.stages.byIds(page.items.flatMap(({ stage }) => stage ?? []))
    const values = groupBy(rows, ({ dealId }) => dealId)
    return (deal: Deals.Deal): NamedDeal & V => ({
      id: deal.id,
      deal,
      pipeline: (deal.group && pipelines.get(deal.group)?.title) ?? null,
      stage: (deal.stage && stages.get(deal.stage)?.title) ?? null,
      ...read((values.get(deal.id) ?? []).map(storedOf))
    })
  })

const include = ["dealCustomFieldData"] as const

const find = <V, E, R>(id: DealId, reader: Reader<V, E, R>) =>
  Effect.flatMap(Deals.get.withResponse(id, { include }), ({ body, sideload, value }) =>
    Effect.map(joinerOf({ body, sideload, items: [value] }, reader), (profileOf) => profileOf(value))
  )

type Query = Omit<Deals.DealQuery, "include">

const all = <V, E, R>(query: Query, reader: Reader<V, E, R>) =>
  Deals.list.pages({ ...query, include }).pipe(
    Stream.mapEffect((page) => Effect.map(joinerOf(page, reader), (profileOf) => page.items.map(profileOf))),
    Stream.flatMap(Stream.fromIterable)
  )

/**
 * Retrieves a deal. One request, beside the readings of the directory.
 *
 * ```ts
 * DealProfiles.get(DealId.make("7"))
 * ```
 */
export const get = (id: DealId) => Effect.map(find(id, readNamed), (profile): FullDealProfile => profile)

/**
 * All deals that match a query. No requests but those for the pages of deals, and the readings of the directory.
 *
 * ```ts
 * DealProfiles.stream({ filters: { status: "open" } })
 * ```
 */
export const stream = (query: Query = {}) => Stream.map(all(query, readNamed), (profile): FullDealProfile => profile)

// ---------------------------------------------------------------------------------------------------------------
// Fields of a generated module
// ---------------------------------------------------------------------------------------------------------------

/** `Omit` of each member of a union, so that what a member requires stays. */
type DistributiveOmit<A, K extends PropertyKey> = A extends unknown ? Omit<A, K> : never

/** Custom fields by the identifiers of a generated module, in place of their names. */
interface TypedFields<F extends Fields> {
  /** Values of custom fields, by identifier; null clears a field. */
  readonly fields?: Changes<F> | undefined
}

/** What can be set of a deal, with custom fields by the identifiers of a generated module. */
export type TypedDealChange<F extends Fields> = Omit<DealChange, "fields"> & TypedFields<F>

/** A deal to create, with custom fields by the identifiers of a generated module. */
export type TypedDealProfile<F extends Fields> = DistributiveOmit<DealProfile, "fields"> & TypedFields<F>

/** A deal with pipeline and stage by name, and custom fields by the identifiers of a generated module. */
export type FullTypedDealProfile<F extends Fields> = NamedDeal & TypedValues<F>

/**
 * The functions of this module with custom fields by the identifiers of a module that `typegen pull` has generated.
 *
 * ```ts
 * const fields = {
 *   region: CustomFields.field({
 *     ...{ id: DealCustomFieldId.make("2"), owner: "deal", name: "REGION", label: "Region", currency: null },
 *     ...{ isRequired: false, kind: "dropdown", options: ["EMEA", "APAC"] }
 *   })
 * }
 * const deals = DealProfiles.typed(fields)
 * const program = Effect.gen(function* () {
 *   yield* deals.update(DealId.make("7"), { stage: "Won", fields: { region: "EMEA" } })
 *   const deal = yield* deals.get(DealId.make("7"))
 *   return deal.fields.region // "EMEA" | "APAC" | (string & {}) | null
 * })
 * ```
 */
export const typed = <F extends Fields<DealCustomFieldId>>(fields: F) => {
  const reader = () => Effect.succeed((own: ReadonlyArray<Stored>) => decodeTyped(fields, own))
  const definitions = byIdentifier(Directory.dealField, fields)
  return {
    /** Creates a deal; see `DealProfiles.create`. */
    create: (profile: TypedDealProfile<F>) => createWith(profile, definitions),
    /** Updates a deal; see `DealProfiles.update`. */
    update: (id: DealId, change: TypedDealChange<F>) => updateWith(id, change, definitions),
    /** Retrieves a deal; see `DealProfiles.get`. */
    get: (id: DealId) => Effect.map(find(id, reader), (profile): FullTypedDealProfile<F> => profile),
    /** All deals that match a query; see `DealProfiles.stream`. */
    stream: (query: Query = {}) => Stream.map(all(query, reader), (profile): FullTypedDealProfile<F> => profile)
  }
}

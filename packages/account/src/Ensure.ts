/**
 * Finds a record by name or creates it: tags, lists, fields, pipelines, stages, webhooks, connections, customers, accounts
 * and their contacts.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const { value: vip, created } = yield* Ensure.tag("VIP")
 *   return created ? `tag ${vip.id} is new` : `tag ${vip.id} existed`
 * }).pipe(Effect.provide(Directory.layer()))
 * ```
 *
 * It is safe to execute several times and at the same time: fibers of one directory create a record once. If another
 * process creates it in between, or the response to a create is lost, the record is looked for again. ActiveCampaign
 * does not prevent two lists, pipelines or stages with the same name, so two processes can create them twice.
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as AccountContacts from "effect-activecampaign/AccountContacts"
import * as Accounts from "effect-activecampaign/Accounts"
import type { DuplicateError, OutcomeUnknownError } from "effect-activecampaign/ActiveCampaignError"
import * as Connections from "effect-activecampaign/Connections"
import * as DealStages from "effect-activecampaign/DealStages"
import * as EcomCustomers from "effect-activecampaign/EcomCustomers"
import * as FieldOptions from "effect-activecampaign/FieldOptions"
import * as Fields from "effect-activecampaign/Fields"
import type { FieldId } from "effect-activecampaign/Ids"
import * as Lists from "effect-activecampaign/Lists"
import * as Pipelines from "effect-activecampaign/Pipelines"
import * as Tags from "effect-activecampaign/Tags"
import * as Webhooks from "effect-activecampaign/Webhooks"
import type { Definition } from "./CustomFields.js"
import * as Directory from "./Directory.js"
import { contactField } from "./internal/definitions.js"

/** A record, and whether it was created. */
export interface Ensured<A> {
  /** The record. */
  readonly value: A
  /** Whether the record was created by this call. */
  readonly created: boolean
}

/** A record has the name, but is of another kind than asked for. Nothing was changed. */
export class ConflictError extends Data.TaggedError("ConflictError")<{
  /** What was looked for, such as `contact field`. */
  readonly kind: string
  /** The name. */
  readonly name: string
  /** What was asked for, such as `a dropdown field`. */
  readonly expected: string
  /** What exists, such as `a text field`. */
  readonly actual: string
}> {
  override get message(): string {
    return `the ${this.kind} "${this.name}" must be ${this.expected}; it is ${this.actual}`
  }
}

const isLostOrTaken = (error: { readonly _tag: string }): error is DuplicateError | OutcomeUnknownError =>
  error._tag === "DuplicateError" || error._tag === "OutcomeUnknownError"

/**
 * Finds or creates. A create that is rejected as a duplicate, or whose response is lost, is followed by another look;
 * without a record then, the error stays.
 */
const findOrCreate = <A, E, R, F extends { readonly _tag: string }, S>(
  key: string,
  find: (again: boolean) => Effect.Effect<A | null, E, R>,
  create: Effect.Effect<A, F, S>
) =>
  Effect.flatMap(Directory.Directory, ({ exclusive }) =>
    Effect.flatMap(find(false), (found): Effect.Effect<Ensured<A>, E | F, R | S> => {
      if (found !== null) return Effect.succeed({ value: found, created: false })
      const recovered = (error: F): Effect.Effect<Ensured<A>, E | F, R> =>
        isLostOrTaken(error)
          ? Effect.flatMap(find(true), (row) =>
              row === null
                ? Effect.fail(error)
                : Effect.succeed({ value: row, created: error._tag === "OutcomeUnknownError" })
            )
          : Effect.fail(error)
      return Effect.matchEffect(create, {
        onFailure: recovered,
        onSuccess: (value) => Effect.succeed({ value, created: true })
      })
    }).pipe(exclusive(key))
  )

/**
 * Finds in the directory. If ActiveCampaign rejects duplicates, what was read before is enough at first; otherwise all
 * are read again for a name that is not among them.
 */
const inDirectory =
  <Id extends string, Row, E>(lookup: Directory.Lookup<Id, Row, E>, name: string, isUnique: boolean) =>
  (again: boolean) =>
    isUnique && !again
      ? lookup.known(name)
      : Effect.when(lookup.forget, () => again).pipe(
          Effect.zipRight(lookup.row(name)),
          Effect.map((row): Row | null => row),
          Effect.catchTag("UnknownNameError", () => Effect.succeed(null))
        )

/**
 * The tag with a name. One request at most, beside the first reading of all tags.
 *
 * ```ts
 * Ensure.tag("VIP")
 * ```
 */
export const tag = (name: string, fields: { readonly description?: string } = {}) =>
  findOrCreate(
    `tag ${name.toLowerCase()}`,
    inDirectory(Directory.tag, name, true),
    Effect.tap(Tags.create({ ...fields, tag: name, tagType: "contact" }), Directory.tag.add)
  )

/**
 * The list with a name.
 *
 * ```ts
 * Ensure.list({
 *   name: "Newsletter",
 *   stringid: "newsletter",
 *   sender_url: "https://example.com",
 *   sender_reminder: "You signed up on our website."
 * })
 * ```
 */
export const list = (fields: Lists.ListCreate) =>
  findOrCreate(
    `list ${fields.name.toLowerCase()}`,
    inDirectory(Directory.list, fields.name, false),
    Effect.tap(Lists.create(fields), Directory.list.add)
  )

/** A contact field that must exist. */
export type FieldInput = Fields.FieldCreate & {
  /** Values that must be among the options of the field. Those that are missing are added; none is removed. */
  readonly options?: ReadonlyArray<string>
}

const addOptions = (field: FieldId, options: ReadonlyArray<string>, existing: number) => {
  const [first, ...rest] = options.map((value, index) => ({
    field,
    value,
    label: value,
    orderid: existing + index + 1
  }))
  return first === undefined ? Effect.succeed([]) : FieldOptions.bulkCreate([first, ...rest])
}

/** The options that are wanted, and that a field does not have. */
const missingOf = ({ options: known }: Definition, options: ReadonlyArray<string>) =>
  [...new Set(options)].filter((option) => known?.includes(option) !== true)

/** Adds the options that a field lacks. If the response is lost, they are read again. */
const addMissing = (field: Definition<FieldId>, options: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    const readAgain = Effect.map(Directory.field.byId(field.id), (row) => row ?? field)
    const definition = yield* readAgain
    const missing = missingOf(definition, options)
    if (missing.length === 0) return definition
    yield* addOptions(field.id, missing, definition.options?.length ?? 0).pipe(
      Effect.ensuring(Directory.field.forget),
      Effect.catchTag("OutcomeUnknownError", (error) =>
        Effect.filterOrFail(
          readAgain,
          (row) => missingOf(row, missing).length === 0,
          () => error
        )
      )
    )
    return { ...definition, options: [...(definition.options ?? []), ...missing] }
  })

/** Adds the options that a field lacks, and fails if it is of another kind. */
const completeField = (definition: Definition<FieldId>, { options = [], type }: FieldInput) =>
  Effect.gen(function* () {
    const { id, kind, name } = definition
    if (kind !== type) {
      const [expected, actual] = [`a ${type} field`, `a ${kind} field`]
      return yield* new ConflictError({ kind: "contact field", name, expected, actual })
    }
    if (missingOf(definition, options).length === 0) return definition
    const { exclusive } = yield* Directory.Directory
    return yield* exclusive(`options ${id}`)(addMissing(definition, options))
  })

/**
 * The contact field with a personalization tag or title, with at least these options. Fails with `ConflictError` if the
 * field is of another kind.
 *
 * ```ts
 * Ensure.field({ title: "Plan", perstag: "PLAN", type: "dropdown", options: ["free", "pro"] })
 * ```
 */
export const field = (input: FieldInput) => {
  const { options = [], ...fields } = input
  const name = fields.perstag ?? fields.title
  const create = Effect.gen(function* () {
    const created = yield* Fields.create(fields)
    const definition = contactField(created, yield* addOptions(created.id, options, 0))
    yield* Directory.field.add(definition)
    return definition
  })
  return Effect.flatMap(
    findOrCreate(`field ${name.toLowerCase()}`, inDirectory(Directory.field, name, true), create),
    (ensured) => Effect.map(completeField(ensured.value, input), (value) => ({ ...ensured, value }))
  )
}

/**
 * The pipeline with a name. ActiveCampaign creates three stages with it.
 *
 * ```ts
 * Ensure.pipeline({ title: "Sales", currency: "usd" })
 * ```
 */
export const pipeline = (fields: Pipelines.PipelineCreate) =>
  findOrCreate(
    `pipeline ${fields.title.toLowerCase()}`,
    inDirectory(Directory.pipeline, fields.title, false),
    Effect.tap(Pipelines.create(fields), (row) => Effect.zipRight(Directory.pipeline.add(row), Directory.stages.forget))
  )

/**
 * The stage with a name in a pipeline.
 *
 * ```ts
 * Ensure.stage({ title: "Negotiation", group: PipelineId.make("1") })
 * ```
 */
export const stage = (fields: DealStages.DealStageCreate) =>
  findOrCreate(
    `stage ${fields.group} ${fields.title.toLowerCase()}`,
    (again) =>
      Effect.when(Directory.stages.forget, () => again).pipe(
        Effect.zipRight(Directory.stageRow(fields.title, fields.group)),
        Effect.map((row): DealStages.DealStage | null => row),
        Effect.catchTag("UnknownNameError", () => Effect.succeed(null))
      ),
    Effect.tap(DealStages.create(fields), () => Directory.stages.forget)
  )

/** The first row of a list that is meant; null if there is none. */
const firstOf = <A, E, R>(rows: Stream.Stream<A, E, R>, isMeant: (row: A) => boolean) =>
  Effect.map(Stream.runHead(Stream.filter(rows, isMeant)), Option.getOrNull)

const isSame = (a: string | null, b: string): boolean => a !== null && a.trim().toLowerCase() === b.trim().toLowerCase()

/**
 * The account (company) with a name.
 *
 * ```ts
 * Ensure.account({ name: "Example Inc." })
 * ```
 */
export const account = (fields: Accounts.AccountCreate) =>
  findOrCreate(
    `account ${fields.name.toLowerCase()}`,
    () => firstOf(Accounts.list({ search: fields.name }), ({ name }) => isSame(name, fields.name)),
    Accounts.create(fields)
  )

/**
 * The association of a contact with an account. Fails with `DuplicateError` if the contact is associated with another
 * account: ActiveCampaign allows one.
 */
export const accountContact = (fields: AccountContacts.AccountContactWrite) =>
  findOrCreate(
    `accountContact ${fields.contact}`,
    () => firstOf(AccountContacts.listByContact(fields.contact), (row) => row.account === fields.account),
    AccountContacts.create(fields)
  )

/** The connection with a store or another external service. */
export const connection = (fields: Connections.ConnectionCreate) =>
  findOrCreate(
    `connection ${fields.service} ${fields.externalid}`,
    () =>
      firstOf(
        Connections.list({ filters: { service: fields.service, externalid: fields.externalid } }),
        ({ externalid, service }) => service === fields.service && externalid === fields.externalid
      ),
    Connections.create(fields)
  )

/** The customer of a connection with an id of the store. */
export const ecomCustomer = (fields: EcomCustomers.EcomCustomerCreate) =>
  findOrCreate(
    `ecomCustomer ${fields.connectionid} ${fields.externalid}`,
    () =>
      firstOf(
        EcomCustomers.list({ filters: { connectionid: fields.connectionid, externalid: fields.externalid } }),
        ({ connectionid, externalid }) => connectionid === fields.connectionid && externalid === fields.externalid
      ),
    EcomCustomers.create(fields)
  )

/**
 * The webhook with a URL, by `Webhooks.ensure`. One that differs is updated, one that ActiveCampaign has deactivated is
 * deleted and created again.
 *
 * ```ts
 * Ensure.webhook({
 *   name: "CRM",
 *   url: "https://example.com/hook",
 *   events: ["subscribe", "unsubscribe"],
 *   sources: ["public", "admin", "api", "system"]
 * })
 * ```
 */
export const webhook = (wanted: Webhooks.WebhookWanted) =>
  Effect.flatMap(Directory.Directory, ({ exclusive }) => exclusive(`webhook ${wanted.url}`)(Webhooks.ensure(wanted)))

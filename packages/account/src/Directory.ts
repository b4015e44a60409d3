/**
 * Names instead of ids: tags, lists, fields, pipelines, stages, users and so on, by the name that ActiveCampaign shows.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const tag = yield* Directory.tag("VIP")
 *   const stage = yield* Directory.stage("Won", { pipeline: "Sales" })
 *   return { tag, stage }
 * }).pipe(Effect.provide(Directory.layer()))
 * ```
 *
 * All records of a kind are read with the first name and kept for five minutes. Concurrent look-ups share one reading. A
 * name that is not among them is looked for once more, so that a record is found as soon as it was created. Names are
 * compared as ActiveCampaign does: exactly if there is such a name, otherwise without regard to case.
 */
import * as Cache from "effect/Cache"
import * as Chunk from "effect/Chunk"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as AccountCustomFields from "effect-activecampaign/AccountCustomFields"
import { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import * as Audiences from "effect-activecampaign/Audiences"
import * as Automations from "effect-activecampaign/Automations"
import * as CustomObjectSchemas from "effect-activecampaign/CustomObjectSchemas"
import * as DealCustomFields from "effect-activecampaign/DealCustomFields"
import * as DealRoles from "effect-activecampaign/DealRoles"
import * as DealStages from "effect-activecampaign/DealStages"
import * as FieldOptions from "effect-activecampaign/FieldOptions"
import * as Fields from "effect-activecampaign/Fields"
import * as Forms from "effect-activecampaign/Forms"
import type { AccountCustomFieldId, DealCustomFieldId, FieldId, PipelineId } from "effect-activecampaign/Ids"
import * as Lists from "effect-activecampaign/Lists"
import * as Pipelines from "effect-activecampaign/Pipelines"
import * as Scores from "effect-activecampaign/Scores"
import * as Tags from "effect-activecampaign/Tags"
import * as TaskTypes from "effect-activecampaign/TaskTypes"
import * as Users from "effect-activecampaign/Users"
import { type AmbiguousNameError, UnknownNameError } from "./AccountError.js"
import type { Definition } from "./CustomFields.js"
import { contactField, metaField, objectField } from "./internal/definitions.js"
import { type Names, namesOf, only } from "./internal/names.js"
import { related } from "./internal/related.js"

export { AmbiguousNameError, UnknownNameError } from "./AccountError.js"

/** A kind of records that have names. */
export interface Kind<Id extends string, Row, E> {
  /** What messages call it. */
  readonly name: string
  /** All records. */
  readonly list: () => Stream.Stream<Row, E, ActiveCampaignClient>
  /** Id of a record. */
  readonly id: (row: Row) => Id
  /** Names of a record. */
  readonly names: (row: Row) => ReadonlyArray<string | null>
}

/** All records of a kind, as they were at a time. */
interface Entries<Row> {
  readonly rows: ReadonlyArray<Row>
  readonly byId: ReadonlyMap<string, Row>
  readonly names: Names<Row>
  /** Which reading of the directory this was. */
  readonly reading: number
  /** Ids that were asked for and are not among the rows, so that nothing is read again for them. */
  readonly missing: Set<string>
}

/** What is known of one account. */
export interface Service {
  /** How many readings were complete. */
  readonly readings: Effect.Effect<number>
  /** All records of a kind. */
  readonly entries: <Id extends string, Row, E>(kind: Kind<Id, Row, E>) => Effect.Effect<Entries<Row>, E>
  /** All records of a kind, read again unless somebody else did since. */
  readonly reread: <Id extends string, Row, E>(
    kind: Kind<Id, Row, E>,
    seen: Entries<Row>
  ) => Effect.Effect<Entries<Row>, E>
  /** Adds records that were just created, so that nothing is read again for them. */
  readonly add: <Id extends string, Row, E>(kind: Kind<Id, Row, E>, row: Row) => Effect.Effect<void>
  /** Forgets the records of a kind. */
  readonly forget: <Id extends string, Row, E>(kind: Kind<Id, Row, E>) => Effect.Effect<void>
  /** Executes effects with the same key one after the other, so that two fibers do not create the same record twice. */
  readonly exclusive: (key: string) => <A, E, R>(effect: Effect.Effect<A, E, R>) => Effect.Effect<A, E, R>
}

/** The names of an account. */
export class Directory extends Context.Tag("@effect-activecampaign/account/Directory")<Directory, Service>() {}

/** How long names are kept. */
export interface Options {
  /** How long the records of a kind are kept; default 5 minutes. */
  readonly timeToLive?: Duration.DurationInput | undefined
}

const entriesOf = <Id extends string, Row, E>(
  { id, names }: Kind<Id, Row, E>,
  rows: ReadonlyArray<Row>,
  reading: number
): Entries<Row> => ({
  rows,
  byId: new Map(rows.map((row) => [id(row), row])),
  names: namesOf(rows, names),
  reading,
  missing: new Set()
})

/** One semaphore for each key that effects wait for. */
const locks = (): Service["exclusive"] => {
  const held = new Map<string, { readonly semaphore: Effect.Semaphore; users: number }>()
  return (key) => (effect) =>
    Effect.acquireUseRelease(
      Effect.sync(() => {
        const lock = held.get(key) ?? { semaphore: Effect.unsafeMakeSemaphore(1), users: 0 }
        lock.users += 1
        held.set(key, lock)
        return lock
      }),
      ({ semaphore }) => semaphore.withPermits(1)(effect),
      (lock) =>
        Effect.sync(() => {
          lock.users -= 1
          if (lock.users === 0) held.delete(key)
        })
    )
}

/** Any kind. Its rows and errors are known where it is declared. */
type AnyKind = Kind<string, any, any>

/** The directory of the account that a client reaches. */
const make = ({ timeToLive = "5 minutes" }: Options): Effect.Effect<Service, never, ActiveCampaignClient> =>
  Effect.gen(function* () {
    const client = yield* ActiveCampaignClient
    let readings = 0
    const cache = yield* Cache.makeWith({
      capacity: 1_000,
      lookup: (kind: AnyKind): Effect.Effect<Entries<any>, any> =>
        Stream.runCollect(kind.list()).pipe(
          Effect.map((rows) => entriesOf(kind, Chunk.toReadonlyArray(rows), ++readings)),
          Effect.provideService(ActiveCampaignClient, client)
        ),
      timeToLive: (exit) => (Exit.isSuccess(exit) ? timeToLive : Duration.zero)
    })
    return {
      readings: Effect.sync(() => readings),
      entries: (kind) => cache.get(kind),
      reread: (kind, seen) =>
        Effect.zipRight(
          cache.invalidateWhen(kind, (entries) => entries === seen),
          cache.get(kind)
        ),
      add: (kind, row) =>
        Effect.flatMap(cache.getOptionComplete(kind), (known) =>
          known._tag === "None"
            ? Effect.void
            : cache.set(kind, entriesOf(kind, [...known.value.rows, row], known.value.reading))
        ),
      forget: (kind) => cache.invalidate(kind),
      exclusive: locks()
    }
  })

/**
 * The directory of the account that the client reaches. Several accounts have a layer each.
 *
 * ```ts
 * Directory.layer({ timeToLive: "1 hour" })
 * ```
 */
export const layer = (options: Options = {}): Layer.Layer<Directory, never, ActiveCampaignClient> =>
  Layer.effect(Directory, make(options))

/** Records of a kind by name. The function itself finds an id. */
export interface Lookup<Id extends string, Row, E> {
  /** The id of the record with a name. */
  (name: string): Effect.Effect<Id, E | UnknownNameError | AmbiguousNameError, Directory>
  /** The record with a name. */
  readonly row: (name: string) => Effect.Effect<Row, E | UnknownNameError | AmbiguousNameError, Directory>
  /** The record with a name among those that were read; null if there is none. Nothing is read again for it. */
  readonly known: (name: string) => Effect.Effect<Row | null, E | AmbiguousNameError, Directory>
  /** The record with an id; null if there is none. */
  readonly byId: (id: Id) => Effect.Effect<Row | null, E, Directory>
  /** The records with ids, by id. Ids without a record are not among them. */
  readonly byIds: (ids: Iterable<Id>) => Effect.Effect<ReadonlyMap<string, Row>, E, Directory>
  /** All records. */
  readonly all: Effect.Effect<ReadonlyArray<Row>, E, Directory>
  /** Adds a record that was just created, so that nothing is read again for it. */
  readonly add: (row: Row) => Effect.Effect<void, never, Directory>
  /** Forgets all records, so that the next look-up reads them again. */
  readonly forget: Effect.Effect<void, never, Directory>
}

/** Finds the record with a name. `among` restricts the records, as a pipeline does its stages. */
const find = <Id extends string, Row, E>(
  kind: Kind<Id, Row, E>,
  name: string,
  among: (entries: Entries<Row>) => Names<Row> = ({ names }) => names
) =>
  Effect.gen(function* () {
    const directory = yield* Directory
    const before = yield* directory.readings
    const known = yield* directory.entries(kind)
    const names = among(known)
    // What was read for this look-up is not read again.
    const isKnown = known.reading > before || names.find(name).length > 0
    return yield* only(kind, name, isKnown ? names : among(yield* directory.reread(kind, known)))
  })

/** The records with ids. All are read again if one is not known. */
const findIds = <Id extends string, Row, E>(kind: Kind<Id, Row, E>, ids: Iterable<Id>) =>
  Effect.gen(function* () {
    const directory = yield* Directory
    const wanted = new Set(ids)
    if (wanted.size === 0) return new Map<string, Row>()
    const before = yield* directory.readings
    const known = yield* directory.entries(kind)
    const isMissing = (id: Id) => !known.byId.has(id) && !known.missing.has(id)
    const missing = [...wanted].filter(isMissing)
    const entries = missing.length === 0 || known.reading > before ? known : yield* directory.reread(kind, known)
    for (const id of missing) if (!entries.byId.has(id)) entries.missing.add(id)
    return entries.byId
  })

/** A kind with the types of its ids, rows and errors. */
const kind = <Id extends string, Row, E>(declared: Kind<Id, Row, E>): Kind<Id, Row, E> => declared

/** Declares a kind of records, to look up names of a resource that the directory does not have. */
export const lookup = <Id extends string, Row, E>(kind: Kind<Id, Row, E>): Lookup<Id, Row, E> =>
  Object.assign((name: string) => Effect.map(find(kind, name), kind.id), {
    row: (name: string) => find(kind, name),
    known: (name: string) =>
      Effect.flatMap(Directory, (directory) =>
        Effect.flatMap(directory.entries(kind), ({ names }) => only(kind, name, names))
      ).pipe(
        Effect.map((row): Row | null => row),
        Effect.catchIf(
          (error): error is UnknownNameError => error instanceof UnknownNameError,
          () => Effect.succeed(null)
        )
      ),
    byId: (id: Id) => Effect.map(findIds(kind, [id]), (rows) => rows.get(id) ?? null),
    byIds: (ids: Iterable<Id>) => findIds(kind, ids),
    all: Effect.flatMap(Directory, (directory) => Effect.map(directory.entries(kind), ({ rows }) => rows)),
    add: (row: Row) => Effect.flatMap(Directory, (directory) => directory.add(kind, row)),
    forget: Effect.flatMap(Directory, (directory) => directory.forget(kind))
  })

/** Tags of contacts and templates. */
export const tag = lookup({
  name: "tag",
  list: () => Tags.list(),
  id: ({ id }: Tags.Tag) => id,
  names: ({ tag }) => [tag]
})

/** Lists. */
export const list = lookup({
  name: "list",
  list: () => Lists.list(),
  id: ({ id }: Lists.List) => id,
  names: ({ name }) => [name]
})

const nameAndLabel = ({ label, name }: Definition) => [name, label]

/** Custom fields of contacts, by personalization tag or title. */
export const field = lookup({
  name: "contact field",
  list: () =>
    Fields.list.pages().pipe(
      Stream.mapEffect((page) =>
        Effect.map(related(page, "fieldOptions", FieldOptions.FieldOption), (options) =>
          page.items.map((one) => contactField(one, options))
        )
      ),
      Stream.flatMap(Stream.fromIterable)
    ),
  id: ({ id }: Definition<FieldId>) => id,
  names: nameAndLabel
})

/** Custom fields of deals, by personalization tag or label. */
export const dealField = lookup({
  name: "deal field",
  list: () => Stream.map(DealCustomFields.list(), (one) => metaField("deal", one)),
  id: ({ id }: Definition<DealCustomFieldId>) => id,
  names: nameAndLabel
})

/** Custom fields of accounts, by personalization tag or label. */
export const accountField = lookup({
  name: "account field",
  list: () => Stream.map(AccountCustomFields.list(), (one) => metaField("account", one)),
  id: ({ id }: Definition<AccountCustomFieldId>) => id,
  names: nameAndLabel
})

/** Schemas of custom objects, by slug or label. */
export const customObject = lookup({
  name: "custom object",
  list: () => CustomObjectSchemas.list(),
  id: ({ id }: CustomObjectSchemas.CustomObjectSchema) => id,
  names: ({ labels, slug }) => [slug, labels?.singular ?? null, labels?.plural ?? null]
})

/** Pipelines. */
export const pipeline = lookup({
  name: "pipeline",
  list: () => Pipelines.list(),
  id: ({ id }: Pipelines.Pipeline) => id,
  names: ({ title }) => [title]
})

/** Automations. */
export const automation = lookup({
  name: "automation",
  list: () => Automations.list(),
  id: ({ id }: Automations.Automation) => id,
  names: ({ name }) => [name]
})

/** Users, by e-mail address, user name, or first and last name. */
export const user = lookup({
  name: "user",
  list: () => Users.list(),
  id: ({ id }: Users.User) => id,
  names: ({ email, firstName, lastName, username }) => [email, username, `${firstName ?? ""} ${lastName ?? ""}`.trim()]
})

/** Saved segments. */
export const segment = lookup({
  name: "segment",
  list: () => Audiences.list(),
  id: ({ id }: Audiences.Audience) => id,
  names: ({ attributes }) => [attributes?.name ?? null]
})

/** Forms. */
export const form = lookup({
  name: "form",
  list: () => Forms.list(),
  id: ({ id }: Forms.Form) => id,
  names: ({ name }) => [name]
})

/** Scores. */
export const score = lookup({
  name: "score",
  list: () => Scores.list(),
  id: ({ id }: Scores.Score) => id,
  names: ({ name }) => [name]
})

/** Roles of the secondary contacts of deals. */
export const dealRole = lookup({
  name: "deal role",
  list: () => DealRoles.list(),
  id: ({ id }: DealRoles.DealRole) => id,
  names: ({ title }) => [title]
})

/** Types of tasks. */
export const taskType = lookup({
  name: "task type",
  list: () => TaskTypes.list(),
  id: ({ id }: TaskTypes.TaskType) => id,
  names: ({ title }) => [title]
})

const stageKind = kind({
  name: "stage",
  list: () => DealStages.list(),
  id: ({ id }: DealStages.DealStage) => id,
  names: ({ title }) => [title]
})

/** Stages of all pipelines. Several can have the same name: use `stage` to find one within a pipeline. */
export const stages = lookup(stageKind)

/**
 * A stage of a pipeline, by name. Stages of several pipelines can have the same name.
 *
 * ```ts
 * Directory.stage("Won", { pipeline: "Sales" })
 * ```
 */
export const stage = (name: string, within: { readonly pipeline: string }) =>
  Effect.flatMap(pipeline(within.pipeline), (id) => Effect.map(stageRow(name, id), stageKind.id))

/** A stage of a pipeline, by name and the pipeline's id; null for any pipeline. */
export const stageRow = (name: string, pipeline: PipelineId | null) =>
  find(stageKind, name, ({ names, rows }) =>
    pipeline === null
      ? names
      : namesOf(
          rows.filter(({ group }) => group === pipeline),
          stageKind.names
        )
  )

/**
 * The definition of a field of a custom object, by its id or label.
 *
 * ```ts
 * Directory.customObjectField("Renewal date", { customObject: "contract" })
 * ```
 */
export const customObjectField = (name: string, within: { readonly customObject: string }) =>
  Effect.gen(function* () {
    const { readings } = yield* Directory
    const before = yield* readings
    const field = Effect.flatMap(customObject.row(within.customObject), ({ fields }) =>
      only(
        { name: `field of ${within.customObject}`, id: ({ id }: Definition) => id },
        name,
        namesOf((fields ?? []).map(objectField), nameAndLabel)
      )
    )
    // What was read for this look-up is not read again.
    const again = Effect.if(
      Effect.map(readings, (after) => after === before),
      { onTrue: () => Effect.zipRight(customObject.forget, field), onFalse: () => field }
    )
    return yield* Effect.catchIf(
      field,
      (error): error is UnknownNameError => error instanceof UnknownNameError,
      () => again
    )
  })

/**
 * CSV to contacts: which column goes where, by the names that ActiveCampaign shows, and whether each value fits its field.
 *
 * ```ts
 * const importFile = (file: Stream.Stream<Uint8Array>) =>
 *   ImportPlan.entries(file, { columns: { "Customer no.": "reference", Notes: null } }).pipe(
 *     BulkImport.run({ automations: "skip" }),
 *     Stream.provideSomeLayer(Directory.layer())
 *   )
 * ```
 *
 * | header | goes to |
 * | --- | --- |
 * | `email`, `first_name`, `last_name`, `phone` | the contact; "E-mail address", "First name" and the like are the same |
 * | `customer_acct_name`, `account` | the account (company) with that name |
 * | `tags` | tags, by name; those that do not exist are created |
 * | `subscribe`, `unsubscribe` | lists, by name |
 * | `reference` | what events call the row, such as a customer number; it is not sent |
 * | personalization tag, title, or `field:7` | the custom field |
 *
 * Any other header is an error, unless `columns` says where it goes. An empty cell leaves the value unchanged. `dryRun` checks a
 * file without sending anything.
 */
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import type { ListId } from "effect-activecampaign/Ids"
import { type Batch, batches, type Contact, type Entry, type Problem, type RowFailed } from "./BulkImport.js"
import * as Csv from "./Csv.js"
import { type Field, fieldValue, split, type Target, targets } from "./internal/columns.js"
import { isAddress } from "./internal/importRows.js"

/** What a column can be, beside a custom field. */
export type Property =
  | "email"
  | "first_name"
  | "last_name"
  | "phone"
  | "customer_acct_name"
  | "tags"
  | "subscribe"
  | "unsubscribe"
  | "reference"

/** How a file becomes contacts. */
export interface Options extends Csv.Options {
  /**
   * Where columns go, by their headers: a property such as `first_name`, a custom field by personalization tag, title or
   * `field:7`, or null to ignore the column. Other headers are used as they are.
   */
  readonly columns?: Readonly<Record<string, string | null>> | undefined
  /** What is between several tags, lists or options in a cell; default a comma. `||a||b||` is read, too. */
  readonly separator?: string | undefined
  /** Tags for all contacts, beside those of their rows. */
  readonly tags?: ReadonlyArray<string> | undefined
  /** Names of lists to subscribe all contacts to, beside those of their rows. */
  readonly subscribe?: ReadonlyArray<string> | undefined
  /** The names that are used; by default those that the account has when the plan is made. */
  readonly account?: Account | undefined
}

/**
 * Names of an account that a plan uses. They are plain data: an import that is continued in another process treats each row
 * as before if they are stored.
 */
export interface Account {
  /** Custom fields of contacts. */
  readonly fields: ReadonlyArray<Field>
  /** Lists. */
  readonly lists: ReadonlyArray<{ readonly id: ListId; readonly name: string | null }>
}

/** What is wrong with a header. */
export interface HeaderProblem {
  /** The header; null if it is about all of them. */
  readonly header: string | null
  /** Number of the column, from 1; null if it is about none. */
  readonly column: number | null
  /** What is wrong. */
  readonly problem: string
}

/** The headers of a file, or `columns` of the options, cannot be used. Nothing was sent. */
export class HeaderError extends Data.TaggedError("HeaderError")<{
  /** All that is wrong. */
  readonly problems: ReadonlyArray<HeaderProblem>
}> {
  override get message(): string {
    const problems = this.problems.map(({ column, problem }) =>
      column === null ? problem : `column ${column}: ${problem}`
    )
    return `the headers of the CSV cannot be used: ${problems.join("; ")}`
  }
}

/** A column of a file. */
export interface Column {
  /** Its header. */
  readonly header: string
  /** Where it goes: a property, a custom field, or nowhere. */
  readonly target: Target
}

/** How the rows of a file become contacts. */
export interface Plan {
  /** The columns. */
  readonly columns: ReadonlyArray<Column>
  /** A row as contact, or all that is wrong with it. */
  readonly entry: (row: Csv.Row) => Effect.Effect<Entry>
}

/** How making a plan can fail. */
export type PlanError =
  | HeaderError
  | Directory.UnknownNameError
  | Directory.AmbiguousNameError
  | Effect.Effect.Error<typeof Directory.field.all>
  | Effect.Effect.Error<typeof Directory.list.all>

// ---------------------------------------------------------------------------------------------------------------
// Headers
// ---------------------------------------------------------------------------------------------------------------

/** Properties that several columns can have. */
const several: ReadonlyArray<Target> = ["tags", "subscribe", "unsubscribe", null]

const keyOf = (target: Target): Target | string => (typeof target === "object" && target !== null ? target.id : target)

const problemsOf = (
  headers: ReadonlyArray<string>,
  columns: ReadonlyArray<Column>,
  mapping: Readonly<Record<string, unknown>>
): ReadonlyArray<HeaderProblem> => {
  const unused = Object.keys(mapping).filter((header) => !headers.includes(header))
  const twice = columns.filter(
    ({ target }, index) =>
      !several.includes(target) && columns.findIndex((other) => keyOf(other.target) === keyOf(target)) < index
  )
  return [
    ...unused.map((header) => ({
      header,
      column: null,
      problem: `\`columns\` has "${header}", which is not a header`
    })),
    ...twice.map(({ header }) => ({
      header,
      column: headers.lastIndexOf(header) + 1,
      problem: `"${header}" goes where another column goes; ignore one of them with \`columns\``
    })),
    ...(columns.some(({ target }) => target === "email")
      ? []
      : [
          {
            ...{ header: null, column: null },
            problem: "no column is the e-mail address"
          }
        ])
  ]
}

/** What is wrong with a first row that cannot be headers at all. Values of rows are personal data, and not told. */
const shapeProblem = (headers: ReadonlyArray<string>, count: number): HeaderProblem | undefined => {
  const about = { header: null, column: null }
  if (count === 0) return { ...about, problem: "the file has no rows" }
  if (headers.some((header) => isAddress(header.trim())))
    return { ...about, problem: "the first row must have the headers; it has an e-mail address" }
  const found = /[;\t|,]/.exec(headers[0] ?? "")?.[0]
  return count > 1 || found === undefined
    ? undefined
    : { ...about, problem: `the first row is one value with ${JSON.stringify(found)}; set \`delimiter\` to it` }
}

/** Where the columns go. */
const columnsOf = (
  headers: ReadonlyArray<string>,
  mapping: Readonly<Record<string, string | null>>,
  fields: ReadonlyArray<Field>
) =>
  Effect.gen(function* () {
    const shape = shapeProblem(
      headers.filter((header) => !Object.hasOwn(mapping, header)),
      headers.length
    )
    if (shape !== undefined) return yield* Effect.fail(new HeaderError({ problems: [shape] }))
    const targetOf = targets(fields)
    const found = yield* Effect.forEach(headers, (header, index) => {
      const name = Object.hasOwn(mapping, header) ? mapping[header] : header.trim()
      if (name === null || name === undefined) return Effect.succeed(Either.right<Column>({ header, target: null }))
      if (name === "") {
        const problem = "the header is empty; ignore the column with `columns`"
        return Effect.succeed(Either.left<HeaderProblem>({ header, column: index + 1, problem }))
      }
      return targetOf(name).pipe(
        Effect.mapBoth({
          onSuccess: (target): Column => ({ header, target }),
          onFailure: ({ message }): HeaderProblem => ({ header, column: index + 1, problem: message })
        }),
        Effect.either
      )
    })
    const columns = found.flatMap((one) => (Either.isRight(one) ? [one.right] : []))
    const unknown = found.flatMap((one) => (Either.isLeft(one) ? [one.left] : []))
    const problems = [...unknown, ...(unknown.length === 0 ? problemsOf(headers, columns, mapping) : [])]
    return problems.length === 0 ? columns : yield* Effect.fail(new HeaderError({ problems }))
  })

// ---------------------------------------------------------------------------------------------------------------
// Rows
// ---------------------------------------------------------------------------------------------------------------

/** Finds lists by name, each name once. */
const listsOf = (lists: Account["lists"]) =>
  Effect.map(Directory.Directory, (directory) => {
    const lookup = Directory.lookup({
      name: "list",
      list: () => Stream.fromIterable(lists),
      id: ({ id }: Account["lists"][number]): ListId => id,
      names: ({ name }) => [name]
    })
    return (name: string) => Effect.provideService(lookup(name), Directory.Directory, directory)
  })

type ListOf = Effect.Effect.Success<ReturnType<typeof listsOf>>

/** What is the same for all rows of a file. */
interface Settings {
  readonly separator: string
  readonly tags: ReadonlyArray<string>
  readonly subscribe: ReadonlyArray<ListId>
  readonly listOf: ListOf
}

/** What a cell adds to a contact. */
interface Part {
  readonly reference?: string
  readonly contact?: Partial<Contact>
  readonly tags?: ReadonlyArray<string>
  readonly subscribe?: ReadonlyArray<ListId>
  readonly unsubscribe?: ReadonlyArray<ListId>
  readonly field?: NonNullable<Contact["fields"]>[number]
}

/** The lists that a cell names. */
const listsIn = (header: string, cell: string, { listOf, separator }: Settings) =>
  Effect.forEach(split(cell, separator), (name) =>
    Effect.mapError(listOf(name), (error): Problem => {
      if (error._tag === "AmbiguousNameError") {
        return { column: header, expected: "the name of one list", actual: "the name of several" }
      }
      const similar = error.nearest.map((list) => `"${list}"`).join(" or ")
      const expected = `the name of a list${similar === "" ? "" : `, such as ${similar}`}`
      return { column: header, expected, actual: "another name" }
    })
  )

/** What a cell says of the contact. */
const partOf = ({ header, target }: Column, cell: string, settings: Settings): Effect.Effect<Part, Problem> => {
  const text = cell.trim()
  if (target === null || (text === "" && target !== "email")) return Effect.succeed({})
  if (typeof target === "object") {
    return Effect.map(fieldValue(target, header, cell, settings.separator), (value) => ({
      field: { id: target.id, value }
    }))
  }
  switch (target) {
    case "email": {
      const actual = text === "" ? "nothing" : "another text"
      return isAddress(text)
        ? Effect.succeed({ contact: { email: text } })
        : Effect.fail({ column: header, expected: "an e-mail address", actual })
    }
    case "tags":
      return Effect.succeed({ tags: split(text, settings.separator) })
    case "subscribe":
      return Effect.map(listsIn(header, text, settings), (subscribe) => ({ subscribe }))
    case "unsubscribe":
      return Effect.map(listsIn(header, text, settings), (unsubscribe) => ({ unsubscribe }))
    case "reference":
      return Effect.succeed({ reference: text })
    default:
      return Effect.succeed({ contact: { [target]: text } })
  }
}

const distinct = <A>(values: ReadonlyArray<A>, keyOf: (value: A) => unknown = (value) => value): ReadonlyArray<A> => [
  ...new Map(values.map((value) => [keyOf(value), value])).values()
]

/** A contact of what its cells say. */
const contactOf = (email: string, parts: ReadonlyArray<Part>, settings: Settings): Contact => {
  const tags = distinct([...settings.tags, ...parts.flatMap(({ tags = [] }) => tags)], (tag) => tag.toLowerCase())
  const subscribe = distinct([...settings.subscribe, ...parts.flatMap(({ subscribe = [] }) => subscribe)])
  const unsubscribe = distinct(parts.flatMap(({ unsubscribe = [] }) => unsubscribe))
  const fields = parts.flatMap(({ field }) => field ?? [])
  return {
    ...Object.assign({ email }, ...parts.map(({ contact }) => contact)),
    ...(tags.length === 0 ? {} : { tags }),
    ...(fields.length === 0 ? {} : { fields }),
    ...(subscribe.length === 0 ? {} : { subscribe: subscribe.map((listid) => ({ listid })) }),
    ...(unsubscribe.length === 0 ? {} : { unsubscribe: unsubscribe.map((listid) => ({ listid })) })
  }
}

/** A row as a contact, or all that is wrong with it. */
const entryOf = (columns: ReadonlyArray<Column>, settings: Settings, { cells, line }: Csv.Row): Effect.Effect<Entry> =>
  Effect.map(
    Effect.partition(columns, (column, index) => partOf(column, cells[index] ?? "", settings)),
    ([problems, parts]): Entry => {
      const email = parts.find(({ contact }) => contact?.email !== undefined)?.contact?.email ?? null
      const reference = parts.find((part) => part.reference !== undefined)?.reference ?? null
      const row = { line, email, reference }
      if (cells.length !== columns.length) {
        const expected = `${columns.length} values, as many as there are headers`
        return { _tag: "InvalidRow", row, problems: [{ column: null, expected, actual: `${cells.length}` }] }
      }
      if (problems.length > 0 || email === null) return { _tag: "InvalidRow", row, problems }
      return { _tag: "Row", line, reference, contact: contactOf(email, parts, settings) }
    }
  )

// ---------------------------------------------------------------------------------------------------------------
// Plans
// ---------------------------------------------------------------------------------------------------------------

/** Reads the custom fields and lists of the account. What was created since the last look-up is there. */
export const account: Effect.Effect<
  Account,
  Effect.Effect.Error<typeof Directory.field.all> | Effect.Effect.Error<typeof Directory.list.all>,
  Directory.Directory | ActiveCampaignClient
> = Effect.gen(function* () {
  yield* Directory.field.forget
  yield* Directory.list.forget
  const lists = yield* Directory.list.all
  return { fields: yield* Directory.field.all, lists: lists.map(({ id, name }) => ({ id, name })) }
})

/**
 * Finds out where the columns of a file go. It reads the custom fields and lists of the account, unless the options have them.
 *
 * Fails with `HeaderError`, which names all headers that cannot be used and similar names, and with `UnknownNameError` or
 * `AmbiguousNameError` for a list of the options.
 */
export const make = (
  headers: ReadonlyArray<string>,
  { account: known, columns: mapping = {}, separator = ",", subscribe = [], tags = [] }: Options = {}
): Effect.Effect<Plan, PlanError, Directory.Directory | ActiveCampaignClient> =>
  Effect.gen(function* () {
    const { fields, lists } = known ?? (yield* account)
    const columns = yield* columnsOf(headers, mapping, fields)
    const listOf = yield* listsOf(lists)
    const settings = { separator, tags, listOf, subscribe: yield* Effect.forEach(subscribe, (name) => listOf(name)) }
    return { columns, entry: (row) => entryOf(columns, settings, row) }
  })

/**
 * The contacts of a CSV file, and the rows that are none. The first row has the headers.
 *
 * ```ts
 * const entries = (file: Stream.Stream<Uint8Array>) => ImportPlan.entries(file, { delimiter: ";", tags: ["import 2026"] })
 * ```
 */
export const entries = <E, R>(
  bytes: Stream.Stream<Uint8Array, E, R>,
  options: Options = {}
): Stream.Stream<Entry, E | Csv.CsvError | PlanError, R | Directory.Directory | ActiveCampaignClient> =>
  Stream.suspend(() => {
    let plan: Plan | undefined
    const planned = (headers: ReadonlyArray<string>) =>
      Effect.map(make(headers, options), (made) => {
        plan = made
        return Option.none<Entry>()
      })
    const rows = Stream.mapEffect(Csv.rows(bytes, options), (row) =>
      plan === undefined ? planned(row.cells) : Effect.asSome(plan.entry(row))
    )
    const none = Stream.suspend(() => (plan === undefined ? Stream.fromEffect(planned([])) : Stream.empty))
    return Stream.filterMap(Stream.concat(rows, none), (entry) => entry)
  })

// ---------------------------------------------------------------------------------------------------------------
// Dry run
// ---------------------------------------------------------------------------------------------------------------

/** What an import would do. */
export interface Report {
  readonly _tag: "Report"
  /** Rows that would be sent. */
  readonly valid: number
  /** Rows that would fail before they are sent. */
  readonly invalid: number
  /** Requests that would be sent to the importer. */
  readonly batches: number
  /** How long these requests take at the rate limit of the importer, at least. */
  readonly duration: Duration.Duration
  /** Tags that would be created, up to 1,000 of them. */
  readonly newTags: ReadonlyArray<string>
  /** Whether there are more. */
  readonly hasMoreNewTags: boolean
}

const mostTags = 1000

/** How long it takes to send requests with several rows, and with one. */
const durationOf = (many: number, single: number): Duration.Duration => {
  const minutes = (count: number, limit: number) => Math.floor(Math.max(0, count - 1) / limit)
  const whole = Math.max(minutes(many, 100), minutes(single, 20))
  const perSecond = 5
  return Duration.seconds(Math.max(whole * 60, Math.floor(Math.max(0, many + single - 1) / perSecond)))
}

/**
 * Checks contacts and says what an import of them would do, without sending anything: each row that would fail as event, then
 * a report. It reads the tags of the account; `entries` reads its fields and lists.
 *
 * ```ts
 * const report = (file: Stream.Stream<Uint8Array>) =>
 *   ImportPlan.dryRun(ImportPlan.entries(file)).pipe(
 *     Stream.runForEach((event) => Effect.log(event._tag === "Report" ? `${event.valid} rows` : event.reason)),
 *     Effect.provide(Directory.layer())
 *   )
 * ```
 */
export const dryRun = <E, R>(
  contacts: Stream.Stream<Contact | Entry, E, R>
): Stream.Stream<
  RowFailed | Report,
  E | Effect.Effect.Error<typeof Directory.tag.all>,
  R | Directory.Directory | ActiveCampaignClient
> =>
  Stream.unwrap(
    Effect.gen(function* () {
      yield* Directory.tag.forget
      const known = new Set((yield* Directory.tag.all).map(({ tag }) => (tag ?? "").toLowerCase()))
      const created = new Map<string, string>()
      const counts = { valid: 0, invalid: 0, many: 0, single: 0 }
      const count = ({ rows }: Batch) => {
        counts.valid += rows.length
        counts[rows.length === 1 ? "single" : "many"] += 1
        for (const tag of rows.flatMap(({ contact }) => contact.tags ?? [])) {
          const key = tag.toLowerCase()
          if (created.size <= mostTags && !known.has(key) && !created.has(key)) created.set(key, tag)
        }
      }
      const failures = Stream.mapConcat(batches(contacts, { automations: "skip" }), (one): ReadonlyArray<RowFailed> => {
        if (one._tag === "Batch") count(one)
        else counts.invalid += 1
        return one._tag === "Batch" ? [] : [one]
      })
      const report = Stream.sync((): Report => {
        const { invalid, many, single, valid } = counts
        const duration = durationOf(many, single)
        const newTags = [...created.values()].slice(0, mostTags)
        return {
          ...{ _tag: "Report", valid, invalid, duration, batches: many + single },
          ...{ newTags, hasMoreNewTags: created.size > mostTags }
        }
      })
      return Stream.concat(failures, report)
    })
  )

/**
 * Reads what a snapshot contains from the account, with as few requests as possible.
 */
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"
import * as Stream from "effect/Stream"
import * as AccountCustomFields from "effect-activecampaign/AccountCustomFields"
import type { PermissionError } from "effect-activecampaign/ActiveCampaignError"
import * as CustomObjectSchemas from "effect-activecampaign/CustomObjectSchemas"
import * as DealCustomFields from "effect-activecampaign/DealCustomFields"
import * as DealStages from "effect-activecampaign/DealStages"
import * as FieldOptions from "effect-activecampaign/FieldOptions"
import * as Fields from "effect-activecampaign/Fields"
import { TagId } from "effect-activecampaign/Ids"
import * as Lists from "effect-activecampaign/Lists"
import * as Pipelines from "effect-activecampaign/Pipelines"
import * as Tags from "effect-activecampaign/Tags"
import type { Definition } from "../CustomFields.js"
import { contactField, metaField, objectField } from "./definitions.js"
import { assign, compareIds } from "./identifiers.js"
import { namesOf, only } from "./names.js"
import { related } from "./related.js"
import type { Field, Named, Snapshot } from "./snapshot.js"

/** A snapshot without anything. */
export const empty: Snapshot = {
  version: 1,
  module: "activecampaign.account.ts",
  fields: [],
  dealFields: [],
  accountFields: [],
  customObjects: [],
  pipelines: [],
  lists: [],
  tags: []
}

/** What was read. */
export interface Reading {
  /** The account as it is. */
  readonly snapshot: Snapshot
  /** How many requests were needed, apart from retries. */
  readonly requests: number
  /** Parts that the API key must not read, and that the previous snapshot does not contain either. */
  readonly denied: ReadonlyArray<string>
}

// ---------------------------------------------------------------------------------------------------------------
// Identifiers
// ---------------------------------------------------------------------------------------------------------------

type Known = ReadonlyArray<{ readonly id: string; readonly identifier: string }>

interface Labelled {
  readonly id: string
  readonly label: string
}

const byId = (a: Labelled, b: Labelled) => compareIds(a.id, b.id)

const nameOf = (known: ReadonlyMap<string, string>, id: string): string => known.get(id) ?? id

const withIdentifiers = (rows: ReadonlyArray<Labelled>, previous: Known, what: string): ReadonlyArray<Named> => {
  const identifiers = assign(rows, previous, what, ({ label }) => [label])
  return rows.map(({ id, label }) => ({ identifier: nameOf(identifiers, id), id, label }))
}

const fieldsOf = (definitions: ReadonlyArray<Definition>, previous: Known): ReadonlyArray<Field> => {
  const identifiers = assign(definitions, previous, "field", ({ label, name }) => [label, name])
  return [...definitions].sort(byId).map(({ currency, id, isRequired, kind, label, name, options }) => ({
    ...{ identifier: nameOf(identifiers, id), id, label, name, kind },
    ...{ options: options === null ? null : [...new Set(options)], currency, isRequired }
  }))
}

// ---------------------------------------------------------------------------------------------------------------
// Requests
// ---------------------------------------------------------------------------------------------------------------

/** Counts requests. */
interface Counter {
  readonly requests: Ref.Ref<number>
}

const counted = <A, E, R>({ requests }: Counter, effect: Effect.Effect<A, E, R>) =>
  Effect.zipLeft(
    effect,
    Ref.update(requests, (count) => count + 1)
  )

/** The pages of a list, each of which is a request. */
const pagesOf = <Page, E, R>({ requests }: Counter, pages: Stream.Stream<Page, E, R>) =>
  Effect.map(
    Stream.runCollect(Stream.tap(pages, () => Ref.update(requests, (count) => count + 1))),
    Chunk.toReadonlyArray
  )

/** The rows of a list. */
const rowsOf = <A, E, R>(counter: Counter, pages: Stream.Stream<{ readonly items: ReadonlyArray<A> }, E, R>) =>
  Effect.map(pagesOf(counter, pages), (all) => all.flatMap(({ items }) => items))

/** The options come with the fields: without them, all would look removed. */
const contactFields = (counter: Counter) =>
  Effect.gen(function* () {
    const pages = yield* pagesOf(counter, Fields.list.pages())
    const options: Array<FieldOptions.FieldOption> = []
    for (const page of pages) options.push(...(yield* related(page, "fieldOptions", FieldOptions.FieldOption)))
    return pages.flatMap(({ items }) => items).map((one): Definition => contactField(one, options))
  })

const pipelines = (counter: Counter) =>
  Effect.all([rowsOf(counter, Pipelines.list.pages()), rowsOf(counter, DealStages.list.pages())], {
    concurrency: "unbounded"
  })

/** The rows with these ids and names among all tags. A name is compared as ActiveCampaign does. */
const chosenAmong = (rows: ReadonlyArray<Tags.Tag>, ids: ReadonlySet<string>, names: ReadonlyArray<string>) => {
  const tags = namesOf(rows, ({ tag }) => [tag])
  const tag = { name: "tag", id: ({ id }: Tags.Tag) => id }
  return Effect.map(
    Effect.forEach(names, (name) => only(tag, name, tags)),
    (found) => rows.filter((row) => ids.has(row.id) || found.includes(row))
  )
}

const pageSize = 100

/** The chosen tags: all tags are read if that needs fewer requests than one for each. */
const chosenTags = (counter: Counter, ids: ReadonlySet<string>, names: ReadonlyArray<string>) =>
  Effect.gen(function* () {
    if (ids.size === 0 && names.length === 0) return []
    const { items, total } = yield* counted(counter, Tags.list.page({ limit: pageSize }))
    const found = namesOf(items, ({ tag }) => [tag])
    const missing = [...ids].filter((id) => !items.some((row) => row.id === id))
    const unknown = names.filter((name) => found.find(name).length === 0)
    if (items.length < pageSize || missing.length + unknown.length === 0) return yield* chosenAmong(items, ids, names)
    if (total !== null && Math.ceil(total / pageSize) - 1 <= missing.length + unknown.length) {
      return yield* chosenAmong(yield* rowsOf(counter, Tags.list.pages()), ids, names)
    }
    const rest = yield* Effect.all(
      [
        Effect.forEach(
          missing,
          (id) =>
            counted(
              counter,
              Effect.catchTag(Tags.get(TagId.make(id)), "NotFoundError", () => Effect.succeed(null))
            ),
          { concurrency: "unbounded" }
        ),
        Effect.forEach(unknown, (name) => rowsOf(counter, Tags.list.pages({ filters: { search: { eq: name } } })), {
          concurrency: "unbounded"
        })
      ],
      { concurrency: "unbounded" }
    )
    const rows = [...items, ...rest[0].filter((row) => row !== null), ...rest[1].flat()]
    return yield* chosenAmong([...new Map(rows.map((row) => [row.id, row])).values()], ids, names)
  })

// ---------------------------------------------------------------------------------------------------------------
// The whole account
// ---------------------------------------------------------------------------------------------------------------

/** A part of the account. If the key must not read a part that was never there, the part is empty. */
const part = <A, E, R>(
  name: string,
  previous: ReadonlyArray<unknown>,
  read: Effect.Effect<A, E | PermissionError, R>,
  none: A,
  denied: Ref.Ref<ReadonlyArray<string>>
) =>
  Effect.catchIf(
    read,
    (error): error is PermissionError =>
      previous.length === 0 && error instanceof Error && "_tag" in error && error._tag === "PermissionError",
    () =>
      Effect.as(
        Ref.update(denied, (names) => [...names, name]),
        none
      )
  )

const stagesOf = (
  pipeline: string,
  rows: ReadonlyArray<DealStages.DealStage>,
  previous: Snapshot
): ReadonlyArray<Named> => {
  const own = rows
    .filter(({ group }) => group === pipeline)
    .map(({ id, order, title }) => ({ id, order: order ?? 0, label: title || id }))
    .sort((a, b) => a.order - b.order || byId(a, b))
  return withIdentifiers(own, previous.pipelines.find(({ id }) => id === pipeline)?.stages ?? [], "stage")
}

const objectsOf = (schemas: ReadonlyArray<CustomObjectSchemas.CustomObjectSchema>, previous: Snapshot) => {
  const rows = schemas.map(({ fields, id, labels, slug }) => ({
    ...{ id, slug, fields: fields ?? [] },
    label: labels?.singular || slug || id
  }))
  const identifiers = assign(rows, previous.customObjects, "customObject", ({ label, slug }) => [slug ?? "", label])
  return rows.sort(byId).map(({ fields, id, label }) => {
    const before = previous.customObjects.find((one) => one.id === id)?.fields ?? []
    return { identifier: nameOf(identifiers, id), id, label, fields: fieldsOf(fields.map(objectField), before) }
  })
}

/**
 * Reads the account. Identifiers, the chosen tags and the path of the module are those of the previous snapshot; `tags` are
 * names of tags to choose in addition.
 */
export const readAccount = (previous: Snapshot = empty, tags: ReadonlyArray<string> = []) =>
  Effect.gen(function* () {
    const counter: Counter = { requests: yield* Ref.make(0) }
    const denied = yield* Ref.make<ReadonlyArray<string>>([])
    const chosen = new Set(previous.tags.map(({ id }) => id))
    const dealFields = rowsOf(counter, DealCustomFields.list.pages())
    const accountFields = rowsOf(counter, AccountCustomFields.list.pages())
    const objects = rowsOf(counter, CustomObjectSchemas.list.pages())
    const rows = yield* Effect.all(
      {
        fields: contactFields(counter),
        dealFields: part("deal fields", previous.dealFields, dealFields, [], denied),
        accountFields: part("account fields", previous.accountFields, accountFields, [], denied),
        customObjects: part("custom objects", previous.customObjects, objects, [], denied),
        pipelines: part("pipelines", previous.pipelines, pipelines(counter), [[], []], denied),
        lists: rowsOf(counter, Lists.list.pages()),
        tags: chosenTags(counter, chosen, tags)
      },
      { concurrency: "unbounded" }
    )
    const [groups, stages] = rows.pipelines
    const labelled = groups.map(({ id, title }) => ({ id, label: title || id })).sort(byId)
    const lists = rows.lists.map(({ id, name }) => ({ id, label: name || id })).sort(byId)
    const named = rows.tags.map(({ id, tag }) => ({ id, label: tag || id })).sort(byId)
    const snapshot: Snapshot = {
      version: 1,
      module: previous.module,
      fields: fieldsOf(rows.fields, previous.fields),
      dealFields: fieldsOf(
        rows.dealFields.map((one) => metaField("deal", one)),
        previous.dealFields
      ),
      accountFields: fieldsOf(
        rows.accountFields.map((one) => metaField("account", one)),
        previous.accountFields
      ),
      customObjects: objectsOf(rows.customObjects, previous),
      pipelines: withIdentifiers(labelled, previous.pipelines, "pipeline").map((one) => ({
        ...one,
        stages: stagesOf(one.id, stages, previous)
      })),
      lists: withIdentifiers(lists, previous.lists, "list"),
      tags: withIdentifiers(named, previous.tags, "tag")
    }
    const reading: Reading = {
      snapshot,
      requests: yield* Ref.get(counter.requests),
      denied: [...(yield* Ref.get(denied))].sort()
    }
    return reading
  })

/** Why an account cannot be read. */
export type ReadError = Effect.Effect.Error<ReturnType<typeof readAccount>>

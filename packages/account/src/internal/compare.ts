/**
 * What differs between two snapshots of an account, and what it means for programs that were compiled with the first.
 */
import type { Field, Named, Snapshot } from "./snapshot.js"

/**
 * What a change means for a program that was compiled before: `breaking` changes make requests fail or values unreadable,
 * `additive` ones add what the program does not know, `cosmetic` ones change labels and order.
 */
export type ChangeClass = "breaking" | "additive" | "cosmetic"

/** A difference between two snapshots. */
export interface Change {
  /** What the change means for a program that was compiled before. */
  readonly class: ChangeClass
  /** Where it is in the generated module, such as `Fields.plan`. */
  readonly path: string
  /** Id in ActiveCampaign. */
  readonly id: string
  /** What has changed. */
  readonly message: string
}

/** Classes from the most to the least severe. */
export const classes: ReadonlyArray<ChangeClass> = ["breaking", "additive", "cosmetic"]

/** Something that has an id, wherever it is in the snapshot. */
interface Item {
  /** The same in both snapshots, whatever it is named. */
  readonly key: string
  readonly what: string
  readonly path: string
  readonly row: Named | Field
  /** Ids of what it contains, if their order matters. */
  readonly order: ReadonlyArray<string>
}

const items = (
  what: string,
  path: string,
  rows: ReadonlyArray<Named | Field>,
  order: (index: number) => ReadonlyArray<string> = () => []
): ReadonlyArray<Item> =>
  rows.map((row, index) => ({
    key: `${what} ${row.id}`,
    what,
    path: `${path}.${row.identifier}`,
    row,
    order: order(index)
  }))

const itemsOf = (snapshot: Snapshot): ReadonlyArray<Item> => [
  ...items("contact field", "Fields", snapshot.fields),
  ...items("deal field", "DealFields", snapshot.dealFields),
  ...items("account field", "AccountFields", snapshot.accountFields),
  ...items("custom object", "CustomObjects", snapshot.customObjects),
  ...snapshot.customObjects.flatMap(({ fields, id, identifier }) =>
    items(`field of custom object ${id}`, `CustomObjects.${identifier}.fields`, fields)
  ),
  ...items(
    "pipeline",
    "Pipelines",
    snapshot.pipelines,
    (index) => snapshot.pipelines[index]?.stages.map(({ id }) => id) ?? []
  ),
  ...snapshot.pipelines.flatMap(({ id, identifier, stages }) =>
    items(`stage of pipeline ${id}`, `Pipelines.${identifier}.stages`, stages)
  ),
  ...items("list", "Lists", snapshot.lists),
  ...items("tag", "Tags", snapshot.tags)
]

const quote = (text: string): string => JSON.stringify(text)

/** Whether what both have is in another order. */
const isReordered = (before: ReadonlyArray<string>, after: ReadonlyArray<string>): boolean => {
  const common = before.filter((one) => after.includes(one))
  const others = after.filter((one) => before.includes(one))
  return common.some((one, index) => one !== others[index])
}

type Difference = readonly [kind: ChangeClass, message: string]

const optionChanges = (before: Field, after: Field): ReadonlyArray<Difference> => {
  const [old, current] = [before.options ?? [], after.options ?? []]
  const removed = old.filter((option) => !current.includes(option))
  const added = current.filter((option) => !old.includes(option))
  return [
    ...removed.map((option): Difference => ["breaking", `option ${quote(option)} was removed`]),
    ...added.map((option): Difference => ["additive", `option ${quote(option)} was added`]),
    ...(isReordered(old, current) ? [["cosmetic", "the order of the options has changed"] as const] : [])
  ]
}

const fieldChanges = (before: Field, after: Field): ReadonlyArray<Difference> => [
  ...(before.name === after.name
    ? []
    : [["cosmetic", `the personalization tag ${quote(before.name)} is now ${quote(after.name)}`] as const]),
  ...(before.kind === after.kind
    ? optionChanges(before, after)
    : [["breaking", `the kind ${quote(before.kind)} is now ${quote(after.kind)}`] as const]),
  ...(before.currency === after.currency
    ? []
    : [["cosmetic", `the default currency ${before.currency} is now ${after.currency}`] as const]),
  ...(before.isRequired === after.isRequired
    ? []
    : after.isRequired
      ? [["breaking", "a value is now required"] as const]
      : [["additive", "a value is no longer required"] as const])
]

const isField = (row: Named | Field): row is Field => "kind" in row

/** What has changed in something that both snapshots contain. */
const differences = (before: Item, after: Item): ReadonlyArray<Difference> => [
  ...(before.row.identifier === after.row.identifier
    ? []
    : [["breaking", `the identifier ${before.row.identifier} is now ${after.row.identifier}`] as const]),
  ...(before.row.label === after.row.label
    ? []
    : [["cosmetic", `renamed from ${quote(before.row.label)} to ${quote(after.row.label)}`] as const]),
  ...(isField(before.row) && isField(after.row) ? fieldChanges(before.row, after.row) : []),
  ...(isReordered(before.order, after.order) ? [["cosmetic", "the order of the stages has changed"] as const] : [])
]

/** The differences, the most severe first, in the order of the generated module. */
export const compare = (before: Snapshot, after: Snapshot): ReadonlyArray<Change> => {
  const [old, current] = [itemsOf(before), itemsOf(after)]
  const [oldKeys, currentKeys] = [old, current].map((all) => new Map(all.map((item) => [item.key, item])))
  const change = ({ path, row }: Item, [kind, message]: Difference): Change => ({
    ...{ class: kind, path, id: row.id },
    message
  })
  const kept = old.flatMap((item) => {
    const now = currentKeys?.get(item.key)
    return now === undefined
      ? [change(item, ["breaking", `${item.what} ${quote(item.row.label)} was removed`])]
      : differences(item, now).map((difference) => change(item, difference))
  })
  const added = current
    .filter(({ key }) => !oldKeys?.has(key))
    .map((item) => change(item, ["additive", `${item.what} ${quote(item.row.label)} was added`]))
  const all = [...kept, ...added]
  return classes.flatMap((one) => all.filter((change) => change.class === one))
}

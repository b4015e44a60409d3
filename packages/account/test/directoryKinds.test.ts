/**
 * Every kind of record is found by each of its names, with one reading of its collection.
 */
import { expect, it } from "@effect/vitest"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Faults from "@effect-activecampaign/testing/Faults"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ActiveCampaignClient } from "effect-activecampaign"
import { describe } from "vitest"
import { account, requestsOf } from "./requestsOf.js"

const layer = Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())

type Needs = ActiveCampaignClient.ActiveCampaignClient | Directory.Directory

/** A kind: a record with its names, other records with similar names, and the request that reads them. */
interface Case<Table extends FakeAccount.TableName = FakeAccount.TableName> {
  readonly table: Table
  readonly row: FakeAccount.Fields<Table>
  readonly other: FakeAccount.Fields<Table>
  readonly names: ReadonlyArray<string>
  readonly find: (name: string) => Effect.Effect<string, { readonly _tag: string }, Needs>
  readonly request: string
}

const kindOf = <Table extends FakeAccount.TableName>(
  table: Table,
  find: Case["find"],
  request: string,
  row: FakeAccount.Fields<Table>,
  other: FakeAccount.Fields<Table>,
  ...names: ReadonlyArray<string>
): Case => ({ table, row, other, names, find, request })

const meta = (fieldLabel: string, personalization: string) => ({ fieldLabel, personalization, fieldType: "text" })

const person = (firstName: string, lastName: string) => {
  const username = `${firstName}.${lastName}`.toLowerCase()
  return { firstName, lastName, username, email: `${username}@example.com` }
}

const object = (slug: string, singular: string) => ({ slug, labels: { singular, plural: `${singular}s` }, fields: [] })

const title = (title: string) => ({ title })
const name = (name: string) => ({ name })

const cases: Readonly<Record<string, Case>> = {
  tag: kindOf("tags", Directory.tag, "GET /tags", { tag: "VIP" }, { tag: "VIP 2" }, "VIP", "vip", " Vip "),
  list: kindOf("lists", Directory.list, "GET /lists", name("News"), name("Newsletter"), "News", "NEWS"),
  field: kindOf(
    ...(["fields", Directory.field, "GET /fields"] as const),
    ...[
      { title: "Favorite color", perstag: "COLOR" },
      { title: "Color", perstag: "PAINT" }
    ],
    ...["COLOR", "Favorite color", "FAVORITE COLOR"]
  ),
  dealField: kindOf(
    ...(["dealCustomFieldMeta", Directory.dealField, "GET /dealCustomFieldMeta"] as const),
    ...[meta("Renewal", "DEAL_RENEWAL"), meta("Renewal 2", "DEAL_RENEWAL_2")],
    ...["Renewal", "DEAL_RENEWAL", "renewal"]
  ),
  accountField: kindOf(
    ...(["accountCustomFieldMeta", Directory.accountField, "GET /accountCustomFieldMeta"] as const),
    ...[meta("Region", "ACCT_REGION"), meta("Region 2", "ACCT_REGION_2")],
    ...["Region", "ACCT_REGION", "acct_region"]
  ),
  customObject: kindOf(
    ...(["schemas", Directory.customObject, "GET /customObjects/schemas"] as const),
    ...[object("service-contract", "Contract"), object("contract-draft", "Draft")],
    ...["service-contract", "Contract", "contracts"]
  ),
  pipeline: kindOf(
    "dealGroups",
    Directory.pipeline,
    "GET /dealGroups",
    title("Sales"),
    title("Sales 2"),
    "Sales",
    "sales"
  ),
  automation: kindOf(
    ...(["automations", Directory.automation, "GET /automations", name("Welcome"), name("Welcome back")] as const),
    ...["Welcome", "welcome"]
  ),
  user: kindOf(
    ...(["users", Directory.user, "GET /users", person("Jane", "Doe"), person("Joe", "Doe")] as const),
    ...["jane.doe@example.com", "jane.doe", "Jane Doe", "JANE DOE"]
  ),
  segment: kindOf(
    ...(["segments", Directory.segment, "GET /audiences", name("Active"), name("Inactive")] as const),
    ...["Active", "active"]
  ),
  form: kindOf("forms", Directory.form, "GET /forms", name("Sign-up"), name("Sign-up 2"), "Sign-up", "SIGN-UP"),
  score: kindOf("scores", Directory.score, "GET /scores", name("Interest"), name("Interests"), "Interest", "interest"),
  dealRole: kindOf(
    ...(["dealRoles", Directory.dealRole, "GET /dealRoles", title("Decision maker"), title("Maker")] as const),
    ...["Decision maker", "decision maker"]
  ),
  taskType: kindOf(
    ...(["dealTasktypes", Directory.taskType, "GET /dealTasktypes", title("Call"), title("Call back")] as const),
    ...["Call", "CALL"]
  )
}

describe("a record is found by its names", () => {
  for (const [kind, { find, names, other, request, row, table }] of Object.entries(cases)) {
    it.effect(kind, () =>
      Effect.gen(function* () {
        const { faults, insert } = yield* account
        insert(table, other)
        const { id } = insert(table, row)
        const { requests, value } = yield* requestsOf(Effect.forEach(names, find, { concurrency: "unbounded" }))
        expect(value).toEqual(names.map(() => id))
        expect(requests).toEqual([request])
        expect(yield* Effect.flip(find("Unheard of"))).toMatchObject({ _tag: "UnknownNameError", name: "Unheard of" })
        faults.add(Faults.on("*", Faults.serverError()))
        expect((yield* Effect.flip(find("Still unheard of")))._tag).not.toBe("UnknownNameError")
      }).pipe(Effect.provide(layer))
    )
  }
})

describe("stages", () => {
  const prepare = Effect.map(account, ({ insert }) => {
    for (const title of ["Sales", "Partners"]) {
      const { id: group } = insert("dealGroups", { title })
      for (const stage of ["Open", "Won"]) insert("dealStages", { title: stage, group })
    }
    insert("dealStages", { title: "Audit", group: "2" })
  })

  it.effect("are found within their pipeline, with one reading each of pipelines and stages", () =>
    Effect.gen(function* () {
      yield* prepare
      const { requests, value } = yield* requestsOf(
        Effect.all([
          Directory.stage("Won", { pipeline: "Sales" }),
          Directory.stage("won", { pipeline: "partners" }),
          Directory.stage("Audit", { pipeline: "Partners" })
        ])
      )
      expect(value).toEqual(["2", "4", "5"])
      expect(requests.sort()).toEqual(["GET /dealGroups", "GET /dealStages"])
      expect(yield* Directory.stages("Audit")).toBe("5")
    }).pipe(Effect.provide(layer))
  )

  it.effect("of another pipeline are not found, and without a pipeline a name is ambiguous", () =>
    Effect.gen(function* () {
      yield* prepare
      const failure = <E>(effect: Effect.Effect<unknown, E, Needs>) => Effect.flip(effect)
      expect(yield* failure(Directory.stage("Audit", { pipeline: "Sales" }))).toMatchObject({
        ...{ _tag: "UnknownNameError", kind: "stage", name: "Audit" }
      })
      expect(yield* failure(Directory.stage("Wom", { pipeline: "Sales" }))).toMatchObject({ nearest: ["Won"] })
      expect(yield* failure(Directory.stage("Won", { pipeline: "Sale" }))).toMatchObject({ kind: "pipeline" })
      const ambiguous = yield* failure(Directory.stages("Won"))
      expect(ambiguous.message).toBe('2 records are a stage named "Won": 2, 4; use the id')
    }).pipe(Effect.provide(layer))
  )
})

it.effect("fields of a custom object are found by id or label, within their object", () =>
  Effect.gen(function* () {
    const { insert } = yield* account
    const labels = { singular: "Renewal date", plural: "Renewal dates" }
    const fields = [{ id: "renewal-date", labels, type: "date", required: true, inherited: false }]
    const { id } = insert("schemas", { ...object("contract", "Contract"), fields })
    insert("schemas", object("vehicle", "Vehicle"))
    const within = { customObject: "Contract" }
    const definition = { id: "renewal-date", label: "Renewal date", kind: "date", isRequired: true }
    expect(yield* Directory.customObjectField("Renewal date", within)).toMatchObject(definition)
    expect(yield* Directory.customObjectField("RENEWAL-DATE", within)).toMatchObject(definition)
    expect(yield* Effect.flip(Directory.customObjectField("Renewal dat", within))).toMatchObject({
      ...{ _tag: "UnknownNameError", kind: "field of Contract", nearest: ["Renewal date", "renewal-date"] }
    })
    const other = Directory.customObjectField("Renewal date", { customObject: "Vehicle" })
    expect((yield* Effect.flip(other))._tag).toBe("UnknownNameError")
    // Each unknown name was looked for once more, and so is a new field.
    expect((yield* account).requests).toHaveLength(3)
    insert("schemas", { id, fields: [...fields, { ...fields[0], id: "level", labels: { singular: "Level" } }] })
    expect(yield* Directory.customObjectField("Level", within)).toMatchObject({ id: "level" })
    expect((yield* account).requests).toHaveLength(4)
  }).pipe(Effect.provide(layer))
)

it.effect("several accounts at once keep their names apart", () =>
  Effect.gen(function* () {
    const program = (tags: ReadonlyArray<string>) =>
      Effect.gen(function* () {
        const { insert } = yield* account
        for (const tag of tags) insert("tags", { tag })
        const found = yield* Effect.forEach(tags, Directory.tag, { concurrency: "unbounded" })
        return { found, unknown: (yield* Effect.flip(Directory.tag("b")))._tag, sent: (yield* account).requests.length }
      }).pipe(Effect.provide(Layer.fresh(layer)))
    const results = yield* Effect.all([program(["a", "c"]), program(["c", "a"])], { concurrency: "unbounded" })
    expect(results).toEqual([
      { found: ["1", "2"], unknown: "UnknownNameError", sent: 2 },
      { found: ["1", "2"], unknown: "UnknownNameError", sent: 2 }
    ])
  })
)

/**
 * The names and types of an account become a module that compiles and does not change by itself; every change of the account
 * has its class and exit code.
 */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, it } from "@effect/vitest"
import * as Account from "@effect-activecampaign/account/Account"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import { build } from "esbuild"
import { describe } from "vitest"
import { assign, isIdentifier } from "../src/internal/identifiers.js"
import { printModule } from "../src/internal/printModule.js"
import { parse, print } from "../src/internal/snapshot.js"
import { makeRows, type Rows, richAccount } from "./richAccount.js"
import { generated, json, runner, snapshotOf } from "./typegenRunner.js"

const root = fileURLToPath(new URL("../../../", import.meta.url))
describe("pull", () => {
  it.effect("writes the snapshot and the module with eight requests, the same bytes each time", () =>
    Effect.gen(function* () {
      const account = richAccount()
      const one = runner(account.client)
      expect((yield* one.run("pull", "--tag", "VIP", "--tag=Trial ended")).code).toBe(0)
      expect(account.requests.map((path) => path.replace(/\?.*/, "")).sort()).toEqual([
        "/accountCustomFieldMeta",
        "/customObjects/schemas",
        "/dealCustomFieldMeta",
        "/dealGroups",
        "/dealStages",
        "/fields",
        "/lists",
        "/tags"
      ])
      const first = new Map(one.files)
      const again = yield* one.run("pull")
      expect(again).toMatchObject({ code: 0, err: "" })
      expect(again.out).toContain("The account has not changed (8 requests).")
      expect(new Map(one.files)).toEqual(first)

      const rows = makeRows()
      for (const all of Object.values(rows)) all.reverse()
      const other = runner(richAccount(rows).client)
      yield* other.run("pull", "--tag", "trial ended", "--tag", "VIP")
      expect(new Map(other.files)).toEqual(first)
      expect((yield* one.run("check")).code).toBe(0)
      expect(one.text(json)).not.toMatch(/secret-key|api-us1|unused/)
    })
  )

  it.effect("gives identifiers for every title", () =>
    Effect.gen(function* () {
      const one = runner()
      yield* one.run("pull", "--tag", "VIP", "--tag", "trial ended")
      const { customObjects, fields, lists, pipelines, tags } = snapshotOf(one)
      expect(fields.map(({ id, identifier }) => [id, identifier])).toEqual([
        ["1", "plan"],
        ["2", "grosseCm"],
        ["3", "tShirtSizes"],
        ["4", "birthday"],
        ["5", "field_5"],
        ["6", "class_"],
        ["10", "_2ndPhone"],
        ["11", "plan_11"],
        ["12", "theBestQuoteOfAll"],
        ["13", "country"]
      ])
      expect(pipelines).toMatchObject([
        {
          identifier: "sales",
          stages: [
            { identifier: "new_", id: "2" },
            { identifier: "won", id: "1" }
          ]
        },
        { identifier: "handOver", stages: [{ identifier: "new_", id: "3" }] }
      ])
      expect(customObjects).toMatchObject([
        { identifier: "serviceContract", fields: [{ identifier: "level" }, { identifier: "renewalDate" }] }
      ])
      expect([...lists, ...tags].map(({ identifier }) => identifier)).toEqual([
        "newsletter",
        "productNews",
        "vip",
        "trialEnded"
      ])
    })
  )

  it.effect("keeps identifiers when something is renamed, and those that were given by hand", () =>
    Effect.gen(function* () {
      const { client, rows } = richAccount()
      const one = runner(client)
      yield* one.run("pull")
      one.files.set(json, one.text(json).replace('"plan_11"', '"oldPlan"'))
      Object.assign(rows.fields[0] ?? {}, { title: "Tariff", perstag: "TARIFF" })
      rows.fields.push({ id: "14", title: "Plan", type: "text", perstag: "PLAN_3", isrequired: "0" })
      expect((yield* one.run("pull")).code).toBe(0)
      const of = (id: string) => snapshotOf(one).fields.find((field) => field.id === id)
      expect(of("1")).toMatchObject({ identifier: "plan", label: "Tariff", name: "TARIFF" })
      expect(of("11")?.identifier).toBe("oldPlan")
      expect(of("14")?.identifier).toBe("plan_14")
      expect(one.text(generated)).toContain("  oldPlan: CustomFields.field({")
      expect(one.text(generated)).toContain("/** Tariff (`TARIFF`) */\n  readonly plan: ")
    })
  )

  it.effect("keeps the path of the module, and does not overwrite what it has not generated", () =>
    Effect.gen(function* () {
      const one = runner()
      yield* one.run("pull", "--file", "config/account.json", "--module", "../src/account.ts")
      yield* one.run("pull", "--file", "config/account.json")
      expect([...one.files.keys()]).toEqual(["src/account.ts", "config/account.json"])
      one.files.set("src/account.ts", "export const mine = 1\n")
      const { code, err } = yield* one.run("pull", "--file", "config/account.json")
      expect({ code, err }).toEqual({
        code: 1,
        err: "src/account.ts was not generated, and is not overwritten; use --module"
      })
      expect(one.text("src/account.ts")).toBe("export const mine = 1\n")
    })
  )

  it.effect("reads chosen tags of a large account one by one, and names that nothing has are an error", () =>
    Effect.gen(function* () {
      const { client, requests, rows } = richAccount()
      rows.tags = Array.from({ length: 2_000 }, (_, index) => ({ id: String(index + 1), tag: `tag ${index + 1}` }))
      const one = runner(client)
      yield* one.run("pull", "--tag", "tag 7", "--tag", "tag 1500")
      expect(requests.filter((path) => path.startsWith("/tags"))).toHaveLength(2)
      requests.length = 0
      yield* one.run("pull", "--tag", "tag 1600")
      expect(requests.filter((path) => path.startsWith("/tags"))).toHaveLength(3)
      expect(snapshotOf(one).tags.map(({ identifier }) => identifier)).toEqual(["tag7", "tag1500", "tag1600"])
      const before = new Map(one.files)
      const { code, err } = yield* one.run("pull", "--tag", "tag 1OO")
      expect({ code, err }).toMatchObject({
        code: 1,
        err: expect.stringMatching(/^no tag is named "tag 1OO"; did you mean/)
      })
      expect(one.files).toEqual(before)
      // With many chosen tags, reading all of them needs fewer requests: pages overlap by a row.
      requests.length = 0
      yield* one.run("pull", ...Array.from({ length: 40 }, (_, index) => ["--tag", `tag ${500 + index}`]).flat())
      expect(requests.filter((path) => path.startsWith("/tags"))).toHaveLength(23)
      expect(snapshotOf(one).tags).toHaveLength(43)
    })
  )

  it.effect("leaves out what the API key must not read, unless it was there before", () =>
    Effect.gen(function* () {
      const denied: Array<string> = ["/customObjects/schemas"]
      const { client } = richAccount(makeRows(), denied)
      const one = runner(client)
      expect(yield* one.run("pull")).toMatchObject({
        code: 0,
        out: expect.stringContaining("must not read custom objects")
      })
      expect((yield* one.run("check")).code).toBe(0)
      denied.push("/dealGroups")
      expect(yield* one.run("check")).toMatchObject({ code: 1 })
      expect(yield* one.run("pull")).toMatchObject({ code: 1 })
    })
  )
})

/** What the compiler says of these files under strict settings. */
const compile = (files: Readonly<Record<string, string>>): string => {
  const folder = `${root}node_modules/.typegen`
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(`${folder}/${name}`, text)
  const { compilerOptions } = JSON.parse(readFileSync(`${root}tsconfig.test.json`, "utf8"))
  const paths = Object.fromEntries(
    Object.entries<ReadonlyArray<string>>(compilerOptions.paths).map(([key, values]) => [
      key,
      values.map((value) => value.replace("./", root))
    ])
  )
  const settings = { composite: false, noEmit: true, types: ["node"], isolatedDeclarations: true, paths }
  writeFileSync(
    `${folder}/tsconfig.json`,
    JSON.stringify({ extends: "../../tsconfig.base.json", compilerOptions: settings, include: ["*.ts"] })
  )
  const { stdout } = spawnSync(`${root}node_modules/.bin/tsc`, ["-p", folder], { cwd: root, encoding: "utf8" })
  // The generated module needs no inference of its declarations; the sources of the packages do.
  const isOfSources = (line: string) => /^packages\/.* TS90\d\d:|^ /.test(line)
  return stdout
    .split("\n")
    .filter((line) => !isOfSources(line))
    .join("\n")
}

/** A file as this repository's formatter and linter write it. */
const formatted = (name: string, input: string): string =>
  execFileSync(
    process.execPath,
    [`${root}node_modules/@biomejs/biome/bin/biome`, "check", "--write", `--stdin-file-path=${name}`],
    { cwd: root, input, encoding: "utf8" }
  )

describe("the module", () => {
  it.effect("compiles under strict settings, and has the types of the account", () =>
    Effect.gen(function* () {
      const one = runner()
      yield* one.run("pull", "--tag", "VIP")
      const program = `import * as CustomFields from "@effect-activecampaign/account/CustomFields"
import type * as DateTime from "effect/DateTime"
import type { CustomObjectSchemaId, DealStageId, FieldId, ListId, PipelineId, TagId } from "effect-activecampaign/Ids"
import { AccountFields, CustomObjects, DealFields, Fields, Lists, Pipelines, Tags } from "./${generated.replace(/ts$/, "js")}"

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false
const is = <A>() => <B>(_: B, equal: Equal<A, B>) => equal

is<TagId>()(Tags.vip, true)
is<ListId>()(Lists.productNews, true)
is<PipelineId>()(Pipelines.sales.id, true)
is<DealStageId>()(Pipelines.sales.stages.won, true)
is<CustomObjectSchemaId>()(CustomObjects.serviceContract.id, true)
is<FieldId>()(Fields.plan.id, true)

type Contact = CustomFields.Values<typeof Fields>
declare const contact: Contact
is<"free" | "pro" | (string & {}) | null>()(contact.plan, true)
is<number | null>()(contact.grosseCm, true)
is<ReadonlyArray<"s" | "m" | "l" | (string & {})> | null>()(contact.tShirtSizes, true)
is<string | null>()(contact.birthday, true)
declare const deal: CustomFields.Values<typeof DealFields>
is<CustomFields.Money | null>()(deal.budget, true)
declare const company: CustomFields.Values<typeof AccountFields>
is<DateTime.Utc | null>()(company.renewal, true)
is<string | null>()({} as CustomFields.Values<typeof CustomObjects.serviceContract.fields>["renewalDate"], true)

// @ts-expect-error a number is not text
Fields.plan.encode(7)
// @ts-expect-error no field has this identifier
Fields.plam
// @ts-expect-error the ids of lists are no ids of tags
is<TagId>()(Lists.newsletter, true)
`
      expect(compile({ [generated]: one.text(generated), "program.ts": program })).toBe("")
      expect(one.text(generated)).not.toMatch(/\bany\b|\bas\b(?! CustomFields from)/)
    })
  )

  it.effect("is formatted, as the snapshot is", () =>
    Effect.gen(function* () {
      const one = runner()
      yield* one.run("pull", "--tag", "VIP")
      for (const name of [generated, json]) expect(formatted(name, one.text(name))).toBe(one.text(name))
    })
  )

  it.effect("leaves in a bundle only what is used", () =>
    Effect.gen(function* () {
      const one = runner()
      yield* one.run("pull", "--tag", "VIP")
      const bundle = (name: string) =>
        Effect.promise(async () => {
          const { outputFiles } = await build({
            stdin: { contents: `export { ${name} } from "./account"`, loader: "ts", resolveDir: "/" },
            plugins: [
              {
                name: "memory",
                setup: ({ onLoad, onResolve }) => {
                  onResolve({ filter: /./ }, ({ path }) =>
                    path === "./account" ? { path, namespace: "memory" } : { path, external: true, sideEffects: false }
                  )
                  onLoad({ filter: /./, namespace: "memory" }, () => ({ contents: one.text(generated), loader: "ts" }))
                }
              }
            ],
            ...{ bundle: true, write: false, format: "esm" }
          })
          return outputFiles?.[0]?.text ?? ""
        })
      expect(yield* bundle("Fields")).toMatch(/field\(\{[\s\S]*"PLAN"/)
      const tags = yield* bundle("Tags")
      expect(tags.match(/\w+\.(make|field)\(.*/g)).toEqual(['TagId.make("1")'])
      expect(tags).not.toContain("PLAN")
    })
  )

  it.effect("compiles and is formatted whatever the titles are", () =>
    Effect.gen(function* () {
      const text = FastCheck.oneof(
        FastCheck.string({ unit: "binary", maxLength: 150 }),
        FastCheck.array(
          FastCheck.constantFrom("'", '"', "`", "\\", "*/", "$", "{x}", "\n", "\u2028", "\ud800", "Größe", "色", " a"),
          {
            maxLength: 50
          }
        ).map((parts) => parts.join(""))
      )
      const [titles, names] = [1, 2].map((seed) => FastCheck.sample(text, { seed, numRuns: 80 }))
      const rows = makeRows()
      titles?.forEach((title, index) => {
        const id = String(100 + index)
        const name = names?.[index] ?? ""
        rows.fields.push({ id, title, perstag: name, type: index % 2 === 0 ? "dropdown" : "text", isrequired: "0" })
        rows.fieldOptions.push({ id: `${id}1`, field: id, value: name, orderid: "1" })
        rows.fieldOptions.push({ id: `${id}2`, field: id, value: title, orderid: "2" })
        rows.lists.push({ id, name: title })
        rows.dealGroups.push({ id, title })
        rows.dealStages.push({ id, title: name, group: id, order: "1" })
      })
      const one = runner(richAccount(rows).client)
      expect((yield* one.run("pull")).code).toBe(0)
      // As a file has it, without halves of surrogate pairs.
      const written = Buffer.from(one.text(generated), "utf8").toString("utf8")
      expect(written).toBe(one.text(generated))
      expect(compile({ [generated]: written })).toBe("")
      expect(formatted(generated, written)).toBe(written)
      expect(formatted(json, one.text(json))).toBe(one.text(json))
      expect((yield* one.run("check")).code).toBe(0)
    })
  )

  it.effect("of an account without anything is a module", () =>
    Effect.gen(function* () {
      const rows = makeRows()
      for (const all of Object.values(rows)) all.length = 0
      const one = runner(richAccount(rows).client)
      yield* one.run("pull")
      expect(one.text(generated)).toMatch(/\*\/\nexport \{\}\n$/)
    })
  )
})

/** Changes a row of the account. */
const change = (all: ReadonlyArray<Record<string, unknown>>, id: string, changes: object) =>
  Object.assign(all.find((row) => row["id"] === id) ?? {}, changes)

const without = <A extends Record<string, unknown>>(all: ReadonlyArray<A>, key: string, value: string) =>
  all.filter((row) => row[key] !== value)

const changes: ReadonlyArray<
  readonly [string, (rows: Rows) => unknown, Partial<Record<Account.ChangeClass, ReadonlyArray<string>>>]
> = [
  [
    "a renamed field",
    ({ fields }) => change(fields, "1", { title: "Tariff" }),
    { cosmetic: ['Fields.plan: renamed from "Plan" to "Tariff"'] }
  ],
  [
    "a renamed tag",
    ({ tags }) => change(tags, "1", { tag: "Very important" }),
    { cosmetic: ['Tags.vip: renamed from "VIP" to "Very important"'] }
  ],
  [
    "a removed field",
    (rows) => (rows.fields = without(rows.fields, "id", "2")),
    { breaking: ['Fields.grosseCm: contact field "Größe (cm)" was removed'] }
  ],
  [
    "a removed option",
    (rows) => (rows.fieldOptions = without(rows.fieldOptions, "value", "pro")),
    { breaking: ['Fields.plan: option "pro" was removed'] }
  ],
  [
    "a new option",
    ({ dealCustomFieldMeta }) =>
      change(dealCustomFieldMeta, "2", {
        fieldOptions: [
          "EMEA",
          'It\'s "APAC" with a name that does not fit on the line of its field, or does it',
          "LATAM"
        ]
      }),
    { additive: ['DealFields.region: option "LATAM" was added'] }
  ],
  [
    "options in another order",
    ({ accountCustomFieldMeta }) => change(accountCustomFieldMeta, "2", { fieldOptions: ["phone", "web"] }),
    { cosmetic: ["AccountFields.channels: the order of the options has changed"] }
  ],
  [
    "a new field",
    ({ fields }) => fields.push({ id: "20", title: "Seats", type: "number", perstag: "SEATS", isrequired: "0" }),
    { additive: ['Fields.seats: contact field "Seats" was added'] }
  ],
  [
    "another kind",
    ({ fields }) => change(fields, "2", { type: "text" }),
    { breaking: ['Fields.grosseCm: the kind "number" is now "text"'] }
  ],
  [
    "a required value",
    ({ fields }) => change(fields, "2", { isrequired: "1" }),
    { breaking: ["Fields.grosseCm: a value is now required"] }
  ],
  [
    "a removed list",
    (rows) => (rows.lists = without(rows.lists, "id", "2")),
    { breaking: ['Lists.productNews: list "Product news" was removed'] }
  ],
  [
    "a removed tag",
    (rows) => (rows.tags = without(rows.tags, "id", "1")),
    { breaking: ['Tags.vip: tag "VIP" was removed'] }
  ],
  ["a tag that was not chosen", ({ tags }) => tags.push({ id: "9", tag: "new" }), {}],
  [
    "a stage in another pipeline",
    ({ dealStages }) => change(dealStages, "1", { group: "2", order: "9" }),
    {
      breaking: ['Pipelines.sales.stages.won: stage of pipeline 1 "Won" was removed'],
      additive: ['Pipelines.handOver.stages.won: stage of pipeline 2 "Won" was added']
    }
  ],
  [
    "stages in another order",
    ({ dealStages }) => change(dealStages, "1", { order: "0" }),
    { cosmetic: ["Pipelines.sales: the order of the stages has changed"] }
  ],
  [
    "a removed custom object",
    (rows) => (rows.schemas = []),
    {
      breaking: [
        'CustomObjects.serviceContract: custom object "Contract" was removed',
        'CustomObjects.serviceContract.fields.level: field of custom object 6449c3f3-b68d-46d1-850b-c8aea998ce1b "Level" was removed',
        'CustomObjects.serviceContract.fields.renewalDate: field of custom object 6449c3f3-b68d-46d1-850b-c8aea998ce1b "Renewal date" was removed'
      ]
    }
  ]
]

describe("check", () => {
  it.effect.each(changes)("%s", ([, mutate, expected]) =>
    Effect.gen(function* () {
      const { client, rows } = richAccount()
      const one = runner(client)
      yield* one.run("pull", "--tag", "VIP")
      expect((yield* one.run("check")).code).toBe(0)
      mutate(rows)
      const before = new Map(one.files)
      const { code, out } = yield* one.run("check", "--json")
      const report = JSON.parse(out)
      const found = (kind: Account.ChangeClass) =>
        report[kind].map(({ message, path }: Account.Change) => `${path}: ${message}`)
      const isEqual = Object.keys(expected).length === 0
      expect(code).toBe(isEqual ? 0 : 2)
      expect(report).toMatchObject({ status: isEqual ? "equal" : "drift", requests: 8, stale: false })
      for (const kind of ["breaking", "additive", "cosmetic"] as const)
        expect(found(kind)).toEqual(expected[kind] ?? [])
      expect(new Map(one.files)).toEqual(before)

      const shown = yield* one.run("diff")
      expect(shown.code).toBe(0)
      for (const line of Object.values(expected).flat()) expect(shown.out).toContain(line)
      yield* one.run("pull")
      expect((yield* one.run("check")).code).toBe(0)
    })
  )

  it.effect("is drift if the module is not what the snapshot says", () =>
    Effect.gen(function* () {
      const one = runner()
      yield* one.run("pull")
      const text = one.text(generated)
      one.files.set(generated, text.replaceAll("\n", "\r\n"))
      expect((yield* one.run("check")).code).toBe(0)
      one.files.set(generated, text.replace('"pro"', '"professional"'))
      const { code, out } = yield* one.run("check")
      expect({ code, out }).toEqual({
        code: 2,
        out: `${generated} is not what typegen pull writes for ${json}.\nThe account has not changed (7 requests).`
      })
      expect(JSON.parse((yield* one.run("check", "--json")).out)).toMatchObject({ status: "drift", stale: true })
    })
  )

  it.effect("cannot tell without files, with invalid files, and without the account", () =>
    Effect.gen(function* () {
      const denied: Array<string> = []
      const one = runner(richAccount(makeRows(), denied).client)
      const reason = (...args: ReadonlyArray<string>) =>
        Effect.map(one.run(...args), ({ code, err, out }) => {
          expect(code).toBe(1)
          return err === "" ? JSON.parse(out).reason : err
        })
      expect(yield* reason("check")).toBe(`${json} does not exist; run typegen pull`)
      expect(yield* reason("check", "--json")).toBe(`${json} does not exist; run typegen pull`)
      expect(yield* reason("diff")).toBe(`${json} does not exist; run typegen pull`)
      yield* one.run("pull")
      const text = one.text(json)
      one.files.delete(generated)
      expect(yield* reason("check")).toBe(`${generated} does not exist; run typegen pull`)
      yield* one.run("pull")

      const invalid: ReadonlyArray<readonly [string, string]> = [
        ["{", "SyntaxError"],
        [text.replace('"version": 1', '"version": 2'), "version"],
        [text.replace('"grosseCm"', '"plan"'), 'two entries have the identifier "plan"'],
        [text.replace('"grosseCm"', '"constructor"'), '"constructor" is not an identifier'],
        [text.replace('"grosseCm"', '"gr ö"'), '"gr ö" is not an identifier'],
        [text.replace('"lists"', '"list"'), "list"]
      ]
      for (const [changed, expected] of invalid) {
        one.files.set(json, changed)
        expect(yield* reason("check")).toContain("the snapshot of the account is invalid")
        expect(yield* reason("pull")).toContain(expected)
        expect(one.text(json)).toBe(changed)
      }
      one.files.set(json, text)
      denied.push("/fields")
      expect(yield* reason("check")).toMatch(/403|Forbidden/)
      const { client, rows } = richAccount()
      Reflect.deleteProperty(rows, "fieldOptions")
      expect((yield* runner(client).run("pull")).err).toMatch(/^the response does not contain `fieldOptions`/)
      const { code, err } = yield* runner(Layer.fail("no API key")).run("pull")
      expect({ code, err }).toEqual({ code: 1, err: "no API key" })
    })
  )

  it.effect.each([
    [[], "the command must be pull, check or diff"],
    [["push"], "the command must be pull, check or diff"],
    [["check", "--tag", "VIP"], "--tag is not an option of typegen check"],
    [["pull", "--tag"], "--tag must have a value"],
    [["pull", "--file="], "--file must have a value"]
  ] as const)("rejects the arguments %j, and sends nothing", ([args, message]) =>
    Effect.gen(function* () {
      const { client, requests } = richAccount()
      const { code, err } = yield* runner(client).run(...args)
      expect({ code, first: err.split("\n")[0] }).toEqual({ code: 1, first: message })
      expect(err).toContain("Usage: effect-activecampaign typegen")
      expect(requests).toEqual([])
    })
  )
})

describe("verify", () => {
  const logged: Array<string> = []
  const capture = Logger.replace(
    Logger.defaultLogger,
    Logger.make(({ message }) => void logged.push(String(message)))
  )

  it.effect("fails at start-up on a breaking change, and logs others", () =>
    Effect.gen(function* () {
      const { client, rows } = richAccount()
      const one = runner(client)
      yield* one.run("pull")
      const snapshot: unknown = JSON.parse(one.text(json))
      const start = Effect.succeed("started").pipe(
        Effect.provide(Layer.provide(Account.verify(snapshot), client)),
        Effect.provide(capture)
      )
      expect(yield* start).toBe("started")
      expect(logged).toEqual([])
      change(rows.lists, "1", { name: "News" })
      rows.dealGroups.push({ id: "9", title: "Renewals" })
      expect(yield* start).toBe("started")
      expect(logged).toEqual([
        'Pipelines.renewals: pipeline "Renewals" was added',
        'Lists.newsletter: renamed from "Newsletter" to "News"'
      ])
      rows.fieldOptions = without(rows.fieldOptions, "value", "pro")
      const error = yield* Effect.flip(start)
      expect(error).toMatchObject({ _tag: "DriftError", changes: [{ path: "Fields.plan" }] })
      expect(error.message).toBe(
        'the account has changed since its snapshot was written; Fields.plan: option "pro" was removed'
      )
      const invalid = Layer.provide(Account.verify({}), client)
      expect(yield* Effect.flip(Effect.provide(Effect.void, invalid))).toMatchObject({ _tag: "SnapshotError" })
    })
  )
})

describe("identifiers", () => {
  const titles = FastCheck.uniqueArray(FastCheck.tuple(FastCheck.nat(300), FastCheck.string({ unit: "binary" })), {
    selector: ([id]) => id,
    maxLength: 40
  })
  const rowsOf = (all: ReadonlyArray<readonly [number, string]>) =>
    all.map(([id, label]) => ({ id: String(id), label }))
  const assigned = (rows: ReturnType<typeof rowsOf>, known: ReadonlyMap<string, string> = new Map()) =>
    assign(
      rows,
      [...known].map(([id, identifier]) => ({ id, identifier })),
      "field",
      ({ label }) => [label]
    )

  it("are valid, different, the same in any order of the rows, and kept when titles change", () => {
    FastCheck.assert(
      FastCheck.property(titles, titles, (before, after) => {
        const first = assigned(rowsOf(before))
        expect(new Set(first.values()).size).toBe(before.length)
        expect([...first.values()].filter((identifier) => !isIdentifier(identifier))).toEqual([])
        expect(new Map(assigned(rowsOf([...before].reverse())))).toEqual(new Map(first))
        const second = assigned(rowsOf(after), first)
        expect(new Set(second.values()).size).toBe(after.length)
        for (const [id, identifier] of second) if (first.has(id)) expect(identifier).toBe(first.get(id))
      })
    )
  })

  it.each(["class", "constructor", "__proto__", "2nd", "a-b", "größe", "", "a b", "then.x"])("%j is none", (text) => {
    expect(isIdentifier(text)).toBe(false)
  })
})

it("the module of the examples is that of its snapshot", async () => {
  const snapshot = await Effect.runPromise(parse(readFileSync(`${root}examples/${json}`, "utf8")))
  expect(readFileSync(`${root}examples/${generated}`, "utf8")).toBe(printModule(snapshot, json))
  expect(readFileSync(`${root}examples/${json}`, "utf8")).toBe(print(snapshot))
})

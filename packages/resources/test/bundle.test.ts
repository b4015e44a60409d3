/**
 * What an endpoint costs in a user's bundle (min+gzip): bundled by esbuild and by rollup, imported by module and from
 * the index. Runs on the build output, which `npm test` makes.
 */
import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import { nodeResolve } from "@rollup/plugin-node-resolve"
import * as esbuild from "esbuild"
import { rollup } from "rollup"
import { describe, expect, it } from "vitest"
import { exported } from "./endpoints.js"

const folder = fileURLToPath(new URL("..", import.meta.url))

/** The same call, written by hand on `HttpClient` and `Schema`: the same fields with the same types, nothing more. */
const byHand = `
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Config from "effect/Config"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as Schema from "effect/Schema"
const TagId = Schema.NonEmptyString.pipe(Schema.brand("TagId"))
const orNull = (schema) => Schema.optionalWith(Schema.NullOr(schema), { default: () => null })
const Tag = Schema.Struct({
  id: TagId,
  tag: Schema.String,
  tagType: Schema.String,
  description: orNull(Schema.String),
  subscriber_count: orNull(Schema.NumberFromString),
  cdate: orNull(Schema.DateTimeUtc),
  deleted: orNull(Schema.Literal("0", "1")),
  links: Schema.Record({ key: Schema.String, value: Schema.String })
})
const get = (id) =>
  Effect.gen(function* () {
    const { url, key } = yield* Config.all({
      url: Config.string("ACTIVECAMPAIGN_API_URL"),
      key: Config.redacted("ACTIVECAMPAIGN_API_KEY")
    })
    const http = HttpClient.filterStatusOk(yield* HttpClient.HttpClient)
    const request = HttpClientRequest.get(url + "/api/3/tags/" + encodeURIComponent(id)).pipe(
      HttpClientRequest.setHeader("api-token", Redacted.value(key)),
      HttpClientRequest.acceptJson
    )
    const response = yield* http.execute(request)
    return (yield* HttpClientResponse.schemaBodyJson(Schema.Struct({ tag: Tag }))(response)).tag
  })
Effect.runPromise(Effect.provide(get(TagId.make("1")), FetchHttpClient.layer)).then(console.log)
`

const imports = {
  "by module": (name: string) => `
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as ${name} from "effect-activecampaign/${name}"
import * as Ids from "effect-activecampaign/Ids"
`,
  "from the index": (name: string) => `
import { ActiveCampaignClient } from "effect-activecampaign"
import * as resources from "effect-activecampaign"
import { ${name} } from "effect-activecampaign"
const Ids = { TagId: resources.TagId }
`
} as const

const run = (calls: ReadonlyArray<string>) => `
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
const live = Layer.provide(ActiveCampaignClient.layerConfig(), FetchHttpClient.layer)
${calls.map((call) => `Effect.runPromise(Effect.provide(${call}, live)).then(console.log)`).join("\n")}
`

interface Bundle {
  readonly code: string
  readonly size: number
  /** Bytes by file, minified; known to esbuild alone. */
  readonly parts: Readonly<Record<string, number>>
}

const sizeOf = (code: string) => gzipSync(code, { level: 9 }).length

const withEsbuild = async (source: string): Promise<Bundle> => {
  const { outputFiles, metafile } = await esbuild.build({
    stdin: { contents: source, resolveDir: folder, loader: "js" },
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    platform: "browser",
    legalComments: "none",
    metafile: true,
    write: false,
    logLevel: "error"
  })
  const code = outputFiles[0]?.text ?? ""
  const inputs = Object.values(metafile.outputs)[0]?.inputs ?? {}
  const parts = Object.fromEntries(Object.entries(inputs).map(([file, { bytesInOutput }]) => [file, bytesInOutput]))
  return { code, size: sizeOf(code), parts }
}

const withRollup = async (source: string): Promise<Bundle> => {
  const entry = `${folder}entry.js`
  const bundle = await rollup({
    input: entry,
    onwarn: () => {},
    plugins: [
      {
        name: "entry",
        resolveId: (id) => (id === entry ? id : null),
        load: (id) => (id === entry ? source : null)
      },
      nodeResolve({ browser: true })
    ]
  })
  const { output } = await bundle.generate({ format: "es" })
  const { code } = await esbuild.transform(output[0].code, {
    minify: true,
    format: "esm",
    target: "es2022",
    legalComments: "none"
  })
  return { code, size: sizeOf(code), parts: {} }
}

const kb = (bytes: number) => (bytes / 1000).toFixed(1)

/** What a bundle is made of beside another: kilobytes by package and module, minified. */
const madeOf = (bundle: Bundle, base: Bundle): string => {
  const more = Object.entries(bundle.parts)
    .map(
      ([file, bytes]) =>
        [file.replace(/^.*node_modules\//, "").replace(/^.*packages\//, ""), bytes - (base.parts[file] ?? 0)] as const
    )
    .filter(([, bytes]) => bytes > 150)
    .sort(([, a], [, b]) => b - a)
  return more.map(([file, bytes]) => `${file} ${kb(bytes)}`).join(", ")
}

const bundlers = { esbuild: withEsbuild, rollup: withRollup }

describe.each(Object.entries(bundlers))("bundled by %s", (bundler, bundle) => {
  it.each(Object.entries(imports))(
    "Tags.get, imported %s, stays within its budget above the same call by hand",
    async (how, header) => {
      const base = await bundle(byHand)
      const one = await bundle(header("Tags") + run([`Tags.get(Ids.TagId.make("1"))`]))
      const two = await bundle(
        header("Tags") + run([`Tags.get(Ids.TagId.make("1"))`, `Tags.update(Ids.TagId.make("1"), { tag: "a" })`])
      )
      console.log(
        `${bundler}, ${how}: by hand ${kb(base.size)} KB, Tags.get +${kb(one.size - base.size)} KB, Tags.update +${kb(two.size - one.size)} KB`
      )
      if (bundler === "esbuild") console.log(`made of (KB minified, not gzipped): ${madeOf(one, base)}`)
      // Interactive requests before background jobs cost 240 bytes of it, as every client has the queue of its limiter.
      // From the index, esbuild keeps the whole module, so lists with what they request early; ranges of ids are not there.
      expect(one.size - base.size).toBeLessThan(how === "by module" ? 15_930 : 23_000)
      expect(two.size - one.size).toBeLessThan(1200)
      const inside = exported.map(({ endpoint }) => endpoint.name).filter((name) => one.code.includes(`"${name}"`))
      // esbuild does not look inside `export * as`, so the whole module of what is used stays; no other one does.
      if (bundler === "esbuild" && how === "from the index")
        expect(inside.every((name) => /^Tags\./.test(name))).toBe(true)
      else expect(inside).toEqual(["Tags.get"])
      // Entities and inputs of other resources are not there either.
      expect(
        one.code.match(/"(Contact|Deal|Campaign|ContactQuery|DealCreate|Webhook|subscriber_note|pgListAdd)"/g)
      ).toBeNull()
    }
  )
})

/**
 * Bytes (min+gzip) that a whole module may cost above the client and three endpoints of tags, if not 1,500. Only contacts
 * wait for rows that are computed and are listed by ranges of ids, stages of pipelines return deals, and campaigns have most fields. Segments have conditions
 * and runs, and the lists of WhatsApp have numbered pages, which cost 700 bytes. Webhooks are found or created.
 */
const budgets: Readonly<Record<string, number>> = {
  BulkImports: 1700,
  Campaigns: 2200,
  Contacts: 4250,
  CustomObjectRecords: 1600,
  DealStages: 1700,
  Deals: 2450,
  EcomOrders: 1750,
  Pipelines: 1600,
  Segments: 3160,
  SmsBroadcasts: 2650,
  Tasks: 2000,
  Webhooks: 1610,
  WhatsAppConversations: 2000,
  WhatsAppFlows: 2900,
  WhatsAppTemplates: 2700
}

/** No module may cost more than this, whatever its budget; ranges of ids, which contacts alone have, are 1,250 of it. */
const largest = 4250

it("each resource module costs only itself", async () => {
  const names = readdirSync(`${folder}dist`)
    .filter((file) => /^[A-Z]\w*\.js$/.test(file))
    .map((file) => file.slice(0, -3))
    .filter((name) => name !== "ActiveCampaign" && name !== "Ids")
  // What all endpoints share, inputs and pagination among it, is in the base.
  const shared = [
    `Tags.get(Ids.TagId.make("1"))`,
    `Tags.update(Ids.TagId.make("1"), {})`,
    "Stream.runDrain(Tags.list())"
  ]
  const header = `import * as Stream from "effect/Stream"\n${imports["by module"]("Tags")}`
  const program = (extra: string) => `${header}${extra}${run(shared)}`
  const base = await withEsbuild(program(""))
  const sizes: Array<readonly [name: string, size: number, budget: number]> = []
  for (const name of names) {
    const whole = await withEsbuild(
      program(`import * as whole from "effect-activecampaign/${name}"\nconsole.log(Object.keys(whole))\n`)
    )
    sizes.push([name, whole.size - base.size, budgets[name] ?? 1500])
  }
  sizes.sort(([, a], [, b]) => b - a)
  const table = sizes.map(([name, size, budget]) => `${kb(size).padStart(5)} of ${kb(budget)}  ${name}`)
  console.log(
    `KB of each whole module above the client and three endpoints of tags, of its budget:\n${table.join("\n")}`
  )
  expect(sizes.filter(([, size, budget]) => size > Math.min(budget, largest))).toEqual([])
})

/**
 * What names and profiles cost in a user's bundle (min+gzip). Runs on the build output.
 */
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import * as esbuild from "esbuild"
import { expect, it } from "vitest"

const folder = fileURLToPath(new URL("..", import.meta.url))

interface Bundle {
  readonly size: number
  /** Modules of this repository with code in the bundle. */
  readonly modules: ReadonlyArray<string>
}

const bundled = async (source: string): Promise<Bundle> => {
  const { metafile, outputFiles } = await esbuild.build({
    stdin: { contents: source, resolveDir: folder, loader: "js" },
    ...{ bundle: true, minify: true, metafile: true, write: false },
    ...{ format: "esm", target: "es2022", platform: "browser", legalComments: "none", logLevel: "error" }
  })
  const inputs = Object.entries(Object.values(metafile.outputs)[0]?.inputs ?? {})
  return {
    size: gzipSync(outputFiles[0]?.text ?? "", { level: 9 }).length,
    modules: inputs.flatMap(([file, { bytesInOutput }]) => {
      const name = /packages\/(?:account|resources)\/dist\/([A-Z]\w*)\.js$/.exec(file)?.[1]
      return name === undefined || bytesInOutput === 0 ? [] : [name]
    })
  }
}

/** A program with the client, which executes an effect. */
const program = (effect: string, ...modules: ReadonlyArray<string>) => `
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
${modules
  .map((name) => {
    const own = ["Directory", "Profiles"].includes(name)
    return `import * as ${name} from "${own ? "@effect-activecampaign/account" : "effect-activecampaign"}/${name}"`
  })
  .join("\n")}
const live = Layer.provide(ActiveCampaignClient.layerConfig(), FetchHttpClient.layer)
Effect.runPromise(Effect.provide(${effect}, ${modules.includes("Directory") ? "Layer.provideMerge(Directory.layer(), live)" : "live"})).then(console.log)
`

it("names of tags cost at most 4 KB above the tags", async () => {
  const tags = await bundled(program("Stream.runCollect(Tags.list())", "Tags"))
  const names = await bundled(program(`Directory.tag("VIP")`, "Directory"))
  console.log(`Directory.tag: ${names.size - tags.size} bytes above Tags.list`)
  expect(names.size - tags.size).toBeLessThan(4000)
  expect([...names.modules].sort()).toEqual(["AccountError", "Directory", "Ids", "Tags"])
})

it("profiles bring what they use: reading does not bring writing, contacts do not bring deals", async () => {
  const get = await bundled(program(`Profiles.get({ email: "jane@example.com" })`, "Profiles", "Directory"))
  const upsert = await bundled(program(`Profiles.upsert({ email: "jane@example.com" })`, "Profiles", "Directory"))
  const shared = ["AccountError", "ContactLists", "ContactTags", "Contacts", "CustomFields", "Directory", "Ids"]
  const fields = ["FieldOptions", "Fields", "Lists", "Profiles", "Tags"]
  expect([...get.modules].sort()).toEqual([...shared, ...fields, "FieldValues"].sort())
  expect([...upsert.modules].sort()).toEqual([...shared, ...fields, "Ensure"].sort())
})

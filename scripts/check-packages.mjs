/**
 * Looks at the packages as a user gets them: packs them, lints the tarballs, and installs them into a project outside
 * the workspace that type-checks and runs a small program, with the newest peers and with the oldest that are allowed.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { published } from "./build.mjs"

const root = fileURLToPath(new URL("..", import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), "packages-"))
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))

const run = (command, args, cwd) => {
  console.log(`> ${command} ${args.join(" ")}`)
  return execFileSync(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"] })
}
const bin = (name) => join(root, "node_modules", ".bin", name)

try {
  const tarballs = published.map((name) => {
    const target = join(scratch, name)
    mkdirSync(target)
    run("npx", ["--yes", packageManager, "pack", "--pack-destination", target], join(root, "packages", name))
    const tarball = join(target, readdirSync(target)[0])
    run(bin("publint"), ["--strict", tarball], root)
    run(bin("attw"), ["--profile", "esm-only", "--no-emoji", "--format", "ascii", tarball], root)
    return tarball
  })

  const program = `
import { ActiveCampaignClient } from "@effect-activecampaign/core"
import { NotFoundError } from "@effect-activecampaign/core/ActiveCampaignError"
import { ActiveCampaign, Contacts, ContactId } from "@effect-activecampaign/resources"
import * as Tags from "@effect-activecampaign/resources/Tags"
import { FakeAccount, FakeHttp } from "@effect-activecampaign/testing"
import { Effect, Stream } from "effect"

const program = Effect.gen(function* () {
  const ac = yield* ActiveCampaign
  const tag = yield* ac.tags.create({ tag: "customer", tagType: "contact" })
  const contact = yield* ac.contacts.sync({ email: "jane@example.com" })
  yield* ac.contactTags.add({ contact: contact.id, tag: tag.id })
  const count: number = yield* Stream.runCount(ac.contacts.list({ tagid: tag.id }))
  const missing = yield* ac.contacts.get(ContactId.make("99")).pipe(
    Effect.catchTag("NotFoundError", (error: NotFoundError) => Effect.succeed(error.status))
  )
  return { count, missing, all: yield* Stream.runCollect(Tags.list()) }
})

const result = await program.pipe(
  Effect.provide(ActiveCampaign.layerClient),
  Effect.provide(ActiveCampaignClient.layer),
  Effect.provide(FakeAccount.layer()),
  Effect.runPromise
).catch((error: unknown) => { throw error })
if (result.count !== 1 || result.missing !== 404 || result.all.length !== 1) throw new Error(JSON.stringify(result))
void FakeHttp.reply(Contacts.remove, undefined)
console.log("the packed packages work")
`

  const peers = {
    newest: { effect: "^3.22.0", "@effect/platform": "^0.97.0" },
    oldest: { effect: "3.22.0", "@effect/platform": "0.97.0" }
  }
  for (const [name, versions] of Object.entries(peers)) {
    const project = join(scratch, `project-${name}`)
    mkdirSync(project)
    const files = Object.fromEntries(
      tarballs.map((tarball, index) => [`@effect-activecampaign/${published[index]}`, `file:${tarball}`])
    )
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({
        private: true,
        type: "module",
        dependencies: {
          ...files,
          ...versions,
          typescript: "5.9.3",
          typescript7: "npm:typescript@7.0.2",
          "@types/node": "20.19.43"
        },
        // The packages are not on a registry, so what they ask for of each other is what was packed.
        overrides: files
      })
    )
    writeFileSync(
      join(project, "tsconfig.json"),
      JSON.stringify({
        compilerOptions: {
          target: "ES2022",
          module: "NodeNext",
          strict: true,
          exactOptionalPropertyTypes: true,
          types: ["node"],
          skipLibCheck: name === "oldest"
        },
        include: ["program.ts"]
      })
    )
    writeFileSync(join(project, "program.ts"), program)
    run("npm", ["install", "--no-audit", "--no-fund", "--loglevel=error"], project)
    for (const compiler of ["typescript", "typescript7"]) {
      run(process.execPath, [join(project, "node_modules", compiler, "bin", "tsc"), "-p", "."], project)
    }
    run(process.execPath, ["program.js"], project)
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

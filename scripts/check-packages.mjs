/**
 * Checks the packages as users get them: packs them (or takes what `scripts/pack.mjs` has left in the folder that is given),
 * checks and lints the tarballs, and installs them into a project outside the workspace, which type-checks and runs a small
 * program: with the versions of the README's install line, by npm and by pnpm, and with the oldest peers that are allowed.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { pack, readPacked } from "./pack.mjs"

const root = fileURLToPath(new URL("..", import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), "packages-"))
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))

const run = (command, args, cwd) => {
  console.log(`> ${command} ${args.join(" ")}`)
  return execFileSync(command, args, { cwd, stdio: ["ignore", "inherit", "inherit"] })
}
const bin = (name) => join(root, "node_modules", ".bin", name)

/** What npm and its users look for, and what is missing of it in a tarball. */
const missingIn = (tarball, folder) => {
  const list = execFileSync("tar", ["-tzf", tarball], { encoding: "utf8" }).split("\n")
  const manifest = JSON.parse(execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" }))
  const files = ["README.md", "CHANGELOG.md", "LICENSE", "dist/index.js", "dist/index.d.ts", "src/index.ts"].concat(
    folder === "resources" ? ["bin/effect-activecampaign.js", "skills/effect-activecampaign/SKILL.md"] : []
  )
  const fields = ["description", "keywords", "homepage", "bugs", "repository", "license", "engines", "publishConfig"]
  return [
    ...files.filter((file) => !list.includes(`package/${file}`)),
    ...fields.filter((field) => !(field in manifest)),
    ...(manifest.repository?.directory === `packages/${folder}` ? [] : ["repository.directory"]),
    ...(manifest.sideEffects === false ? [] : ["sideEffects: false"]),
    ...Object.entries({ ...manifest.dependencies, ...manifest.peerDependencies })
      .filter(([, range]) => range.startsWith("workspace:"))
      .map(([name]) => `a version of ${name}`)
  ]
}

try {
  const [, , folderOfTarballs] = process.argv
  const packed = folderOfTarballs === undefined ? pack(join(scratch, "packed")) : readPacked(folderOfTarballs)
  for (const { folder, name, tarball } of packed) {
    const missing = missingIn(tarball, folder)
    if (missing.length > 0) throw new Error(`The tarball of ${name} has no ${missing.join(", no ")}`)
    run(bin("publint"), ["--strict", tarball], root)
    run(bin("attw"), ["--profile", "esm-only", "--no-emoji", "--format", "ascii", tarball], root)
  }

  // The command line needs no packages: it is unpacked alone, in a folder without any.
  const alone = join(scratch, "alone")
  mkdirSync(alone)
  run("tar", ["-xzf", packed.find(({ folder }) => folder === "resources").tarball, "-C", alone], scratch)
  const command = join(alone, "package", "bin", "effect-activecampaign.js")
  for (const args of [["--version"], ["--help"], ["export", "--help"]]) run(process.execPath, [command, ...args], alone)

  const program = `
import { ActiveCampaign, type ActiveCampaignError, Contacts, ContactId, NotFoundError } from "effect-activecampaign"
import * as Errors from "effect-activecampaign/ActiveCampaignError"
import * as Tags from "effect-activecampaign/Tags"
import { FakeAccount, FakeHttp } from "@effect-activecampaign/testing"
import { WebhookBody, WebhookEvent } from "@effect-activecampaign/webhooks"
import { Effect, Either, Stream } from "effect"

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
  Effect.tapError((error: ActiveCampaignError.ActiveCampaignError) => Effect.logError(Errors.isRetryable(error))),
  Effect.provide(ActiveCampaign.layer),
  Effect.provide(FakeAccount.layer()),
  Effect.runPromise
)
if (result.count !== 1 || result.missing !== 404 || result.all.length !== 1) throw new Error(JSON.stringify(result))
const event = Either.getOrThrow(WebhookEvent.decode(WebhookBody.dealAdded({ deal: { id: "12" } })))
if (event._tag !== "DealAdded" || event.deal.id !== "12") throw new Error(event._tag)
void FakeHttp.reply(Contacts.delete, NotFoundError.of(Contacts.delete))
console.log("the packed packages work")
`

  const readme = readFileSync(join(root, "README.md"), "utf8")
  /** The versions of an install line, such as `npm i effect-activecampaign effect@3`. */
  const versionsAfter = (command) => {
    const line = readme.split("\n").find((line) => line.startsWith(`${command} effect-activecampaign `))
    if (line === undefined) throw new Error(`README.md has no line that starts with "${command} effect-activecampaign"`)
    const specs = line.slice(command.length).trim().split(/\s+/).slice(1)
    return Object.fromEntries(
      specs.map((spec) => [spec.slice(0, spec.lastIndexOf("@")), spec.slice(spec.lastIndexOf("@") + 1)])
    )
  }
  const npm = ["npm", "install", "--no-audit", "--no-fund", "--loglevel=error"]
  const pnpm = ["npx", "--yes", packageManager, "install", "--ignore-workspace", "--reporter=append-only"]
  const projects = [
    { name: "npm", install: npm, versions: versionsAfter("npm i") },
    { name: "pnpm", install: pnpm, versions: versionsAfter("pnpm add") },
    { name: "oldest", install: npm, versions: { effect: "3.22.0", "@effect/platform": "0.97.0" } }
  ]
  // The packages are not on a registry, so they depend on each other's tarballs.
  const overrides = Object.fromEntries(packed.map(({ name, tarball }) => [name, `file:${tarball}`]))
  const { "@effect-activecampaign/core": _, ...installed } = overrides
  for (const { install, name, versions } of projects) {
    const project = join(scratch, `project-${name}`)
    mkdirSync(project)
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({
        private: true,
        type: "module",
        dependencies: {
          ...installed,
          ...versions,
          typescript: "5.9.3",
          typescript54: "npm:typescript@5.4.5",
          typescript7: "npm:typescript@7.0.2",
          "@types/node": "20.19.43"
        },
        overrides,
        pnpm: { overrides }
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
    run(install[0], install.slice(1), project)
    // TypeScript 5.4 reports errors in the declarations of Effect itself.
    for (const [compiler, ...flags] of [["typescript"], ["typescript54", "--skipLibCheck"], ["typescript7"]]) {
      run(process.execPath, [join(project, "node_modules", compiler, "bin", "tsc"), "-p", ".", ...flags], project)
    }
    run(process.execPath, ["program.js"], project)
    for (const args of [["--version"], ["--help"], ["import", "--help"]]) {
      run("npx", ["--no-install", "effect-activecampaign", ...args], project)
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/**
 * Does what `docs/getting-started.md` says, as a new user would: makes a shell script of the page's blocks, in order, and runs
 * it in an empty folder. The packages come from a small registry on this machine, which has them as they would be published and
 * redirects requests for all others to the configured registry. The credentials are those of the fake account.
 *
 * `node scripts/check-getting-started.mjs [--all] [--cold] [folder]`: with npm; `--all` also with pnpm and Bun, `--cold` with
 * empty caches; takes the tarballs that `scripts/pack.mjs` has left in the folder, if there is one.
 *
 * In the page, `sh` blocks are run and `ts` blocks with a title are saved: ```ts [main.ts]. Of blocks with the titles `npm`,
 * `pnpm` and `bun`, the package manager's own is run. A block with the title `your account` is left out, and one that starts the
 * fake account continues in the background. A text in backticks after `prints` is expected in the output, with any digits.
 */
import { execFileSync, spawn } from "node:child_process"
import { createHash } from "node:crypto"
import { once } from "node:events"
import { createReadStream, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import { tmpdir } from "node:os"
import { basename, join } from "node:path"
import { fileURLToPath } from "node:url"
import { pack, readPacked } from "./pack.mjs"

/** The time in which a new user is done. */
const allowedSeconds = 120

const managers = ["npm", "pnpm", "bun"]

const root = fileURLToPath(new URL("..", import.meta.url))
const options = process.argv.slice(2)
const [folderOfTarballs] = options.filter((option) => !option.startsWith("--"))
const scratch = mkdtempSync(join(tmpdir(), "getting-started-"))

/** The page's parts in order: `{ language, title, group, code }`, where the blocks of a code group have the same group. */
const partsOf = (page) => {
  const parts = []
  let group
  for (const [, opening, language, title, code] of page.matchAll(
    /^(:::.*)$|^```(\w+)(?: \[([^\]]+)\])?\n([\s\S]*?)^```$/gm
  )) {
    if (opening !== undefined) group = /code-group/.test(opening) ? {} : undefined
    else parts.push({ language, title, group, code })
  }
  return parts
}

/** What follows from a part, in the shell. */
const commandsOf = ({ code, language, title }) => {
  if (language === "ts") return title === undefined ? "" : `cat > '${title}' <<'END_OF_FILE'\n${code}END_OF_FILE\n`
  if (language !== "sh" || title === "your account") return ""
  if (!/effect-activecampaign fake /.test(code)) return code
  const waiting = `until curl --silent --output /dev/null "http://127.0.0.1:$FAKE_PORT"; do sleep 0.2; done`
  return `(\n${code}) &\n${waiting}\n`
}

/** The page as a shell script for a package manager. */
const scriptOf = (page, manager) => {
  const parts = partsOf(page)
  const ofManagers = parts.filter(({ title }) => managers.includes(title))
  for (const { code, group } of ofManagers) {
    if (ofManagers.some((part) => part.group === group && part.title === manager)) continue
    throw new Error(`docs/getting-started.md: "${code.split("\n")[0]}" has no counterpart for ${manager}`)
  }
  const own = parts.filter(({ title }) => title === manager || !managers.includes(title))
  return ["set -euo pipefail", ...own.map(commandsOf)].join("\n")
}

/** Texts that the page promises, as patterns. */
const expectedBy = (page) => {
  const promised = [...page.matchAll(/\bprints\b[^`.]*`([^`]+)`/g)].map(([, text]) => text)
  if (promised.length === 0) throw new Error("docs/getting-started.md does not say what the program prints")
  return promised.map((text) => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&").replace(/\d+/g, "\\d+")))
}

/** What a registry says of a package. */
const packumentOf = ({ name, version, tarball }, address) => {
  const manifest = JSON.parse(execFileSync("tar", ["-xzOf", tarball, "package/package.json"], { encoding: "utf8" }))
  const content = readFileSync(tarball)
  const hash = (algorithm, encoding) => createHash(algorithm).update(content).digest(encoding)
  const dist = {
    tarball: `${address}/-/${basename(tarball)}`,
    shasum: hash("sha1", "hex"),
    integrity: `sha512-${hash("sha512", "base64")}`
  }
  return { name, "dist-tags": { latest: version }, versions: { [version]: { ...manifest, dist } } }
}

/** Starts the registry, and returns its server. */
const serveRegistry = async (packed) => {
  const upstream = execFileSync("npm", ["config", "get", "registry"], { cwd: root, encoding: "utf8" }).trim()
  const server = createServer((request, response) => {
    const path = decodeURIComponent(request.url.slice(1))
    const file = packed.find(({ tarball }) => path === `-/${basename(tarball)}`)
    const one = packed.find(({ name }) => path === name)
    if (file !== undefined) createReadStream(file.tarball).pipe(response)
    else if (one !== undefined) {
      response.setHeader("content-type", "application/json")
      response.end(JSON.stringify(packumentOf(one, `http://${request.headers.host}`)))
    } else response.writeHead(307, { location: new URL(request.url.slice(1), upstream).href }).end()
  })
  await once(server.listen(0, "127.0.0.1"), "listening")
  return server
}

/** A port that nobody uses, instead of the page's. */
const freePort = async () => {
  const server = createServer().listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address()
  await once(server.close(), "close")
  return port
}

/** Folder with the commands of pnpm and Bun. */
const installManagers = () => {
  const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
  const folder = join(scratch, "managers")
  execFileSync(
    "npm",
    ["install", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error", packageManager, "bun@1"],
    {
      stdio: ["ignore", "ignore", "inherit"]
    }
  )
  return join(folder, "node_modules", ".bin")
}

/** Runs a shell script in an empty folder, and returns its exit code, output and time. */
const runIn = async (folder, script, environment) => {
  mkdirSync(folder)
  const start = performance.now()
  const child = spawn("bash", ["-c", script], {
    cwd: folder,
    env: { ...process.env, ...environment },
    // A group of its own, so that the fake account ends with it.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"]
  })
  let output = ""
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", (text) => (output += text))
  const stop = () => {
    try {
      process.kill(-child.pid)
    } catch {
      // The group has ended.
    }
  }
  const timer = setTimeout(stop, 10 * 60_000)
  const [code] = await once(child, "exit")
  clearTimeout(timer)
  stop()
  return { code, output, seconds: (performance.now() - start) / 1000 }
}

/** Runs the page with a package manager, and returns what is wrong; undefined if nothing is. */
const check = async (page, manager, address, path) => {
  const port = String(await freePort())
  const script = scriptOf(page, manager).replaceAll("8080", port)
  const caches = join(scratch, `cache-${manager}`)
  const cold = {
    npm_config_cache: join(caches, "npm"),
    npm_config_store_dir: join(caches, "pnpm"),
    XDG_CACHE_HOME: join(caches, "other"),
    BUN_INSTALL_CACHE_DIR: join(caches, "bun")
  }
  const environment = {
    npm_config_registry: address,
    FAKE_PORT: port,
    PATH: path,
    ...(options.includes("--cold") ? cold : {})
  }
  const { code, output, seconds } = await runIn(join(scratch, manager), script, environment)
  console.log(`${manager}: ${seconds.toFixed(1)} s`)
  const unseen = expectedBy(page).filter((pattern) => !pattern.test(output))
  if (code !== 0) return `${output}\nThe commands ended with ${code}.`
  if (unseen.length > 0) return `${output}\nThe output lacks ${unseen.join(", ")}.`
  if (seconds > allowedSeconds) return `It took more than ${allowedSeconds} s.`
  return undefined
}

try {
  const packed = folderOfTarballs === undefined ? pack(join(scratch, "packed")) : readPacked(folderOfTarballs)
  const page = readFileSync(join(root, "docs", "getting-started.md"), "utf8")
  const all = options.includes("--all")
  const path = all ? `${installManagers()}:${process.env.PATH}` : process.env.PATH
  const server = await serveRegistry(packed)
  const address = `http://127.0.0.1:${server.address().port}`
  for (const manager of all ? managers : ["npm"]) {
    const problem = await check(page, manager, `${address}/`, path)
    if (problem === undefined) continue
    console.error(problem)
    console.error(`docs/getting-started.md does not work with ${manager}; see the output above.`)
    process.exitCode = 1
  }
  server.close()
  server.closeAllConnections()
} finally {
  rmSync(scratch, { recursive: true, force: true })
}

/**
 * Attacks on the rate limiter, in memory and over a store: a server of another process rejects every request above five within
 * any sliding second, while latency, clocks, processes and stores do what they can. No attack may cause a rejection.
 */
import { type ChildProcess, execFile, fork } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import type { Seen } from "./strictServer.js"

/** Where the limit is shared: Redis and Postgres need REDIS_URL and POSTGRES_URL. */
type Store = "redis" | "sqlite" | "postgres"

/** One attack on the limiter in memory: the client process runs it. */
export interface Attack {
  readonly calls: number
  readonly processes?: number
  readonly store?: Store
}

/** The attacks by name; `limiterClient.ts` says what each does. Those with a store run in several processes. */
export const attacks: Readonly<Record<string, Attack>> = {
  "all at once": { calls: 100 },
  "300 ms latency": { calls: 100 },
  "1000 ms latency": { calls: 100 },
  "bursts after idle": { calls: 28 },
  "half of the waiters interrupted": { calls: 100 },
  "0-400 ms before counting": { calls: 60 },
  "0-400 ms after counting": { calls: 60 },
  "100-500 ms after counting": { calls: 60 },
  "100-1000 ms after counting": { calls: 60 },
  "10,000 waiters cost": { calls: 10_000 },
  "50,000 waiters cost": { calls: 50_000 },
  "event loop blocked 300 ms": { calls: 60 },
  "nothing remaining": { calls: 60 },
  "Retry-After 0": { calls: 40 },
  "Retry-After -5": { calls: 40 },
  "responses take 1-3 s": { calls: 60 },
  "first five 300 ms under way, responses 1.2 s": { calls: 60 },
  "responses take 0-3 s": { calls: 60 },
  "1-3 s before counting": { calls: 60 },
  "0-3 s before counting": { calls: 60 },
  "every tenth is stuck 1.5 s": { calls: 60 },
  "600 ms before counting, then none": { calls: 60 },
  "250 ms before counting, then 10 ms": { calls: 60 },
  "event loop blocked 300 ms, 0-400 ms before counting": { calls: 60 },
  "interrupted after 100 ms, counted at 800 ms": { calls: 40 },
  "timed out after 100 ms, counted at 800 ms": { calls: 40 },
  "time of day +1 h": { calls: 40 },
  "time of day back and forth 700 ms": { calls: 40 },
  "time of day -1 h": { calls: 40 },
  "two host names": { calls: 40 },
  "two clocks": { calls: 40 },
  "fast: all at once": { calls: 100 },
  "fast: 300 ms latency": { calls: 100 },
  "fast: 100-500 ms after counting": { calls: 100 },
  "fast: 100-1000 ms after counting": { calls: 100 },
  "redis: nothing": { calls: 20, processes: 4, store: "redis" },
  "redis: eight processes": { calls: 20, processes: 8, store: "redis" },
  "redis: event loop blocked 300 ms": { calls: 20, processes: 4, store: "redis" },
  "redis: 0-400 ms before counting": { calls: 20, processes: 4, store: "redis" },
  "redis: responses take 1-3 s": { calls: 15, processes: 4, store: "redis" },
  "redis: interrupted after 100 ms, counted at 800 ms": { calls: 10, processes: 4, store: "redis" },
  "redis: slow Redis": { calls: 20, processes: 4, store: "redis" },
  "redis: jitter, blocked loop, slow Redis": { calls: 20, processes: 4, store: "redis" },
  "redis: FLUSHALL every 2 s": { calls: 20, processes: 4, store: "redis" },
  "sqlite: nothing": { calls: 20, processes: 4, store: "sqlite" },
  "sqlite: eight processes": { calls: 20, processes: 8, store: "sqlite" },
  "sqlite: event loop blocked 300 ms": { calls: 20, processes: 4, store: "sqlite" },
  "sqlite: 0-400 ms before counting": { calls: 20, processes: 4, store: "sqlite" },
  "sqlite: interrupted after 100 ms, counted at 800 ms": { calls: 10, processes: 4, store: "sqlite" },
  "sqlite: locked for 2 s, again and again": { calls: 20, processes: 4, store: "sqlite" },
  "sqlite: table dropped every 2 s": { calls: 20, processes: 4, store: "sqlite" },
  "postgres: nothing": { calls: 20, processes: 4, store: "postgres" },
  "postgres: eight processes": { calls: 20, processes: 8, store: "postgres" },
  "postgres: event loop blocked 300 ms": { calls: 20, processes: 4, store: "postgres" },
  "postgres: 0-400 ms before counting": { calls: 20, processes: 4, store: "postgres" },
  "postgres: interrupted after 100 ms, counted at 800 ms": { calls: 10, processes: 4, store: "postgres" },
  "postgres: table dropped every 2 s": { calls: 20, processes: 4, store: "postgres" }
}

const here = (file: string) => fileURLToPath(new URL(file, import.meta.url))

const run = promisify(execFile)

const runAttack = async (server: string, storeUrl: string | undefined, name: string, attack: Attack) => {
  const path = String(Object.keys(attacks).indexOf(name))
  const args = [here("./limiterClient.js"), name, `${server}/${path}`, String(attack.calls), storeUrl ?? ""]
  const startAt = String(Date.now() + (attack.processes === undefined ? 0 : 4000))
  const started = performance.now()
  const ends = await Promise.all(
    Array.from({ length: attack.processes ?? 1 }, (_, number) =>
      run(process.execPath, [...args, startAt, String(number)])
    )
  )
  const seen = (await (await fetch(`${server}/${path}/seen`)).json()) as Seen
  const share = (seen.counted - 5) / 5 / (seen.span / 1000)
  const failed = ends.map(({ stdout }) => stdout.trim()).filter((text) => text !== "")
  console.log(
    [
      name.padEnd(56),
      `${seen.refused} of ${seen.counted + seen.refused} rejected`.padEnd(20),
      `worst second ${seen.worst}`,
      `${(share * 100).toFixed(0)} %`.padStart(6),
      `${((performance.now() - started) / 1000).toFixed(0)} s`.padStart(6),
      ...failed
    ].join("  ")
  )
  return seen.refused
}

/** Runs the attacks whose names contain a text, some at a time; tells how many requests were rejected. */
export const attackLimiter = async (filter = "", atOnce = 1): Promise<number> => {
  const server: ChildProcess = fork(here("./strictServer.js"))
  const [{ url }] = (await once(server, "message")) as [{ url: string }]
  const folder = mkdtempSync(join(tmpdir(), "attacks-"))
  const names = Object.keys(attacks).filter((name) => name.includes(filter))
  let rejected = 0
  const urlOf = (name: string, store: Store): string | undefined =>
    ({
      redis: process.env["REDIS_URL"],
      postgres: process.env["POSTGRES_URL"],
      sqlite: `file:${join(folder, `${Object.keys(attacks).indexOf(name)}.db`)}`
    })[store]
  const next = async (): Promise<void> => {
    const name = names.shift()
    const attack = name === undefined ? undefined : attacks[name]
    if (name === undefined || attack === undefined) return
    const storeUrl = attack.store && urlOf(name, attack.store)
    if (attack.store && storeUrl === undefined)
      console.log(`${name}: skipped, as ${attack.store.toUpperCase()}_URL is not set`)
    else rejected += await runAttack(url, storeUrl, name, attack)
    return next()
  }
  await Promise.all(Array.from({ length: atOnce }, next))
  server.disconnect()
  rmSync(folder, { recursive: true, force: true })
  return rejected
}

/**
 * Files that commands write: what they can be, and a lock for one that several processes could append to.
 */
import { randomUUID } from "node:crypto"
import { link, readFile, realpath, rename, rm, stat, utimes, writeFile } from "node:fs/promises"
import { hostname } from "node:os"
import { dirname, resolve } from "node:path"
import * as Effect from "effect/Effect"
import * as Schedule from "effect/Schedule"
import { badInput, failed } from "./Failure.js"

const codeOf = (error: unknown): unknown => Object(error).code

/** Uses a file; what goes wrong is a sentence. */
export const io = <A>(file: string, use: () => Promise<A>) =>
  Effect.tryPromise({
    try: use,
    catch: (error) => failed(`${file} cannot be read or written (${codeOf(error) ?? Object(error).message})`)
  })

/** The path of a file that can be written: a link leads to it, and its folder exists. */
export const writable = (file: string) =>
  Effect.gen(function* () {
    const found = yield* Effect.promise(() => stat(file).catch(() => null))
    if (found?.isDirectory()) return yield* badInput(`${file} is a folder`)
    if (found !== null && !found.isFile()) return yield* badInput(`${file} is not a file`)
    const path = found === null ? file : yield* io(file, () => realpath(file))
    const folder = dirname(resolve(path))
    if (!(yield* Effect.promise(() => stat(folder).catch(() => null)))?.isDirectory()) {
      return yield* badInput(`the folder ${folder} does not exist`)
    }
    return path
  })

/** Files with personal data are for their owner alone, until they are made readable for others. */
export const ownerOnly = 0o600

// ---------------------------------------------------------------------------------------------------------------
// Locks
// ---------------------------------------------------------------------------------------------------------------

/** A lock is touched so often while it is held, and is void if it was not for long (ms). */
const [touched, voidAfter] = [10_000, 60_000]

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === "EPERM"
  }
}

/** Whether who has a lock has ended. Another machine's processes are not known, so that the time decides. */
const isVoid = async (lock: string, text: string): Promise<boolean> => {
  const [pid = "", host] = text.split(" ")
  const isOwn = host === hostname()
  // A process of this id that does not have the lock is another one: ids are used again.
  if (isOwn && (Number(pid) === process.pid || !isAlive(Number(pid)))) return true
  return Date.now() - (await stat(lock)).mtimeMs > voidAfter
}

/** Deletes a void lock, unless another process has just replaced it. */
const take = async (lock: string, text: string, id: string): Promise<void> => {
  const aside = `${lock}.${id}`
  await rename(lock, aside)
  if ((await readFile(aside, "utf8")) !== text) await link(aside, lock)
  await rm(aside, { force: true })
}

/** Takes a lock. Returns who has it, or null if it was taken. */
const tryLock = async (lock: string, own: string, id: string): Promise<string | null> => {
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      await writeFile(lock, own, { flag: "wx", mode: ownerOnly })
      return null
    } catch (error) {
      if (codeOf(error) === "ENOSPC") await rm(lock, { force: true })
      if (codeOf(error) !== "EEXIST") throw error
    }
    const text = await readFile(lock, "utf8").catch(() => null)
    if (text === null) continue
    // One without a text is being written.
    if (!(await isVoid(lock, text).catch(() => false))) return text.split(" ")[0] || "unknown"
    await take(lock, text, id).catch(() => undefined)
  }
  return "unknown"
}

/**
 * Locks a file until the scope ends: a file beside it names the process. The effect that it returns fails if the lock was
 * taken over, because this process was stopped for long.
 */
export const locked = (file: string) =>
  Effect.gen(function* () {
    const lock = `${file}.lock`
    const id = randomUUID()
    const own = `${process.pid} ${hostname()} ${id}`
    const taken = (holder: string) =>
      failed(`another process (${holder}) writes to ${file}; try again when it has ended`)
    const isOwn = Effect.promise(async () => (await readFile(lock, "utf8").catch(() => "")) === own)
    const release = Effect.flatMap(isOwn, (held) =>
      held ? Effect.promise(() => rm(lock, { force: true }).catch(() => undefined)) : Effect.void
    )
    const holder = yield* Effect.acquireRelease(
      io(lock, () => tryLock(lock, own, id)),
      () => release
    )
    if (holder !== null) return yield* taken(holder)
    const touch = Effect.promise(() => utimes(lock, new Date(), new Date()).catch(() => undefined))
    yield* Effect.forkScoped(Effect.repeat(touch, Schedule.spaced(touched)))
    return Effect.flatMap(isOwn, (held) => (held ? Effect.void : taken("unknown")))
  })

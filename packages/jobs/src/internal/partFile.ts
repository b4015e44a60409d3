/**
 * A file that is written in parts by processes that can end at any time. Bytes after the last checkpoint are cut off; each
 * execution writes a file of its own, so that one that was thought dead does not write into that of another.
 */
import { chmod, copyFile, type FileHandle, open, readdir, realpath, rename, rm, stat, truncate } from "node:fs/promises"
import { basename, dirname, join } from "node:path"
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import type * as Scope from "effect/Scope"

/** A file could not be read or written. */
export class JobFileError extends Data.TaggedError("JobFileError")<{
  readonly file: string
  readonly cause: unknown
}> {
  override get message(): string {
    return `The file ${this.file} could not be read or written (${
      this.cause instanceof Error ? this.cause.message : String(this.cause)
    })`
  }
}

const attempt = <A>(file: string, io: () => Promise<A>): Effect.Effect<A, JobFileError> =>
  Effect.tryPromise({ try: io, catch: (cause) => new JobFileError({ file, cause }) })

/** Bytes of a file that are certain. */
export interface Position {
  readonly part: string
  readonly bytes: number
}

/** The file of an export that is not complete, by its checkpoint. */
export const partOf = (checkpoint: string | null): string | undefined => {
  const at: (Position & { readonly isComplete: boolean }) | null = checkpoint === null ? null : JSON.parse(checkpoint)
  return at === null || at.isComplete ? undefined : at.part
}

const sizeOf = (file: string): Effect.Effect<number | undefined> =>
  Effect.orElseSucceed(
    Effect.map(
      attempt(file, () => stat(file)),
      ({ size }) => size
    ),
    () => undefined
  )

/** Whether the bytes of a position are there. */
export const isThere = ({ bytes, part }: Position): Effect.Effect<boolean> =>
  Effect.map(sizeOf(part), (size) => size !== undefined && size >= bytes)

/** Where a complete file goes: a link stays, and what it leads to is replaced. Fails if that cannot be, before anything is done. */
export const targetOf = (file: string): Effect.Effect<string, JobFileError> =>
  attempt(file, async () => {
    const found = await stat(file).catch(() => undefined)
    if (found !== undefined && !found.isFile()) {
      throw new Error(found.isDirectory() ? "it is a folder" : "it is not a regular file")
    }
    const target = found === undefined ? file : await realpath(file)
    await stat(dirname(target)).catch(() => {
      throw new Error("its folder does not exist")
    })
    return target
  })

/** Deletes the files that earlier executions left, which have the prefix, except one. */
export const discardOthers = (prefix: string, kept: string | undefined): Effect.Effect<void, JobFileError> =>
  attempt(prefix, async () => {
    const folder = dirname(prefix)
    for (const name of await readdir(folder)) {
      const path = join(folder, name)
      if (name.startsWith(basename(prefix)) && name.endsWith(".part") && path !== kept) await rm(path, { force: true })
    }
  })

/** Exports are personal data: files are readable by their owner alone, until they are made readable for others. */
const ownerOnly = 0o600

/** Copies what is certain into the file of this execution. */
export const takeOver = ({ bytes, part }: Position, into: string): Effect.Effect<void, JobFileError> =>
  attempt(into, async () => {
    await copyFile(part, into)
    await chmod(into, ownerOnly)
    await truncate(into, bytes)
  })

/** Deletes a file, if it is there. */
export const discard = (file: string): Effect.Effect<void, JobFileError> =>
  attempt(file, () => rm(file, { force: true }))

/** Renames a complete file, which gets the permissions of the one that it replaces. If that was done already, nothing happens. */
export const complete = (part: string, file: string): Effect.Effect<void, JobFileError> =>
  Effect.flatMap(sizeOf(part), (size) =>
    size === undefined
      ? Effect.void
      : attempt(file, async () => {
          const replaced = await stat(file).catch(() => undefined)
          if (replaced !== undefined) await chmod(part, replaced.mode & 0o777)
          await rename(part, file)
        })
  )

/** Appends to a file from a position on. What was appended is on the disk once `sync` has succeeded. */
export interface Appender {
  readonly append: (bytes: Uint8Array) => Effect.Effect<void, JobFileError>
  readonly sync: Effect.Effect<void, JobFileError>
  readonly position: () => number
}

export const openPart = ({ bytes, part }: Position): Effect.Effect<Appender, JobFileError, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      attempt(part, () => open(part, bytes === 0 ? "w" : "r+", ownerOnly)),
      (handle: FileHandle) => Effect.ignore(attempt(part, () => handle.close()))
    ),
    (handle) => {
      let position = bytes
      return {
        append: (chunk) =>
          attempt(part, async () => {
            for (let written = 0; written < chunk.length; ) {
              const { bytesWritten } = await handle.write(chunk, written, chunk.length - written, position)
              written += bytesWritten
              position += bytesWritten
            }
          }),
        sync: attempt(part, () => handle.sync()),
        position: () => position
      }
    }
  )

/**
 * The file of an import, from any row on.
 */
import { createReadStream } from "node:fs"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as Csv from "../Csv.js"
import * as ImportPlan from "../ImportPlan.js"
import type { ImportJob } from "../Jobs.js"
import { JobFileError } from "./partFile.js"

/** The bytes of a file between two offsets. */
export const bytesOf = (file: string, start: number, end?: number): Stream.Stream<Uint8Array, JobFileError> =>
  end !== undefined && end <= start
    ? Stream.empty
    : Stream.suspend(() =>
        Stream.fromAsyncIterable<Uint8Array, JobFileError>(
          createReadStream(file, { start, ...(end === undefined ? {} : { end: end - 1 }), highWaterMark: 1 << 18 }),
          (cause) => new JobFileError({ file, cause })
        )
      )

/** How the file becomes contacts: its header, and what the account had when the import was planned. */
export const planOf = (spec: ImportJob, account?: ImportPlan.Account) =>
  Effect.gen(function* () {
    const header = yield* Stream.runHead(Csv.rows(bytesOf(spec.file, 0), spec))
    const headers = Option.match(header, { onNone: () => [], onSome: ({ cells }) => cells })
    const plan = yield* ImportPlan.make(headers, { ...spec, account })
    const start = Option.match(header, { onNone: () => ({ line: 1, offset: 0 }), onSome: ({ end }) => end })
    return { plan, start }
  })

/** The rows of a part of the file. */
export const rowsOf = (spec: ImportJob, start: Csv.Position, end?: number) =>
  Csv.rows(bytesOf(spec.file, start.offset, end), { ...spec, start })

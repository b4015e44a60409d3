/**
 * What a program knows of an account when it is compiled, and what has changed in the account since. The snapshot is the
 * file `activecampaign.account.json`, which `effect-activecampaign typegen pull` writes together with a module of ids and
 * field types. It contains no key, no personal data and no counts.
 *
 * ```ts
 * // import snapshot from "./activecampaign.account.json" with { type: "json" }
 * declare const snapshot: unknown
 *
 * // Fails at start-up if something that the program knows was removed or has another kind.
 * const verified = Account.verify(snapshot)
 * ```
 */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ActiveCampaignClient } from "effect-activecampaign/ActiveCampaignClient"
import { type Change, compare } from "./internal/compare.js"
import { type ReadError, readAccount } from "./internal/readAccount.js"
import { fromJson, type SnapshotError } from "./internal/snapshot.js"

export { type Change, type ChangeClass, compare } from "./internal/compare.js"
export { type ReadError, type Reading, readAccount as read } from "./internal/readAccount.js"
export { type Field, fromJson, type Named, type Snapshot, SnapshotError } from "./internal/snapshot.js"

/** The account has changed in a way that breaks programs that were compiled before. */
export class DriftError extends Data.TaggedError("DriftError")<{
  /** The breaking changes. */
  readonly changes: ReadonlyArray<Change>
}> {
  override get message(): string {
    const changes = this.changes.map(({ message, path }) => `${path}: ${message}`)
    return `the account has changed since its snapshot was written; ${changes.join("; ")}`
  }
}

/** Logs of a change contain its class, and where it is. */
const log = ({ class: kind, message, path }: Change) =>
  Effect.logInfo(`${path}: ${message}`).pipe(Effect.annotateLogs({ change: kind }))

/**
 * Compares the account with its snapshot when the program starts. Fails with `DriftError` if there is a breaking change,
 * logs other changes, and fails if the account cannot be read. Needs as many requests as `typegen check`: eight, if
 * nothing has more than a hundred rows.
 *
 * ```ts
 * declare const snapshot: unknown
 * const verified = Layer.provide(Account.verify(snapshot), FakeAccount.layerClient())
 * ```
 */
export const verify = (
  snapshot: unknown
): Layer.Layer<never, DriftError | SnapshotError | ReadError, ActiveCampaignClient> =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const before = yield* fromJson(snapshot)
      const { snapshot: after } = yield* readAccount(before)
      const changes = compare(before, after)
      const breaking = changes.filter((change) => change.class === "breaking")
      yield* Effect.forEach(
        changes.filter((change) => change.class !== "breaking"),
        log,
        { discard: true }
      )
      if (breaking.length > 0) return yield* new DriftError({ changes: breaking })
    })
  )

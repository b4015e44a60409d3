/**
 * What a cursor that cannot be used fails with.
 */
import * as Data from "effect/Data"

/** A cursor that a job cannot continue from. Nothing was requested. */
export class CursorError extends Data.TaggedError("CursorError")<{
  /** `malformed` if it is no cursor, `other` if it belongs to another list or another query. */
  readonly reason: "malformed" | "other"
  /** The list that was to be continued. */
  readonly list: string
}> {
  override get message(): string {
    return this.reason === "malformed"
      ? `the cursor must be that of an earlier element of ${this.list}; got another string`
      : `the cursor belongs to another list or query than this one of ${this.list}; use the query that it came from`
  }
}

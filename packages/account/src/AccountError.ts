/**
 * Errors of names and custom fields. Nothing was sent when one of them occurs, apart from what was read to find out.
 */
import * as Data from "effect/Data"

/** No record of the account has the name. */
export class UnknownNameError extends Data.TaggedError("UnknownNameError")<{
  /** What was looked for, such as `tag` or `contact field`. */
  readonly kind: string
  /** The name. */
  readonly name: string
  /** Existing names that are similar, the most similar first; three at most. */
  readonly nearest: ReadonlyArray<string>
}> {
  override get message(): string {
    const [first, ...others] = this.nearest.map((name) => `"${name}"`)
    const hint = first === undefined ? "" : `; did you mean ${[first, ...others].join(" or ")}?`
    return `no ${this.kind} is named "${this.name}"${hint}`
  }
}

/** Several records of the account have the name. */
export class AmbiguousNameError extends Data.TaggedError("AmbiguousNameError")<{
  /** What was looked for, such as `tag` or `contact field`. */
  readonly kind: string
  /** The name. */
  readonly name: string
  /** Ids of the records that have it. */
  readonly ids: ReadonlyArray<string>
}> {
  override get message(): string {
    return `${this.ids.length} records are a ${this.kind} named "${this.name}": ${this.ids.join(", ")}; use the id`
  }
}

/**
 * Why a codec refused a value.
 */
import { describe, nameOf } from "../internal/describe.js"

/** Why a value was refused: where it is, what was expected there, and what was found. */
export class Issue {
  /** Keys and indexes that lead to the value, outermost first. */
  readonly path: Array<PropertyKey> = []
  /** What is wrong, to be read after the value's path: "must be a string; got null". */
  readonly problem: string
  readonly actual: unknown

  constructor(problem: string, actual: unknown) {
    this.problem = problem
    this.actual = actual
  }

  /** The same issue seen from one level further out. */
  at(key: PropertyKey): this {
    this.path.unshift(key)
    return this
  }
}

/** Whether a reader or writer refused its input. */
export const isIssue = (value: unknown): value is Issue => value instanceof Issue

/** An issue that says what was expected and what was found. */
export const mustBe = (expected: string, actual: unknown, found: string = describe(actual)): Issue =>
  new Issue(`must be ${expected}; got ${found}`, actual)

/** The path of an issue as a person writes it: `fieldValues[0].field`. */
export const pathOf = ({ path }: Issue): string =>
  path
    .map((key, index) => (typeof key === "number" ? `[${key}]` : `${index === 0 ? "" : "."}${nameOf(String(key))}`))
    .join("")

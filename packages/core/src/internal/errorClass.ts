/**
 * Declares a class of errors.
 */
import type { YieldableError } from "effect/Cause"
import { TaggedError } from "effect/Data"
import type { Named, OperationContext } from "../ActiveCampaignError.js"
import { contextOf } from "./operation.js"

/** A class of errors with the fields `Fields` beside those of every error. */
export interface ErrorClass<Tag extends string, Fields> {
  new (fields: Fields): YieldableError & { readonly _tag: Tag } & Readonly<Fields>
  /** Builds the error for an endpoint, for tests: `NotFoundError.of(Contacts.get)`. */
  of<E>(this: new (fields: Fields) => E, endpoint: Named, overrides?: Partial<Fields>): E
}

/** Declares a class of errors; `defaults` are what `of` fills in. */
export const errorClass = <Tag extends string, Fields extends OperationContext>(
  tag: Tag,
  defaults: Omit<Fields, keyof OperationContext | "issues">
) => {
  class Base extends TaggedError(tag)<any> {
    static of(endpoint: Named, overrides?: object) {
      return new this({
        ...contextOf(endpoint, tag),
        ...("status" in defaults ? { issues: [] } : {}),
        ...defaults,
        ...overrides
      })
    }
  }
  // A generic base class has fields that types cannot follow; they are those of `Fields`.
  return Base as unknown as ErrorClass<Tag, Fields>
}

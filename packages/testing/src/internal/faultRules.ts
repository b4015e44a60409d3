/**
 * The faults of one account while it runs.
 */
import type { Fault, Faults, Rule } from "../Faults.js"
import type { RecordedRequest } from "./http.js"

/** The faults of an account, and those that a request meets. */
export interface Running extends Faults {
  readonly of: (request: RecordedRequest) => ReadonlyArray<Fault>
  /** Back to the rules of the start. */
  readonly reset: () => void
}

/** Starts rules. */
export const makeFaults = (initial: ReadonlyArray<Rule>): Running => {
  const start = (rules: ReadonlyArray<Rule>) => rules.map((rule) => rule.start())
  let running = start(initial)
  return {
    add: (...rules) => {
      running = [...running, ...start(rules)]
    },
    clear: () => {
      running = []
    },
    reset: () => {
      running = start(initial)
    },
    of: (request) => running.flatMap((faultOf) => faultOf(request) ?? [])
  }
}

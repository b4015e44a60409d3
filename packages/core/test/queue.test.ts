/**
 * The queue of those who wait for a slot, against a model: a list, and for each job when it last had a turn.
 */
import { Queue, type Waiter } from "@effect-activecampaign/core/internal/queue"
import * as FastCheck from "effect/FastCheck"
import { expect, it } from "vitest"

type Command =
  | { readonly kind: "join"; readonly job: string | null }
  | { readonly kind: "leave" | "serve"; readonly at: number }
  | { readonly kind: "next" }

const job = FastCheck.constantFrom(null, null, "a", "b", "c")

const command: FastCheck.Arbitrary<Command> = FastCheck.oneof(
  { weight: 5, arbitrary: FastCheck.record({ kind: FastCheck.constant("join" as const), job }) },
  { weight: 4, arbitrary: FastCheck.constant({ kind: "next" as const }) },
  {
    weight: 1,
    arbitrary: FastCheck.record({
      kind: FastCheck.constantFrom("leave" as const, "serve" as const),
      at: FastCheck.nat(40)
    })
  }
)

interface One {
  readonly number: number
  readonly job: string | null
}

/** Who waits, in the order of coming; since when each job waits for a turn; and how many interactive turns there were. */
class Model {
  waiting: ReadonlyArray<One> = []
  since = new Map<string, number>()
  interactive = 0
  private time = 0

  copy(): Model {
    return Object.assign(new Model(), this, { since: new Map(this.since) })
  }

  join(one: One): void {
    if (one.job !== null && !this.waiting.some(({ job }) => job === one.job)) this.since.set(one.job, this.time++)
    this.waiting = [...this.waiting, one]
  }

  leave(one: One): void {
    this.waiting = this.waiting.filter((other) => other !== one)
  }

  serve(one: One): void {
    this.leave(one)
    if (one.job === null) this.interactive++
    else {
      this.interactive = 0
      this.since.set(one.job, this.time++)
    }
  }

  next(): One | undefined {
    const interactive = this.waiting.find(({ job }) => job === null)
    if (interactive && this.interactive < 9) return interactive
    const jobs = [...this.since].filter(([name]) => this.waiting.some(({ job }) => job === name))
    const [longest] = jobs.sort(([, one], [, other]) => one - other)
    return longest === undefined ? interactive : this.waiting.find(({ job }) => job === longest[0])
  }

  order(): ReadonlyArray<number> {
    const rest = this.copy()
    const numbers: Array<number> = []
    for (let one = rest.next(); one; one = rest.next()) {
      numbers.push(one.number)
      rest.serve(one)
    }
    return numbers
  }
}

it("gives turns as the model does, whoever comes, leaves or is served out of turn", () => {
  FastCheck.assert(
    FastCheck.property(FastCheck.array(command, { maxLength: 200, size: "max" }), (commands) => {
      const queue = new Queue<string>()
      const model = new Model()
      const all = new Map<number, readonly [One, Waiter<string>]>()
      const woken: Array<number> = []
      const expected: Array<number> = []
      for (const one of commands) {
        if (one.kind === "join") {
          const number = all.size
          const waiter: Waiter<string> = { job: one.job, due: 0, wake: () => woken.push(number) }
          const modelled = { number, job: one.job }
          all.set(number, [modelled, waiter])
          queue.join(waiter)
          model.join(modelled)
          continue
        }
        const at = one.kind === "next" ? model.next()?.number : model.waiting[one.at]?.number
        const found = at === undefined ? undefined : all.get(at)
        if (one.kind === "next") expect(queue.first()).toBe(found?.[1])
        if (found === undefined) continue
        const [modelled, waiter] = found
        if (one.kind === "leave") {
          expect(queue.leave(waiter)).toBe(true)
          expect(queue.leave(waiter)).toBe(false)
          model.leave(modelled)
        } else {
          queue.serve(waiter, "turn")
          expected.push(modelled.number)
          model.serve(modelled)
        }
        expect(queue.isEmpty()).toBe(model.waiting.length === 0)
      }
      expect(woken).toEqual(expected)
      const numbers = new Map([...all].map(([number, [, waiter]]) => [waiter, number]))
      expect([...queue.order()].map((waiter) => numbers.get(waiter))).toEqual(model.order())
    }),
    { numRuns: 300 }
  )
})

it("who waits already keeps its place if it joins again", () => {
  const queue = new Queue<string>()
  const [one, other] = [0, 1].map(() => ({ job: "a", due: 0, wake: () => {} }))
  if (one === undefined || other === undefined) throw new Error("two wait")
  for (const waiter of [one, other, one]) queue.join(waiter)
  expect([...queue.order()]).toEqual([one, other])
})

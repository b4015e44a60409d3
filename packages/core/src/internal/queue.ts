/**
 * Those who wait for a slot, and whose turn it is.
 */
import * as Context from "effect/Context"

/**
 * The name of the background job that requests belong to; null, the default, for interactive requests. `background` and
 * `interactive` set it for one effect.
 *
 * ```ts
 * Contacts.list().pipe(Stream.provideService(RateLimiter.BackgroundJob, "nightly export"))
 * ```
 */
export class BackgroundJob extends Context.Reference<BackgroundJob>()(
  "@effect-activecampaign/core/RateLimiter/BackgroundJob",
  { defaultValue: (): string | null => null }
) {}

/** The pace of a request, if the limiter has none of its own. */
export class RequestPace extends Context.Reference<RequestPace>()(
  "@effect-activecampaign/core/RateLimiter/RequestPace",
  { defaultValue: (): "safe" | "fast" => "safe" }
) {}

/** While both wait, interactive requests have so many turns before a background job has one. */
const most = 9

/** One who waits. */
export interface Waiter<A> {
  readonly job: string | null
  readonly wake: (turn: A) => void
  /** When it looks again, where each looks for itself. */
  due: number
}

/** Interactive requests go first, but for every tenth turn, and jobs take turns. Each of them is first come, first served. */
export class Queue<A> {
  /** Those who wait, by job. The job whose turn it is comes before the others. */
  private readonly jobs = new Map<string | null, Set<Waiter<A>>>()
  /** Turns of interactive requests since a job had one. */
  private streak = 0

  isEmpty(): boolean {
    return this.jobs.size === 0
  }

  /** One waits, behind those of its job; who waits already keeps its place. */
  join(waiter: Waiter<A>): void {
    const { job } = waiter
    this.jobs.set(job, (this.jobs.get(job) ?? new Set()).add(waiter))
  }

  /** One waits no more; tells whether it did. */
  leave(waiter: Waiter<A>): boolean {
    const waiters = this.jobs.get(waiter.job)
    const waited = waiters?.delete(waiter)
    if (waiters?.size === 0) this.jobs.delete(waiter.job)
    return waited === true
  }

  /** It is one's turn; the next turn is another job's. */
  serve(waiter: Waiter<A>, turn: A): void {
    const { job } = waiter
    this.leave(waiter)
    this.streak = job === null ? this.streak + 1 : 0
    const waiters = this.jobs.get(job)
    if (waiters && this.jobs.delete(job)) this.jobs.set(job, waiters)
    waiter.wake(turn)
  }

  /** All in the order of their turns, if nobody comes or leaves. */
  *order(): Generator<Waiter<A>, undefined> {
    let { streak } = this
    const jobs = Array.from(this.jobs, ([job, waiters]) => ({ job, waiters: waiters.values() }))
    while (jobs.length > 0) {
      const index = jobs.findIndex(({ job }) => (job === null) === streak < most)
      for (const one of jobs.splice(Math.max(0, index), 1)) {
        const { done, value } = one.waiters.next()
        if (done) continue
        yield value
        streak = one.job === null ? streak + 1 : 0
        jobs.push(one)
      }
    }
  }

  first(): Waiter<A> | undefined {
    return this.order().next().value
  }
}

/**
 * Pages that are requested before they are consumed. `Progress` stays the judge of all pages, one after the other; here is
 * only guessed what it will ask for. A page that it asks for is taken if it was requested early; one that does not continue
 * the page before is requested again; wrong guesses are interrupted.
 */
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { type Early, early, interrupt, type Settings, type Source, start } from "./early.js"
import type { Page } from "./paginate.js"
import type { Ranging } from "./ranges.js"

/** Pages by offset, which are guessed from where the last one ended and how long it was; or the next page alone. */
const byOffset = <P extends Page<unknown>, R>({
  concurrency,
  progress,
  request,
  scope
}: Settings<P, R>): Source<P, R> => {
  const pages = new Map<string, Early<P>>()
  /** Pages that came since a guess was wrong. */
  let came = 0
  let isRight = true
  const dropOthers = (kept: ReadonlyArray<string>) =>
    Effect.suspend(() => {
      const dropped = [...pages].filter(([key]) => !kept.includes(key))
      for (const [key] of dropped) pages.delete(key)
      return interrupt(dropped.map(([, page]) => page))
    })
  const drop = dropOthers([])
  const again = Effect.suspend(() => Effect.map(request(progress.page), (page) => ({ page })))
  const take = Effect.suspend(() => {
    const key = JSON.stringify(progress.page)
    const one = pages.get(key)
    if (one === undefined) return again
    return Effect.flatMap(Deferred.await(one.page), (page) => {
      pages.delete(key)
      if (one.isSure || progress.continues(page.items)) return Effect.succeed({ page })
      came = 0
      isRight = false
      return Effect.zipRight(drop, again)
    })
  })
  const refill = Effect.suspend(() => {
    // A total says how many pages there are; without one, each page that came makes one more likely.
    came++
    const width = isRight && progress.total !== null ? concurrency : Math.min(concurrency, came)
    const expected = progress.expect(width).map((page) => [JSON.stringify(page), page] as const)
    const startAll = Effect.forEach(
      expected,
      ([key, page], index) => {
        if (pages.has(key)) return Effect.void
        const one = early<P>(index === 0)
        pages.set(key, one)
        return start(one, scope, request(page))
      },
      { discard: true }
    )
    return Effect.zipRight(dropOthers(expected.map(([key]) => key)), startAll)
  })
  return { take, refill: () => refill, drop }
}

/** The pages after the first one. By id, several at the same time need ranges of ids. */
export const ahead = <P extends Page<unknown>, R>(
  settings: Settings<P, R>,
  ranges: Ranging | undefined
): Source<P, R> => {
  const offsets = byOffset(settings)
  if (ranges === undefined) return offsets
  const ids = ranges(settings)
  const isById = () => settings.concurrency > 1 && settings.progress.after !== undefined
  return {
    take: Effect.suspend(() => (isById() ? ids : offsets).take),
    refill: (before) =>
      Effect.suspend(() => (isById() ? ids.refill(before) : Effect.zipRight(ids.drop, offsets.refill(before)))),
    drop: Effect.zipRight(ids.drop, offsets.drop)
  }
}

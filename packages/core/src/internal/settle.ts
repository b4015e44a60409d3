/**
 * The first page of a collection whose rows are computed when they are first asked for.
 */
import { seconds } from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import { type ActiveCampaignError, DecodeError } from "../ActiveCampaignError.js"
import type { Collection, Page } from "./paginate.js"

/** Seconds between requests for rows that are not computed yet: a minute in all. */
const waits = [1, 2, 4, 8, 15, 30]

/** How the first page of a collection is requested: with `first` once, and with `further` after that. */
export type Settle = <P extends Page<unknown>, R>(
  collection: Collection<P, R>,
  first: object,
  further: object,
  notReady: (problem: string) => ActiveCampaignError
) => Effect.Effect<P, ActiveCampaignError, R>

/** Requests the first page until two responses in a row agree and have rows. */
export const settle: Settle = ({ key, request, settling }, first, further, notReady) => {
  // Before the match, a body may have no rows at all.
  const isUnready = (error: ActiveCampaignError) => error instanceof DecodeError && error.path === key
  const poll = (round: number, before: string): ReturnType<typeof request> =>
    Effect.flatMap(Effect.either(request(round === 0 ? first : further)), (result) => {
      if (Either.isLeft(result) && !isUnready(result.left)) return Effect.fail(result.left)
      const found = Either.isRight(result) ? `${result.right.total} ${JSON.stringify(result.right.items)}` : ""
      if (Either.isRight(result) && result.right.items.length > 0 && found === before) {
        return Effect.succeed(result.right)
      }
      const wait = waits[round]
      return wait === undefined
        ? Effect.fail(
            notReady(
              `\`${settling?.filter}\` has no rows yet; it is empty, or ActiveCampaign needs more time. Try later`
            )
          )
        : Effect.zipRight(Effect.sleep(seconds(wait)), poll(round + 1, found))
    })
  return poll(0, "")
}

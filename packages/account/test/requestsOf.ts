/**
 * Requests that an effect sends to a fake account.
 */
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"

/** The account of a test. */
export const account = FakeAccount.FakeAccount

/** The requests of an effect, such as `POST /tags`, and its value. */
export const requestsOf = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const { requests } = yield* account
    const before = requests.length
    const value = yield* effect
    return { value, requests: requests.slice(before).map(({ method, path }) => `${method} ${path}`) }
  })

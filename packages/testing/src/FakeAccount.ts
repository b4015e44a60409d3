/**
 * An account in memory, with the vendor's habits: ids as texts, 20 rows on a page unless more are asked for and 100
 * at most, `meta.total` as a text, short answers to creates, errors as recorded, and a limit of five requests in any
 * second, answered with 429 and `Retry-After`.
 *
 * ```ts
 * program.pipe(Effect.provide(ActiveCampaign.layer), Effect.provide(FakeAccount.layer()))
 * ```
 *
 * It knows contacts, tags, lists and what links them. `FakeAccountServer` puts it behind a real HTTP server.
 */

import * as HttpClient from "@effect/platform/HttpClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { emptyRows, makeHandler, type Rows } from "./internal/account.js"
import { type Answer, bodyOf, responseOf, type Sent, sentOf } from "./internal/wire.js"

export type { Row, Rows } from "./internal/account.js"
export type { Answer, Sent } from "./internal/wire.js"

/** What a test can see of the account. */
export interface Account {
  /** All rows, as they stand in bodies. A test may look at them, and may change them. */
  readonly rows: Rows
  /** Every request with the status of its answer, in order. */
  readonly requests: ReadonlyArray<Sent & { readonly status: number }>
  /** Answers a request at a time, in milliseconds since 1970. */
  readonly handle: (sent: Sent, apiKey: string | undefined, now: number) => Answer
}

/** The account of a test. */
export class FakeAccount extends Context.Tag("@effect-activecampaign/testing/FakeAccount")<FakeAccount, Account>() {}

/** How the account behaves. */
export interface Options {
  /** The key that it accepts; default `fake-key`. */
  readonly apiKey?: string | undefined
  /** Its limit, or null for none; default 5 requests in any second. */
  readonly limit?: { readonly limit: number; readonly window: Duration.DurationInput } | null | undefined
  /** How long an answer takes; default no time. */
  readonly latency?: Duration.DurationInput | undefined
}

/** The key that an account accepts where no other is given. */
export const defaultKey = "fake-key"

/** An account with nothing in it. */
export const make = (options: Options = {}): Account => {
  const rows = emptyRows()
  const requests: Array<Sent & { readonly status: number }> = []
  const limit = options.limit === undefined ? { limit: 5, window: "1 second" as const } : options.limit
  const handle = makeHandler(rows, {
    apiKey: options.apiKey ?? defaultKey,
    limit: limit === null ? null : { limit: limit.limit, window: Duration.toMillis(limit.window) }
  })
  return {
    rows,
    requests,
    handle: (sent, apiKey, now) => {
      const answer = handle(sent, apiKey, now)
      requests.push({ ...sent, status: answer.status })
      return answer
    }
  }
}

/** An account and the way to it, in this process: an HTTP client that reaches nothing else, and its credentials. */
export const layer = (
  options: Options = {}
): Layer.Layer<FakeAccount | HttpClient.HttpClient | Credentials.Credentials> =>
  Layer.merge(
    Layer.effectContext(
      Effect.sync(() => {
        const account = make(options)
        const http = HttpClient.make((request, url) =>
          Effect.delay(
            Effect.map(Clock.currentTimeMillis, (now) =>
              responseOf(
                request,
                account.handle(
                  sentOf(request.method, url, request.headers, bodyOf(request)),
                  request.headers["api-token"],
                  now
                )
              )
            ),
            options.latency ?? Duration.zero
          )
        )
        return Context.make(FakeAccount, account).pipe(Context.add(HttpClient.HttpClient, http))
      })
    ),
    Layer.orDie(Credentials.layer({ apiUrl: "https://fake.api-us1.com", apiKey: options.apiKey ?? defaultKey }))
  )

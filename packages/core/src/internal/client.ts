/**
 * What every client does with a request: waits, sends, retries, classifies, decodes and reports, whichever server it is for.
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Context from "effect/Context"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type { Span } from "effect/Tracer"
import type { Call, Client, DecodableResponse, Options } from "../ActiveCampaignClient.js"
import * as Errors from "../ActiveCampaignError.js"
import * as RateLimiter from "../RateLimiter.js"
import * as RetryPolicy from "../RetryPolicy.js"
import { sendOnce, slotOf, withSlot } from "./attempt.js"
import { duration, remembering, wholeNumber } from "./checks.js"
import type { Failed } from "./classify.js"
import { sealing, watched } from "./httpClient.js"
import { redactorOf } from "./issues.js"
import { encode, type Target } from "./request.js"
import { respond } from "./respond.js"
import { type Deadline, retry } from "./retry.js"
import { CurrentTransform, OnTurn, RequestTimeout, StrictDecoding } from "./settings.js"
import { millisOf } from "./slots.js"
import { clockOf, type Fiber, type Restore, reportRetry, telemetryOf } from "./telemetry.js"

/** The server that a client is for. */
export interface Server {
  /** Scheme, host and port. */
  readonly origin: string
  /** The name that its rate limit is kept under. */
  readonly account: string
}

/** The settings of a client: its options, or those of the layer around it, checked. */
const settingsOf = (own: Context.Context<never>, options: Options) => {
  RetryPolicy.make(Context.get(own, RetryPolicy.RetryPolicy))
  return own.pipe(
    Context.add(RequestTimeout, duration("timeout", options.timeout ?? Context.get(own, RequestTimeout), 1)),
    Context.add(StrictDecoding, options.strictDecoding ?? Context.get(own, StrictDecoding))
  )
}

/** A client for a server. No message shows the secret. */
export const clientOf = (
  given: HttpClient.HttpClient,
  { account, origin }: Server,
  secret: string,
  target: Target,
  options: Options
): Effect.Effect<Client> =>
  Effect.map(Effect.context<never>(), (own) => {
    const http = (options.transformClient ?? identity)(watched(given))
    const sealed = sealing()
    const timeoutOf = remembering((timeout: Duration.DurationInput) => duration("timeout", timeout, 1))
    const redact = redactorOf(secret)
    const maxRequestBytes = wholeNumber("maxRequestBytes", options.maxRequestBytes ?? 10_000_000)
    const maxResponseBytes = wholeNumber("maxResponseBytes", options.maxResponseBytes ?? 32_000_000, 500_000_000)
    const { reportAttempt, traced } = telemetryOf(origin)
    const defaults = settingsOf(own, options)

    /** Waits, sends and classifies, as often as the policy allows; then decodes. */
    const run = <A>(
      call: Call<A>,
      build: () => HttpClientRequest.HttpClientRequest,
      span: Span,
      fiber: Fiber,
      restore: Restore
    ): Effect.Effect<DecodableResponse<A>, Errors.ActiveCampaignError> => {
      const clock = clockOf(fiber)
      // Those of the effect, and those of the client's layer where the effect sets none.
      const setting = <I, S>(tag: Context.Reference<I, S>): S =>
        Context.get(fiber.currentContext.unsafeMap.has(tag.key) ? fiber.currentContext : defaults, tag)
      const bounds = { settings: sealed, timeout: timeoutOf(setting(RequestTimeout)), maxResponseBytes }
      const { operation } = call
      const context = { operation, redact }
      let waited = 0
      const attempt = (number: number, onSend: () => void, deadline?: Deadline) =>
        withSlot(slotOf(setting(RateLimiter.RateLimiter), account, context), deadline, restore, (slot) => {
          waited += slot.waited
          const started = millisOf(clock)
          onSend()
          setting(OnTurn)()
          return Effect.map(sendOnce(setting(CurrentTransform)(http), build(), context, bounds, clock), (outcome) => {
            reportAttempt(operation, span, fiber, outcome, number, millisOf(clock) - started, waited)
            return outcome
          })
        })
      const pause = (failed: Failed, number: number, delay: number) =>
        restore(Effect.zipRight(reportRetry(operation.name, span, failed, number, delay), Effect.sleep(delay)))
      const settled = retry(operation, setting(RetryPolicy.RetryPolicy), clock, attempt, pause)
      return Effect.flatMap(settled, (one) => respond(call, context, one, waited, setting(StrictDecoding)))
    }

    return {
      execute: (call) =>
        Effect.suspend(() => {
          const build = encode(target, maxRequestBytes, call.operation, call.path, call.body)
          return build instanceof Errors.InputError
            ? Effect.fail(build)
            : traced(call.operation, (span, fiber, restore) => run(call, build, span, fiber, restore))
        })
    }
  })

/**
 * What every client does with a request: waits, sends, retries, classifies, decodes and reports, whichever server it is for.
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type { Call, Client, Options } from "../ActiveCampaignClient.js"
import * as RateLimiter from "../RateLimiter.js"
import * as RetryPolicy from "../RetryPolicy.js"
import { sendOnce, slotOf, transportOf, withSlot } from "./attempt.js"
import { duration, wholeNumber } from "./checks.js"
import { redactorOf } from "./issues.js"
import { encode, type Target } from "./request.js"
import { respond } from "./respond.js"
import { type Deadline, retry } from "./retry.js"
import { CurrentTransform, RequestTimeout, StrictDecoding } from "./settings.js"
import { millisOf } from "./slots.js"
import { type Recorder, telemetryOf } from "./telemetry.js"

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
  Effect.gen(function* () {
    const transport = transportOf(given, options.transformClient ?? identity)
    const redact = redactorOf(secret)
    const maxRequestBytes = wholeNumber("maxRequestBytes", options.maxRequestBytes ?? 10_000_000)
    const maxResponseBytes = wholeNumber("maxResponseBytes", options.maxResponseBytes ?? 32_000_000, 500_000_000)
    const traced = telemetryOf(origin)
    const defaults = settingsOf(yield* Effect.context<never>(), options)

    /** Waits, sends and classifies, as often as the policy allows; then decodes. */
    const run = <A>(call: Call<A>, request: HttpClientRequest.HttpClientRequest, recorder: Recorder) =>
      Effect.contextWithEffect((current: Context.Context<never>) => {
        // Those of the effect, and those of the client's layer where the effect sets none.
        const settings = Context.merge(defaults, current)
        const limiter = Context.get(settings, RateLimiter.RateLimiter)
        const policy = Context.get(settings, RetryPolicy.RetryPolicy)
        const timeout = duration("timeout", Context.get(settings, RequestTimeout), 1)
        const http = transport(Context.get(settings, CurrentTransform))
        const context = { operation: call.operation, redact }
        return Effect.clockWith((clock) => {
          let waited = 0
          const attempt = (number: number, onSend: () => void, deadline?: Deadline) =>
            withSlot(slotOf(limiter, account, context), deadline, (slot) => {
              waited += slot.waited
              const started = millisOf(clock)
              onSend()
              return Effect.tap(sendOnce(http, request, context, { timeout, maxResponseBytes }, clock), (outcome) =>
                recorder.attempt(outcome, number, millisOf(clock) - started, waited)
              )
            })
          const settled = retry(call.operation, policy, clock, attempt, recorder.retry)
          const report = Context.get(settings, StrictDecoding) ? undefined : recorder.drift
          return Effect.flatMap(settled, (one) => respond(call, context, one, waited, report))
        })
      })

    return {
      execute: (call) =>
        Effect.flatMap(encode(target, maxRequestBytes, call.operation, call.path, call.body), (request) =>
          traced(call.operation, (recorder) => run(call, request, recorder))
        )
    }
  })

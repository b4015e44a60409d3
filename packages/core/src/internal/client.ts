/**
 * What every client does with a request: waits, sends, retries, classifies, decodes and reports, whichever server it is for.
 */
import type * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as DefaultServices from "effect/DefaultServices"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { identity } from "effect/Function"
import type { Call, Client, DecodableResponse, Options } from "../ActiveCampaignClient.js"
import * as Errors from "../ActiveCampaignError.js"
import * as RateLimiter from "../RateLimiter.js"
import * as RetryPolicy from "../RetryPolicy.js"
import { sendOnce, slotOf, withSlot } from "./attempt.js"
import { duration, remembering, wholeNumber } from "./checks.js"
import { sealing, watched } from "./httpClient.js"
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
  Effect.map(Effect.context<never>(), (own) => {
    const http = (options.transformClient ?? identity)(watched(given))
    const sealed = sealing()
    const timeoutOf = remembering((timeout: Duration.DurationInput) => duration("timeout", timeout, 1))
    const redact = redactorOf(secret)
    const maxRequestBytes = wholeNumber("maxRequestBytes", options.maxRequestBytes ?? 10_000_000)
    const maxResponseBytes = wholeNumber("maxResponseBytes", options.maxResponseBytes ?? 32_000_000, 500_000_000)
    const traced = telemetryOf(origin)
    const defaults = settingsOf(own, options)

    /** Waits, sends and classifies, as often as the policy allows; then decodes. */
    const run = <A>(call: Call<A>, build: () => HttpClientRequest.HttpClientRequest, recorder: Recorder) =>
      Effect.withFiberRuntime<DecodableResponse<A>, Errors.ActiveCampaignError>((fiber) => {
        const current = fiber.currentContext
        const clock = Context.get(fiber.getFiberRef(DefaultServices.currentServices), Clock.Clock)
        // Those of the effect, and those of the client's layer where the effect sets none.
        const setting = <I, S>(tag: Context.Reference<I, S>): S =>
          Context.get(current.unsafeMap.has(tag.key) ? current : defaults, tag)
        const limiter = setting(RateLimiter.RateLimiter)
        const policy = setting(RetryPolicy.RetryPolicy)
        const bounds = { settings: sealed, timeout: timeoutOf(setting(RequestTimeout)), maxResponseBytes }
        const transformed = setting(CurrentTransform)(http)
        const context = { operation: call.operation, redact }
        let waited = 0
        const attempt = (number: number, onSend: () => void, deadline?: Deadline) =>
          withSlot(slotOf(limiter, account, context), deadline, (slot) => {
            waited += slot.waited
            const started = millisOf(clock)
            onSend()
            return Effect.tap(sendOnce(transformed, build(), context, bounds, clock), (outcome) =>
              recorder.attempt(outcome, number, millisOf(clock) - started, waited)
            )
          })
        const settled = retry(call.operation, policy, clock, attempt, recorder.retry)
        const report = setting(StrictDecoding) ? undefined : recorder.drift
        return Effect.flatMap(settled, (one) => respond(call, context, one, waited, report))
      })

    return {
      execute: (call) =>
        Effect.suspend(() => {
          const build = encode(target, maxRequestBytes, call.operation, call.path, call.body)
          return build instanceof Errors.InputError
            ? Effect.fail(build)
            : traced(call.operation, (recorder) => run(call, build, recorder))
        })
    }
  })

/**
 * From a success to what the caller gets: the decoded value with everything around it.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import type { Call, DecodableResponse } from "../ActiveCampaignClient.js"
import type * as Errors from "../ActiveCampaignError.js"
import { definitionOf } from "../Wire/Codec.js"
import { type Drift, Drifts, recording } from "../Wire/Drift.js"
import { isIssue } from "../Wire/Issue.js"
import * as Classify from "./classify.js"
import type { Settled } from "./retry.js"
import type { Recorder } from "./telemetry.js"
import { numberOf } from "./transport.js"

/** Decodes a success. */
export const respond = <A>(
  call: Call<A>,
  context: Classify.CallContext,
  { attempts, error, response }: Settled,
  waited: number,
  report: Recorder["drift"] | undefined
): Effect.Effect<DecodableResponse<A>, Errors.ActiveCampaignError> => {
  const { body, headers, status } = response
  const drift: Array<Drift> = []
  const decode = <B>(read: Call<B>["decode"]): Effect.Effect<B, Errors.DecodeError> => {
    const drifts = new Drifts()
    const value = recording(report && drifts, () => Classify.readSafely(() => read(body)))
    if (isIssue(value)) return Effect.fail(Classify.fromDecodeFailure(context, response, value))
    drift.push(...drifts.list())
    return report && drifts.kept.length > 0 ? Effect.as(report(drifts), value) : Effect.succeed(value)
  }
  const decoded = Effect.mapError(
    decode(call.decode),
    (undecodable) => error ?? Classify.emptyWrite(context, response) ?? undecodable
  )
  return Effect.map(decoded, (value) => ({
    value,
    drift,
    decode: (codec) => Effect.suspend(() => decode(definitionOf(codec).read)),
    status,
    headers,
    body,
    rateLimit: {
      limit: numberOf(headers["ratelimit-limit"]),
      remaining: numberOf(headers["ratelimit-remaining"])
    },
    requestId: Classify.requestIdOf(context, headers) ?? null,
    attempts,
    waited: Duration.millis(waited)
  }))
}

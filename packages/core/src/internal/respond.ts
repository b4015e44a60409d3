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
import { reportDrift } from "./telemetry.js"
import { numberOf } from "./transport.js"

/** Decodes a success. */
export const respond = <A>(
  call: Call<A>,
  context: Classify.CallContext,
  { attempts, error, response }: Settled,
  waited: number,
  isStrict: boolean
): Effect.Effect<DecodableResponse<A>, Errors.ActiveCampaignError> => {
  const { body, headers, status } = response
  const drift: Array<Drift> = []
  const read = <B>(decode: Call<B>["decode"]): Effect.Effect<B, Errors.DecodeError> => {
    const drifts = new Drifts()
    const value = recording(isStrict ? undefined : drifts, () => Classify.readSafely(() => decode(body)))
    if (isIssue(value)) return Effect.fail(Classify.fromDecodeFailure(context, response, value))
    drift.push(...drifts.list())
    return drifts.kept.length > 0 ? Effect.as(reportDrift(call.operation.name, drifts), value) : Effect.succeed(value)
  }
  return Effect.mapBoth(read(call.decode), {
    onFailure: (undecodable) => error ?? Classify.emptyWrite(context, response) ?? undecodable,
    onSuccess: (value) => ({
      value,
      drift,
      decode: (codec) => Effect.suspend(() => read(definitionOf(codec).read)),
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
    })
  })
}

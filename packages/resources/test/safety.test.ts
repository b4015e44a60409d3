/**
 * The client's behaviour follows the safety of every endpoint: an answer that is lost once is asked for again where
 * that has the same outcome, and told where it has not.
 */

import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import { it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Arbitrary from "effect/Arbitrary"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import { expect } from "vitest"
import { type AnyEndpoint, argsOf, exported, run } from "./endpoints.js"

const sample = (schema: Wire.Codec<any>) => FastCheck.sample(Arbitrary.make(schema), { numRuns: 1, seed: 5 })[0]

/** Whether a body says that the request failed; see `softFailures.test.ts`. */
const saysNo = (body: unknown) => /"succe(ss|eded)":"0"/.test(JSON.stringify(body) ?? "")

const answerOf = (endpoint: AnyEndpoint): unknown =>
  endpoint.items === undefined
    ? FastCheck.sample(Arbitrary.make(endpoint.success), { numRuns: 20, seed: 5 })
        .map((value) => Schema.encodeSync(endpoint.success)(value))
        .find((body) => !saysNo(body))
    : { [endpoint.items]: Schema.encodeSync(Wire.array(endpoint.success))([sample(endpoint.success)]) }

it.live.each(exported.map(({ endpoint }) => [endpoint.name, endpoint] as const))("%s", ([, endpoint]) =>
  Effect.gen(function* () {
    let executed = 0
    const http = HttpClient.make((request) =>
      Effect.suspend(() => {
        executed++
        return executed === 1
          ? Effect.fail(
              new HttpClientError.RequestError({
                request,
                reason: "Transport",
                cause: Object.assign(new Error("reset"), { code: "ECONNRESET" })
              })
            )
          : Effect.succeed(HttpClientResponse.fromWeb(request, new Response(JSON.stringify(answerOf(endpoint)))))
      })
    )
    const result = yield* run(endpoint, argsOf(endpoint)).pipe(
      Effect.either,
      Effect.provide(
        ActiveCampaignClient.layer.pipe(
          Layer.provide([
            Layer.orDie(Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" })),
            RateLimiter.layerUnlimited,
            RetryPolicy.layer({ baseDelay: "1 millis" }),
            Layer.succeed(HttpClient.HttpClient, http)
          ])
        )
      )
    )
    if (endpoint.safety === "write") {
      expect(Either.isLeft(result) && result.left._tag).toBe("OutcomeUnknownError")
      expect(executed).toBe(1)
    } else {
      expect(Either.isRight(result), String(result)).toBe(true)
      expect(executed).toBe(2)
    }
  })
)

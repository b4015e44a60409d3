/**
 * The API key leaves the process in one header, to one origin, and shows nowhere else: whatever goes wrong.
 */
import { inspect } from "node:util"
import * as HttpClient from "@effect/platform/HttpClient"
import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import { describe } from "vitest"
import { httpClients } from "./support/clients.js"
import { closedPort, type FaultName, faultServer, faults } from "./support/faultServer.js"
import { recordingTracer } from "./support/tracer.js"

const key = "k3y-that-must-not-show"

const Thing = Wire.envelope("thing", Wire.Entity("Thing")({ id: Wire.Text }, {}))

const spelled = (value: unknown): string => {
  const plain = (() => {
    try {
      return JSON.stringify(value)
    } catch {
      return ""
    }
  })()
  return [
    String(value),
    plain,
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true })
  ].join("\n")
}

const ways: ReadonlyArray<FaultName | "refused"> = ["refused", ...(Object.keys(faults) as Array<FaultName>)]

describe.each(Object.entries(httpClients))("through %s", (_, http) => {
  for (const way of ways) {
    for (const method of ["GET", "POST"] as const) {
      it.live(`${method}, ${way}`, () =>
        Effect.gen(function* () {
          const server = yield* faultServer
          const logged: Array<string> = []
          const tracer = recordingTracer()
          const url = way === "refused" ? yield* closedPort : server.url(way)
          // An application that logs every request of its HTTP client, as a worst case.
          const chatty = Layer.effect(
            HttpClient.HttpClient,
            Effect.map(
              HttpClient.HttpClient,
              HttpClient.tapRequest((request) => Effect.logInfo("sending", request))
            )
          ).pipe(Layer.provide(http))
          const client = ActiveCampaignClient.layerWith({ timeout: "300 millis" }).pipe(
            Layer.provide([
              Credentials.layer({ apiUrl: url, apiKey: key }),
              RateLimiter.layerUnlimited,
              RetryPolicy.layer({ maxAttempts: 2, baseDelay: "1 millis", maxElapsed: "400 millis" }),
              chatty
            ])
          )
          const exit = yield* ActiveCampaignClient.request({ method, path: "/things/1?q=1", success: Thing }).pipe(
            Effect.tapErrorCause((cause) => Effect.logError("it failed", cause)),
            Effect.provide(client),
            Effect.provide(
              Logger.replace(
                Logger.defaultLogger,
                Logger.make((entry) => {
                  logged.push(Logger.jsonLogger.log(entry), Logger.logfmtLogger.log(entry), Cause.pretty(entry.cause))
                })
              )
            ),
            Logger.withMinimumLogLevel(LogLevel.All),
            Effect.withTracer(tracer.tracer),
            Effect.exit
          )
          const shown = [
            spelled(exit),
            Exit.isFailure(exit) ? Cause.pretty(exit.cause, { renderErrorCause: true }) : "",
            Exit.isFailure(exit) ? spelled(Cause.squash(exit.cause)) : "",
            logged.join("\n"),
            spelled(tracer.spans)
          ].join("\n")
          if (way !== "good" && way !== "good JSON as text/html" && way !== "gzip")
            expect(Exit.isFailure(exit)).toBe(true)
          expect(shown).not.toContain(key)
          expect(shown.length).toBeGreaterThan(200)
          expect(server.elsewhere).toEqual([])
        }).pipe(Effect.scoped)
      )
    }
  }
})

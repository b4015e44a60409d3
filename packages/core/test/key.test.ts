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
import { clientTo, otherSide, type Reaction } from "./support/inProcess.js"
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

describe("in whichever spelling the server echoes it", () => {
  const odd = `K3y/+="'<&>%\\z9-Qq`
  const html = (text: string) =>
    text.replace(
      /[&<>"']/g,
      (char) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#039;" })[char] ?? ""
    )
  const each = (write: (code: string) => string) => (text: string) =>
    [...text].map((char) => write(char.charCodeAt(0).toString(16).padStart(2, "0"))).join("")
  const spellings: Readonly<Record<string, (text: string) => string>> = {
    "as it is": (text) => text,
    "in upper case": (text) => text.toUpperCase(),
    "in lower case": (text) => text.toLowerCase(),
    "URL-encoded": encodeURIComponent,
    "URL-encoded twice": (text) => encodeURIComponent(encodeURIComponent(text)),
    "URL-encoded throughout": each((code) => `%${code}`),
    "JSON-escaped": (text) => JSON.stringify(text).slice(1, -1),
    "JSON-escaped throughout": each((code) => `\\u00${code}`),
    "HTML-escaped": html,
    "HTML-escaped in hexadecimal": each((code) => `&#x${code};`),
    "in base64": btoa,
    "in base64 for URLs": (text) => btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", ""),
    "in base64 after a name": (text) => btoa(`api:${text}`),
    "in base64 after another name": (text) => btoa(`me:${text}`)
  }
  const places: Readonly<Record<string, (text: string) => Reaction>> = {
    title: (title) => ({ status: 422, body: { errors: [{ title }] } }),
    detail: (detail) => ({ status: 422, body: { errors: [{ title: "t", detail: `${"x".repeat(990)}${detail}` }] } }),
    code: (code) => ({ status: 422, body: { errors: [{ title: "t", code }] } }),
    pointer: (pointer) => ({ status: 422, body: { errors: [{ title: "t", source: { pointer } }] } }),
    "key of an error": (text) => ({ status: 422, body: { errors: { [text]: ["no"] } } }),
    "request id": (id) => ({ status: 422, headers: { "x-request-id": id }, body: {} }),
    "error code": (code) => ({ headers: { "x-ac-error": code } }),
    page: (text) => ({ status: 404, body: `<html><p>${text}</p></html>` }),
    text: (text) => ({ body: `OK ${text}` }),
    "wrong response": (text) => ({ body: { thing: { id: { [text]: [text] } } } }),
    "wrong response, cut": (text) => ({ body: { thing: { id: [`${"x".repeat(190)}${text}`] } } }),
    "save status": (text) => ({ body: { thing: { id: text, customFieldSaveStatus: { status: text } } } })
  }
  for (const key of [odd, "0123456789abcdef0123456789abcdef"]) {
    it.effect.each(Object.keys(places))(
      `%s, ${key === odd ? "a key with all kinds of characters" : "a plain key"}`,
      (place) =>
        Effect.gen(function* () {
          for (const [name, spell] of Object.entries(spellings)) {
            const text = spell(key)
            const error = yield* ActiveCampaignClient.request({
              method: "GET",
              path: "/things/1",
              success: Thing
            }).pipe(Effect.flip, Effect.provide(clientTo(otherSide(places[place]?.(text) ?? {}).http, { apiKey: key })))
            const shown = JSON.stringify(spelled(error)).toLowerCase()
            for (const part of [text, text.slice(Math.floor(text.length / 3), Math.floor((text.length * 3) / 4))]) {
              expect(shown, name).not.toContain(JSON.stringify(part).slice(1, -1).toLowerCase())
            }
          }
        })
    )
  }

  it.effect("by an HTTP client that dies with its request", () =>
    Effect.gen(function* () {
      const http = Layer.succeed(
        HttpClient.HttpClient,
        HttpClient.make((request) =>
          Effect.die(Object.assign(new Error(`no way to send ${key} to ${request.url}`), { request }))
        )
      )
      const exit = yield* ActiveCampaignClient.request({
        method: "GET",
        path: "/things?email=jane",
        success: Thing
      }).pipe(Effect.provide(clientTo(http)), Effect.exit)
      expect(spelled(exit)).toContain("no way to send")
      expect(spelled(exit)).not.toContain(key)
      expect(spelled(exit)).not.toContain("jane")
    })
  )

  it.effect("as the code of a connection's error", () =>
    Effect.gen(function* () {
      for (const apiKey of ["0123456789abcdef", "0123456789abcdef".repeat(5)]) {
        const error = yield* ActiveCampaignClient.request({ method: "GET", path: "/things/1", success: Thing }).pipe(
          Effect.flip,
          Effect.provide(clientTo(otherSide({ lost: apiKey }).http, { apiKey }))
        )
        expect(error).toMatchObject({ _tag: "TransportError", code: "disconnected" })
        expect(spelled(error)).not.toContain("0123456789")
      }
    })
  )
})

/**
 * Events go to `https://trackcmp.net` as a form, once, with credentials that show nowhere else. Whatever becomes of one is a
 * typed error.
 */
import { inspect } from "node:util"
import * as Headers from "@effect/platform/Headers"
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import { it } from "@effect/vitest"
import * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import * as ConfigProvider from "effect/ConfigProvider"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Redacted from "effect/Redacted"
import { ActiveCampaignClient, Tracking } from "effect-activecampaign"
import { describe, expect } from "vitest"
import { otherSide, type Reaction } from "../../core/test/support/inProcess.js"
import { recordingTracer } from "../../core/test/support/tracer.js"

const eventKey = "ev3nt-k3y-that-must-not-show"
const trackingId = "609000001"
const purchase = { event: "purchase", eventdata: "order 17", visit: { email: "jane@example.com" } }

/** Sends an event to another side; what became of it, and what was sent. */
const track = (
  event: Parameters<typeof Tracking.track>[0],
  reactions: ReadonlyArray<Reaction>,
  policy: Partial<RetryPolicy.Policy> = { baseDelay: "1 millis" }
) => {
  const { http, sent } = otherSide(...reactions)
  const live = Tracking.layer({ trackingId, eventKey }).pipe(Layer.provide([http, RetryPolicy.layer(policy)]))
  return Effect.map(Effect.either(Tracking.track(event).pipe(Effect.provide(live))), (result) => ({ result, sent }))
}

const accepted = { body: { success: 1, message: "Event spawned" } }

it.effect("is a form with the credentials, and without the API key", () =>
  Effect.gen(function* () {
    const { result, sent } = yield* track(purchase, [accepted])
    expect(result).toMatchObject({ _tag: "Right", right: { success: true, message: "Event spawned" } })
    expect(sent).toHaveLength(1)
    expect(sent[0]?.url.href).toBe("https://trackcmp.net/event")
    expect(sent[0]?.method).toBe("POST")
    expect(sent[0]?.headers).toMatchObject({ "content-type": "application/x-www-form-urlencoded;charset=utf-8" })
    expect(sent[0]?.headers).not.toHaveProperty("api-token")
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body))).toEqual({
      actid: trackingId,
      key: eventKey,
      event: "purchase",
      eventdata: "order 17",
      visit: '{"email":"jane@example.com"}'
    })
  })
)

it.effect("has no visit if it is anonymous", () =>
  Effect.gen(function* () {
    const { sent } = yield* track({ event: "a & b = c", visit: null }, [accepted])
    expect(Object.fromEntries(new URLSearchParams(sent[0]?.body))).toEqual({
      actid: trackingId,
      key: eventKey,
      event: "a & b = c"
    })
  })
)

it.effect.each(["x".repeat(33), "", " "])("with the name %j is not sent", (event) =>
  Effect.gen(function* () {
    const { result, sent } = yield* track({ event, visit: null }, [accepted])
    expect(result).toMatchObject({ _tag: "Left", left: { _tag: "InputError", path: "event" } })
    expect(sent).toEqual([])
  })
)

describe("is rejected", () => {
  const wrongCredentials: ReadonlyArray<Reaction> = [
    { body: { success: 0, message: "Invalid key" } },
    { body: { success: 0, message: "Unknown actid" } },
    { body: { success: "0", message: "Unauthorized" } },
    { body: { success: 0, message: "No such account" } },
    { status: 400, body: { success: 0, message: "key is missing" } },
    { status: 401, body: {} },
    { status: 403, body: { message: "Forbidden" } }
  ]
  it.effect.each(wrongCredentials)("for its credentials: %j", (reaction) =>
    Effect.gen(function* () {
      const { result, sent } = yield* track(purchase, [reaction])
      expect(result).toMatchObject({ _tag: "Left", left: { _tag: "AuthenticationError", endpoint: "Tracking.track" } })
      expect(result._tag === "Left" && result.left.message).toMatch(/tracking id or the event key; both are under/)
      expect(sent).toHaveLength(1)
    })
  )

  it.effect.each([
    { body: { success: 0 } },
    { status: 400, body: {} },
    { body: { success: 0, message: "Disabled" } },
    { body: { success: 0, message: "Event tracking is not enabled for this account" } },
    { body: { success: 0, message: 'Event "key handed over" does not exist' } }
  ])("for another reason: %j", (reaction) =>
    Effect.gen(function* () {
      const { result } = yield* track(purchase, [reaction])
      expect(result).toMatchObject({ _tag: "Left", left: { _tag: "ValidationError" } })
    })
  )
})

it.live.each<Reaction>([
  { lost: "ECONNRESET" },
  { status: 502, body: "<html>Bad gateway</html>" },
  { body: "" },
  { body: '{"success":1,' }
])("is sent once if its response is lost: %j", (reaction) =>
  Effect.gen(function* () {
    const { result, sent } = yield* track(purchase, [reaction, accepted])
    expect(result._tag === "Left" && Errors.isOutcomeUnknown(result.left)).toBe(true)
    expect(sent).toHaveLength(1)
  })
)

it.live.each<Reaction>([{ lost: "ECONNREFUSED", syscall: "connect" }, { status: 429 }])(
  "is sent again if nothing was executed: %j",
  (reaction) =>
    Effect.gen(function* () {
      const { result, sent } = yield* track(purchase, [reaction, accepted])
      expect(result._tag).toBe("Right")
      expect(sent).toHaveLength(2)
    })
)

it.effect("does not follow a redirect to another host with the key", () =>
  Effect.gen(function* () {
    const moved: Reaction = { status: 307, headers: { location: "https://elsewhere.example/event" } }
    const { http, sent } = otherSide(moved, accepted)
    // An HTTP client that follows redirects by itself.
    const following = Layer.effect(
      HttpClient.HttpClient,
      Effect.map(HttpClient.HttpClient, HttpClient.followRedirects())
    ).pipe(Layer.provide(http))
    const error = yield* Effect.flip(
      Effect.provide(Tracking.track(purchase), Tracking.layer({ trackingId, eventKey }).pipe(Layer.provide(following)))
    )
    expect(error._tag).toBe("UnexpectedStatusError")
    expect(sent.map(({ url }) => url.hostname)).toEqual(["trackcmp.net"])
  })
)

describe("shows its key nowhere", () => {
  const spelled = (value: unknown) =>
    inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: true }) + JSON.stringify(value)

  it.effect.each<Reaction>([
    accepted,
    { lost: "ECONNRESET" },
    { lost: eventKey },
    { status: 400, body: { message: `bad key ${eventKey}` } },
    { status: 500, body: `<p>${encodeURIComponent(eventKey)}</p>` },
    { body: { success: 0, message: `no ${eventKey} there` } },
    { body: { [eventKey]: eventKey } }
  ])("%j", (reaction) =>
    Effect.gen(function* () {
      const logged: Array<string> = []
      const tracer = recordingTracer()
      const { http } = otherSide(reaction)
      const chatty = Layer.effect(
        HttpClient.HttpClient,
        Effect.map(
          HttpClient.HttpClient,
          HttpClient.tapRequest((request) => Effect.logInfo("sending", request))
        )
      ).pipe(Layer.provide(http))
      const live = Tracking.layer({ trackingId, eventKey: Redacted.make(eventKey) }).pipe(Layer.provide(chatty))
      const exit = yield* Tracking.track(purchase).pipe(
        Effect.tapErrorCause((cause) => Effect.logError("it failed", cause)),
        Effect.provide(live),
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
      const cause = Exit.isFailure(exit) ? Cause.pretty(exit.cause, { renderErrorCause: true }) : ""
      const shown = [spelled(exit), cause, ...logged, spelled(tracer.spans)].join("\n")
      expect(tracer.spans.map(({ name }) => name)).toContain("ActiveCampaign.Tracking.track")
      expect(shown).not.toContain(eventKey)
      expect(shown).not.toContain(encodeURIComponent(eventKey))
    })
  )

  it("by an error of the configuration", () => {
    for (const wrong of [
      { trackingId: `${eventKey} `, eventKey },
      { trackingId, eventKey: `${eventKey} and more` },
      { trackingId, eventKey: "" }
    ]) {
      const built = Effect.runSyncExit(
        Effect.scoped(Layer.build(Tracking.layer(wrong).pipe(Layer.provide(otherSide().http))))
      )
      expect(Exit.isFailure(built)).toBe(true)
      expect(spelled(built)).not.toContain(eventKey)
    }
  })
})

it.effect("takes its credentials from the environment, or from a configuration of one's own", () =>
  Effect.gen(function* () {
    const { http, sent } = otherSide(accepted)
    const environment = ConfigProvider.fromMap(
      new Map([
        ["ACTIVECAMPAIGN_TRACKING_ID", trackingId],
        ["ACTIVECAMPAIGN_EVENT_KEY", eventKey],
        ["ID", "7"]
      ])
    )
    for (const layer of [
      Tracking.layerConfig(),
      Tracking.layerConfig({ trackingId: Config.string("ID"), eventKey: Config.redacted("ACTIVECAMPAIGN_EVENT_KEY") })
    ]) {
      yield* Tracking.track(purchase).pipe(
        Effect.provide(Layer.provide(layer, http)),
        Effect.withConfigProvider(environment)
      )
    }
    expect(sent.map(({ body }) => new URLSearchParams(body).get("actid"))).toEqual([trackingId, "7"])
    const missing = yield* Effect.flip(
      Effect.scoped(Layer.build(Tracking.layerConfig().pipe(Layer.provide(http)))).pipe(
        Effect.withConfigProvider(ConfigProvider.fromMap(new Map([["ACTIVECAMPAIGN_TRACKING_ID", "x"]])))
      )
    )
    expect(String(missing)).toMatch(/ACTIVECAMPAIGN_EVENT_KEY/)
  })
)

it.effect("has the options of other clients, and a fake for tests", () =>
  Effect.gen(function* () {
    const mark = HttpClient.mapRequest(HttpClientRequest.setHeader("x-correlation-id", "7f3a"))
    const { http, sent } = otherSide(accepted)
    yield* Tracking.track(purchase).pipe(
      ActiveCampaignClient.withClientTransform(mark),
      Effect.provide(Tracking.layer({ trackingId, eventKey }).pipe(Layer.provide(http)))
    )
    expect(Headers.get(Headers.fromInput(sent[0]?.headers), "x-correlation-id")).toMatchObject({ value: "7f3a" })
    const fake = FakeHttp.layer(FakeHttp.replyRaw(Tracking.track, { status: 200, body: accepted.body }))
    const { value } = yield* Tracking.track
      .withResponse(purchase)
      .pipe(Effect.provide(Layer.provide(Tracking.layer({ trackingId, eventKey }), fake)))
    expect(value.message).toBe("Event spawned")
  })
)

/**
 * The receiver: which requests it accepts, by which status it rejects the others, behind each of its hosts alike, and that it
 * tells nobody its secret.
 */
import { inspect } from "node:util"
import { describe, expect, it } from "@effect/vitest"
import { InboxUnavailableError } from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookReceiver from "@effect-activecampaign/webhooks/WebhookReceiver"
import * as Cause from "effect/Cause"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as LogLevel from "effect/LogLevel"
import * as Metric from "effect/Metric"
import * as Redacted from "effect/Redacted"
import { recordingTracer } from "../../core/test/support/tracer.js"
import { alone, hosts, type Sent } from "./support/hosts.js"
import { recordingInbox } from "./support/recordingInbox.js"

const secret = "5f0c9a7be1d24463a8"
const oldSecret = "old-1b9e_47c2.8d3f~"
const form = { "content-type": "application/x-www-form-urlencoded" }
const body = "type=update&contact%5Bid%5D=12&contact%5Bemail%5D=jane%40example.com"
const limits = { bytes: 150, pairs: 5, depth: 3, key: 40 }
const options: WebhookReceiver.Options = {
  secrets: [secret, Redacted.make(oldSecret)],
  maxBodySize: 200,
  timeout: "100 millis"
}

type Outcome = WebhookReceiver.Reason | "accepted"

interface Case {
  readonly name: string
  readonly sent: Sent
  readonly outcome: Outcome
}

const accepted = { target: `/hooks/${secret}`, headers: form, body: [body] }
const statuses: Readonly<Record<Outcome, number>> = {
  accepted: 200,
  secret: 404,
  method: 405,
  contentType: 415,
  size: 413,
  timeout: 408,
  incomplete: 400,
  form: 400,
  inbox: 503
}

/** GET and HEAD have no body. */
const without = { body: undefined }

const case_ = (name: string, outcome: Outcome, sent: Partial<Sent>): Case => ({
  name,
  outcome,
  sent: { ...accepted, ...sent }
})

const targets: ReadonlyArray<Case> = [
  case_("the secret in the path", "accepted", {}),
  case_("the old secret in the path", "accepted", { target: `/hooks/${oldSecret}` }),
  case_("the secret in the query", "accepted", { target: `/hooks?secret=${secret}` }),
  case_("the old secret in the query, with another parameter", "accepted", {
    target: `/hooks?a=b&secret=${oldSecret}`
  }),
  case_("the secret in the path, and a query", "accepted", { target: `/hooks/${secret}?a=b` }),
  case_("no secret", "secret", { target: "/hooks" }),
  case_("an empty secret", "secret", { target: "/hooks?secret=" }),
  case_("another secret", "secret", { target: "/hooks/5f0c9a7be1d24463a9" }),
  case_("the start of the secret", "secret", { target: `/hooks/${secret.slice(0, -1)}` }),
  case_("more than the secret", "secret", { target: `/hooks/${secret}0` }),
  case_("the secret in another parameter", "secret", { target: `/hooks?token=${secret}` }),
  case_("the secret with an escape", "secret", { target: `/hooks/%35${secret.slice(1)}` }),
  case_("both secrets as one", "secret", { target: `/hooks/${secret},${oldSecret}` })
]

const requests: ReadonlyArray<Case> = [
  ...["GET", "HEAD", "OPTIONS"].map((method) => case_(method, "method", { method, ...without })),
  ...["PUT", "DELETE", "PATCH"].map((method) => case_(method, "method", { method })),
  case_("a content type in capitals, with a parameter", "accepted", {
    headers: { "content-type": "Application/X-WWW-Form-URLencoded; charset=UTF-8" }
  }),
  case_("no content type", "accepted", { headers: {} }),
  ...["application/json", "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded2"].map(
    (type) => case_(type, "contentType", { headers: { "content-type": type } })
  ),
  case_("a compressed body", "contentType", { headers: { ...form, "content-encoding": "gzip" } }),
  case_("the identity encoding", "accepted", { headers: { ...form, "content-encoding": "identity" } }),
  case_("a body in parts", "accepted", { body: ["type=up", "date&a=", "1"] }),
  case_("as many bytes as allowed", "accepted", { body: ["a".repeat(40), `=${"b".repeat(109)}`] }),
  case_("as many bytes as are read, but more than the inbox takes", "size", { body: [`a=${"b".repeat(198)}`] }),
  case_("one byte more than allowed, and no end", "size", { body: ["a".repeat(200), "b"], endless: true }),
  case_("a content length over the limit, and no body yet", "size", {
    headers: { ...form, "content-length": "201" },
    body: [],
    endless: true
  }),
  case_("a body that stops", "timeout", { body: ["type=up"], endless: true }),
  case_("an empty body", "incomplete", { body: [] }),
  case_("too many pairs", "form", { body: ["a=1&b=2&c=3&d=4&e=5&f=6"] }),
  case_("a key with too many parts", "form", { body: ["a[b][c][d]=1"] }),
  case_("a key that is too long", "form", { body: [`${"k".repeat(41)}=1`] })
]

const counted = (outcome: string) =>
  Effect.map(Metric.value(Metric.tagged(WebhookReceiver.requests, "outcome", outcome)), ({ count }) => count)

/** Without the secret, none of it matters. */
const unknown = requests.map(({ name, sent }) =>
  case_(`no secret, and ${name}`, "secret", { ...sent, target: "/hooks/another-secret-123" })
)

describe.each(Object.keys(hosts))("%s", (name) => {
  const make = hosts[name] ?? alone

  it.scopedLive("every request has the status of its outcome and no body, and is counted and reported", () =>
    Effect.gen(function* () {
      const inbox = recordingInbox({ limits })
      const rejections: Array<WebhookReceiver.Rejection> = []
      const onRejected = (rejection: WebhookReceiver.Rejection) => Effect.sync(() => rejections.push(rejection))
      const host = yield* make({ ...options, onRejected }, inbox.layer)
      for (const { name, outcome, sent } of [...targets, ...requests, ...unknown]) {
        const stored = inbox.bodies.length
        const before = yield* counted(outcome)
        rejections.length = 0
        const allow = outcome === "method" ? "POST" : null
        expect(yield* host(sent), name).toEqual({ status: statuses[outcome], allow, body: "" })
        const isAccepted = outcome === "accepted"
        expect(inbox.bodies.slice(stored), name).toEqual(isAccepted ? [sent.body?.join("")] : [])
        expect(rejections.map(({ reason, status }) => [reason, status])).toEqual(
          isAccepted ? [] : [[outcome, statuses[outcome]]]
        )
        expect((yield* counted(outcome)) - before, name).toBe(1)
      }
    })
  )

  it.scopedLive("an event that the inbox has already is accepted, and counted as a duplicate", () =>
    Effect.gen(function* () {
      const inbox = recordingInbox()
      const host = yield* make(options, inbox.layer)
      const before = yield* counted("duplicate")
      const dated = { ...accepted, body: ["type=update&date_time=2026-03-02T10:15:00-06:00&contact[id]=12"] }
      yield* host(dated)
      expect((yield* host(dated)).status).toBe(200)
      expect((yield* counted("duplicate")) - before).toBe(1)
    })
  )

  it.scopedLive("an inbox that fails, dies or hangs gives 503, and the hook can tell why", () =>
    Effect.gen(function* () {
      const failures: Array<unknown> = []
      const interrupted = yield* Deferred.make<void>()
      const error = new InboxUnavailableError({ reason: "SQLITE_FULL" })
      const stores = [
        Effect.fail(error),
        Effect.die(error),
        Effect.onInterrupt(Effect.never, () => Deferred.succeed(interrupted, undefined)),
        Effect.uninterruptible(Effect.never)
      ]
      const onRejected = ({ failure }: WebhookReceiver.Rejection) =>
        Effect.sync(() => failures.push(failure && Cause.squash(Redacted.value(failure))))
      for (const store of stores) {
        const host = yield* make({ ...options, onRejected }, recordingInbox({ before: store }).layer)
        expect((yield* host(accepted)).status).toBe(503)
      }
      expect(failures).toEqual([error, error, null, null])
      yield* Deferred.await(interrupted)
    })
  )

  it.scopedLive("a hook that fails or hangs does not change the response", () =>
    Effect.gen(function* () {
      for (const onRejected of [() => Effect.die("broken"), () => Effect.never, () => expect.fail("broken")]) {
        const host = yield* make({ ...options, onRejected }, recordingInbox().layer)
        expect((yield* host({ ...accepted, target: "/hooks" })).status).toBe(404)
      }
    })
  )

  it.scopedLive("no secret and nothing of a body is in logs, spans, metrics, responses or rejections", () =>
    Effect.gen(function* () {
      const seen: Array<string> = []
      const see = (value: unknown) => seen.push(inspect(value, { depth: 12 }))
      const { spans, tracer } = recordingTracer()
      const telemetry = Layer.mergeAll(
        Logger.replace(
          Logger.defaultLogger,
          Logger.make((entry) => {
            see([entry.message, entry.annotations, entry.spans])
            seen.push(Cause.pretty(entry.cause, { renderErrorCause: true }))
          })
        ),
        Logger.minimumLogLevel(LogLevel.All),
        Layer.setTracer(tracer)
      )
      const leaking = new Error(`cannot store ${body}`)
      for (const store of [Effect.void, Effect.die(leaking)]) {
        const onRejected = (rejection: WebhookReceiver.Rejection) =>
          Effect.sync(() => see([rejection, String(rejection), JSON.stringify(rejection)]))
        const host = yield* make({ ...options, onRejected }, recordingInbox({ before: store }).layer, telemetry)
        for (const { sent } of [...targets, ...requests]) see(yield* host(sent))
      }
      for (const span of spans) see([span.name, span.attributes, span.events, span.exit])
      see(yield* Metric.snapshot)
      expect(spans.length).toBeGreaterThan(2 * requests.length)
      expect(seen.filter((text) => text.includes("jane"))).toEqual([])
      for (const part of [secret, oldSecret, secret.slice(1, 12)]) {
        expect(seen.filter((text) => text.includes(part))).toEqual([])
      }
      expect(seen.join()).toContain("REDACTED")
    })
  )
})

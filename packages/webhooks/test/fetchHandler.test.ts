/**
 * The fetch handler: it responds before events are handled, and handles them in the background or in `waitUntil`.
 */
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpRouter from "@effect/platform/HttpRouter"
import { expect, it } from "@effect/vitest"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookReceiver from "@effect-activecampaign/webhooks/WebhookReceiver"
import * as Context from "effect/Context"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Queue from "effect/Queue"
import { recordingInbox } from "./support/recordingInbox.js"

const secret = "5f0c9a7be1d24463a8"
const url = `https://example.com/webhooks/${secret}`

const post = (contact: string, init: RequestInit = {}) =>
  new Request(url, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: WebhookBody.contactUpdated({ contact: { id: contact, email: "jane@example.com" } }),
    ...init
  })

/** A fetch handler that is disposed of with the scope. */
const receiver = <E, R, LE>(options: Omit<WebhookReceiver.FetchOptions<E, R, LE>, "secrets">) =>
  Effect.acquireRelease(
    Effect.sync(() => WebhookReceiver.toFetchHandler({ secrets: secret, ...options })),
    ({ dispose }) => Effect.promise(dispose)
  )

/** A context as Workers have it: the method fails without its object. */
class Worker {
  readonly #promises: Array<Promise<unknown>> = []
  waitUntil(promise: Promise<unknown>): void {
    this.#promises.push(promise)
  }
  readonly settled = Effect.promise(() => Promise.all(this.#promises))
}

const statusOf = (response: Promise<Response>) =>
  Effect.map(
    Effect.promise(() => response),
    ({ status }) => status
  )

it.scopedLive("responds with 200 while the handler is blocked, in the background and in `waitUntil`", () =>
  Effect.gen(function* () {
    for (const worker of [undefined, new Worker()]) {
      const latch = yield* Effect.makeLatch()
      const handled = yield* Queue.unbounded<string>()
      const { fetch } = yield* receiver({
        handler: (event) => Effect.zipRight(latch.await, Queue.offer(handled, event._tag)).pipe(Effect.asVoid),
        layer: WebhookInbox.layerMemory()
      })
      expect(yield* statusOf(fetch(post("1"), worker))).toBe(200)
      expect(yield* statusOf(fetch(post("2"), worker))).toBe(200)
      expect(yield* Queue.size(handled)).toBe(0)
      yield* latch.open
      // A worker knows when it is done.
      const all =
        worker === undefined ? Queue.takeN(handled, 2) : Effect.zipRight(worker.settled, Queue.takeAll(handled))
      expect([...(yield* all)]).toEqual(["ContactUpdated", "ContactUpdated"])
    }
  })
)

it.scopedLive("a handler that fails or dies does not change the response, and is logged and retried", () =>
  Effect.gen(function* () {
    for (const failure of [Effect.fail("refused"), Effect.die(new Error("broken"))]) {
      const logged: Array<unknown> = []
      const logger = Logger.replace(
        Logger.defaultLogger,
        Logger.make(({ logLevel }) => logged.push(logLevel.label))
      )
      const recovered = yield* Deferred.make<number>()
      const { fetch } = yield* receiver({
        handler: (_, { attempt }) => (attempt === 1 ? failure : Effect.asVoid(Deferred.succeed(recovered, attempt))),
        handling: { backoff: () => "1 millis" },
        layer: Layer.merge(WebhookInbox.layerMemory(), logger)
      })
      expect(yield* statusOf(fetch(post("1")))).toBe(200)
      expect(yield* Deferred.await(recovered)).toBe(2)
      expect(logged).toContain("WARN")
    }
  })
)

it.scopedLive("the layer gives the handler its services, and is built once", () =>
  Effect.gen(function* () {
    class Greeting extends Context.Tag("Greeting")<Greeting, string>() {}
    let built = 0
    const greetings = yield* Queue.unbounded<string>()
    const { fetch } = yield* receiver({
      handler: () => Effect.flatMap(Greeting, (greeting) => Effect.asVoid(Queue.offer(greetings, greeting))),
      layer: Layer.merge(
        WebhookInbox.layerMemory(),
        Layer.sync(Greeting, () => `hello ${++built}`)
      )
    })
    yield* Effect.all([statusOf(fetch(post("1"))), statusOf(fetch(post("2")))], { concurrency: "unbounded" })
    expect([...(yield* Queue.takeN(greetings, 2))]).toEqual(["hello 1", "hello 1"])
  })
)

it.scopedLive("a layer that fails gives 503 to all that wait for it, and is built again with the next request", () =>
  Effect.gen(function* () {
    let attempts = 0
    const layer = Layer.unwrapEffect(
      Effect.suspend(() => (attempts++ === 0 ? Effect.fail("no database") : Effect.succeed(WebhookInbox.layerMemory())))
    )
    const { drain, fetch } = yield* receiver({ handler: () => Effect.void, layer })
    expect(yield* Effect.all([statusOf(fetch(post("1"))), statusOf(fetch(post("2")))], { concurrency: 2 })).toEqual([
      503, 503
    ])
    expect(yield* statusOf(fetch(post("3")))).toBe(200)
    yield* Effect.promise(drain)
    expect(attempts).toBe(2)
  })
)

it.scopedLive("`drain` handles what is due, without a request", () =>
  Effect.gen(function* () {
    const handled: Array<number> = []
    const { drain, fetch } = yield* receiver({
      handler: (_, { attempt }) => (handled.push(attempt) === 1 ? Effect.fail("refused") : Effect.void),
      handling: { backoff: () => 0 },
      layer: WebhookInbox.layerMemory()
    })
    const worker = new Worker()
    expect(yield* statusOf(fetch(post("1"), worker))).toBe(200)
    yield* worker.settled
    yield* Effect.promise(drain)
    expect(handled).toEqual([1, 2])
  })
)

it.scopedLive("`dispose` stops handling and closes the layer; requests get 503 from then on", () =>
  Effect.gen(function* () {
    const events: Array<string> = []
    const started = yield* Deferred.make<void>()
    const { dispose, fetch } = WebhookReceiver.toFetchHandler({
      secrets: secret,
      handler: () =>
        Effect.zipRight(Deferred.succeed(started, undefined), Effect.never).pipe(
          Effect.onInterrupt(() => Effect.sync(() => events.push("interrupted")))
        ),
      layer: Layer.merge(
        WebhookInbox.layerMemory(),
        Layer.scopedDiscard(Effect.addFinalizer(() => Effect.sync(() => events.push("closed"))))
      )
    })
    expect(yield* statusOf(fetch(post("1")))).toBe(200)
    yield* Deferred.await(started)
    yield* Effect.promise(dispose)
    expect(events).toEqual(["interrupted", "closed"])
    expect(yield* statusOf(fetch(post("2")))).toBe(503)
    yield* Effect.promise(dispose)
  })
)

it.scopedLive("an event that is being stored is stored, also if its client goes away", () =>
  Effect.gen(function* () {
    const storing = yield* Deferred.make<void>()
    const latch = yield* Effect.makeLatch()
    const before = Effect.zipRight(Deferred.succeed(storing, undefined), latch.await)
    const inbox = recordingInbox({ before })
    const handled = yield* Deferred.make<void>()
    const { fetch } = yield* receiver({
      handler: () => Effect.asVoid(Deferred.succeed(handled, undefined)),
      layer: inbox.layer
    })
    const client = new AbortController()
    const response = fetch(post("1", { signal: client.signal }))
    yield* Deferred.await(storing)
    client.abort()
    yield* latch.open
    yield* Effect.promise(() => response)
    expect(inbox.bodies.length).toBe(1)
    yield* Deferred.await(handled)
  })
)

it.scopedLive("a client that goes away within the body ends the request, which is reported; also below a router", () =>
  Effect.gen(function* () {
    const reasons: Array<string> = []
    const options: WebhookReceiver.Options = {
      secrets: secret,
      timeout: "1 hour",
      onRejected: ({ reason }) => Effect.sync(() => reasons.push(reason))
    }
    const layer = WebhookInbox.layerMemory()
    const { fetch } = yield* receiver({ ...options, handler: () => Effect.void, layer })
    // The handlers of a router can be interrupted.
    const routes = HttpRouter.all(HttpRouter.empty, "/webhooks/:secret", WebhookReceiver.make(options))
    const router = yield* Effect.acquireRelease(
      Effect.sync(() => HttpApp.toWebHandlerLayer(routes, layer)),
      ({ dispose }) => Effect.promise(dispose)
    )
    for (const respond of [fetch, (request: Request) => router.handler(request)]) {
      const reading = yield* Deferred.make<void>()
      const client = new AbortController()
      const body = new ReadableStream(
        { pull: () => Effect.runPromise(Effect.asVoid(Deferred.succeed(reading, undefined))) },
        { highWaterMark: 0 }
      )
      const init = { body, signal: client.signal, duplex: "half" }
      const response = respond(post("1", init))
      yield* Deferred.await(reading)
      client.abort()
      yield* Effect.promise(() => response)
    }
    expect(reasons).toEqual(["incomplete", "incomplete"])
  })
)

/**
 * Receives webhooks: an HTTP application that stores each event in the `WebhookInbox` and then responds with 200. Events are
 * handled afterwards, since ActiveCampaign waits for about 5 seconds and does not send an event again.
 *
 * ActiveCampaign signs nothing. The URL of a webhook contains a secret instead, such as
 * `https://example.com/webhooks/5f0c…` or `https://example.com/webhooks?secret=5f0c…`; a request without it gets 404.
 *
 * For a server that keeps running:
 *
 * ```ts
 * import { HttpRouter, HttpServer } from "@effect/platform"
 * import { WebhookHandlers, WebhookInbox, WebhookReceiver } from "@effect-activecampaign/webhooks"
 *
 * const handler = WebhookHandlers.partial(
 *   { ContactUpdated: () => Effect.logInfo("A contact was updated") },
 *   () => Effect.void
 * )
 *
 * // `all`, so that the receiver also responds to other methods, and not the router, whose errors show the URL.
 * const routes = HttpRouter.empty.pipe(
 *   HttpRouter.all("/webhooks/:secret", WebhookReceiver.make({ secrets: process.env["WEBHOOK_SECRET"] ?? "" }))
 * )
 * const server = HttpServer.serve(routes).pipe(
 *   Layer.provide(WebhookInbox.layerWorker(handler)),
 *   Layer.provide(WebhookInbox.layerMemory())
 * )
 * ```
 *
 * A server that receives nothing else can serve `WebhookReceiver.make({ … })` itself. For fetch runtimes, such as Workers, see
 * `toFetchHandler`.
 */
import * as HttpApp from "@effect/platform/HttpApp"
import * as HttpMiddleware from "@effect/platform/HttpMiddleware"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as HttpServerResponse from "@effect/platform/HttpServerResponse"
import * as Cause from "effect/Cause"
import * as Config from "effect/Config"
import * as ConfigError from "effect/ConfigError"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Exit from "effect/Exit"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as LogLevel from "effect/LogLevel"
import * as Metric from "effect/Metric"
import * as Option from "effect/Option"
import * as Redacted from "effect/Redacted"
import * as Runtime from "effect/Runtime"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import * as FormBody from "./FormBody.js"
import * as InboxSettings from "./internal/inboxSettings.js"
import { candidatesOf, checked, isAccepted, type Location } from "./internal/secrets.js"
import { hideInSpans } from "./internal/spans.js"
import { type HandleOptions, type Handler, type InboxError, WebhookInbox } from "./WebhookInbox.js"

/** Why a request was rejected. */
export type Reason = keyof typeof statuses

/** Never 410: ActiveCampaign would deactivate the webhook. */
const statuses = {
  secret: 404,
  method: 405,
  contentType: 415,
  size: 413,
  timeout: 408,
  incomplete: 400,
  form: 400,
  inbox: 503
} as const

/**
 * A request that was not accepted. Except for the reason `secret`, it was most likely an event, which ActiveCampaign does not
 * send again. It contains nothing of the request.
 */
export class Rejection extends Data.TaggedError("WebhookRejection")<{
  /**
   * - `secret` (404): no secret, or another one.
   * - `method` (405): not POST.
   * - `contentType` (415): not a form, or compressed.
   * - `size` (413): more bytes than `maxBodySize`, or than the inbox takes.
   * - `timeout` (408): the body did not arrive in time.
   * - `incomplete` (400): the connection was lost before the end of the body, or the body is empty.
   * - `form` (400): the body exceeds another limit of the inbox.
   * - `inbox` (503): the inbox did not store the event, or not in time.
   */
  readonly reason: Reason
  /** What was expected and what was found. */
  readonly detail: string
  /** Why the inbox did not store the event; null for other reasons. Redacted, as it can contain personal data. */
  readonly failure: Redacted.Redacted<Cause.Cause<unknown>> | null
}> {
  /** Status of the response. */
  get status(): number {
    return statuses[this.reason]
  }
  override get message(): string {
    return `rejected a webhook request with ${this.status}: ${this.detail}`
  }
}

/** One secret, or several while webhooks are changed from one to the next. */
export type Secrets = string | Redacted.Redacted | ReadonlyArray<string | Redacted.Redacted>

/** How a receiver works. */
export interface Options<R = never> {
  /**
   * What the URL of a webhook must contain: 16 to 512 letters, digits, `-`, `.`, `_` or `~`, such as the output of
   * `openssl rand -hex 32`. To change it, accept the old and the new one until all webhooks have the new one.
   */
  readonly secrets: Secrets
  /** Where the secret is: in the last segment of the path, in the query, or in either of them; default `either`. */
  readonly secretIn?: "path" | "query" | "either" | undefined
  /** Name of the query parameter that contains the secret; default `secret`. */
  readonly queryParameter?: string | undefined
  /** How many bytes of a body are read at most; default 1 MB. The other limits of bodies are the inbox's. */
  readonly maxBodySize?: number | undefined
  /** How long the body may take to arrive, and then the inbox to store it; default 10 seconds. */
  readonly timeout?: Duration.DurationInput | undefined
  /** Called with each rejected request, before the response. It is logged and counted in any case. */
  readonly onRejected?: ((rejection: Rejection) => Effect.Effect<unknown, never, R>) | undefined
}

/** Requests by `outcome`: `accepted`, `duplicate`, or the reason of a rejection. */
export const requests: Metric.Metric.Counter<number> = Metric.counter("activecampaign_webhook_requests", {
  description: "Requests of webhooks by outcome",
  incremental: true
})

interface Settings extends Location {
  readonly secrets: ReadonlyArray<Redacted.Redacted>
  readonly maxBodySize: number
  readonly timeout: Duration.Duration
}

const settingsOf = (options: Options<unknown>): Settings => {
  const secrets = checked(options.secrets, "secrets")
  if (typeof secrets === "string") throw new RangeError(secrets)
  return {
    secrets,
    secretIn: options.secretIn ?? "either",
    queryParameter: options.queryParameter ?? "secret",
    maxBodySize: options.maxBodySize ?? FormBody.defaultLimits.bytes,
    timeout: Duration.decode(options.timeout ?? "10 seconds")
  }
}

const reject = (reason: Reason, detail: string, failure: Cause.Cause<unknown> | null = null) =>
  new Rejection({ reason, detail, failure: failure && Redacted.make(failure) })

/** Rejects what can be rejected before the body is read. */
const checkHead = ({ headers, method }: HttpServerRequest.HttpServerRequest): Effect.Effect<void, Rejection> => {
  if (method !== "POST") return reject("method", "the method must be POST")
  const type = headers["content-type"]?.split(";", 1)[0]?.trim().toLowerCase()
  if (type && type !== "application/x-www-form-urlencoded") {
    return reject("contentType", "the content type must be application/x-www-form-urlencoded")
  }
  const encoding = headers["content-encoding"]?.trim().toLowerCase()
  return encoding && encoding !== "identity"
    ? reject("contentType", "the body must not have a content encoding")
    : Effect.void
}

/**
 * Reads the body up to the limit. The stream is closed with the scope of the request and not before, as a server closes the
 * connection with it, and the response would be lost.
 */
const readBody = (
  request: HttpServerRequest.HttpServerRequest,
  limit: number
): Effect.Effect<Uint8Array, Rejection, Scope.Scope> =>
  Effect.gen(function* () {
    const tooLarge = () => reject("size", `the body must have at most ${limit} bytes`)
    if (Number(request.headers["content-length"]) > limit) return yield* tooLarge()
    const pull = yield* Stream.toPull(request.stream)
    const chunks: Array<Uint8Array> = []
    let size = 0
    while (true) {
      const next = yield* Effect.either(pull)
      if (Either.isLeft(next)) {
        if (Option.isNone(next.left) && size > 0) return concat(chunks, size)
        return yield* reject("incomplete", size === 0 ? "the body is empty" : "the connection was lost within the body")
      }
      for (const chunk of next.right) {
        size += chunk.length
        if (!(size <= limit)) return yield* tooLarge()
        chunks.push(chunk)
      }
    }
  })

const concat = (chunks: ReadonlyArray<Uint8Array>, size: number): Uint8Array => {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.length
  }
  return bytes
}

/** Why the inbox did not store the event. The message of a defect can contain anything. */
const rejectionOf = (cause: Cause.Cause<InboxError>): Rejection => {
  const error = Option.getOrUndefined(Cause.failureOption(cause))
  if (error?._tag === "FormBodyError") return reject(error.reason === "bytes" ? "size" : "form", error.message)
  return reject("inbox", error?.message ?? "the inbox must store the event; it failed with a defect", cause)
}

/**
 * Runs an effect to its end, also if the client does not wait for the response. An interruption is passed on to the children of
 * a fiber even where it cannot interrupt the fiber itself.
 */
const detached = <A, E, R>(effect: Effect.Effect<A, E, R>): Effect.Effect<A, E, R> =>
  Effect.flatMap(Effect.forkDaemon(Effect.interruptible(effect)), Fiber.join)

const store = (body: string, timeout: Duration.Duration) =>
  Effect.flatMap(WebhookInbox, (inbox) => inbox.add(body)).pipe(
    Effect.catchAllCause(rejectionOf),
    Effect.disconnect,
    Effect.timeoutFail({
      duration: timeout,
      onTimeout: () => reject("inbox", `the inbox must store the event within ${Duration.format(timeout)}`)
    }),
    detached
  )

/** Checks a request and stores its event. Succeeds with whether the inbox has it already. */
const receive = (settings: Settings) =>
  Effect.gen(function* () {
    const request = yield* HttpServerRequest.HttpServerRequest
    const { maxBodySize, secrets, timeout } = settings
    const candidates = candidatesOf(request.url, settings)
    yield* hideInSpans([...candidates, ...secrets.map(Redacted.value)])
    if (!(yield* isAccepted(candidates, secrets))) {
      return yield* reject("secret", "the URL must contain one of the secrets")
    }
    yield* checkHead(request)
    const bytes = yield* readBody(request, maxBodySize).pipe(
      Effect.timeoutFail({
        duration: timeout,
        onTimeout: () => reject("timeout", `the body must arrive within ${Duration.format(timeout)}`)
      }),
      Effect.interruptible,
      Effect.catchAllCause((cause) =>
        Cause.isInterruptedOnly(cause)
          ? reject("incomplete", "the client closed the connection")
          : Effect.failCause(cause)
      )
    )
    return yield* store(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes), timeout)
  })

const count = (outcome: string): Effect.Effect<void> =>
  Effect.zipRight(
    Effect.annotateCurrentSpan("activecampaign.webhook.outcome", outcome),
    Metric.increment(Metric.tagged(requests, "outcome", outcome))
  )

const levels: { readonly [K in Reason]?: LogLevel.LogLevel } = { secret: LogLevel.Info, inbox: LogLevel.Error }

/** Counts, logs and reports a rejection. The hook cannot fail the response, nor hold it up without end. */
const observe = <R>(
  rejection: Rejection,
  { onRejected }: Options<R>,
  { timeout }: Settings
): Effect.Effect<void, never, R> =>
  count(rejection.reason).pipe(
    Effect.zipRight(Effect.logWithLevel(levels[rejection.reason] ?? LogLevel.Warning, rejection.message)),
    Effect.zipRight(
      onRejected === undefined
        ? Effect.void
        : Effect.suspend(() => onRejected(rejection)).pipe(
            Effect.disconnect,
            Effect.timeout(timeout),
            detached,
            Effect.catchAllCause((cause) => Effect.logError("`onRejected` of the webhook receiver failed", cause))
          )
    )
  )

/**
 * An HTTP application that receives webhooks. Each event is stored in the inbox before the response; a failure after that is
 * the inbox's to retry.
 *
 * All responses have an empty body: 200 if the inbox has the event, else the status of a `Rejection`. The secret is in no log
 * line, error or span: it is replaced in the attributes that the server's tracer has added, and the access log of
 * `HttpMiddleware.logger` is turned off for these requests, as it would contain the URL. What is in front of the server, such
 * as a proxy, has logs of its own.
 *
 * Throws a `RangeError` if a secret is invalid; use `secretsConfig` for a `ConfigError`.
 */
export const make = <R = never>(options: Options<R>): HttpApp.Default<never, WebhookInbox | R | Scope.Scope> => {
  const settings = settingsOf(options)
  return receive(settings).pipe(
    Effect.tap(({ isDuplicate }) => count(isDuplicate ? "duplicate" : "accepted")),
    Effect.as(HttpServerResponse.empty({ status: 200 })),
    Effect.catchAll((rejection) =>
      Effect.as(
        observe(rejection, options, settings),
        HttpServerResponse.empty({
          status: rejection.status,
          headers: rejection.reason === "method" ? { allow: "POST" } : {}
        })
      )
    ),
    Effect.uninterruptible,
    HttpMiddleware.withLoggerDisabled
  )
}

/**
 * The secrets from a setting, separated by commas; by default `ACTIVECAMPAIGN_WEBHOOK_SECRETS`. An invalid one fails with a
 * `ConfigError` that does not show it.
 *
 * ```ts
 * import { HttpRouter } from "@effect/platform"
 * import { WebhookReceiver } from "@effect-activecampaign/webhooks"
 *
 * const routes = Effect.map(WebhookReceiver.secretsConfig(), (secrets) =>
 *   HttpRouter.empty.pipe(HttpRouter.all("/webhooks/:secret", WebhookReceiver.make({ secrets })))
 * )
 * ```
 */
export const secretsConfig = (
  name = "ACTIVECAMPAIGN_WEBHOOK_SECRETS"
): Config.Config<ReadonlyArray<Redacted.Redacted>> =>
  Config.mapOrFail(Config.redacted(name), (setting) => {
    const secrets = checked(Redacted.value(setting).split(","), name)
    return typeof secrets === "string" ? Either.left(ConfigError.InvalidData([name], secrets)) : Either.right(secrets)
  })

/** What a fetch runtime passes along with a request, such as the `ctx` of Workers: it keeps running until a promise settles. */
export interface FetchContext {
  readonly waitUntil: (promise: Promise<unknown>) => void
}

/** What a fetch handler needs besides the options of a receiver. */
export interface FetchOptions<E, R, LE> extends Options<R> {
  /** Handles events; see `WebhookHandlers`. */
  readonly handler: Handler<E, R>
  /** How events are handled: how many at a time, in order or not, and how often they are tried. */
  readonly handling?: HandleOptions<R> | undefined
  /** The inbox, and what the handler needs. It is built with the first request, and again with the next one if it fails. */
  readonly layer: Layer.Layer<WebhookInbox | R, LE>
}

/** A receiver for runtimes of the fetch API. */
export interface FetchHandler {
  /** Responds to a request. With a context, events are handled in `waitUntil`; without one, in the background. */
  readonly fetch: (request: Request, context?: FetchContext) => Promise<Response>
  /** Handles the events that are due, such as retries: for a scheduled call, if no process keeps running. */
  readonly drain: () => Promise<void>
  /** Stops handling and closes the layer. Requests get 503 from then on. */
  readonly dispose: () => Promise<void>
}

/** A fetch handler whose layer is built. */
interface Started {
  readonly respond: (request: Request) => Promise<Response>
  readonly drain: () => Promise<void>
  readonly run: () => void
  readonly close: () => Promise<void>
}

/** Builds the layer; the fibers that handle events end when it is closed. */
const startFetch = <E, R, LE>(
  app: HttpApp.Default<never, WebhookInbox | R | Scope.Scope>,
  options: FetchOptions<E, R, LE>
): Effect.Effect<Started, LE> =>
  Effect.gen(function* () {
    const scope = yield* Scope.make()
    const runtime = yield* Layer.toRuntime(options.layer).pipe(
      Scope.extend(scope),
      Effect.onError((cause) => Scope.close(scope, Exit.failCause(cause)))
    )
    const handle = <E2>(effect: (inbox: WebhookInbox["Type"]) => Effect.Effect<void, E2, R>): Promise<void> =>
      Effect.flatMap(WebhookInbox, effect).pipe(
        Effect.catchAllCause((cause) =>
          Cause.isInterruptedOnly(cause) ? Effect.void : Effect.logError("Handling webhook events failed", cause)
        ),
        Effect.forkIn(scope),
        Effect.flatMap(Fiber.await),
        Effect.asVoid,
        Runtime.runPromise(runtime)
      )
    let running = false
    return {
      respond: HttpApp.toWebHandlerRuntime(runtime)(app),
      drain: () => handle((inbox) => inbox.drain(options.handler, options.handling)),
      run: () => {
        if (running) return
        running = true
        void handle((inbox) => inbox.run(options.handler, options.handling)).then(() => {
          running = false
        })
      },
      close: () => Effect.runPromise(Scope.close(scope, Exit.void))
    }
  })

/**
 * A receiver for runtimes of the fetch API: Node, Bun, Deno, Workers, and the route handlers of frameworks such as Next or
 * Hono. Throws a `RangeError` if a secret is invalid, or if `handling` makes no sense.
 *
 * ```ts
 * import { WebhookHandlers, WebhookInbox, WebhookReceiver } from "@effect-activecampaign/webhooks"
 *
 * const webhooks = WebhookReceiver.toFetchHandler({
 *   secrets: process.env["WEBHOOK_SECRET"] ?? "",
 *   handler: WebhookHandlers.partial({ DealAdded: () => Effect.logInfo("A deal was added") }, () => Effect.void),
 *   layer: WebhookInbox.layerMemory()
 * })
 *
 * // Workers; a durable inbox is needed, as a worker keeps nothing in memory:
 * export default {
 *   fetch: (request: Request, _env: unknown, context: WebhookReceiver.FetchContext) => webhooks.fetch(request, context),
 *   scheduled: () => webhooks.drain()
 * }
 *
 * // Bun: Bun.serve({ fetch: (request) => webhooks.fetch(request) })
 * // Deno: Deno.serve((request) => webhooks.fetch(request))
 * // Hono: app.all("/webhooks/:secret", (context) => webhooks.fetch(context.req.raw))
 * // Next: export const POST = (request: Request) => webhooks.fetch(request)
 * ```
 */
export const toFetchHandler = <E, R, LE>(options: FetchOptions<E, R, LE>): FetchHandler => {
  const app = make(options)
  InboxSettings.settingsOf(options.handling)
  const start = Effect.tapErrorCause(startFetch(app, options), (cause) =>
    Effect.zipRight(count("inbox"), Effect.logError("the layer of the webhook receiver cannot be built", cause))
  )
  let current: Promise<Started | undefined> | undefined
  let disposed = false
  const started = () => {
    if (disposed) return Promise.resolve(undefined)
    current ??= Effect.runPromiseExit(start).then((exit) => {
      if (Exit.isSuccess(exit)) return exit.value
      current = undefined
      return undefined
    })
    return current
  }
  return {
    fetch: async (request, context) => {
      // Some runtimes pass something else as the second argument.
      const waits = typeof context?.waitUntil === "function" ? context : undefined
      const starting = started()
      // A worker whose first client goes away must not leave the others waiting for the layer.
      waits?.waitUntil(starting)
      const receiver = await starting
      if (receiver === undefined) return new Response(null, { status: 503 })
      const response = await receiver.respond(request)
      if (response.status !== 200) return response
      if (waits === undefined) receiver.run()
      else waits.waitUntil(receiver.drain())
      return response
    },
    drain: async () => (await started())?.drain(),
    dispose: async () => {
      disposed = true
      await (await current)?.close()
    }
  }
}

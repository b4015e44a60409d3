/**
 * The receiver behind each of its hosts: a real HTTP server with the receiver alone, two with a router, and the fetch handler.
 */
import { createServer, request as httpRequest } from "node:http"
import * as HttpMiddleware from "@effect/platform/HttpMiddleware"
import * as HttpRouter from "@effect/platform/HttpRouter"
import * as HttpServer from "@effect/platform/HttpServer"
import * as HttpServerRequest from "@effect/platform/HttpServerRequest"
import * as NodeHttpServer from "@effect/platform-node/NodeHttpServer"
import type { WebhookInbox } from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookReceiver from "@effect-activecampaign/webhooks/WebhookReceiver"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"

/** A request as a client sends it. */
export interface Sent {
  readonly method?: string | undefined
  readonly target: string
  readonly headers?: Readonly<Record<string, string>> | undefined
  /** Parts of the body; none for a request without one. */
  readonly body?: ReadonlyArray<string> | undefined
  /** Whether the client never finishes the body. */
  readonly endless?: boolean | undefined
}

/** What a client gets back. */
export interface Received {
  readonly status: number
  readonly allow: string | null
  readonly body: string
}

export type Host = (sent: Sent) => Effect.Effect<Received>

type MakeHost = (
  options: WebhookReceiver.Options,
  inbox: Layer.Layer<WebhookInbox>,
  telemetry?: Layer.Layer<never>
) => Effect.Effect<Host, never, Scope.Scope>

const overHttp =
  (port: number): Host =>
  ({ body, endless = false, headers = {}, method = "POST", target }) =>
    Effect.async((resume) => {
      const framing = body === undefined || "content-length" in headers ? {} : { "transfer-encoding": "chunked" }
      const all = { ...headers, ...framing }
      const request = httpRequest(
        { port, host: "127.0.0.1", method, path: target, headers: all, agent: false },
        (response) => {
          let text = ""
          response.setEncoding("utf8")
          response.on("data", (chunk: string) => {
            text += chunk
          })
          response.on("end", () => {
            resume(
              Effect.succeed({ status: response.statusCode ?? 0, allow: response.headers.allow ?? null, body: text })
            )
            request.destroy()
          })
        }
      )
      request.on("error", (error) => resume(Effect.die(error)))
      for (const part of body ?? []) request.write(part)
      if (endless) request.flushHeaders()
      else request.end()
      return Effect.sync(() => request.destroy())
    })

const serve = (
  serving: Layer.Layer<never, never, HttpServer.HttpServer | WebhookInbox>,
  inbox: Layer.Layer<WebhookInbox>
) =>
  Effect.gen(function* () {
    const server = Layer.orDie(NodeHttpServer.layer(createServer, { port: 0 }))
    const context = yield* Layer.build(Layer.provideMerge(serving, Layer.merge(server, inbox)))
    const address = yield* Effect.provide(HttpServer.addressWith(Effect.succeed), context)
    return overHttp(address._tag === "TcpAddress" ? address.port : 0)
  })

export const alone: MakeHost = (options, inbox, telemetry = Layer.empty) =>
  serve(HttpServer.serve(WebhookReceiver.make(options), HttpMiddleware.logger).pipe(Layer.provide(telemetry)), inbox)

/** A middleware of an application, with the URL in a span of its own. */
const traced = HttpMiddleware.make((app) =>
  Effect.flatMap(HttpServerRequest.HttpServerRequest, ({ url }) =>
    Effect.withSpan(HttpMiddleware.logger(app), "request", { attributes: { url } })
  )
)

const routed: MakeHost = (options, inbox, telemetry = Layer.empty) => {
  const receiver = WebhookReceiver.make(options)
  const routes = HttpRouter.empty.pipe(
    HttpRouter.get("/health", Effect.dieMessage("the receiver has the requests of the test")),
    HttpRouter.all("/hooks", receiver),
    HttpRouter.all("/hooks/:secret", receiver)
  )
  return serve(HttpServer.serve(routes, traced).pipe(Layer.provide(telemetry)), inbox)
}

const mounted: MakeHost = (options, inbox, telemetry = Layer.empty) => {
  const routes = HttpRouter.mountApp(HttpRouter.empty, "/hooks", WebhookReceiver.make(options))
  return serve(HttpServer.serve(routes, HttpMiddleware.logger).pipe(Layer.provide(telemetry)), inbox)
}

/** The body as a stream that is not read ahead. */
const streamOf = (parts: ReadonlyArray<string>, endless: boolean) => {
  const left = parts.map((part) => new TextEncoder().encode(part))
  return new ReadableStream<Uint8Array>(
    {
      pull: (controller) => {
        const next = left.shift()
        if (next !== undefined) controller.enqueue(next)
        else if (!endless) controller.close()
      }
    },
    { highWaterMark: 0 }
  )
}

/** Sends a request to a fetch handler. */
export const overFetch =
  (fetch: (request: Request) => Promise<Response>): Host =>
  ({ body, endless = false, headers = {}, method = "POST", target }) =>
    Effect.promise(async () => {
      const init = { method, headers, ...(body && { body: streamOf(body, endless), duplex: "half" }) }
      const response = await fetch(new Request(`https://example.com${target}`, init))
      return { status: response.status, allow: response.headers.get("allow"), body: await response.text() }
    })

export const fetching: MakeHost = (options, inbox, telemetry = Layer.empty) =>
  Effect.acquireRelease(
    Effect.sync(() =>
      WebhookReceiver.toFetchHandler({ ...options, handler: () => Effect.void, layer: Layer.merge(inbox, telemetry) })
    ),
    ({ dispose }) => Effect.promise(dispose)
  ).pipe(Effect.map(({ fetch }) => overFetch(fetch)))

/** All hosts by name. */
export const hosts: Readonly<Record<string, MakeHost>> = { alone, routed, mounted, fetch: fetching }

/**
 * A `FakeAccount` behind an HTTP server on the loopback interface, for programs that run unchanged.
 *
 * ```ts
 * import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
 *
 * const program = Tags.create({ tag: "customer", tagType: "contact" }).pipe(
 *   Effect.provide(ActiveCampaignClient.layer),
 *   Effect.provide(FakeAccountServer.layer()),
 *   Effect.provide(FetchHttpClient.layer)
 * )
 * ```
 *
 * A request that the account does not implement gets the status 501 and a message that names it.
 */
import { createServer, type Server as HttpServer, type IncomingMessage } from "node:http"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import * as Credentials from "effect-activecampaign/Credentials"
import * as FakeAccount from "./FakeAccount.js"
import { recordRequest, responseHeaders, responseText } from "./internal/http.js"

/** A running server and its account. */
export interface Server {
  /** The API URL of the account. */
  readonly apiUrl: string
  /** The API key that the account accepts. */
  readonly apiKey: string
  /** The account. */
  readonly account: FakeAccount.Account
}

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))

const createAccountServer = (account: FakeAccount.Account, latency: number): HttpServer =>
  createServer((request, response) => {
    const chunks: Array<Buffer> = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      const headers = headersOf(request)
      const url = new URL(request.url ?? "/", "http://127.0.0.1")
      const recorded = recordRequest(request.method ?? "GET", url, headers, Buffer.concat(chunks).toString())
      const result = account.handle(recorded, headers["api-token"], Date.now())
      setTimeout(() => response.writeHead(result.status, responseHeaders(result)).end(responseText(result)), latency)
    })
  })

/** Listens on a free port, and succeeds with it. */
const listen = (server: HttpServer): Effect.Effect<number> =>
  Effect.async((resume) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address()
      resume(
        typeof address === "object" && address !== null
          ? Effect.succeed(address.port)
          : Effect.dieMessage("FakeAccountServer: the server has no port")
      )
    })
  })

const close = (server: HttpServer): Effect.Effect<void> =>
  Effect.sync(() => {
    server.close()
    server.closeAllConnections()
  })

/** Starts a server, which stops when the scope closes. */
export const serve = (options: FakeAccount.Options = {}): Effect.Effect<Server, never, Scope.Scope> =>
  Effect.gen(function* () {
    const account = FakeAccount.make(options)
    const latency = Duration.toMillis(options.latency ?? Duration.zero)
    const server = yield* Effect.acquireRelease(
      Effect.sync(() => createAccountServer(account, latency)),
      close
    )
    const port = yield* listen(server)
    return { apiUrl: `http://127.0.0.1:${port}`, apiKey: options.apiKey ?? FakeAccount.defaultKey, account }
  })

/** A server that runs as long as the layer, its account and its credentials. */
export const layer = (
  options: FakeAccount.Options = {}
): Layer.Layer<FakeAccount.FakeAccount | Credentials.Credentials> =>
  Layer.unwrapScoped(
    Effect.map(serve(options), ({ account, apiKey, apiUrl }) =>
      Layer.merge(Layer.succeed(FakeAccount.FakeAccount, account), Layer.orDie(Credentials.layer({ apiUrl, apiKey })))
    )
  )

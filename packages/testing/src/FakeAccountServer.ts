/**
 * A `FakeAccount` behind an HTTP server, for programs that run unchanged and for clients in any language.
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
 * A request that the account does not implement gets the status 501 and a message that names it. Query parameters that
 * nobody knows are ignored, as ActiveCampaign does. `POST /__fake/reset` brings the account back to its seed, and
 * `GET /__fake/snapshot` returns all rows, for tests in other languages; both need the API key.
 *
 * `npx @effect-activecampaign/testing` starts such a server from the command line.
 */
import { createServer, type Server as HttpServer, type IncomingMessage, type ServerResponse } from "node:http"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import * as Credentials from "effect-activecampaign/Credentials"
import * as FakeAccount from "./FakeAccount.js"
import type { Outcome } from "./Faults.js"
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

/** What happened to a request. */
export interface Exchange {
  /** HTTP method. */
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** Status of the response; 0 if the connection was lost before one. */
  readonly status: number
  /** How long it took, in milliseconds. */
  readonly duration: number
  /** The response's id. */
  readonly id: string
  /** Names of the faults that it met. */
  readonly faults: ReadonlyArray<string>
}

/** Where the server listens, and who is told of requests. */
export interface ServerOptions extends FakeAccount.Options {
  /** Port; by default a free one. */
  readonly port?: number | undefined
  /** Host; by default the loopback interface. */
  readonly host?: string | undefined
  /** Called after each request. */
  readonly onRequest?: ((exchange: Exchange) => void) | undefined
}

/** The largest request body. ActiveCampaign's importer takes 400,000 bytes. */
const largestBody = 10_000_000

/** What ActiveCampaign returns for a path that is not of the API. */
const noApi: Outcome = {
  status: 404,
  headers: { "content-type": "text/html; charset=utf-8" },
  body: `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Not found</title></head><body><h1>Not found</h1></body></html>`,
  delay: 0,
  connection: "kept"
}

const json = (status: number, body: unknown): Outcome => ({ status, body, delay: 0, connection: "kept" })

const headersOf = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))

/** A request whose URL or path is not one. */
const urlOf = (request: IncomingMessage): URL | undefined => {
  const url = `http://127.0.0.1${request.url ?? "/"}`
  return URL.canParse(url) ? new URL(url) : undefined
}

/** Requests that are about the fake itself. */
const control = (
  account: FakeAccount.Account,
  method: string,
  path: string,
  key: string | undefined
): Outcome | undefined => {
  if (!path.startsWith("/__fake/")) return undefined
  if (key !== account.apiKey) return json(403, { message: "The Api-Token of this request was not recognised." })
  if (method === "POST" && path === "/__fake/reset") {
    account.reset()
    return json(200, {})
  }
  return method === "GET" && path === "/__fake/snapshot"
    ? json(200, account.snapshot())
    : json(404, { message: "Not found" })
}

/** Paths of the API, of event tracking, and of the control of the fake. */
const isKnownPath = (path: string): boolean => /^\/(api\/[23](\/|$)|event$|__fake\/)/.test(path)

const respond = (account: FakeAccount.Account, request: IncomingMessage, body: string): Outcome => {
  const url = urlOf(request)
  const method = request.method ?? "GET"
  const headers = headersOf(request)
  if (url === undefined) return json(400, { message: "The URL of the request is not valid" })
  if (!isKnownPath(url.pathname)) return noApi
  const controlled = control(account, method, url.pathname, headers["api-token"])
  if (controlled !== undefined) return controlled
  const isHead = method === "HEAD"
  const recorded = recordRequest(isHead ? "GET" : method, url, headers, body)
  return account.handle(recorded, headers["api-token"], Date.now())
}

/** Sends what a client gets of a response. */
const send = (response: ServerResponse, outcome: Outcome, method: string): void => {
  if (outcome.connection === "reset") {
    response.destroy()
    return
  }
  const text = responseText(outcome)
  const bytes = Buffer.from(text)
  const hasBody = method !== "HEAD" && outcome.status !== 204
  response.writeHead(outcome.status, {
    ...responseHeaders(outcome),
    "content-length": outcome.status === 204 ? 0 : bytes.length
  })
  if (outcome.connection === "kept" || !hasBody) {
    response.end(hasBody ? bytes : undefined)
    return
  }
  response.write(bytes.subarray(0, Math.max(1, bytes.length >> 1)), () => response.destroy())
}

/** Reads a body; undefined if it is too large. */
const bodyOf = (request: IncomingMessage): Promise<string | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Array<Buffer> = []
    let length = 0
    request.on("data", (chunk: Buffer) => {
      length += chunk.length
      if (length <= largestBody) chunks.push(chunk)
    })
    request.on("end", () => resolve(length > largestBody ? undefined : Buffer.concat(chunks).toString()))
    request.on("error", reject)
  })

const serveRequest = async (
  account: FakeAccount.Account,
  request: IncomingMessage,
  response: ServerResponse,
  onRequest: ServerOptions["onRequest"]
): Promise<void> => {
  const start = performance.now()
  const body = await bodyOf(request)
  const outcome =
    body === undefined
      ? json(413, { message: "The body of the request is too large" })
      : respond(account, request, body)
  const id = outcome.headers?.["x-request-id"]
  const faults = id === undefined ? [] : (account.requests.at(-1)?.faults ?? [])
  if (outcome.delay > 0) await new Promise((resolve) => setTimeout(resolve, outcome.delay))
  send(response, outcome, request.method ?? "GET")
  onRequest?.({
    method: request.method ?? "GET",
    url: request.url ?? "/",
    status: outcome.connection === "reset" ? 0 : outcome.status,
    duration: performance.now() - start,
    id: id ?? "-",
    faults
  })
  await Effect.runPromise(account.deliver)
}

const createAccountServer = (account: FakeAccount.Account, onRequest: ServerOptions["onRequest"]): HttpServer =>
  createServer((request, response) => {
    // A request that breaks off has no response; its connection is gone.
    serveRequest(account, request, response, onRequest).catch(() => response.destroy())
  })

/** Listens, and succeeds with the port. Fails if the port is taken. */
const listen = (server: HttpServer, port: number, host: string): Effect.Effect<number, Error> =>
  Effect.async((resume) => {
    server.once("error", (error) => resume(Effect.fail(error)))
    server.listen(port, host, () => {
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

/** What production does and a test in this process does not: waiting, ignoring unknown parameters, posting to webhooks. */
const likeProduction = (options: ServerOptions, http: HttpClient.HttpClient): FakeAccount.Options => ({
  importDelay: "1 second",
  segmentPolls: 1,
  strict: false,
  keepRequests: 1_000,
  deliver: FakeAccount.deliverWith(http),
  ...options
})

/** Puts an account behind a server, which stops when the scope closes. Fails if the port is taken. */
export const serveAccount = (
  account: FakeAccount.Account,
  { host = "127.0.0.1", onRequest, port = 0 }: Pick<ServerOptions, "host" | "onRequest" | "port"> = {}
): Effect.Effect<Server, Error, Scope.Scope> =>
  Effect.gen(function* () {
    const server = yield* Effect.acquireRelease(
      Effect.sync(() => createAccountServer(account, onRequest)),
      close
    )
    const actual = yield* listen(server, port, host)
    return { apiUrl: `http://${host.includes(":") ? `[${host}]` : host}:${actual}`, apiKey: account.apiKey, account }
  })

/** Starts a server, which stops when the scope closes. It posts to the URLs of webhooks. Fails if the port is taken. */
export const start = (options: ServerOptions = {}): Effect.Effect<Server, Error, Scope.Scope> =>
  HttpClient.HttpClient.pipe(
    Effect.provide(FetchHttpClient.layer),
    Effect.flatMap((http) => serveAccount(FakeAccount.make(likeProduction(options, http)), options))
  )

/** Starts a server like `start`. Dies if the port is taken, which a free one never is. */
export const serve = (options: ServerOptions = {}): Effect.Effect<Server, never, Scope.Scope> =>
  Effect.orDie(start(options))

/** A server that runs as long as the layer, its account and its credentials. */
export const layer = (options: ServerOptions = {}): Layer.Layer<FakeAccount.FakeAccount | Credentials.Credentials> =>
  Layer.unwrapScoped(
    Effect.map(serve(options), ({ account, apiKey, apiUrl }) =>
      Layer.merge(Layer.succeed(FakeAccount.FakeAccount, account), Layer.orDie(Credentials.layer({ apiUrl, apiKey })))
    )
  )

/**
 * A `FakeAccount` behind a real HTTP server on loopback, for programs that are to be run as they are.
 *
 * ```ts
 * program.pipe(
 *   Effect.provide(ActiveCampaign.layer),
 *   Effect.provide(FakeAccountServer.layer()),
 *   Effect.provide(FetchHttpClient.layer)
 * )
 * ```
 */
import { createServer } from "node:http"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as Scope from "effect/Scope"
import * as FakeAccount from "./FakeAccount.js"
import { sentOf } from "./internal/wire.js"

/** A running server and the account behind it. */
export interface Server {
  /** What an application takes for the account's API URL. */
  readonly apiUrl: string
  /** The key that it accepts. */
  readonly apiKey: string
  readonly account: FakeAccount.Account
}

/** Starts a server, which is stopped when the scope closes. */
export const serve = (options: FakeAccount.Options = {}): Effect.Effect<Server, never, Scope.Scope> =>
  Effect.map(
    Effect.acquireRelease(
      Effect.async<{ readonly apiUrl: string; readonly account: FakeAccount.Account; readonly close: () => void }>(
        (resume) => {
          const account = FakeAccount.make(options)
          const latency = Duration.toMillis(options.latency ?? 0)
          const server = createServer((request, response) => {
            const chunks: Array<Buffer> = []
            request.on("data", (chunk: Buffer) => chunks.push(chunk))
            request.on("end", () => {
              const headers = Object.fromEntries(
                Object.entries(request.headers).map(([name, value]) => [name, String(value)])
              )
              const url = new URL(request.url ?? "/", "http://127.0.0.1")
              const sent = sentOf(request.method ?? "GET", url, headers, Buffer.concat(chunks).toString())
              const answer = account.handle(sent, headers["api-token"], Date.now())
              const body = typeof answer.body === "string" ? answer.body : JSON.stringify(answer.body ?? {})
              setTimeout(() => {
                response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers }).end(body)
              }, latency)
            })
          })
          server.listen(0, "127.0.0.1", () => {
            const address = server.address()
            const port = typeof address === "object" && address !== null ? address.port : 0
            resume(
              Effect.succeed({
                apiUrl: `http://127.0.0.1:${port}`,
                account,
                close: () => {
                  server.close()
                  server.closeAllConnections()
                }
              })
            )
          })
        }
      ),
      ({ close }) => Effect.sync(close)
    ),
    ({ apiUrl, account }) => ({ apiUrl, account, apiKey: options.apiKey ?? FakeAccount.defaultKey })
  )

/** A server and its credentials, for as long as the layer lives. */
export const layer = (
  options: FakeAccount.Options = {}
): Layer.Layer<FakeAccount.FakeAccount | Credentials.Credentials> =>
  Layer.unwrapScoped(
    Effect.map(serve(options), ({ apiUrl, apiKey, account }) =>
      Layer.merge(Layer.succeed(FakeAccount.FakeAccount, account), Layer.orDie(Credentials.layer({ apiUrl, apiKey })))
    )
  )

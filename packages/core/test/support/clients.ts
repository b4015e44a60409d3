/**
 * The HTTP clients that tests over real sockets run with.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import type * as HttpClient from "@effect/platform/HttpClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Undici from "@effect/platform-node/Undici"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { certificate } from "./certificate.js"

type Clients<Name extends string> = Readonly<Record<Name, Layer.Layer<HttpClient.HttpClient>>>

export const httpClients: Clients<"fetch" | "undici" | "node"> = {
  fetch: FetchHttpClient.layer,
  undici: NodeHttpClient.layerUndici,
  node: NodeHttpClient.layer
}

/** An undici agent that trusts the tests' certificate. */
const agent = (allowH2: boolean) =>
  Effect.acquireRelease(
    Effect.sync(() => new Undici.Agent({ allowH2, connect: { ca: certificate, allowH2 } })),
    (agent) => Effect.promise(() => agent.destroy())
  )

const viaUndici = (allowH2: boolean): Clients<"fetch" | "undici"> => ({
  // undici's own `fetch`, since Node's does not take an agent of another version.
  fetch: Layer.provide(
    FetchHttpClient.layer,
    Layer.scoped(
      FetchHttpClient.Fetch,
      Effect.map(
        agent(allowH2),
        (dispatcher): typeof fetch =>
          (url, init) =>
            (Undici.fetch as unknown as (url: unknown, init: unknown) => Promise<Response>)(url, {
              ...init,
              dispatcher
            })
      )
    )
  ),
  undici: Layer.provide(
    NodeHttpClient.layerUndiciWithoutDispatcher,
    Layer.scoped(NodeHttpClient.Dispatcher, agent(allowH2))
  )
})

/** The same clients, which keep connections and trust the tests' certificate. */
export const trustingClients: Clients<"fetch" | "undici" | "node"> = {
  ...viaUndici(false),
  node: Layer.provide(
    NodeHttpClient.layerWithoutAgent,
    NodeHttpClient.makeAgentLayer({ keepAlive: true, ca: certificate })
  )
}

/** Clients of HTTP/2. */
export const http2Clients: Clients<"fetch" | "undici"> = viaUndici(true)

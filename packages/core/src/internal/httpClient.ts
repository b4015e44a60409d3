/**
 * The HTTP client that is given, made safe: its spans would show URLs with e-mail addresses, a followed redirect would
 * carry the API key to another host, and its logs would show the key's header.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Headers from "@effect/platform/Headers"
import * as HttpClient from "@effect/platform/HttpClient"
import type * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as FiberId from "effect/FiberId"
import * as FiberRef from "effect/FiberRef"
import * as FiberRefs from "effect/FiberRefs"
import * as Runtime from "effect/Runtime"
import { remembering } from "./checks.js"
import type { FiberSettings } from "./deadline.js"

/** A transformation of an HTTP client, for proxies, extra headers or recording. */
export type ClientTransform = (client: HttpClient.HttpClient) => HttpClient.HttpClient

/** The options of the undici client, as `@effect/platform-node` looks them up. */
const undiciOptions = "@effect/platform-node/NodeHttpClient/undiciOptions"

/** The HTTP client followed a redirect, or would have: the status, if it is known. */
export class Redirected {
  readonly status: number

  constructor(status = 302) {
    this.status = status
  }
}

/** What responses keep of `fetch`. */
interface Kept {
  readonly source?: { readonly redirected?: boolean }
}

/** Throws `Redirected` if `fetch` has followed a redirect all the same. */
const refuseFollowed = (response: HttpClientResponse.HttpClientResponse & Kept & { readonly original?: Kept }) => {
  if ((response.original ?? response).source?.redirected) throw new Redirected(response.status)
}

/** What marks a form with a key in it: no other form is likely to be sent with it. */
export const formType = "application/x-www-form-urlencoded;charset=utf-8"

type Check = (request: HttpClientRequest.HttpClientRequest, status?: number) => boolean

const originOf = (url: string): string => (URL.canParse(url) ? new URL(url).origin : "")

/**
 * Lets requests with a key, which is in a header or in a form, go to one origin only, that of the first one, and requests
 * that change something to one URL only; throws `Redirected` otherwise. Any HTTP client asks this of every request that it is about to send, since it is
 * where it asks whether to make a span. `status` is that of a response, after which nothing more is sent if it redirects.
 */
const oneTarget = (): Check => {
  let first: string | undefined
  let redirected: number | undefined
  return ({ headers, method, url }, status = 0) => {
    if (headers["api-token"] === undefined && headers["content-type"] !== formType) return true
    first ??= url
    const isSame = url === first || (method === "GET" && originOf(url) === originOf(first))
    if (!isSame || redirected !== undefined) throw new Redirected(redirected)
    if (status >= 300 && status < 400 && method !== "GET") redirected = status
    return true
  }
}

/** A client that is asked about its requests from outside too, as it can have settings of its own inside. */
export const watched: ClientTransform = HttpClient.transform((send, request) =>
  Effect.withFiberRuntime((fiber) => {
    const check: Check = fiber.getFiberRef(HttpClient.currentTracerDisabledWhen)
    check(request)
    return Effect.map(send, (response) => {
      check(response.request, response.status)
      refuseFollowed(response)
      return response
    })
  })
)

/** What is set while a request is sent, whichever HTTP client is given: no spans, no redirects, the key's header redacted. */
export const sealing = (): FiberSettings => {
  const namesOf = remembering((names: ReadonlyArray<string | RegExp>) => [...names, "api-token"])
  const withFixed = (fixed: object) => remembering((given: object | undefined) => ({ ...given, ...fixed }))
  const initOf = withFixed({ redirect: "manual" })
  const optionsOf = withFixed({ maxRedirections: 0 })
  return ({ context: { unsafeMap }, fiberRefs, runtimeFlags }) => {
    const { key } = FetchHttpClient.RequestInit
    const names = namesOf(FiberRefs.getOrDefault(fiberRefs, Headers.currentRedactedNames))
    return Runtime.make({
      context: Context.unsafeMake(
        new Map(unsafeMap)
          .set(key, initOf(unsafeMap.get(key)))
          .set(undiciOptions, optionsOf(unsafeMap.get(undiciOptions)))
      ),
      fiberRefs: FiberRefs.updateManyAs(fiberRefs, {
        entries: [
          [HttpClient.currentTracerDisabledWhen, [[FiberId.none, oneTarget()]]],
          [FiberRef.currentTracerEnabled, [[FiberId.none, true]]],
          [Headers.currentRedactedNames, [[FiberId.none, names]]]
        ]
      }),
      runtimeFlags
    })
  }
}

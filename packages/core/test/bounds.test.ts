/**
 * What comes in is bounded: bytes of a response, texts of the server, depth. And the numbers of the application are checked.
 */
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { gzipSync } from "node:zlib"
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as HttpClient from "@effect/platform/HttpClient"
import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as Undici from "@effect/platform-node/Undici"
import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import { excerptOf } from "@effect-activecampaign/core/internal/excerpt"
import { isBrokenOff, parse, retryAfterOf } from "@effect-activecampaign/core/internal/transport"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import { describe } from "vitest"
import { httpClients } from "./support/clients.js"
import { type FaultName, faultServer } from "./support/faultServer.js"
import { clientTo, otherSide } from "./support/inProcess.js"

const get = ActiveCampaignClient.request({ method: "GET", path: "/things", success: Wire.Json })
const post = ActiveCampaignClient.request({ method: "POST", path: "/things", payload: {}, success: Wire.Json })

/** A server that sends a body as it is told: with its length, in chunks, packed. */
const server = (body: Buffer) =>
  Effect.acquireRelease(
    Effect.async<{ url: string; connections: () => number; close: () => void }>((resume) => {
      let connections = 0
      const http = createServer((request, response) => {
        request.resume()
        const way = request.url?.split("/")[1]
        const status = request.url?.includes("failing") === true ? 400 : 200
        if (way === "length") response.writeHead(status, { "content-length": body.length }).end(body)
        else if (way === "packed") response.writeHead(status, { "content-encoding": "gzip" }).end(gzipSync(body))
        else {
          response.writeHead(status)
          response.write(body.subarray(0, 5))
          response.end(body.subarray(5))
        }
      })
      http.on("connection", () => connections++)
      http.listen(0, "127.0.0.1", () => {
        const close = () => {
          http.close()
          http.closeAllConnections()
        }
        const { port } = http.address() as AddressInfo
        resume(Effect.succeed({ url: `http://127.0.0.1:${port}`, connections: () => connections, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

const json = (bytes: number) => Buffer.from(JSON.stringify({ text: "é".repeat(Math.floor((bytes - 11) / 2)) }))

describe.each(Object.entries(httpClients))("through %s", (name, http) => {
  for (const way of ["length", "chunks", ...(name === "fetch" ? ["packed"] : [])]) {
    it.live(`a response by ${way} may have as many bytes as the option says, and not one more`, () =>
      Effect.gen(function* () {
        const body = json(50_001)
        const { url } = yield* server(body)
        const apiUrl = `${url}/${way}`
        const exact = clientTo(http, { apiUrl, client: { maxResponseBytes: body.length } })
        const less = clientTo(http, {
          apiUrl,
          client: { maxResponseBytes: body.length - 1 },
          policy: { maxAttempts: 3 }
        })
        const { attempts, value } = yield* Effect.provide(get, exact)
        expect(value).toEqual(JSON.parse(body.toString()))
        expect(attempts).toBe(1)
        for (const call of [get, post]) {
          const error = yield* Effect.flip(Effect.provide(call, less))
          expect(error._tag).toBe("DecodeError")
          expect(error.message).toContain(`has more than ${body.length - 1} bytes`)
          expect(error.message.includes("check before retrying")).toBe(call === post)
        }
      }).pipe(Effect.scoped)
    )

    it.live(`the body of an error by ${way} is cut`, () =>
      Effect.gen(function* () {
        const { url } = yield* server(json(2_000_001))
        const error = yield* Effect.flip(
          Effect.provide(
            ActiveCampaignClient.request({ method: "GET", path: "/failing", success: Wire.Json }),
            clientTo(http, { apiUrl: `${url}/${way}` })
          )
        )
        expect(error._tag).toBe("ValidationError")
        expect(JSON.stringify(error).length).toBeLessThan(1000)
      }).pipe(Effect.scoped)
    )
  }

  it.live("a connection is used again after a response in chunks", () =>
    Effect.gen(function* () {
      const { connections, url } = yield* server(json(50_001))
      yield* Effect.replicateEffect(get, 20).pipe(Effect.provide(clientTo(http, { apiUrl: `${url}/chunks` })))
      // NodeHttpClient.layer keeps no connections.
      expect(connections()).toBeLessThanOrEqual(name === "node" ? 20 : 3)
    }).pipe(Effect.scoped)
  )
})

describe("a client that follows redirects", () => {
  const following = (layer: Layer.Layer<HttpClient.HttpClient>) =>
    Layer.provide(
      Layer.effect(HttpClient.HttpClient, Effect.map(HttpClient.HttpClient, HttpClient.followRedirects())),
      layer
    )
  const given: Readonly<Record<string, Layer.Layer<HttpClient.HttpClient>>> = {
    ...Object.fromEntries(
      Object.entries(httpClients).map(([name, http]) => [`followRedirects of ${name}`, following(http)])
    ),
    "followRedirects with a setting of its own": Layer.provide(
      Layer.effect(
        HttpClient.HttpClient,
        Effect.map(HttpClient.HttpClient, (http) => HttpClient.followRedirects(HttpClient.tap(http, () => Effect.void)))
      ),
      httpClients.node
    ),
    "undici with an interceptor": Layer.provide(
      NodeHttpClient.layerUndiciWithoutDispatcher,
      Layer.sync(NodeHttpClient.Dispatcher, () =>
        new Undici.Agent().compose(Undici.interceptors.redirect({ maxRedirections: 5 }))
      )
    )
  }
  const redirects: FaultName = "redirect to another origin"
  for (const [name, http] of Object.entries(given)) {
    it.live.each(["GET", "POST"] as const)(`does not carry the key elsewhere: ${name}, %s`, (method) =>
      Effect.gen(function* () {
        const { counts, elsewhere, url } = yield* faultServer
        const call = ActiveCampaignClient.request({ method, path: "/things", success: Wire.Json })
        const layer = clientTo(http, { apiUrl: url(redirects), policy: { maxAttempts: 3 } })
        for (const one of [call, Effect.withTracerEnabled(call, false)]) {
          const error = yield* Effect.flip(Effect.provide(one, layer))
          expect(error._tag).toBe("UnexpectedStatusError")
          expect(error.message).toContain("redirects")
        }
        expect(counts.calls).toBe(2)
        expect(elsewhere).toEqual([])
      }).pipe(Effect.scoped)
    )
  }

  it.live("is told of if it cannot be stopped: a fetch of one's own", () =>
    Effect.gen(function* () {
      const { url } = yield* faultServer
      const own: typeof fetch = (to, init) => fetch(to, { ...init, redirect: "follow" })
      const http = Layer.provide(FetchHttpClient.layer, Layer.succeed(FetchHttpClient.Fetch, own))
      const error = yield* Effect.flip(Effect.provide(get, clientTo(http, { apiUrl: url(redirects) })))
      expect(error._tag).toBe("UnexpectedStatusError")
      expect(error.message).toContain("redirects")
    }).pipe(Effect.scoped)
  )

  it.live("does not carry the key elsewhere as a transformation", () =>
    Effect.gen(function* () {
      const { elsewhere, url } = yield* faultServer
      const transformClient = HttpClient.followRedirects()
      const layer = clientTo(httpClients.undici, { apiUrl: url(redirects), client: { transformClient } })
      const plain = clientTo(httpClients.undici, { apiUrl: url(redirects) })
      const errors = [
        yield* Effect.flip(Effect.provide(get, layer)),
        yield* Effect.flip(Effect.provide(ActiveCampaignClient.withClientTransform(get, transformClient), plain))
      ]
      expect(errors.map(({ _tag }) => _tag)).toEqual(["UnexpectedStatusError", "UnexpectedStatusError"])
      expect(elsewhere).toEqual([])
    }).pipe(Effect.scoped)
  )

  it.effect.each(["POST", "PUT", "DELETE"] as const)("sends what changes something once: %s", (method) =>
    Effect.gen(function* () {
      const transformClient = HttpClient.followRedirects()
      const call = ActiveCampaignClient.request({ method, path: "/things", success: Wire.Json })
      const once = ActiveCampaignClient.withClientTransform(call, transformClient)
      for (const location of [
        "https://account.api-us1.com/api/3/things/1",
        "https://account.api-us1.com/api/3/things"
      ]) {
        const runs = [
          [call, { client: { transformClient } }],
          [once, {}],
          ...(location.endsWith("1") ? [[call, {}, following] as const] : [])
        ] as const
        for (const [effect, options, given] of runs) {
          const { http, sent } = otherSide({ status: 303, headers: { location } }, { body: {} })
          const error = yield* Effect.flip(Effect.provide(effect, clientTo(given?.(http) ?? http, options)))
          expect(error._tag).toBe("UnexpectedStatusError")
          expect(sent.length).toBe(1)
        }
      }
    })
  )
})

describe("a nesting", () => {
  const deep = (levels: number) => `${'{"a":['.repeat(levels)}1${"]}".repeat(levels)}`
  const Thing = Wire.envelope("thing", Wire.Entity("Thing")({ id: Wire.Text }, {}))
  const to = { method: "GET", path: "/things" } as const
  const calls = [
    ActiveCampaignClient.request({ ...to, success: Thing }),
    ActiveCampaignClient.request({ ...to, success: Wire.envelope("things", Wire.array(Thing)) }),
    get
  ]

  for (const levels of [100, 10_000, 50_000, 500_000]) {
    it.effect(
      `of ${levels} levels never ends in a defect`,
      () =>
        Effect.gen(function* () {
          for (const body of [`{"thing":${deep(levels)}}`, `{"things":[${deep(levels)}]}`, deep(levels)]) {
            for (const status of [200, 422, 500]) {
              for (const call of calls) {
                const result = yield* Effect.either(Effect.provide(call, clientTo(otherSide({ status, body }).http)))
                if (status !== 200) expect(result._tag).toBe("Left")
              }
            }
          }
        }),
      60_000
    )
  }

  it("is refused in a large text before it is parsed", () => {
    expect(() => parse(deep(200_000))).toThrow("nested too deeply")
    expect(parse(`[${"[[1]],".repeat(200_000)}"[[[["]`)).toHaveLength(200_001)
  })
})

describe("a word of a megabyte", () => {
  const word = "a".repeat(1_000_000)
  it.effect.each([
    { message: word },
    { errors: [{ title: word, detail: `${word}@${word}`, code: word, source: { pointer: word } }] },
    { errors: { [word]: [word, word] } },
    { errors: Array.from({ length: 100_000 }, () => ({ title: "a" })) },
    { errors: Object.fromEntries(Array.from({ length: 300 }, (_, key) => [`k${key}`, Array(300).fill("a")])) },
    { contact: { id: word, customFieldSaveStatus: word } },
    { errors: word },
    { error: word }
  ])("is cut, %#", (body) =>
    Effect.gen(function* () {
      for (const status of [200, 400, 403, 404, 422, 500]) {
        const layer = clientTo(otherSide({ status, body: { ...body, success: 0 } }).http)
        const error = yield* Effect.flip(Effect.provide(get, layer))
        expect(error.message.length).toBeLessThan(2000)
        expect(JSON.stringify(error).length).toBeLessThan(20_000)
      }
    })
  )
})

it("an excerpt is the beginning of the JSON, and never long", () => {
  FastCheck.assert(
    FastCheck.property(FastCheck.jsonValue({ maxDepth: 8 }), (value) => {
      const whole = JSON.stringify(value)
      const excerpt = excerptOf(value, (text) => text)
      expect(excerpt.length).toBeLessThanOrEqual(201)
      const start = excerpt.split("…")[0] ?? ""
      if (!whole.includes("…")) expect(whole.startsWith(start.replace(/[[{]$/, ""))).toBe(true)
    })
  )
})

it("any JSON that is cut anywhere is recognized, and no whole one is", () => {
  FastCheck.assert(
    FastCheck.property(FastCheck.object(), FastCheck.nat(), (value, at) => {
      const text = JSON.stringify(value)
      expect(isBrokenOff(text)).toBe(false)
      const cut = text.slice(0, 1 + (at % (text.length - 1)))
      expect(isBrokenOff(cut)).toBe(true)
    })
  )
})

it("Retry-After is a time from now to a day, or nothing", () => {
  const now = Date.UTC(2026, 0, 1)
  FastCheck.assert(
    FastCheck.property(
      FastCheck.oneof(
        FastCheck.string(),
        FastCheck.double().map(String),
        FastCheck.integer().map(String),
        FastCheck.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
        FastCheck.constantFrom("-5", "1e9", "1000000000", "9".repeat(400), "NaN", "Infinity", "0x10", "1, 2", "")
      ),
      (header) => {
        const wait = retryAfterOf(header, now)
        if (wait !== null) {
          const millis = Duration.toMillis(wait)
          expect(millis).toBeGreaterThanOrEqual(0)
          expect(millis).toBeLessThanOrEqual(86_400_000)
        }
      }
    )
  )
})

describe("a number that makes no sense", () => {
  const messageOf = (effect: Effect.Effect<unknown, unknown>) =>
    Effect.map(Effect.flip(Effect.sandbox(effect)), (cause) =>
      cause._tag === "Die" ? String(cause.defect) : cause._tag
    )
  const build = (layer: Layer.Layer<any, unknown>) => Effect.scoped(Layer.build(layer))
  const { http } = otherSide({ body: {} })

  const wrong: ReadonlyArray<readonly [ActiveCampaignClient.Options, Partial<RetryPolicy.Policy>, string]> = [
    [{ timeout: -1 }, {}, "`timeout` must be a duration of at least 1 ms; got -1"],
    [{ timeout: 0 }, {}, "`timeout` must be"],
    [{ timeout: Number.NaN }, {}, "`timeout` must be a duration of at least 1 ms; got NaN"],
    [{ timeout: "-5 seconds" as Duration.DurationInput }, {}, "`timeout` must be"],
    [{ timeout: "soon" as Duration.DurationInput }, {}, "`timeout` must be"],
    [{ maxRequestBytes: -1 }, {}, "`maxRequestBytes` must be a whole number from 1 to Infinity; got -1"],
    [{ maxRequestBytes: Number.NaN }, {}, "`maxRequestBytes` must be"],
    [{ maxResponseBytes: 0 }, {}, "`maxResponseBytes` must be a whole number from 1 to 500000000; got 0"],
    [{ maxResponseBytes: 1.5 }, {}, "`maxResponseBytes` must be"],
    [{ maxResponseBytes: 1e9 }, {}, "`maxResponseBytes` must be"],
    [{}, { maxAttempts: 0 }, "`maxAttempts` must be a whole number from 1 to Infinity; got 0"],
    [{}, { maxAttempts: 1.25 }, "`maxAttempts` must be"],
    [{}, { maxAttempts: Number.NaN }, "`maxAttempts` must be"],
    [{}, { maxElapsed: -1 }, "`maxElapsed` must be a duration of at least 0 ms; got -1"],
    [{}, { baseDelay: Number.NaN }, "`baseDelay` must be"],
    [{}, { maxDelay: [1, -1] }, "`maxDelay` must be"]
  ]
  it.effect.each(wrong)("is a defect of the layer: %j %j", ([client, policy, message]) =>
    Effect.gen(function* () {
      expect(yield* messageOf(build(clientTo(http, { client, policy })))).toContain(`RangeError: ${message}`)
    })
  )

  it.effect("is a defect of the effect that sets it", () =>
    Effect.gen(function* () {
      const layer = clientTo(http)
      const timed = Effect.provide(ActiveCampaignClient.withTimeout(get, -1), layer)
      expect(yield* messageOf(timed)).toContain("RangeError: `timeout` must be")
      const retried = Effect.provide(RetryPolicy.withPolicy(get, { maxAttempts: -1 }), layer)
      expect(yield* messageOf(retried)).toContain("RangeError: `maxAttempts` must be")
      // What is undefined is not set: the types of an application may not tell the two apart.
      expect(RetryPolicy.make({ maxAttempts: undefined } as object)).toEqual(RetryPolicy.defaultPolicy)
    })
  )

  it.effect("is none of these", () =>
    Effect.gen(function* () {
      const client = { timeout: "1 week", maxRequestBytes: Number.POSITIVE_INFINITY, maxResponseBytes: 1000 } as const
      const policy = { maxAttempts: Number.POSITIVE_INFINITY, maxElapsed: 0, baseDelay: 0, maxDelay: "1 hour" } as const
      expect((yield* Effect.provide(get, clientTo(http, { client, policy }))).status).toBe(200)
    })
  )
})

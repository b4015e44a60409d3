/**
 * Operations that this library does not have: sent by `request`, or declared as endpoints of one's own. Both use the client
 * that the layer of the root service provides.
 */
import { it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import {
  ActiveCampaign,
  ActiveCampaignClient,
  Credentials,
  Endpoint,
  NotFoundError,
  RateLimiter,
  RetryPolicy,
  ValidationError,
  Wire
} from "effect-activecampaign"
import { expect } from "vitest"
import { otherSide, type Reaction } from "../../core/test/support/inProcess.js"

class Mood extends Wire.Entity<Mood>("Mood")({ id: Wire.Text }, { name: Wire.Text }) {}

class MoodCreate extends Wire.Input<MoodCreate>("MoodCreate")({ name: Wire.NonEmptyText }, {}) {}

const create = Endpoint.make("Moods.create", {
  method: "POST",
  path: () => "/moods",
  payload: Wire.envelope("mood", MoodCreate),
  success: Wire.envelope("mood", Mood),
  errors: [ValidationError]
})

const get = Endpoint.make("Moods.get", {
  method: "GET",
  path: (id: string) => `/moods/${id}`,
  // A schema of `effect/Schema` does as well.
  success: Schema.Struct({ mood: Schema.Struct({ id: Schema.String }) }),
  errors: [NotFoundError]
})

const list = Endpoint.list("Moods.list", { path: () => "/moods", items: ["moods", Mood] })

/** The root service and its client, from one layer. */
const live = (...reactions: ReadonlyArray<Reaction>) => {
  const { http, sent } = otherSide(...reactions)
  const layer = ActiveCampaign.layer.pipe(
    Layer.provide([
      Layer.orDie(Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" })),
      RateLimiter.layerUnlimited,
      RetryPolicy.layer({ baseDelay: "1 millis" }),
      http
    ])
  )
  return { layer, sent }
}

it.effect("an endpoint of one's own is like the others, beside the root service", () =>
  Effect.gen(function* () {
    const mood = { id: "1", name: "calm" }
    const { layer, sent } = live(
      { body: { user: { id: "3" } } },
      { status: 201, body: { mood } },
      { body: { mood } },
      { body: { moods: [mood], meta: { total: "1" } } }
    )
    const result = yield* Effect.gen(function* () {
      const ac = yield* ActiveCampaign
      const user = yield* ac.users.me()
      const made = yield* create({ name: "calm" })
      const { status, value } = yield* get.withResponse("a/b")
      const all = yield* Stream.runCollect(list())
      return { user: user.id, made: made.name, status, value, all: [...all].map(({ id }) => id) }
    }).pipe(Effect.provide(layer))
    expect(result).toEqual({ user: "3", made: "calm", status: 200, value: { mood: { id: "1" } }, all: ["1"] })
    expect(sent.map(({ headers }) => headers["api-token"])).toEqual(Array(sent.length).fill("key"))
    expect(sent[1]?.body).toBe('{"mood":{"name":"calm"}}')
    expect(sent[2]?.url.pathname).toBe("/api/3/moods/a%2Fb")
    expect([create.knowledge, create.deprecated, create.safety, list.safety]).toEqual([
      "documented",
      false,
      "write",
      "read"
    ])
  })
)

it.effect("its errors are those that it declares", () =>
  Effect.gen(function* () {
    const { layer } = live({ status: 404, body: { message: "No Result found for Mood with id 1" } })
    expect((yield* Effect.flip(Effect.provide(get("1"), layer)))._tag).toBe("NotFoundError")
    expect((yield* Effect.flip(Effect.provide(create({ name: "calm" }), layer)))._tag).toBe("UnexpectedStatusError")
    const { layer: unused, sent } = live({})
    expect(yield* Effect.flip(Effect.provide(create({ name: "" }), unused))).toMatchObject({ path: "name" })
    expect(sent).toEqual([])
  })
)

it.live("a request can say all that an endpoint declares", () =>
  Effect.gen(function* () {
    const missing: Reaction = { status: 404, body: { message: "No Result found for Mood with id 1" } }
    const request = (more: object) =>
      ActiveCampaignClient.request({ method: "GET", path: "/moods/17?q=x", success: Wire.Json, ...more }).pipe(
        Effect.flip,
        Effect.provide(live(missing).layer)
      )
    // All errors that an endpoint can declare, unless it says which.
    expect(yield* request({})).toMatchObject({ _tag: "NotFoundError", endpoint: "request", route: "/moods" })
    const named = { name: "Moods.get", route: "/moods/{id}", errors: [] }
    expect(yield* request(named)).toMatchObject({
      _tag: "UnexpectedStatusError",
      endpoint: "Moods.get",
      route: "/moods/{id}"
    })
    expect(yield* request({ ...named, errors: [NotFoundError] })).toMatchObject({ _tag: "NotFoundError" })
    // Its safety decides on retries.
    const search = { method: "POST", path: "/moods/search", success: Schema.Struct({ found: Schema.Number }) } as const
    const once = live({ lost: "ECONNRESET" }, { body: { found: 2 } })
    const unknown = yield* Effect.flip(Effect.provide(ActiveCampaignClient.request(search), once.layer))
    expect(unknown._tag).toBe("OutcomeUnknownError")
    const twice = live({ lost: "ECONNRESET" }, { body: { found: 2 } })
    const { attempts, value } = yield* ActiveCampaignClient.request({ ...search, safety: "read" }).pipe(
      Effect.provide(twice.layer)
    )
    expect([attempts, value.found]).toEqual([2, 2])
  })
)

it.effect("the bucket of a request is that of its rate limit", () =>
  Effect.gen(function* () {
    const acquired: Array<string> = []
    const limiter: RateLimiter.Limiter = {
      acquire: (key, bucket) => {
        acquired.push(`${key} ${bucket}`)
        return RateLimiter.unlimited.acquire(key, bucket)
      }
    }
    const client = ActiveCampaignClient.layer.pipe(
      Layer.provide([
        Layer.orDie(Credentials.layer({ apiUrl: "https://account.api-us1.com", apiKey: "key" })),
        Layer.succeed(RateLimiter.RateLimiter, limiter),
        otherSide({ body: {} }).http
      ])
    )
    for (const bucket of [undefined, "bulkImport"] as const) {
      yield* ActiveCampaignClient.request({ method: "GET", path: "/moods", success: Wire.Json, bucket }).pipe(
        Effect.provide(client)
      )
    }
    expect(acquired).toEqual(["account account", "account bulkImport"])
  })
)

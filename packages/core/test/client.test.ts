/**
 * What is sent, and what the vendor's answers become.
 */

import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import {
  DuplicateError,
  isOutcomeUnknown,
  isRetryable,
  NotFoundError,
  ServerError,
  ValidationError
} from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Brand from "effect/Brand"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { describe } from "vitest"
import { clientTo, otherSide, type Reaction } from "./support/inProcess.js"
import { recordingTracer } from "./support/tracer.js"

type ThingId = string & Brand.Brand<"ThingId">
const ThingId = Wire.id<ThingId>("ThingId")
const Thing = Wire.Entity("Thing")({ id: ThingId }, { name: Wire.Text, at: Wire.Timestamp })
const ThingInput = Wire.Input("ThingInput")(
  { name: Schema.String },
  { note: Schema.NullOr(Schema.String), size: Schema.Number }
)

const get = Endpoint.make("Things.get", {
  method: "GET",
  path: (id: ThingId) => `/things/${id}`,
  success: Wire.envelope("thing", Thing),
  errors: [NotFoundError],
  sideloads: ["owners"]
})
const create = Endpoint.make("Things.create", {
  method: "POST",
  path: () => "/things",
  payload: Wire.envelope("thing", ThingInput),
  success: Wire.envelope("thing", Thing),
  errors: [NotFoundError, ValidationError, DuplicateError]
})
const child = Endpoint.make("Things.child", {
  method: "GET",
  path: (id: ThingId, childId: string) => `/things/${id}/children/${childId}`,
  params: ["id", "childId"],
  success: Wire.Void
})
const list = Endpoint.list("Things.list", {
  path: () => "/things",
  query: Wire.Input("ThingQuery")(
    {},
    {
      ids: Schema.Array(ThingId),
      search: Schema.String,
      filters: Wire.Input("ThingFilters")({}, { name: Wire.Comparison }),
      orders: Wire.orders(["name", "cdate"])
    }
  ),
  items: ["things", Thing]
})

const id = ThingId.make("1")
const outcome = <A, E>(
  effect: Effect.Effect<A, E, ActiveCampaignClient.ActiveCampaignClient>,
  ...reactions: ReadonlyArray<Reaction>
) => Effect.either(effect).pipe(Effect.provide(clientTo(otherSide(...reactions).http)))

const failure = <A, E>(
  effect: Effect.Effect<A, E, ActiveCampaignClient.ActiveCampaignClient>,
  ...reactions: ReadonlyArray<Reaction>
) => Effect.flip(effect).pipe(Effect.provide(clientTo(otherSide(...reactions).http)))

const jane = { name: "jane@example.com", note: "a private remark" }

describe("an endpoint", () => {
  it("is a value whose properties say all of it", () => {
    const { errors, items, knowledge, method, name, payload, route, safety, sideloads } = get
    expect({ errors, items, knowledge, method, name, payload, route, safety, sideloads }).toEqual({
      name: "Things.get",
      method: "GET",
      route: "/things/{id}",
      safety: "read",
      errors: [NotFoundError],
      sideloads: ["owners"],
      knowledge: "documented",
      payload: undefined,
      items: undefined
    })
    expect(child.route).toBe("/things/{id}/children/{childId}")
    expect(create.safety).toBe("write")
    expect(list.items).toBe("things")
    expect([get, list, () => {}, {}, null].map(Endpoint.isEndpoint)).toEqual([true, true, false, false, false])
  })

  it.effect("sends its method, path, key and body, and decodes the answer", () =>
    Effect.gen(function* () {
      const { http, sent } = otherSide({ status: 201, body: { thing: { id: 5, name: "a" } } })
      const thing = yield* create({ name: "a", note: undefined }).pipe(Effect.provide(clientTo(http)))
      expect(thing).toEqual({ id: "5", name: "a", at: null })
      expect(sent).toHaveLength(1)
      expect(sent[0]?.url.href).toBe("https://account.api-us1.com/api/3/things")
      expect(sent[0]?.method).toBe("POST")
      expect(sent[0]?.body).toBe('{"thing":{"name":"a"}}')
      expect(sent[0]?.headers).toEqual({
        accept: "application/json",
        "api-token": "k3y-that-must-not-show",
        "content-type": "application/json",
        "content-length": "22"
      })
    })
  )

  it.effect("sends the headers of an operation, none of which can stand in for the key", () =>
    Effect.gen(function* () {
      const { http, sent } = otherSide({ body: {} })
      const check = Endpoint.make("Things.check", {
        method: "PUT",
        path: () => "/things",
        headers: { validateOnly: "true", "api-token": "another" },
        success: Wire.Void
      })
      yield* check().pipe(Effect.provide(clientTo(http)))
      expect(sent[0]?.headers).toMatchObject({ validateonly: "true", "api-token": "k3y-that-must-not-show" })
    })
  )

  it.effect("of version 2 is sent below /api/2 of the same origin, and nothing leads out of there", () =>
    Effect.gen(function* () {
      const share = Endpoint.make("Things.share", {
        method: "GET",
        version: 2,
        path: (id: ThingId) => `/things/${id}/share`,
        success: Wire.Void
      })
      for (const [id, path] of [
        ["3", "3"],
        ["api/3", "api%2F3"],
        ["@evil.example/3", "%40evil.example%2F3"]
      ] as const) {
        const { http, sent } = otherSide({ body: {} })
        yield* share(ThingId.make(id)).pipe(Effect.provide(clientTo(http)))
        expect(sent[0]?.url.href).toBe(`https://account.api-us1.com/api/2/things/${path}/share`)
        expect(sent[0]?.headers["api-token"]).toBe("k3y-that-must-not-show")
      }
      const { http, sent } = otherSide()
      const refused = yield* Effect.flip(share(ThingId.make(".."))).pipe(Effect.provide(clientTo(http)))
      expect([refused._tag, sent.length]).toEqual(["InputError", 0])
    })
  )

  it.effect("writes queries in the vendor's brackets, in the order given", () =>
    Effect.gen(function* () {
      const { http, sent } = otherSide({ body: { things: [] } })
      yield* list
        .page({
          search: "a b&c",
          orders: { cdate: "DESC", name: "ASC" },
          ids: [ThingId.make("1"), ThingId.make("2")],
          filters: { name: { starts_with: "é", contains: undefined } },
          limit: 5
        })
        .pipe(Effect.provide(clientTo(http)))
      expect(sent[0]?.url.search).toBe(
        "?search=a%20b%26c&orders%5Bcdate%5D=DESC&orders%5Bname%5D=ASC&ids%5B%5D=1&ids%5B%5D=2&filters%5Bname%5D%5Bstarts_with%5D=%C3%A9&limit=5"
      )
    })
  )

  it.effect("gives status, headers, limit and side-loads beside the value", () =>
    Effect.gen(function* () {
      const { http } = otherSide({
        headers: { "ratelimit-limit": "5", "ratelimit-remaining": "3", "x-request-id": "r1" },
        body: { thing: { id: "1" }, owners: [{ id: 7, name: "o" }] }
      })
      const response = yield* get.withResponse(id).pipe(Effect.provide(clientTo(http)))
      expect(response).toMatchObject({
        value: { id: "1" },
        status: 200,
        rateLimit: { limit: 5, remaining: 3 },
        requestId: "r1",
        attempts: 1
      })
      expect(yield* response.sideload("owners", Thing)).toEqual([{ id: "7", name: "o", at: null }])
      const wrong = yield* Effect.flip(response.sideload("owners", Wire.envelope("x", Thing)))
      expect(wrong._tag).toBe("DecodeError")
    })
  )
})

describe("bad input is told before anything is sent", () => {
  const ids = ["", " ", ".", "..", "\ud800"]
  it.effect.each(ids)("the id %j", (bad) =>
    Effect.gen(function* () {
      const { http, sent } = otherSide({})
      const error = yield* Effect.flip(get(bad as ThingId)).pipe(Effect.provide(clientTo(http)))
      expect(error._tag).toBe("InputError")
      expect(sent).toEqual([])
    })
  )

  it.effect.each(["a/b", "../../users", "%2e%2e", "a?b=c", "a#b", "ü\n", "\\..\\x"])(
    "the id %j stays one part of the path",
    (odd) =>
      Effect.gen(function* () {
        const { http, sent } = otherSide({ body: { thing: { id: "1" } } })
        yield* get(odd as ThingId).pipe(Effect.provide(clientTo(http)))
        expect(sent[0]?.url.pathname.split("/")).toHaveLength(5)
        expect(sent[0]?.url.search).toBe("")
        expect(decodeURIComponent(sent[0]?.url.pathname.split("/")[4] ?? "")).toBe(odd)
      })
  )

  const inputs: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    null: null,
    "no fields": {},
    "a wrong type": { name: 5 },
    "a misspelt key": { name: "a", nmae: "b" },
    "a bigint": { name: "a", size: 5n },
    NaN: { name: "a", size: Number.NaN },
    "an infinity": { name: "a", size: Number.POSITIVE_INFINITY }
  }
  it.effect.each(Object.keys(inputs))("the payload with %s", (name) =>
    Effect.gen(function* () {
      const { http, sent } = otherSide({})
      const error = yield* Effect.flip(create(inputs[name] as never)).pipe(Effect.provide(clientTo(http)))
      expect(error._tag).toBe("InputError")
      expect(error.message).toContain("Nothing was sent")
      expect(sent).toEqual([])
    })
  )

  it.effect("a body that is too large, in bytes", () =>
    Effect.gen(function* () {
      const { http, sent } = otherSide({})
      const layer = clientTo(http, { client: { maxRequestBytes: 100 } })
      const error = yield* Effect.flip(create({ name: "é".repeat(60) })).pipe(Effect.provide(layer))
      expect(error._tag).toBe("InputError")
      expect(sent).toEqual([])
    })
  )

  it.effect("a payload of the escape hatch that is no JSON", () =>
    Effect.gen(function* () {
      const circular: { self?: unknown } = {}
      circular.self = circular
      for (const payload of [circular, { big: 5n }]) {
        const error = yield* failure(
          ActiveCampaignClient.request({ method: "POST", path: "/things", payload, success: Wire.Void })
        )
        expect(error._tag).toBe("InputError")
      }
    })
  )

  it.effect.each([
    "things",
    "//evil.example/x",
    "/../../x",
    "/things/..",
    "/a\\b",
    "/a#b",
    "/%2e%2e/x",
    "/.\t./x",
    "/\n"
  ])("the path %j of the escape hatch", (path) =>
    Effect.gen(function* () {
      const { http, sent } = otherSide({})
      const error = yield* Effect.flip(ActiveCampaignClient.request({ method: "GET", path, success: Wire.Void })).pipe(
        Effect.provide(clientTo(http))
      )
      expect(error._tag).toBe("InputError")
      expect(sent).toEqual([])
    })
  )
})

describe("what the vendor answers", () => {
  const answers: ReadonlyArray<
    readonly [
      what: string,
      reaction: Reaction,
      tag: string,
      first: { readonly [key: string]: string | null } | undefined
    ]
  > = [
    ["401", { status: 401, body: { message: "Unauthorized" } }, "AuthenticationError", undefined],
    ["403 about the key", { status: 403, body: { message: "Invalid API key" } }, "AuthenticationError", undefined],
    [
      "403 about the key in a detail",
      { status: 403, body: { errors: [{ title: "Forbidden", detail: "The API key is invalid" }] } },
      "AuthenticationError",
      undefined
    ],
    ["403", { status: 403, body: { message: "Forbidden" } }, "PermissionError", undefined],
    [
      "403 with errors",
      { status: 403, body: { errors: [{ status: 403, title: "Forbidden" }] } },
      "PermissionError",
      undefined
    ],
    [
      "403 for a missing row",
      { status: 403, body: { message: "No Result found for _List with id 3" } },
      "NotFoundError",
      undefined
    ],
    ["404", { status: 404, body: { message: "No Result found for Subscriber with id 1" } }, "NotFoundError", undefined],
    [
      "404 with HTML",
      { status: 404, headers: { "content-type": "text/html" }, body: "<html>no <b>page</b></html>" },
      "UnexpectedStatusError",
      { title: "no page", detail: null, code: null, pointer: null }
    ],
    ["404 with nothing", { status: 404 }, "UnexpectedStatusError", undefined],
    ["404 with another JSON", { status: 404, body: { path: "/x", timestamp: 1 } }, "UnexpectedStatusError", undefined],
    ["404 with {}", { status: 404, body: {} }, "NotFoundError", undefined],
    [
      "404 with two objects",
      { status: 404, body: '{"message":"No Result found"}{"links":[]}' },
      "NotFoundError",
      undefined
    ],
    [
      "403 of a refused enrollment",
      { status: 403, body: { message: "Could not create SubscriberSeries" } },
      "ValidationError",
      undefined
    ],
    ["403 of a wrong type", { status: 403, body: { message: "$value is not a string" } }, "ValidationError", undefined],
    ["403 without a word", { status: 403, body: {} }, "PermissionError", undefined],
    [
      "403 of what could not be done for want of permission",
      { status: 403, body: { message: "Could not create List: you do not have permission" } },
      "PermissionError",
      undefined
    ],
    [
      "400 with a missing row",
      { status: 400, body: { message: "No Result found for Thing with id 1" } },
      "NotFoundError",
      undefined
    ],
    ["400 with HTML", { status: 400, body: "<html>cookie too large</html>" }, "UnexpectedStatusError", undefined],
    ["408", { status: 408, body: "<html/>" }, "ServerError", undefined],
    ["425", { status: 425 }, "ServerError", undefined],
    [
      "422 with pointer",
      {
        status: 422,
        body: { errors: [{ title: "t", detail: "d", code: "field_missing", source: { pointer: "/p" } }] }
      },
      "ValidationError",
      { title: "t", detail: "d", code: "field_missing", pointer: "/p" }
    ],
    [
      "422 with a slug",
      { status: 422, body: { errors: [{ title: "t", detail: "", error: "slug", source: { pointer: "/p" } }] } },
      "ValidationError",
      { title: "t", detail: "", code: "slug", pointer: "/p" }
    ],
    [
      "400 with parameter",
      { status: 400, body: { errors: [{ title: "t", detail: "d", source: { parameter: "tag" } }] } },
      "ValidationError",
      { title: "t", detail: "d", code: null, pointer: "tag" }
    ],
    [
      "422 with a typed pointer",
      { status: 422, body: { errors: [{ title: "t", source: { type: "pointer", value: "/v" } }] } },
      "ValidationError",
      { title: "t", detail: null, code: null, pointer: "/v" }
    ],
    [
      "422 with a detail only",
      { status: 422, body: { errors: [{ detail: "d" }] } },
      "ValidationError",
      { title: null, detail: "d", code: null, pointer: null }
    ],
    [
      "422 with a text",
      { status: 422, body: { errors: "no" } },
      "ValidationError",
      { title: "no", detail: null, code: null, pointer: null }
    ],
    [
      "400 with texts",
      { status: 400, body: { errors: ["no", "never"] } },
      "ValidationError",
      { title: "no", detail: null, code: null, pointer: null }
    ],
    [
      "400 with a bare text",
      { status: 400, body: '"no"' },
      "ValidationError",
      { title: "no", detail: null, code: null, pointer: null }
    ],
    [
      "422 by field",
      { status: 422, body: { errors: { email: ["bad"] } } },
      "ValidationError",
      { title: "bad", detail: null, code: null, pointer: "email" }
    ],
    [
      "400 of an import",
      { status: 400, body: { success: 0, message: "m", failureReasons: [{ contact: 230, failureReason: "f" }] } },
      "ValidationError",
      { title: "m", detail: null, code: null, pointer: null }
    ],
    ["400 with nothing", { status: 400, body: {} }, "ValidationError", undefined],
    ["422 with broken JSON", { status: 422, body: '{"errors": [' }, "ValidationError", undefined],
    [
      "422 duplicate",
      { status: 422, body: { errors: [{ title: "t", detail: "", code: "duplicate", source: { pointer: "/email" } }] } },
      "DuplicateError",
      { title: "t", detail: "", code: "duplicate", pointer: "/email" }
    ],
    ["409", { status: 409, body: {} }, "DuplicateError", undefined],
    [
      "422 of a duplicate without its code",
      {
        status: 422,
        body: { errors: [{ title: "A thing with the same title already exists.", code: "field_invalid" }] }
      },
      "DuplicateError",
      undefined
    ],
    [
      "200 with succeeded 0",
      { body: { succeeded: 0, message: "Not allowed." } },
      "ValidationError",
      { title: "Not allowed.", detail: null, code: null, pointer: null }
    ],
    ["200 with success false", { body: { success: false, message: "no" } }, "ValidationError", undefined],
    [
      "the importer's limit",
      { status: 400, body: { success: 0, message: "Rate limit exceeded.", failureReasons: [] } },
      "RateLimitedError",
      undefined
    ],
    ["429", { status: 429, body: "" }, "RateLimitedError", undefined],
    ["500", { status: 500, body: "<html/>" }, "ServerError", undefined],
    ["402 of a lapsed account", { status: 402 }, "UnexpectedStatusError", undefined],
    ["a redirect", { status: 302, headers: { location: "https://evil.example" } }, "UnexpectedStatusError", undefined],
    [
      "a teapot",
      { status: 418, body: { message: "short and stout" } },
      "UnexpectedStatusError",
      { title: "short and stout", detail: null, code: null, pointer: null }
    ],
    ["HTML", { body: "<html/>" }, "DecodeError", undefined],
    ["nothing", { body: "" }, "OutcomeUnknownError", undefined],
    ["null", { body: "null" }, "OutcomeUnknownError", undefined],
    ["an error code and nothing else", { headers: { "x-ac-error": "Code 9001" } }, "OutcomeUnknownError", undefined],
    ["JSON that breaks off after a brace", { body: '{"thing":{"id":"1"}' }, "OutcomeUnknownError", undefined],
    ["JSON with something behind it", { body: '{"thing":{"id":"1"}}<br>' }, "DecodeError", undefined],
    ["200 with errors", { body: { thing: { id: "1" }, errors: [{ title: "no" }] } }, "ValidationError", undefined],
    ["200 with a missing row", { body: { succeeded: 0, message: "Thing not found." } }, "NotFoundError", undefined],
    ["200 with a refusal", { body: { message: "You do not have permission" } }, "ValidationError", undefined],
    [
      "200 with a record whose fields were not saved",
      { body: { thing: { id: "7", customFieldSaveStatus: { status: "error" } } } },
      "ValidationError",
      {
        title: "saved without its custom fields: update the record, do not create another one",
        detail: '{"status":"error"}',
        code: "custom_fields_not_saved",
        pointer: "thing/7"
      }
    ],
    ["another thing", { body: { things: [] } }, "DecodeError", undefined]
  ]

  it.effect.each(answers.map((row) => [...row] as const))("%s", ([, reaction, tag, first]) =>
    Effect.gen(function* () {
      const error = yield* failure(create({ name: "a" }), reaction)
      expect(error._tag).toBe(tag)
      expect(error).toMatchObject({ endpoint: "Things.create", method: "POST", route: "/things" })
      expect(error.message.startsWith("Things.create: ")).toBe(true)
      if (first !== undefined) expect("issues" in error ? error.issues[0] : undefined).toEqual(first)
    })
  )

  it.effect("an error code with 200 and no body is not taken for success", () =>
    Effect.gen(function* () {
      const answer = { headers: { "x-ac-error": "Code 9001" } }
      const error = yield* failure(child(id, "2"), answer)
      expect(error._tag).toBe("UnexpectedStatusError")
      expect(error.message).toContain("Code 9001")
      expect(Either.isRight(yield* outcome(child(id, "2"), { body: "" }))).toBe(true)
    })
  )

  it.effect("a failure that an endpoint does not list is an unexpected status", () =>
    Effect.gen(function* () {
      expect((yield* failure(get(id), { status: 422, body: { errors: [{ title: "t" }] } }))._tag).toBe(
        "UnexpectedStatusError"
      )
      expect((yield* failure(list.page(), { status: 404, body: { message: "x" } }))._tag).toBe("UnexpectedStatusError")
    })
  )

  it.effect("a wrong answer is told with its place, and without what stands there", () =>
    Effect.gen(function* () {
      const strict = Effect.provideService(get(id), ActiveCampaignClient.StrictDecoding, true)
      const error = yield* failure(strict, { body: { thing: { id: "1", at: "jane@example.com" } } })
      expect(error).toMatchObject({ _tag: "DecodeError", path: "thing.at", excerpt: '"jane@example.com"', status: 200 })
      expect(error.message).toBe(
        "Things.get: the response is not as documented: `thing.at` must be a date such as 2018-09-12T12:51:12-05:00; got a string"
      )
    })
  )

  it.effect("messages hold no e-mail address and nothing that was sent", () =>
    Effect.gen(function* () {
      const detail = `"a private remark" of jane@example.com and bob@example.org is not valid`
      const error = yield* failure(create(jane), { status: 422, body: { errors: [{ title: "no", detail }] } })
      expect(error.message).not.toMatch(/jane|bob|private/)
      expect(error).toMatchObject({ issues: [{ title: "no", detail }] })
    })
  )

  describe("messages hold our words only, whatever the other side says", () => {
    const personal = [
      "jane@example.com",
      "jane%40example.com",
      "+49 170 1234567",
      "491701234567",
      "Roe-Smithson",
      "Jane Roe"
    ]
    const places: Readonly<Record<string, (text: string) => Reaction>> = {
      "404 message": (text) => ({ status: 404, body: { message: `No Result found for User ${text}` } }),
      "bare message": (text) => ({ status: 400, body: { message: text } }),
      "bare string": (text) => ({ status: 400, body: JSON.stringify(text) }),
      title: (title) => ({ status: 422, body: { errors: [{ title }] } }),
      detail: (detail) => ({ status: 422, body: { errors: [{ detail }] } }),
      code: (code) => ({ status: 422, body: { errors: [{ title: "t", code }] } }),
      slug: (error) => ({ status: 422, body: { errors: [{ title: "t", error }] } }),
      pointer: (pointer) => ({ status: 422, body: { errors: [{ title: "t", source: { pointer } }] } }),
      "end of a pointer": (text) => ({
        status: 422,
        body: { errors: [{ title: "t", source: { pointer: `/data/attributes/filters[${text}]` } }] }
      }),
      "key of an error": (text) => ({ status: 422, body: { errors: { [text]: ["no"] } } }),
      "error code": (code) => ({ headers: { "x-ac-error": code } }),
      "content type": (text) => ({ body: "no", headers: { "content-type": `text/${text}` } }),
      page: (text) => ({ status: 404, body: `<html>${text}</html>` }),
      "2xx that refuses": (text) => ({ body: { message: `You cannot delete ${text}` } }),
      "2xx of the wrong shape": (text) => ({ body: { thing: text } }),
      "status of saving": (text) => ({ body: { thing: { id: text, customFieldSaveStatus: { status: text } } } })
    }
    it.effect.each(Object.keys(places))("%s", (place) =>
      Effect.gen(function* () {
        for (const text of personal) {
          const { tracer, spans } = recordingTracer()
          const error = yield* failure(get(ThingId.make(text)), places[place]?.(text) ?? {}).pipe(
            Effect.withTracer(tracer)
          )
          const shown = [error.message, ...spans.flatMap(({ attributes, events }) => [...attributes.values(), events])]
          for (const part of [text, decodeURIComponent(text)]) expect(JSON.stringify(shown)).not.toContain(part)
        }
      })
    )

    it.effect("and what the API means by it", () =>
      Effect.gen(function* () {
        const source = { pointer: "/data/attributes/account,contact" }
        const errors = [{ title: "t", code: "field_invalid", source }, { source: { parameter: "lists[0]" } }]
        const error = yield* failure(create({ name: "a" }), { status: 422, body: { errors } })
        expect(error.message).toBe(
          "Things.create: ActiveCampaign rejected the request (422; field_invalid at /data/attributes/account,contact; lists[0])"
        )
      })
    )

    it.effect("and no path of a request", () =>
      Effect.gen(function* () {
        for (const [path, route] of [
          ["/jane%40example.com?x=1", "/"],
          ["/491701234567/x", "/"],
          ["/things/jane%40example.com", "/things"]
        ] as const) {
          const request = ActiveCampaignClient.request({ method: "GET", path, success: Wire.Json })
          expect(yield* failure(request, { status: 404, body: {} })).toMatchObject({ route })
        }
      })
    )
  })

  it("predicates tell what may be repeated, and what may have happened", () => {
    const origin = { endpoint: "e", method: "POST", route: "/", message: "m", status: 500, issues: [] }
    const lost = new ServerError({ ...origin, outcomeUnknown: true })
    expect([isRetryable(lost), isOutcomeUnknown(lost)]).toEqual([false, true])
    const plain = new ServerError({ ...origin, outcomeUnknown: false })
    expect([isRetryable(plain), isOutcomeUnknown(plain)]).toEqual([true, false])
  })
})

/**
 * Replies are typed by the endpoints, and the real client decodes them to the values and errors that were given.
 */

import { expect, it } from "@effect/vitest"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Arbitrary from "effect/Arbitrary"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FastCheck from "effect/FastCheck"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import {
  ContactId,
  Contacts,
  ContactTags,
  ActiveCampaignError as Errors,
  TagId,
  Tags,
  Users
} from "effect-activecampaign"
import { describe } from "vitest"

const [tag, other] = FastCheck.sample(Arbitrary.make(Tags.Tag), { numRuns: 2, seed: 1 }) as [Tags.Tag, Tags.Tag]

describe("a reply", () => {
  it.effect("is what the endpoint succeeds with", () =>
    Effect.gen(function* () {
      expect(yield* Tags.get(tag.id)).toEqual(tag)
      expect(yield* Tags.get(tag.id)).toEqual(other)
      expect(yield* Tags.get(tag.id)).toEqual(other)
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.reply(Tags.get, tag), FakeHttp.reply(Tags.get, other))))
  )

  it.effect("to a list is all of its rows, which the fake splits into pages", () =>
    Effect.gen(function* () {
      const rows = Array.from({ length: 250 }, (_, index) => ({ ...tag, id: TagId.make(String(index + 1)) }))
      const layer = FakeHttp.layerClient(FakeHttp.reply(Tags.list, rows))
      expect([...(yield* Stream.runCollect(Tags.list()).pipe(Effect.provide(layer)))]).toEqual(rows)
      const page = yield* Tags.list.page().pipe(Effect.provide(layer))
      expect([page.items.length, page.total]).toEqual([20, 250])
    })
  )

  it.effect("of the most specific endpoint is used", () =>
    Effect.gen(function* () {
      const [one, me] = FastCheck.sample(Arbitrary.make(Users.User), { numRuns: 2, seed: 1 }) as [
        Users.User,
        Users.User
      ]
      const layer = FakeHttp.layerClient(FakeHttp.reply(Users.get, one), FakeHttp.reply(Users.me, me))
      yield* Effect.gen(function* () {
        expect(yield* Users.me()).toEqual(me)
        expect(yield* Users.get(one.id)).toEqual(one)
        expect(yield* FakeHttp.sentTo(Users.get)).toHaveLength(1)
        expect(yield* FakeHttp.sentTo(Users.me)).toHaveLength(1)
      }).pipe(Effect.provide(layer))
    })
  )

  const failures: ReadonlyArray<FakeHttp.Failure<typeof Tags.get>> = [
    Errors.AuthenticationError.of(Tags.get),
    Errors.AuthenticationError.of(Tags.get, { status: 403 }),
    Errors.PermissionError.of(Tags.get),
    Errors.NotFoundError.of(Tags.get, { requestId: "r-1" }),
    Errors.RateLimitedError.of(Tags.get, { retryAfter: Duration.seconds(3) }),
    Errors.ServerError.of(Tags.get, { status: 503 }),
    Errors.TransportError.of(Tags.get),
    Errors.TimeoutError.of(Tags.get),
    Errors.DecodeError.of(Tags.get),
    Errors.UnexpectedStatusError.of(Tags.get)
  ]
  it.effect.each(failures.map((failure) => [failure._tag, failure] as const))("can be an error: %s", ([tag, failure]) =>
    Effect.gen(function* () {
      const fiber = yield* Tags.get(TagId.make("1")).pipe(
        Effect.flip,
        Effect.provide(FakeHttp.layerClient(FakeHttp.reply(Tags.get, failure))),
        Effect.fork
      )
      yield* TestClock.adjust("1 minute")
      const error = yield* fiber
      expect(error._tag).toBe(tag)
      if ("status" in failure) expect(error).toMatchObject({ status: failure.status })
      if ("requestId" in failure) expect(error).toMatchObject({ requestId: failure.requestId })
      if ("retryAfter" in failure) expect(error).toMatchObject({ retryAfter: failure.retryAfter })
    })
  )

  it.effect("can be an error of a write", () =>
    Effect.gen(function* () {
      const issue = { title: "taken", detail: "", code: "duplicate", pointer: "/data/attributes/email" }
      for (const failure of [
        Errors.ValidationError.of(Contacts.create, { issues: [{ ...issue, code: "field_invalid" }] }),
        Errors.DuplicateError.of(Contacts.create, { issues: [issue] }),
        Errors.OutcomeUnknownError.of(Contacts.create, { code: "ECONNRESET" })
      ]) {
        const error = yield* Effect.flip(Contacts.create({ email: "a@example.com" })).pipe(
          Effect.provide(FakeHttp.layerClient(FakeHttp.reply(Contacts.create, failure)))
        )
        expect(error._tag).toBe(failure._tag)
        if ("issues" in failure) expect(error).toMatchObject({ issues: failure.issues })
      }
    })
  )

  it.effect("can be computed from the request, or be any response", () =>
    Effect.gen(function* () {
      expect((yield* Tags.update(tag.id, { tag: "new" })).tag).toBe("new")
      expect((yield* Effect.flip(Tags.get(tag.id)))._tag).toBe("DecodeError")
    }).pipe(
      Effect.provide(
        FakeHttp.layerClient(
          FakeHttp.replyWith(Tags.update, ({ body }) => ({ ...tag, tag: (body as { tag: { tag: string } }).tag.tag })),
          FakeHttp.replyRaw(Tags.get, { status: 200, body: "<html>" })
        )
      )
    )
  )
})

describe("the fake", () => {
  it.effect("dies on an unexpected request, with the request and the configured replies", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(Contacts.get(ContactId.make("7")))
      expect(Exit.isFailure(exit)).toBe(true)
      expect(String(exit)).toContain(
        "FakeHttp: unexpected request GET /contacts/7; configured replies: Tags.get (GET /tags/{id})"
      )
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.reply(Tags.get, tag))))
  )

  it.effect("dies on a reply that cannot be encoded, with the endpoint", () =>
    Effect.gen(function* () {
      expect(String(yield* Effect.exit(Tags.get(tag.id)))).toContain(
        "FakeHttp: the reply to Tags.get must be what the endpoint succeeds with"
      )
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.reply(Tags.get, { ...tag, cdate: "tomorrow" as never }))))
  )

  it.effect("returns the requests, without the API key, and the replies that were not used", () =>
    Effect.gen(function* () {
      yield* Effect.exit(ContactTags.add({ contact: ContactId.make("1"), tag: TagId.make("2") }))
      yield* Tags.list.page({ search: "a", limit: 3 })
      const [added] = yield* FakeHttp.sentTo(ContactTags.add)
      expect(added).toMatchObject({
        method: "POST",
        path: "/contactTags",
        body: { contactTag: { contact: "1", tag: "2" } }
      })
      const all = yield* FakeHttp.sent
      expect(all.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /contactTags", "GET /tags"])
      expect([...(all[1]?.query ?? [])]).toEqual([
        ["search", "a"],
        ["limit", "3"]
      ])
      expect(JSON.stringify(all)).not.toContain("fake-key")
      expect(yield* FakeHttp.unused).toEqual(["Tags.get"])
    }).pipe(
      Effect.provide(
        FakeHttp.layerClient(
          FakeHttp.reply(ContactTags.add, Errors.NotFoundError.of(ContactTags.add)),
          FakeHttp.reply(Tags.list, [tag]),
          FakeHttp.reply(Tags.get, tag)
        )
      )
    )
  )
})

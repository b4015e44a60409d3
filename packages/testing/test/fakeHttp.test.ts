/**
 * Canned answers are typed by the endpoints, and come back through the real client as what they stand for.
 */

import { expect, it } from "@effect/vitest"
import * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import { ContactId, Contacts, ContactTags, TagId, Tags, Users } from "@effect-activecampaign/resources"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Arbitrary from "effect/Arbitrary"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FastCheck from "effect/FastCheck"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import { describe } from "vitest"

const [tag, other] = FastCheck.sample(Arbitrary.make(Tags.Tag), { numRuns: 2, seed: 1 }) as [Tags.Tag, Tags.Tag]
const origin = { endpoint: "Tags.get", method: "GET", route: "/tags/{id}", message: "m" }
const answered = { ...origin, status: 404 }

describe("a reply", () => {
  it.effect("is what the endpoint succeeds with", () =>
    Effect.gen(function* () {
      expect(yield* Tags.get(tag.id)).toEqual(tag)
      expect(yield* Tags.get(tag.id)).toEqual(other)
      expect(yield* Tags.get(tag.id)).toEqual(other)
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.reply(Tags.get, tag), FakeHttp.reply(Tags.get, other))))
  )

  it.effect("is all rows of a collection, which come in pages", () =>
    Effect.gen(function* () {
      const rows = Array.from({ length: 250 }, (_, index) => ({ ...tag, id: TagId.make(String(index + 1)) }))
      const layer = FakeHttp.layerClient(FakeHttp.reply(Tags.list, rows))
      expect([...(yield* Stream.runCollect(Tags.list()).pipe(Effect.provide(layer)))]).toEqual(rows)
      const page = yield* Tags.list.page().pipe(Effect.provide(layer))
      expect([page.items.length, page.total]).toEqual([20, 250])
    })
  )

  it.effect("goes to the endpoint that is most particular about the request", () =>
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
    new Errors.AuthenticationError({ ...answered, status: 403 }),
    new Errors.PermissionError({ ...answered, status: 403 }),
    new Errors.NotFoundError(answered),
    new Errors.RateLimitedError({ ...answered, status: 429, retryAfter: Duration.seconds(3) }),
    new Errors.ServerError({ ...answered, status: 503, outcomeUnknown: false }),
    new Errors.TransportError({ ...origin, code: "ECONNREFUSED", sent: false }),
    new Errors.TimeoutError({ ...origin, timeout: Duration.seconds(30) }),
    new Errors.DecodeError({ ...answered, status: 200, path: "", excerpt: "" }),
    new Errors.UnexpectedStatusError({ ...answered, status: 418, issues: [] })
  ]
  it.effect.each(failures.map((failure) => [failure._tag, failure] as const))(
    "is what it fails with: %s",
    ([tag, failure]) =>
      Effect.gen(function* () {
        const fiber = yield* Tags.get(TagId.make("1")).pipe(
          Effect.flip,
          Effect.provide(FakeHttp.layerClient(FakeHttp.reply(Tags.get, failure))),
          Effect.fork
        )
        yield* TestClock.adjust("1 minute")
        const error = yield* fiber
        expect(error._tag).toBe(tag)
        if (error._tag === "RateLimitedError") expect(error.retryAfter).toEqual(Duration.seconds(3))
      })
  )

  it.effect("is what a write fails with", () =>
    Effect.gen(function* () {
      const issue = { title: "taken", detail: "", code: "duplicate", pointer: "/data/attributes/email" }
      for (const failure of [
        new Errors.ValidationError({ ...answered, status: 422, issues: [{ ...issue, code: "field_invalid" }] }),
        new Errors.DuplicateError({ ...answered, status: 422, issues: [issue] }),
        new Errors.OutcomeUnknownError({ ...origin, code: "ECONNRESET" })
      ]) {
        const error = yield* Effect.flip(Contacts.create({ email: "a@example.com" })).pipe(
          Effect.provide(FakeHttp.layerClient(FakeHttp.reply(Contacts.create, failure)))
        )
        expect(error._tag).toBe(failure._tag)
        if ("issues" in failure) expect(error).toMatchObject({ issues: failure.issues })
      }
    })
  )

  it.effect("can be made of the request, or be anything at all", () =>
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
  it.effect("fails loudly on a call that nobody expected", () =>
    Effect.gen(function* () {
      const exit = yield* Effect.exit(Contacts.get(ContactId.make("7")))
      expect(Exit.isFailure(exit)).toBe(true)
      expect(String(exit)).toContain("FakeHttp: nobody expected GET /contacts/7")
      expect(String(exit)).toContain("Tags.get (GET /tags/{id})")
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.reply(Tags.get, tag))))
  )

  it.effect("tells what was sent, without the key, and what was not asked for", () =>
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
          FakeHttp.reply(ContactTags.add, new Errors.NotFoundError(answered)),
          FakeHttp.reply(Tags.list, [tag]),
          FakeHttp.reply(Tags.get, tag)
        )
      )
    )
  )
})

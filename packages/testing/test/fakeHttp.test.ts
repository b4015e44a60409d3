/**
 * Replies are typed by the endpoints, and the real client decodes them to the values and errors that were given.
 */

import { expect, it } from "@effect/vitest"
import { FakeAccount, FakeHttp } from "@effect-activecampaign/testing"
import * as Arbitrary from "effect/Arbitrary"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as FastCheck from "effect/FastCheck"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as TestClock from "effect/TestClock"
import {
  type ActiveCampaignClient,
  Audiences,
  Automations,
  ContactId,
  Contacts,
  ContactTags,
  ActiveCampaignError as Errors,
  ListId,
  SegmentId,
  SiteTracking,
  Stripo,
  TagId,
  Tags,
  Users
} from "effect-activecampaign"
import { describe, expectTypeOf } from "vitest"

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

const id = ContactId.make("113")
const jane = { id, email: "jane@example.com" }

/** Why an effect died. */
const defect = <A, E, R>(effect: Effect.Effect<A, E, R>) =>
  Effect.map(Effect.flip(Effect.sandbox(effect)), (cause) => {
    expect(cause._tag).toBe("Die")
    return cause._tag === "Die" && cause.defect instanceof Error ? cause.defect.message : String(cause)
  })

describe("a partial reply", () => {
  it.effect("has null for the fields that are omitted, at any depth", () =>
    Effect.gen(function* () {
      expect(yield* Contacts.get(id)).toMatchObject({ id: "113", email: "jane@example.com", phone: null, links: null })
      expect([...(yield* Stream.runCollect(Contacts.list()))].map(({ email }) => email)).toEqual(["jane@example.com"])
      const [group] = yield* Stripo.listPersonalizationTags()
      expect(group?.entries).toEqual([{ value: "%FIRSTNAME%", label: null }])
    }).pipe(
      Effect.provide(
        FakeHttp.layerClient(
          FakeHttp.reply(Contacts.get, jane),
          FakeHttp.reply(Contacts.list, [jane]),
          FakeHttp.reply(Stripo.listPersonalizationTags, [{ id: "contacts", entries: [{ value: "%FIRSTNAME%" }] }])
        )
      )
    )
  )

  it.effect("to a list works with every kind of pagination", () =>
    Effect.gen(function* () {
      const ids = Array.from({ length: 250 }, (_, index) => String(index + 1))
      const collect = <A, E>(stream: Stream.Stream<A, E, ActiveCampaignClient.ActiveCampaignClient>) =>
        Effect.map(Stream.runCollect(stream), (rows) => [...rows])
      const layer = FakeHttp.layerClient(
        FakeHttp.reply(
          Contacts.list,
          ids.map((one) => ({ id: ContactId.make(one) }))
        ),
        FakeHttp.reply(
          Tags.list,
          ids.map((one) => ({ id: TagId.make(one) }))
        ),
        FakeHttp.reply(
          Audiences.list,
          ids.map((one) => ({ id: SegmentId.make(one), attributes: { name: one } }))
        )
      )
      yield* Effect.gen(function* () {
        expect((yield* collect(Contacts.list())).map((row) => row.id)).toEqual(ids)
        expect((yield* collect(Contacts.list({}, { concurrency: 4 }))).map((row) => row.id)).toEqual(ids)
        expect((yield* collect(Tags.list({ search: "a" }))).map((row) => row.id)).toEqual(ids)
        expect((yield* collect(Audiences.list())).map((row) => row.id)).toEqual(ids)
        expect((yield* FakeHttp.sentTo(Audiences.list)).at(-1)?.query.get("page")).not.toBeNull()
      }).pipe(Effect.provide(layer))
    })
  )
})

describe("several replies", () => {
  it.effect("are used in their order, and the last one for all further requests", () =>
    Effect.gen(function* () {
      expect((yield* Effect.flip(Tags.get(tag.id)))._tag).toBe("ServerError")
      expect(yield* Tags.get(tag.id)).toEqual(tag)
      expect(yield* Tags.get(tag.id)).toEqual(other)
      expect(yield* Tags.get(tag.id)).toEqual(other)
    }).pipe(
      Effect.provide(FakeHttp.layerClient(FakeHttp.replies(Tags.get, [Errors.ServerError.of(Tags.get), tag, other])))
    )
  )

  it.effect("start anew with each layer", () => {
    const layer = FakeHttp.layerClient(FakeHttp.replies(Tags.get, [tag, other]))
    return Effect.gen(function* () {
      expect(yield* Tags.get(tag.id).pipe(Effect.provide(layer))).toEqual(tag)
      expect(yield* Tags.get(tag.id).pipe(Effect.provide(layer))).toEqual(tag)
    })
  })

  it.effect("with `once` are used once each, and then die", () =>
    Effect.gen(function* () {
      expect(yield* Tags.get(tag.id)).toEqual(tag)
      expect(yield* defect(Tags.get(tag.id))).toBe(
        `FakeHttp: unexpected request GET /tags/${tag.id}; all replies to Tags.get were used`
      )
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.once(FakeHttp.reply(Tags.get, tag)))))
  )

  it.effect("can be delayed", () =>
    Effect.gen(function* () {
      const fiber = yield* Effect.fork(Tags.get(tag.id))
      yield* TestClock.adjust("1999 millis")
      expect(yield* Fiber.poll(fiber)).toEqual(Option.none())
      yield* TestClock.adjust("1 millis")
      expect(yield* fiber).toEqual(tag)
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.delayed(FakeHttp.reply(Tags.get, tag), "2 seconds"))))
  )
})

describe("a reply to some arguments", () => {
  it.effect("is used for them, before those to any", () =>
    Effect.gen(function* () {
      expect((yield* Contacts.get(id)).email).toBe("jane@example.com")
      expect((yield* Effect.flip(Contacts.get(ContactId.make("7"))))._tag).toBe("NotFoundError")
      expect((yield* Contacts.get(id)).email).toBe("jane@example.com")
      expect((yield* Contacts.sync({ firstName: "Jane", email: "a@example.com" })).id).toBe("1")
    }).pipe(
      Effect.provide(
        FakeHttp.layerClient(
          FakeHttp.reply(Contacts.get, Errors.NotFoundError.of(Contacts.get)),
          FakeHttp.replyTo(Contacts.get, [id], jane),
          FakeHttp.replyTo(Contacts.sync, [{ email: "a@example.com", firstName: "Jane" }], { id: ContactId.make("1") })
        )
      )
    )
  )

  it.effect("of a list is used for all of its pages", () =>
    Effect.gen(function* () {
      const rows = Array.from({ length: 120 }, (_, index) => ({ id: ContactId.make(String(index + 1)) }))
      const listid = ListId.make("7")
      const layer = FakeHttp.layerClient(
        FakeHttp.replyTo(Contacts.list, [{ listid }], rows),
        FakeHttp.replyTo(Contacts.list, [], rows.slice(0, 30)),
        FakeHttp.replyTo(Contacts.list, [{ limit: 3 }], rows.slice(0, 2))
      )
      yield* Effect.gen(function* () {
        expect(yield* Stream.runCount(Contacts.list({ listid }))).toBe(120)
        expect(yield* Stream.runCount(Contacts.list())).toBe(30)
        expect((yield* Contacts.list.page({ limit: 3 })).items).toHaveLength(2)
        expect(yield* defect(Contacts.list.page({ listid: ListId.make("8") }))).toContain("- ?listid=7\n+ ?listid=8")
      }).pipe(Effect.provide(layer))
    })
  )

  it.effect("that comes with others dies with a diff", () =>
    Effect.gen(function* () {
      expect(yield* defect(Contacts.sync({ email: "john@example.com", firstName: "Jane" }))).toBe(
        [
          "FakeHttp: unexpected request POST /contact/sync; no reply expects its arguments",
          "Contacts.sync (- expected, + sent):",
          "  POST /contact/sync",
          "  {",
          '    "contact": {',
          '-     "email": "jane@example.com"',
          '+     "email": "john@example.com",',
          '+     "firstName": "Jane"',
          "    }",
          "  }"
        ].join("\n")
      )
    }).pipe(
      Effect.provide(FakeHttp.layerClient(FakeHttp.replyTo(Contacts.sync, [{ email: "jane@example.com" }], jane)))
    )
  )

  it("that the endpoint cannot be called with is refused", () => {
    expect(() => FakeHttp.replyTo(Contacts.get, ["" as ContactId], jane)).toThrow(
      "FakeHttp: Contacts.get cannot be called with these arguments: "
    )
  })

  it.effect("can name a part of the request, or be a function", () =>
    Effect.gen(function* () {
      const sync = FakeHttp.reply(Contacts.sync, jane)
      const layer = FakeHttp.layerClient(
        FakeHttp.when(sync, { body: { contact: { email: "jane@example.com" } } }),
        FakeHttp.when(FakeHttp.reply(Tags.list, [tag]), { query: { search: "a" } }),
        FakeHttp.when(FakeHttp.reply(Tags.get, tag), { path: "/tags/1" }),
        FakeHttp.when(FakeHttp.reply(Tags.delete, undefined), ({ path }) => path === "/tags/1")
      )
      yield* Effect.gen(function* () {
        yield* Contacts.sync({ email: "jane@example.com", phone: "1" })
        expect(yield* defect(Contacts.sync({ email: "joe@example.com", phone: "1" }))).toMatch(
          /- +"email": "jane@example.com"\n\+ +"email": "joe@example.com"\n/
        )
        expect((yield* Tags.list.page({ search: "a", limit: 5 })).items).toEqual([tag])
        expect(yield* defect(Tags.list.page({ limit: 5 }))).toContain("- ?search=a")
        yield* Tags.get(TagId.make("1"))
        expect(yield* defect(Tags.get(TagId.make("2")))).toContain("- GET /tags/1\n+ GET /tags/2")
        yield* Tags.delete(TagId.make("1"))
        expect(yield* defect(Tags.delete(TagId.make("2")))).toContain("`when` returned false for\n+ DELETE /tags/2")
      }).pipe(Effect.provide(layer))
    })
  )
})

describe("what was sent", () => {
  it.effect("can be verified by the arguments of an endpoint", () =>
    Effect.gen(function* () {
      yield* Contacts.sync({ email: "jane@example.com" })
      yield* Stream.runDrain(Tags.list({ search: "a" }))
      yield* FakeHttp.verifySent(Contacts.sync, { email: "jane@example.com" })
      yield* FakeHttp.verifySent(Tags.list, { search: "a" })
      expect(yield* defect(FakeHttp.verifySent(Contacts.sync, { email: "john@example.com" }))).toContain(
        "Contacts.sync (POST /contact/sync) was not called with these arguments; (- expected, + sent)\n  POST"
      )
      expect(yield* defect(FakeHttp.verifySent(Tags.get, tag.id))).toBe(
        "FakeHttp: Tags.get (GET /tags/{id}) was not called with these arguments; requests: POST /contact/sync, GET /tags"
      )
      expect(yield* defect(FakeHttp.verify)).toBe(
        "FakeHttp: a reply was not used: Tags.get; requests: POST /contact/sync, GET /tags"
      )
      yield* Tags.get(tag.id)
      yield* FakeHttp.verify
    }).pipe(
      Effect.provide(
        FakeHttp.layerClient(
          FakeHttp.reply(Contacts.sync, jane),
          FakeHttp.reply(Tags.list, [tag]),
          FakeHttp.reply(Tags.get, tag)
        )
      )
    )
  )
})

describe("replies in front of an account", () => {
  it.effect("are used first; the account gets everything else", () =>
    Effect.gen(function* () {
      const create = Tags.create({ tag: "customer", tagType: "contact" })
      expect((yield* Effect.flip(create))._tag).toBe("ServerError")
      const created = yield* create
      expect((yield* Tags.get(created.id)).tag).toBe("customer")
      const { rows } = yield* FakeAccount.FakeAccount
      expect(rows.tags.map((row) => row.tag)).toEqual(["customer"])
      expect(yield* FakeHttp.sentTo(Tags.create)).toHaveLength(2)
      expect(yield* FakeHttp.sentTo(Tags.get)).toHaveLength(1)
      yield* FakeHttp.verify
    }).pipe(
      Effect.provide(
        FakeHttp.layerClientInFront(
          FakeHttp.once(FakeHttp.reply(Tags.create, Errors.ServerError.of(Tags.create)))
        ).pipe(Layer.provideMerge(FakeAccount.layer({ limit: null })))
      )
    )
  )
})

describe("the types of replies", () => {
  it("are those of the endpoint, without the fields that can be null", () => {
    expectTypeOf<FakeHttp.Arguments<typeof Contacts.get>>().toEqualTypeOf<[id: ContactId]>()
    expectTypeOf<FakeHttp.Sparse<string | null>>().toEqualTypeOf<string | null>()
    expectTypeOf<FakeHttp.Sparse<void>>().toEqualTypeOf<void>()
    expectTypeOf<{ readonly id: ContactId }>().toExtend<FakeHttp.Sparse<Contacts.Contact>>()
    expectTypeOf<Contacts.Contact>().toExtend<FakeHttp.Sparse<Contacts.Contact>>()
    const accepted = () => [
      FakeHttp.reply(Contacts.get, Errors.NotFoundError.of(Contacts.get)),
      FakeHttp.reply(Contacts.delete, undefined),
      FakeHttp.reply(Automations.getByCampaign, null),
      FakeHttp.reply(SiteTracking.getCode, "<script></script>"),
      FakeHttp.replyWith(Contacts.get, ({ path }) =>
        path === "/contacts/113" ? jane : Errors.NotFoundError.of(Contacts.get)
      )
    ]
    const rejected = () => [
      // @ts-expect-error a key that the entity does not have
      FakeHttp.reply(Contacts.get, { id, emial: "jane@example.com" }),
      // @ts-expect-error without a field that cannot be null
      FakeHttp.reply(Contacts.get, { email: "jane@example.com" }),
      // @ts-expect-error a field of another type
      FakeHttp.reply(Contacts.get, { id, email: 1 }),
      // @ts-expect-error the id of another entity
      FakeHttp.reply(Contacts.get, { id: TagId.make("1") }),
      // @ts-expect-error one row instead of all
      FakeHttp.reply(Contacts.list, jane),
      // @ts-expect-error a key that a row does not have
      FakeHttp.reply(Contacts.list, [{ id, emial: "jane@example.com" }]),
      // @ts-expect-error a value for an endpoint without one
      FakeHttp.reply(Contacts.delete, jane),
      // @ts-expect-error an error that the endpoint cannot fail with
      FakeHttp.reply(Tags.list, Errors.NotFoundError.of(Tags.list)),
      // @ts-expect-error no replies at all
      FakeHttp.replies(Tags.get, []),
      // @ts-expect-error arguments of another type
      FakeHttp.replyTo(Contacts.get, [TagId.make("1")], jane),
      // @ts-expect-error without arguments
      FakeHttp.verifySent(Contacts.get)
    ]
    expect([accepted, rejected]).toHaveLength(2)
  })
})

/**
 * A field that cannot be read is null and is reported, and the rest of the response is read. What identifies, and the
 * structure of the body, stay strict.
 */
import { expect, it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Brand from "effect/Brand"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Either from "effect/Either"
import * as Logger from "effect/Logger"
import * as Metric from "effect/Metric"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import { describe } from "vitest"
import { clientTo, otherSide, type Reaction } from "./support/inProcess.js"

type ThingId = string & Brand.Brand<"ThingId">
const ThingId = Wire.id<ThingId>("ThingId")
class Inner extends Wire.Entity<Inner>("Inner")({ id: ThingId }, { on: Wire.Flag, day: Wire.LocalDate }) {}
class Thing extends Wire.Entity<Thing>("Thing")(
  { id: ThingId },
  {
    name: Wire.Text,
    at: Wire.Timestamp,
    size: Wire.Integer,
    inner: Inner,
    inners: Wire.array(Inner),
    byName: Wire.record(Inner),
    value: Wire.union(Inner, Wire.Text)
  }
) {}

/** Endpoints of a name of their own, since the process is warned once of each. */
const named = (name: string) => ({
  get: Endpoint.make(`${name}.get`, {
    method: "GET",
    path: (id: ThingId) => `/things/${id}`,
    success: Wire.envelope("thing", Thing),
    sideloads: ["owners"]
  }),
  list: Endpoint.list(`${name}.list`, { path: () => "/things", items: ["things", Thing] })
})
const { get, list } = named("Drift")
const id = ThingId.make("1")

const to = (body: unknown, options: ActiveCampaignClient.Options = {}, ...more: ReadonlyArray<Reaction>) =>
  Effect.provide(clientTo(otherSide({ body }, ...more).http, { client: options }))

/** A row with one field that cannot be read. */
const row = (rowId: number) => ({ id: String(rowId), name: "a", size: rowId === 231 ? { of: 1 } : "1" })

describe("a field that cannot be read", () => {
  it.effect("does not end an export, and no row is lost", () =>
    Effect.gen(function* () {
      const pages = [0, 99, 198].map((from) => ({
        body: {
          things: Array.from({ length: from === 198 ? 52 : 100 }, (_, index) => row(from + index + 1)),
          meta: { total: "250" }
        }
      }))
      const rows = yield* Stream.runCollect(list()).pipe(Effect.provide(clientTo(otherSide(...pages).http)))
      expect(Chunk.toReadonlyArray(rows).map((one) => [one.id, one.size])).toEqual(
        Array.from({ length: 250 }, (_, index) => [String(index + 1), index + 1 === 231 ? null : 1])
      )
    })
  )

  it.effect("is reported with its place, however deep it is", () =>
    Effect.gen(function* () {
      const day = { on: "yes", day: "2018-02-30" }
      const things = [
        { id: "1", at: "soon" },
        { id: "2", inner: { id: "7", ...day } },
        {
          id: "3",
          inners: [
            { id: "8", on: "1" },
            { id: "9", on: 2 }
          ]
        },
        { id: "4", by_name: { a: { id: "5", on: [1] } } },
        { id: "5", inners: [{ id: "6", on: "no" }, { on: "1" }] }
      ]
      const { drift, items } = yield* list.page().pipe(to({ things }))
      expect(drift.map(({ actual, field, path }) => [field, path, actual])).toEqual([
        ["Thing.at", "things[0].at", "soon"],
        ["Inner.on", "things[1].inner.on", "yes"],
        ["Inner.day", "things[1].inner.day", "2018-02-30"],
        ["Inner.on", "things[2].inners[1].on", 2],
        ["Inner.on", "things[3].by_name.a.on", [1]],
        ["Inner.on", "things[4].inners[0].on", "no"],
        ["Thing.inners", "things[4].inners[1].id", undefined]
      ])
      expect(items[1]?.inner).toEqual({ id: "7", on: null, day: null })
      expect(items[2]?.inners).toEqual([
        { id: "8", on: true, day: null },
        { id: "9", on: null, day: null }
      ])
      expect(items[4]?.inners).toBeNull()
    })
  )

  it.effect("of a member that was not chosen is not reported", () =>
    Effect.gen(function* () {
      const { drift, value } = yield* get.withResponse(id).pipe(to({ thing: { id: 1, value: { id: "7", on: "yes" } } }))
      expect(value.value).toBeNull()
      expect(drift.map(({ field, path }) => [field, path])).toEqual([["Thing.value", "thing.value.on"]])
    })
  )

  it.effect("is reported of side-loads too, beside those of the value", () =>
    Effect.gen(function* () {
      const body = { thing: { id: 1, at: "soon" }, owners: [{ id: 2, size: "many" }] }
      const response = yield* get.withResponse(id).pipe(to(body))
      expect(response.drift.map(({ path }) => path)).toEqual(["thing.at"])
      const [owner] = yield* response.sideload("owners", Thing)
      expect(owner).toMatchObject({ id: "2", size: null })
      expect(response.drift.map(({ path }) => path)).toEqual(["thing.at", "owners[0].size"])
      const wrong = yield* Effect.flip(response.sideload("owners", Inner))
      expect(wrong).toMatchObject({ path: "owners[0]" })
      expect(wrong.message).toContain("`owners[0]` must be an object with fields of Inner; got an object without them")
    })
  )

  it.effect("is counted by endpoint and field, and of one response at most 100 are kept", () =>
    Effect.gen(function* () {
      const { list: many } = named("DriftMany")
      const things = Array.from({ length: 1000 }, (_, index) => ({ id: index, at: "soon", size: "" }))
      const { drift, items } = yield* many.page().pipe(to({ things }))
      expect(items).toHaveLength(1000)
      expect(drift).toHaveLength(100)
      const counted = ActiveCampaignClient.decodeDrift.pipe(
        Metric.tagged("endpoint", "DriftMany.list"),
        Metric.tagged("field", "Thing.at"),
        Metric.value
      )
      expect((yield* counted).count).toBe(1000)
    })
  )

  it.effect("is logged as a warning once, without its value", () =>
    Effect.gen(function* () {
      const logged: Array<string> = []
      const logger = Logger.make((entry) => {
        logged.push(Logger.jsonLogger.log(entry))
      })
      const { get: once } = named("DriftLogged")
      yield* Effect.forEach([1, 2, 3], () => once(id)).pipe(
        to({ thing: { id: 1, at: "jane@example.com", size: "jane@example.com" } }),
        Effect.provide(Logger.replace(Logger.defaultLogger, logger))
      )
      const warnings = logged.map((line) => JSON.parse(line))
      expect(warnings.map(({ logLevel }) => logLevel)).toEqual(["WARN", "WARN"])
      expect(warnings.map(({ annotations }) => annotations)).toEqual([
        {
          endpoint: "DriftLogged.get",
          field: "Thing.at",
          problem: "must be a date such as 2018-09-12T12:51:12-05:00; got a string"
        },
        {
          endpoint: "DriftLogged.get",
          field: "Thing.size",
          problem: "must be a whole number, or a string that spells one; got a string"
        }
      ])
      expect(logged.join()).not.toContain("jane")
    })
  )
})

describe("decoding is strict", () => {
  const drifted = { thing: { id: "1", at: "soon" } }

  it.effect("if the client or the effect says so", () =>
    Effect.gen(function* () {
      const strict = yield* Effect.flip(get(id)).pipe(to(drifted, { strictDecoding: true }))
      expect(strict).toMatchObject({ _tag: "DecodeError", path: "thing.at", excerpt: '"soon"' })
      const inside = Effect.provideService(get(id), ActiveCampaignClient.StrictDecoding, true)
      expect(yield* Effect.flip(inside).pipe(to(drifted))).toMatchObject({ path: "thing.at" })
      const tolerant = Effect.provideService(get(id), ActiveCampaignClient.StrictDecoding, false)
      expect((yield* tolerant.pipe(to(drifted, { strictDecoding: true }))).at).toBeNull()
      const side = yield* get.withResponse(id).pipe(
        to({ thing: { id: "1" }, owners: [{ id: "2", size: "many" }] }, { strictDecoding: true }),
        Effect.flatMap(({ sideload }) => Effect.flip(sideload("owners", Thing)))
      )
      expect(side.path).toBe("owners[0].size")
    })
  )

  it("if a codec is used as a schema, also inside of one, and after a tolerant response", () => {
    expect(Either.isLeft(Schema.decodeUnknownEither(Wire.envelope("thing", Thing))(drifted))).toBe(true)
    expect(Either.isLeft(Schema.decodeUnknownEither(Schema.Struct({ thing: Thing }))(drifted))).toBe(true)
  })

  it.effect("for a foreign schema around a codec, whose places are not known", () =>
    Effect.gen(function* () {
      const request = ActiveCampaignClient.request({
        method: "GET",
        path: "/things/1",
        success: Schema.Struct({ thing: Thing })
      })
      expect((yield* Effect.flip(request).pipe(to(drifted)))._tag).toBe("DecodeError")
    })
  )

  it.effect.each<[name: string, body: unknown, path: string]>([
    ["an id that is missing", { things: [{ name: "a" }] }, "things[0].id"],
    ["an id that cannot be read", { things: [{ id: "1" }, { id: {} }] }, "things[1].id"],
    ["an id that was rounded", { things: [{ id: 2 ** 60 }] }, "things[0].id"],
    ["rows that are missing", { meta: {} }, "things"],
    ["rows that are something else", { things: "none" }, "things"],
    ["one row where rows are expected", { things: { id: "1", name: "a" } }, "things"],
    ["a row that is something else", { things: [{ id: "1" }, "2"] }, "things[1]"],
    ["a row without anything", { things: [{}] }, "things[0].id"],
    ["a row of something else", { things: [{ id: "1", links: {}, colour: "red" }] }, "things[0]"]
  ])("for %s", ([, body, path]) =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(list.page()).pipe(to(body))
      expect(error).toMatchObject({ _tag: "DecodeError", path })
    })
  )

  it.effect("without a word of the body", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(list.page()).pipe(to({ things: [{ id: { _tag: "Roe" } }] }))
      expect(error.message).not.toContain("Roe")
    })
  )

  it.effect.each([[], {}, null, "", false, [null], [[], false, ""]].map((things) => [JSON.stringify(things), things]))(
    "but %s is no rows",
    ([, things]) =>
      Effect.gen(function* () {
        const { drift, items } = yield* list.page().pipe(to({ things }))
        expect([items, drift]).toEqual([[], []])
      })
  )
})

/**
 * Declarations cost nothing until they are used: what is declared is looked at on first use, once, and whether it is given as
 * it is or inside of a function, as the published files have it, makes no difference.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import { declare, given, partsOf } from "@effect-activecampaign/core/internal/declared"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as FastCheck from "effect/FastCheck"
import * as Schema from "effect/Schema"
import { describe, expect, it } from "vitest"

/** A declaration as `scripts/build.mjs` publishes it, which counts how often it is opened. */
const published = (...args: ReadonlyArray<unknown>) => {
  let opened = 0
  const open: any = () => {
    opened++
    return args
  }
  return { open, times: () => opened }
}

const spec = { method: "GET", path: (id: string) => `/things/${id}`, success: Wire.Text } as const

describe("an endpoint", () => {
  it("is opened on first use of a property, once", () => {
    const { open, times } = published(spec)
    const endpoint = Endpoint.make("Things.get", open)
    expect([Endpoint.isEndpoint(endpoint), endpoint.name, times()]).toEqual([true, "Things.get", 0])
    expect([endpoint.route, endpoint.method, endpoint.safety, times()]).toEqual(["/things/{id}", "GET", "read", 1])
    expect(endpoint.withResponse).toBe(endpoint.withResponse)
    expect(times()).toBe(1)
  })

  it("is opened by the first call", () => {
    const { open, times } = published({ path: () => "/things", items: ["things", Wire.Text] })
    const list: any = Endpoint.list("Things.list", open)
    expect(times()).toBe(0)
    list()
    list()
    expect([times(), list.items, list.pagination, typeof list.page, typeof list.pages]).toEqual([
      1,
      "things",
      "offset",
      "function",
      "function"
    ])
  })

  it("has the same properties either way", () => {
    const keys = [
      "name",
      "method",
      "route",
      "safety",
      "bucket",
      "errors",
      "sideloads",
      "knowledge",
      "deprecated"
    ] as const
    const read = (endpoint: Endpoint.Metadata) => keys.map((key) => endpoint[key])
    expect(read(Endpoint.make("Things.get", published(spec).open))).toEqual(read(Endpoint.make("Things.get", spec)))
  })

  it("can be called without an object, keeps its other members as a function, and is not made twice", () => {
    const endpoint = declare("A.b", () => ({ call: (...args) => args, route: "/a" }))
    expect([endpoint.apply(undefined, [1, 2]), endpoint.route, endpoint instanceof Function]).toEqual([
      [1, 2],
      "/a",
      true
    ])
    expect(partsOf(endpoint)).toBe(partsOf(endpoint))
  })
})

describe("entities and inputs", () => {
  const name = Wire.Text
  const forms = [
    ["Entity", (open: any) => Wire.Entity("Thing")(open, {}), (open: any) => open({ name }, {})],
    ["Input", (open: any) => Wire.Input("Thing")(open, {}), (open: any) => open({ name }, {})],
    ["OperatorInput", (open: any) => Wire.OperatorInput("Thing")(open), (open: any) => open({ name })],
    ["OpenInput", (open: any) => Wire.OpenInput("Thing")(open, name, {}), (open: any) => open("x.", name, { name })]
  ] as const
  it.each(forms)("%s is opened on first use, once, and reads and writes the same", (form, declared, opened) => {
    const counted = opened((...args: ReadonlyArray<unknown>) => published(...args))
    const lazy: any = declared(counted.open)
    expect([Wire.isCodec(lazy), counted.times()]).toEqual([true, 0])
    const plain: any = opened((...args: ReadonlyArray<unknown>) => (Wire as any)[form]("Thing")(...args))
    FastCheck.assert(
      FastCheck.property(Wire.definitionOf<any>(plain).arbitrary(FastCheck), (value) => {
        const [one, other] = [lazy, plain].map((codec) => Schema.encodeUnknownSync(codec)(value))
        expect(one).toEqual(other)
      })
    )
    expect(counted.times()).toBe(1)
  })
})

it("a codec that is a class can be extended by a class with its own name", () => {
  class Named extends Wire.Entity<Named>("Named")({ id: Wire.Text }, {}) {}
  class Longer extends Named {}
  expect([Named, Longer].map((codec) => Schema.decodeUnknownSync(codec)({ id: 5 }))).toEqual([{ id: "5" }, { id: "5" }])
  expect([Wire.isCodec(Named), Named.name]).toEqual([true, "Named"])
})

it("an annotated codec reads the same, and leaves the other as it is", () => {
  const annotated = Wire.Text.annotations({ title: "A title" })
  expect([Wire.isCodec(annotated), Schema.decodeUnknownSync(annotated)(7)]).toEqual([true, "7"])
  expect(annotated.ast).not.toBe(Wire.Text.ast)
  expect(Wire.Text.ast).toBe(Wire.Text.ast)
})

it("arguments are given as they are, or inside of a function", () => {
  const args = [{ a: 1 }, { b: 2 }] as const
  expect(given(args)).toBe(args)
  expect(given([() => args] as never)).toBe(args)
})

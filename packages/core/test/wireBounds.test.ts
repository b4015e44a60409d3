/**
 * Codecs of bounds and of other forms of bodies: what they refuse and with which words.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import { describe, expect, it } from "vitest"

const read = (codec: Wire.AnyCodec, input: unknown): unknown => Wire.definitionOf(codec).read(input)
const write = (codec: Wire.AnyCodec, value: unknown): unknown => Wire.definitionOf(codec).write(value)
const problem = (result: unknown): string => {
  expect(result).toBeInstanceOf(Wire.Issue)
  return (result as Wire.Issue).problem
}

class Row extends Wire.Entity<Row>("Row")({ id: Wire.Text }, { name: Wire.Text }) {}

describe("arrayBetween", () => {
  const some = Wire.arrayBetween(Wire.Text, 2, 3)
  it("takes as many elements as it says", () => {
    for (const count of [2, 3]) expect(write(some, Array(count).fill("a"))).toHaveLength(count)
    for (const count of [0, 1, 4]) {
      expect(problem(write(some, Array(count).fill("a")))).toBe(`must have from 2 to 3 elements; got ${count}`)
    }
    expect(problem(write(Wire.arrayBetween(Wire.Text, 1, 1), []))).toBe("must have exactly 1 element; got 0")
    expect(problem(write(some, "a"))).toContain("must be an array")
  })
})

describe("single", () => {
  it("reads the only element of an array, or the value itself, and writes an array", () => {
    const row = { id: "1", name: "a" }
    for (const body of [[row], row]) expect(read(Wire.single(Row), body)).toEqual(row)
    expect(write(Wire.single(Row), row)).toEqual([row])
    expect(problem(read(Wire.single(Row), []))).toContain("must be an object")
    expect(read(Wire.single(Row), [{ name: "a" }])).toMatchObject({ path: [0, "id"] })
  })
})

describe("belowBytes", () => {
  it("counts bytes of JSON, not characters", () => {
    const codec = Wire.belowBytes(10, Wire.Text)
    expect(write(codec, "1234567")).toBe("1234567")
    expect(problem(write(codec, "12345678"))).toBe("must have less than 10 bytes of JSON; got 10")
    expect(problem(write(codec, "üüüü"))).toBe("must have less than 10 bytes of JSON; got 10")
    expect(problem(write(codec, 1))).toContain("must be a string")
  })
})

describe("joined", () => {
  const codec = Wire.joined(Wire.closedLiteral(["a", "b"]), 2)
  it("joins at least one and at most as many as it says", () => {
    expect(write(codec, ["a", "b"])).toBe("a,b")
    expect(read(codec, "a,b")).toEqual(["a", "b"])
    expect(problem(write(codec, []))).toBe("must have at least one element")
    expect(problem(write(codec, ["a", "b", "a"]))).toBe("must have at most 2 elements; got 3")
    expect(problem(write(codec, ["a", "c"]))).toContain('must be one of "a", "b"')
  })
  it("refuses what would be read as several", () => {
    expect(write(Wire.joined(Wire.NonEmptyText), ["a", "b,c"])).toMatchObject({
      problem: "must be without a comma; got one with it",
      path: [1]
    })
  })
})

describe("dropped", () => {
  it("takes what was deleted, or nothing, and refuses everything else", () => {
    const codec = Wire.dropped(Row)
    for (const body of [undefined, {}, { id: "1", name: "a" }, { message: "Deleted." }]) {
      expect(read(codec, body)).toBe(undefined)
    }
    for (const body of ["<html>", [], 1, { id: {} }, { other: 1 }]) problem(read(codec, body))
    expect(write(codec, undefined)).toEqual({})
  })
})

describe("Csv", () => {
  it("is text with several columns, and no page or word", () => {
    for (const text of ["a,b\n1,2\n", '"a";"b"\n', "a\tb"]) {
      expect([read(Wire.Csv, text), write(Wire.Csv, text)]).toEqual([text, text])
    }
    for (const other of ["OK", "", "<!DOCTYPE html><p>a, b</p>", "{ a, b", 1, undefined, ["a,b"], "name\na,b"]) {
      problem(read(Wire.Csv, other))
    }
  })
})

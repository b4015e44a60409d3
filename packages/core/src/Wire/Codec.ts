/**
 * The machine under `Wire`: one definition per codec, from which reading, writing, error texts, arbitraries and the
 * `effect/Schema` of the codec all come.
 *
 * A codec is an ordinary `Schema` to its users. Its definition and its schema come into being on first use, so that
 * importing a resource costs next to nothing. Endpoints use the definition directly: a page of contacts has thousands of
 * fields, and the schema interpreter needs about a microsecond for each.
 */
import type { LazyArbitrary } from "effect/Arbitrary"
import { pipeArguments } from "effect/Pipeable"
import * as Schema from "effect/Schema"
import { definitionOfSchema, schemaOf } from "../internal/schema.js"
import { Issue, isIssue, mustBe } from "./Issue.js"

/** A schema whose encoded side is the API's JSON. */
export interface Codec<A> extends Schema.Schema<A, unknown> {}

/** Any schema with a value of type `A`: a codec of this module, or one of `effect/Schema`. */
export type AnyCodec<A = any> = Schema.Schema<A, any>

/** Everything there is to know about a codec. */
export interface Definition<A> {
  /** Name in the messages of `effect/Schema`. */
  readonly identifier: string
  /** What is expected, such as "a date such as 2018-09-12T12:51:12-05:00": in a response, and in a request. */
  readonly expected: readonly [inResponse: string, inRequest: string]
  /** JSON of the API to a value. */
  readonly read: (input: unknown) => A | Issue
  /** A value to JSON of the API. Also the check of a value: what cannot be written is not an `A`. */
  readonly write: (value: unknown) => unknown
  readonly arbitrary: LazyArbitrary<A>
  /** The fields of an object, for documentation and tests. */
  readonly fields?: ReadonlyArray<FieldDefinition>
  /** The element of an array. */
  readonly item?: Definition<any>
  /** For a field of an entity, other keys that it can be under; see `columns`. */
  readonly columns?: ReadonlyArray<Column>
}

/** Another key that a field of an entity can be under, and how it is read there. */
export type Column = readonly [key: string, read: (input: unknown) => unknown]

/** One field of an object. `required`: a response must have it, or a request must set it. */
export type FieldDefinition = readonly [name: string, definition: Definition<any>, required: boolean]

const DefinitionId: unique symbol = Symbol.for("@effect-activecampaign/core/Wire/Definition")

/** What a codec keeps: its definition, or what gives it on first use. */
interface Kept {
  [DefinitionId]: Definition<any> | (() => Definition<any>)
}

const definitionIn = (codec: Kept): Definition<any> => {
  const kept = codec[DefinitionId]
  if (typeof kept !== "function") return kept
  const made = kept()
  codec[DefinitionId] = made
  return made
}

/** Gives a codec its syntax tree, once it was needed. */
const withAst = <A extends object>(codec: A, { ast }: Schema.Schema<any, unknown>): A =>
  Object.defineProperty(codec, "ast", { value: ast })

/** The members that make a codec a `Schema`; `this` is the codec. */
const members = {
  [Schema.TypeId]: Schema.Unknown[Schema.TypeId],
  get ast(): Schema.Schema<any>["ast"] {
    return withAst(this, schemaOf(definitionIn(this as never))).ast
  },
  annotations(annotations: Schema.Annotations.Schema<any>) {
    return withAst(
      make(() => definitionIn(this as never)),
      Schema.make<any, unknown, never>(this.ast).annotations(annotations)
    )
  },
  pipe() {
    // biome-ignore lint/complexity/noArguments: the shape of `Pipeable`
    return pipeArguments(this, arguments)
  }
}

/** Turns an object or a class into a codec. */
const codecOf = (target: any, define: () => Definition<any>): any => {
  // The members of a schema are inherited, which types cannot follow.
  target[DefinitionId] = define
  return Object.setPrototypeOf(target, members)
}

/** A codec of a definition. */
export const make = <A>(define: () => Definition<A>): Codec<A> => codecOf({}, define)

/** A class that is a codec itself; an entity or an input extends it. */
export const makeClass = (define: () => Definition<any>): any =>
  // biome-ignore lint/complexity/useArrowFunction: only such a function can be extended, and it costs less than a class
  codecOf(function () {}, define)

/** Whether a value is a codec of this library, as entities and inputs are. */
export const isCodec = (value: object): boolean => DefinitionId in value

/** The definition of a codec; a schema of `effect/Schema` is read and written by its interpreter. */
export const definitionOf = <A>(schema: AnyCodec<A>): Definition<A> =>
  isCodec(schema) ? definitionIn(schema as never) : definitionOfSchema(schema)

/** The definition of one value, from plain functions that return `undefined` for what they refuse. */
export const defined = <A>(
  identifier: string,
  expected: Definition<A>["expected"],
  read: (input: unknown) => A | undefined,
  write: (value: unknown) => unknown,
  arbitrary: LazyArbitrary<A>
): Definition<A> => ({
  identifier,
  expected,
  read: (input) => {
    const value = read(input)
    return value === undefined ? mustBe(expected[0], input) : value
  },
  write: (value) => {
    const written = write(value)
    return written === undefined ? mustBe(expected[1], value) : written
  },
  arbitrary
})

/** A codec of one value; see `defined`. */
export const scalar = <A>(...parts: Parameters<typeof defined<A>>): Codec<A> => make(() => defined(...parts))

/** A definition of fewer values: those for which something holds, read or about to be written. */
export const refined = <A, B extends A>(
  definition: Definition<A>,
  holds: (value: A) => value is B,
  refuse: (given: unknown) => Issue
): Definition<B> => {
  // What was written has the same keys and elements as the value.
  const checked = (convert: (input: unknown) => any) => (input: unknown) => {
    const result = convert(input)
    return isIssue(result) || holds(result) ? result : refuse(input)
  }
  return {
    ...definition,
    read: checked(definition.read),
    write: checked(definition.write),
    arbitrary: (fc) => definition.arbitrary(fc).filter(holds)
  }
}

/**
 * A field of an entity whose value some routes spread over several keys, such as one for each type. The first one that is
 * not null is read if the field itself is missing.
 */
export const columns = <A, Others extends Readonly<Record<string, AnyCodec>>>(
  codec: AnyCodec<A>,
  others: Others
): Codec<A | Schema.Schema.Type<Others[keyof Others]>> =>
  make(() => ({
    ...definitionOf(codec),
    columns: Object.entries(others).map(([key, other]): Column => [key, definitionOf(other).read])
  }))

/** A definition for which some inputs mean "none": null. */
export const orNullOf = <A>(
  definition: Definition<A>,
  isNone: (input: unknown) => boolean = (input) => input === null
): Definition<A | null> => {
  const { arbitrary, expected, identifier, read, write } = definition
  const takes = `${expected[1]}, or null`
  return {
    ...definition,
    identifier: `${identifier}OrNull`,
    expected: [expected[0], takes],
    read: (input) => (isNone(input) ? null : read(input)),
    write: (value) => {
      const written = value === null ? null : write(value)
      return isIssue(written) && written.path.length === 0
        ? new Issue(
            written.problem.replace(expected[1], () => takes),
            value
          )
        : written
    },
    arbitrary: (fc) => fc.option(arbitrary(fc))
  }
}

/** A codec for which some inputs mean "none": null. */
export const orNull = <A>(codec: AnyCodec<A>, isNone?: (input: unknown) => boolean): Codec<A | null> =>
  make(() => orNullOf(definitionOf(codec), isNone))

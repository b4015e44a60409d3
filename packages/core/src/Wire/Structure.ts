/**
 * Arrays, records, alternatives, and fields that belong together.
 */
import { anyOf } from "../internal/describe.js"
import { type AnyCodec, type Codec, type Definition, definitionOf, make, orNull, refined } from "./Codec.js"
import { readAt, recording } from "./Drift.js"
import { Issue, isIssue, mustBe, pathOf } from "./Issue.js"
import { closedLiteral, isNothing, isRecord, isString, type Related, relatedOne, Text } from "./Text.js"

/** The value of a codec. */
export type Value<C> = C extends AnyCodec<infer A> ? A : never

/** An array in any of PHP's spellings: one with gaps is an object with numbers as keys, and an empty one is "nothing". */
export const elementsOf = (input: unknown): unknown =>
  Array.isArray(input)
    ? input
    : isNothing(input)
      ? []
      : isRecord(input) && Object.keys(input).every((key) => /^\d+$/.test(key))
        ? Object.values(input)
        : input

/** Converts an array. An element that cannot be converted is left out if it may be. */
const each = <A>(
  expected: string,
  input: unknown,
  elements: unknown,
  convert: (element: unknown) => A | Issue,
  mayLack: (element: unknown) => boolean
): ReadonlyArray<A> | Issue => {
  if (!Array.isArray(elements)) return mustBe(expected, input)
  const out: Array<A> = []
  for (let index = 0; index < elements.length; index++) {
    const value = readAt(index, convert, elements[index])
    if (!isIssue(value)) out.push(value)
    else if (!mayLack(elements[index])) return value
  }
  return out
}

/** An array. An element that is nothing is left out when it is read, if the codec cannot read it. */
const definitionOfArray = <A>(element: AnyCodec<A>, expected: string): Definition<ReadonlyArray<A>> => {
  const item = definitionOf(element)
  return {
    identifier: `ReadonlyArray<${item.identifier}>`,
    expected: [expected, expected],
    read: (input) => each(expected, input, elementsOf(input), item.read, (one) => isNothing(one) && !isRecord(one)),
    write: (value) => each(expected, value, value, item.write, () => false),
    arbitrary: (fc) => fc.array(item.arbitrary(fc), { maxLength: 5 }),
    item
  }
}

/** An array. */
export const array = <A>(element: AnyCodec<A>): Codec<ReadonlyArray<A>> =>
  make(() => definitionOfArray(element, "an array"))

/** An array of at least one element. */
export const nonEmptyArray = <A>(element: AnyCodec<A>): Codec<readonly [A, ...ReadonlyArray<A>]> =>
  make(() =>
    refined(
      definitionOfArray(element, "an array"),
      (all): all is readonly [A, ...ReadonlyArray<A>] => all.length > 0,
      (value) => new Issue("must have at least one element", value)
    )
  )

/** Several labels in one query parameter, separated by commas. */
export const commaSeparated = <const Labels extends ReadonlyArray<string>>(
  labels: Labels
): Codec<ReadonlyArray<Labels[number]>> =>
  make<ReadonlyArray<Labels[number]>>(() => {
    const { read, write } = definitionOfArray(closedLiteral(labels), "an array of labels")
    return {
      identifier: "CommaSeparated",
      expected: ["labels separated by commas", "an array of labels"],
      read: (input) => read(input === "" ? [] : String(input).split(",")),
      write: (values) => {
        const written = write(values)
        // Nothing is not sent.
        return Array.isArray(written) ? written.join(",") || undefined : written
      },
      arbitrary: (fc) => fc.subarray([...labels], { minLength: 1 })
    }
  })

/** Sets a key of a plain object. A body can hold the key `__proto__`, which is defined: it cannot be assigned. */
export const define = (target: Record<string, unknown>, key: string, value: unknown): void => {
  if (key !== "__proto__") target[key] = value
  else Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
}

/** An object with any keys. PHP writes an empty one as `[]`, or as nothing. */
export const record = <A>(codec: AnyCodec<A>): Codec<{ readonly [key: string]: A }> =>
  make<{ readonly [key: string]: A }>(() => {
    const { arbitrary, read, write } = definitionOf(codec)
    const eachValue = (input: unknown, f: (value: unknown) => any): { readonly [key: string]: A } | Issue => {
      if (!isRecord(input)) return mustBe("an object", input)
      // A copy has the hidden class of what it is made of, so that no key is added one by one, and `__proto__` as a key of
      // its own, if it is one; until they are read its values are any.
      const out: Record<string, any> = { ...input }
      for (const key of Object.keys(out)) {
        const value = readAt(key, f, out[key])
        if (isIssue(value)) return value
        out[key] = value
      }
      return out
    }
    return {
      identifier: "Record",
      expected: ["an object", "an object"],
      read: (input) => eachValue(isRecord(input) || !isNothing(input) ? input : {}, read),
      write: (value) => eachValue(value, write),
      arbitrary: (fc) => fc.dictionary(fc.string(), arbitrary(fc), { maxKeys: 5 })
    }
  })

/** A value that null clears. */
export const nullable = <A>(codec: AnyCodec<A>): Codec<A | null> => orNull(codec)

/** The issue that got furthest into the value says most; if none got inside, what all alternatives expect. */
const closest = (issues: ReadonlyArray<Issue>, expected: string, value: unknown): Issue => {
  const depth = Math.max(...issues.map(({ path }) => path.length))
  const deepest = issues.filter(({ path }) => path.length === depth)
  const [first] = deepest
  if (first === undefined || depth === 0) return mustBe(expected, value)
  // A wrong value says more than a missing one, which another alternative may not need.
  const wrong = deepest.find(({ actual }) => actual !== undefined)
  const missing = [...new Set(deepest.map((issue) => `\`${pathOf(issue)}\``))]
  return wrong ?? (depth > 1 || missing.length === 1 ? first : new Issue(`must have ${missing.join(" or ")}`, value))
}

/** One of several. A codec that takes the value as it is comes first, then the first one that accepts it. */
export const union = <const Members extends ReadonlyArray<AnyCodec>>(
  ...members: Members
): Codec<Value<Members[number]>> =>
  make(() => {
    type A = Value<Members[number]>
    const definitions = members.map((member): Definition<A> => definitionOf(member))
    const expected = (side: 0 | 1) => anyOf(definitions.map((one) => one.expected[side]))
    const first = (value: unknown, side: 0 | 1, results: ReadonlyArray<unknown>): any => {
      if (results.includes(value)) return value
      const accepted = results.find((result) => !isIssue(result))
      return accepted === undefined ? closest(results.filter(isIssue), expected(side), value) : accepted
    }
    return {
      identifier: definitions.map(({ identifier }) => identifier).join(" | "),
      expected: [expected(0), expected(1)],
      // Strictly: a member that only fits in part is not the one.
      read: (input) =>
        first(
          input,
          0,
          recording(undefined, () => definitions.map(({ read }) => read(input)))
        ),
      write: (value) =>
        first(
          value,
          1,
          definitions.map(({ write }) => write(value))
        ),
      arbitrary: (fc) => fc.oneof(...definitions.map(({ arbitrary }) => arbitrary(fc)))
    }
  })

const isSet = (value: unknown): boolean => value !== undefined && value !== null && String(value).trim() !== ""

/** A value in which at least one of some fields is set. */
export type AtLeastOne<A, Key extends keyof A> = A &
  { readonly [One in Key]: { readonly [K in One]-?: NonNullable<A[K]> } }[Key]

/** An input in which at least one of some optional fields must be set. */
export const atLeastOne = <A, const Keys extends ReadonlyArray<keyof A & string>>(
  input: AnyCodec<A>,
  ...keys: Keys
): Codec<AtLeastOne<A, Keys[number]>> =>
  make(() =>
    refined(
      definitionOf(input),
      (value): value is AtLeastOne<A, Keys[number]> => keys.some((key) => isSet(value[key])),
      (value) => new Issue(`must have ${keys.map((key) => `\`${key}\``).join(" or ")}`, value)
    )
  )

/** Exactly one of several keys: `{ contact: ContactId } | { deal: DealId }`. */
export type OneOf<A> = {
  readonly [Key in keyof A]: { readonly [K in Key]: A[K] } & { readonly [K in Exclude<keyof A, Key>]?: never }
}[keyof A]

/** The kinds of records that something can refer to: each kind's id, and what the API calls the kind. */
type Kinds<A> = { readonly [Key in keyof A]: readonly [id: AnyCodec<A[Key]>, type: string] }

/**
 * A record of one of several kinds, whose ids can be the same: `{ contact: ContactId } | { deal: DealId }`. On the wire two
 * keys, such as `{ "reltype": "Subscriber", "relid": "113" }`.
 */
export const target = <A extends object>(typeKey: string, idKey: string, kinds: Kinds<A>): Codec<OneOf<A>> =>
  make(() => {
    const all = Object.entries<readonly [AnyCodec, string]>(kinds).map(
      ([kind, [id, type]]) => [kind, definitionOf(id), type] as const
    )
    const expected = `an object with one of ${all.map(([kind]) => `\`${kind}\``).join(", ")}`
    return {
      identifier: "Target",
      expected: [expected, expected],
      read: (input) => {
        const found = isRecord(input) && all.find(([, , type]) => type === input[typeKey])
        if (!found) return mustBe(expected, input)
        const id = found[1].read(input[idKey])
        return isIssue(id) ? id.at(idKey) : ({ [found[0]]: id } as OneOf<A>)
      },
      write: (value) => {
        const keys = isRecord(value) ? Object.keys(value).filter((key) => value[key] !== undefined) : []
        const [kind, definition, type] = all.find(([kind]) => kind === keys[0]) ?? []
        if (!isRecord(value) || definition === undefined || kind === undefined) return mustBe(expected, value)
        if (keys.length > 1) return mustBe(expected, value, `an object with ${keys.length} keys`)
        const id =
          value[kind] === "0" ? new Issue('must not be "0", which means none', "0") : definition.write(value[kind])
        return isIssue(id) ? id.at(kind) : { [typeKey]: type, [idKey]: id }
      },
      arbitrary: (fc) =>
        fc.oneof(...all.map(([kind, id]) => id.arbitrary(fc).map((one) => ({ [kind]: one }) as OneOf<A>)))
    }
  })

/** An input with the keys of one of its fields beside the others: `target` in `note`, `relid` and `reltype` on the wire. */
export const spread = <A>(field: keyof A & string, keys: ReadonlyArray<string>, input: AnyCodec<A>): Codec<A> =>
  make(() => {
    const definition = definitionOf(input)
    return {
      ...definition,
      read: (body) => {
        if (!isRecord(body) || !keys.some((key) => key in body)) return definition.read(body)
        const entries = Object.entries(body)
        const inside = entries.filter(([key]) => keys.includes(key))
        return definition.read({
          ...Object.fromEntries(entries.filter(([key]) => !keys.includes(key))),
          [field]: Object.fromEntries(inside)
        })
      },
      write: (value) => {
        const written = definition.write(value)
        if (isIssue(written) || !isRecord(written)) return written
        const { [field]: inner, ...rest } = written
        return { ...rest, ...(inner as object) }
      }
    }
  })

const identity = (value: unknown): unknown => value

/** Any JSON, passed through. */
export const Json: Codec<unknown> = make(() => ({
  identifier: "Json",
  expected: ["JSON", "JSON"],
  read: identity,
  write: identity,
  arbitrary: (fc) => fc.jsonValue()
}))

/** A value as JSON inside a string: `"{\"email\":\"jane@example.com\"}"`. */
export const jsonText = <A>(content: AnyCodec<A>): Codec<A> =>
  make(() => {
    const { fields: _, item: __, ...definition } = definitionOf(content)
    return {
      ...definition,
      read: (input) => {
        try {
          return definition.read(JSON.parse(String(input)))
        } catch {
          return mustBe("JSON in a string", input)
        }
      },
      write: (value) => {
        const written = definition.write(value)
        return isIssue(written) ? written : JSON.stringify(written)
      }
    }
  })

const emptyBody = "empty, {} or a message"

/**
 * A response whose body says nothing but perhaps one value under a key, which is not read. Whether it says that the request
 * succeeded is checked before.
 */
export const voidBeside = (key: string): Codec<void> =>
  make<void>(() => ({
    identifier: "Void",
    expected: [emptyBody, "nothing"],
    read: (body = {}) =>
      isRecord(body) &&
      Object.entries(body).every(([name, value]) =>
        name === "message" ? isString(value) : name === key || /^(meta|succe(ss|eded)|errors?)$/.test(name)
      )
        ? undefined
        : mustBe(emptyBody, body),
    write: (value) => (value === undefined ? {} : mustBe("nothing", value)),
    arbitrary: (fc) => fc.constant(undefined)
  }))

/** A response whose body says nothing: empty, `{}`, a message or `meta`. */
export const Void: Codec<void> = voidBeside("meta")

/** A response that ActiveCampaign does not show: an object or nothing, neither of which is read. */
export const Unread: Codec<void> = make<void>(() => ({
  ...definitionOf(Void),
  expected: ["empty or an object", "nothing"],
  read: (body = {}) => (isRecord(body) ? undefined : mustBe("empty or an object", body))
}))

/** A response that says nothing, or with this text that the request succeeded. */
export const voidText = (text: string): Codec<void> =>
  make<void>(() => {
    const { read, write, ...others } = definitionOf(Void)
    return {
      ...others,
      read: (body) => (body === text ? undefined : read(body)),
      write: (value) => (value === undefined ? text : write(value))
    }
  })

/** Related things: ids on one route and objects on another. */
export const related = <A extends string>(target: Codec<A>): Codec<ReadonlyArray<Related<A>>> =>
  array(relatedOne(target))

/** Names of related things, each with the URL to read it from. */
export interface Links {
  readonly [name: string]: string
}
/** Names of related things, each with the URL to read it from. */
export const Links: Codec<Links> = record(Text)

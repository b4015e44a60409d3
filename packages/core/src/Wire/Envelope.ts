/**
 * Bodies around a value: one under its key, with side-loads or further fields beside it.
 */
import { type AnyCodec, type Codec, definitionOf, make, orNull } from "./Codec.js"
import { readAt } from "./Drift.js"
import { Issue, isIssue, mustBe } from "./Issue.js"
import { isRecord } from "./Text.js"

/** A codec around the content of another one: where the content is in a body, and how the body is written. */
const around = <A>(
  codec: AnyCodec<A>,
  key: string,
  contentOf: (body: Record<string, unknown>) => unknown,
  bodyOf: (written: any) => unknown
): Codec<A> =>
  make(() => {
    const definition = definitionOf(codec)
    return {
      ...definition,
      read: (body) => {
        if (!isRecord(body)) return mustBe(`an object with the key "${key}"`, body)
        const content = contentOf(body)
        return content === undefined ? new Issue("is missing", content).at(key) : readAt(key, definition.read, content)
      },
      write: (value) => {
        const written = definition.write(value)
        return isIssue(written) ? written : bodyOf(written)
      }
    }
  })

/** One value under its key: `{ "tag": { … } }`. Keys beside it are side-loads, which `withResponse` gives access to. */
export const envelope = <A>(key: string, content: AnyCodec<A>): Codec<A> =>
  around(
    content,
    key,
    (body) => body[key],
    (written) => ({ [key]: written })
  )

/** One value under its key, or `{}` if there is none. */
export const envelopeOrNone = <A>(key: string, content: AnyCodec<A>): Codec<A | null> =>
  around(
    orNull(content),
    key,
    (body) => body[key] ?? null,
    (written) => (written === null ? {} : { [key]: written })
  )

/** One value under its key, or without one where ActiveCampaign does not say which. The value is an object. */
export const envelopeOrBare = <A>(key: string, content: AnyCodec<A>): Codec<A> =>
  around(
    content,
    key,
    (body) => (isRecord(body[key]) ? body[key] : body),
    (written) => ({ [key]: written })
  )

/** One value under its key, with some of its fields beside the key: `{ "fieldValue": { … }, "useDefaults": true }`. */
export const envelopeBeside = <A>(key: string, beside: ReadonlyArray<string>, content: AnyCodec<A>): Codec<A> =>
  around(
    content,
    key,
    ({ [key]: inner, ...rest }) => (isRecord(inner) ? { ...rest, ...inner } : inner),
    (written) => {
      const entries = Object.entries(written)
      const inside = entries.filter(([name]) => !beside.includes(name))
      return {
        [key]: Object.fromEntries(inside),
        ...Object.fromEntries(entries.filter(([name]) => beside.includes(name)))
      }
    }
  )

/** One value under its key, beside what is always the same: `{ "type": "urlWhitelistings", "attributes": { … } }`. */
export const envelopeWith = <A>(
  key: string,
  constants: Readonly<Record<string, string>>,
  content: AnyCodec<A>
): Codec<A> =>
  around(
    content,
    key,
    (body) => body[key],
    (written) => ({ ...constants, [key]: written })
  )

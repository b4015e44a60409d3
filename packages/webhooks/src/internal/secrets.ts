/**
 * Secrets in the URLs of webhooks: what a secret may be, where a request has it, and whether it is the right one.
 */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"

/** Where a request may have its secret. */
export interface Location {
  readonly secretIn: "path" | "query" | "either"
  readonly queryParameter: string
}

const minimumLength = 16
const maximumLength = 512

/** Characters that no URL and no proxy escapes, so a secret is spelled in one way only. */
const unreserved = /^[\w.~-]+$/

/** What is wrong with a secret, without showing it; undefined if it is fine. */
const problemOf = (secret: string): string | undefined => {
  if (secret.length < minimumLength || secret.length > maximumLength) return `found one of ${secret.length}`
  return unreserved.test(secret) ? undefined : "found another character"
}

/**
 * The secrets, unless one is invalid; then the message of the error. Blanks around a secret are removed. In JavaScript it can
 * be anything, such as an environment variable that is not set.
 */
export const checked = (
  input: string | Redacted.Redacted | ReadonlyArray<string | Redacted.Redacted>,
  name: string
): ReadonlyArray<Redacted.Redacted> | string => {
  const secrets = [input].flat().map((secret) => {
    const value: unknown = Redacted.isRedacted(secret) ? Redacted.value(secret) : secret
    return String(value ?? "").trim()
  })
  const problem = secrets.length === 0 ? "found none" : secrets.map(problemOf).find((one) => one !== undefined)
  return problem === undefined
    ? secrets.map((secret) => Redacted.make(secret))
    : `\`${name}\` must be secrets of ${minimumLength} to ${maximumLength} letters, digits, "-", ".", "_" or "~"; ${problem}. ` +
        "`openssl rand -hex 32` makes one."
}

/** The last segment of a path; the one before the slash if the path ends with one. */
const lastSegment = (path: string): string => {
  const end = path.endsWith("/") ? path.length - 1 : path.length
  return path.slice(path.lastIndexOf("/", end - 1) + 1, end)
}

/** The first value of a query parameter, as it is in the URL. */
const parameterOf = (query: string, name: string): string =>
  query
    .split("&")
    .find((pair) => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1) ?? ""

/**
 * What could be the secret of a request. Nothing is decoded: a secret has no character that needs an escape. A place that is
 * not looked at has an empty one, which is compared as well.
 */
export const candidatesOf = (url: string, { queryParameter, secretIn }: Location): ReadonlyArray<string> => {
  const [target = ""] = url.split("#", 1)
  const mark = target.indexOf("?")
  const path = mark < 0 ? target : target.slice(0, mark)
  const query = mark < 0 ? "" : target.slice(mark + 1)
  return [
    secretIn === "query" ? "" : lastSegment(path),
    secretIn === "path" ? "" : parameterOf(query, queryParameter)
  ].map((candidate) => candidate.slice(0, maximumLength + 1))
}

/** 1 if two digests are equal, else 0. It reads every byte of both, whatever it finds. */
const equals = (left: ArrayLike<number>, right: ArrayLike<number>): number => {
  let difference = left.length ^ right.length
  for (let index = 0; index < left.length; index++) difference |= (left[index] ?? 0) ^ (right[index] ?? 0)
  return Number(difference === 0)
}

/** Whether a candidate is one of the secrets, by their digests. Each is compared with each, also after a match. */
export const anyEqual = (
  candidates: ReadonlyArray<ArrayLike<number>>,
  secrets: ReadonlyArray<ArrayLike<number>>
): boolean => {
  let matches = 0
  for (const candidate of candidates) for (const secret of secrets) matches += equals(candidate, secret)
  return matches > 0
}

const digest = (text: string) =>
  Effect.promise(async () => new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))))

/**
 * Whether a candidate is one of the secrets. The time that it takes says nothing about the secrets: their SHA-256 digests are
 * compared, which all have the same length, and of which a sender cannot choose the bytes.
 */
export const isAccepted = (
  candidates: ReadonlyArray<string>,
  secrets: ReadonlyArray<Redacted.Redacted>
): Effect.Effect<boolean> =>
  Effect.zipWith(
    Effect.forEach(candidates, digest),
    Effect.forEach(secrets, (secret) => digest(Redacted.value(secret))),
    anyEqual
  )

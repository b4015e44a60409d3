/**
 * What a response becomes, decision by decision: success or which error, whether it is retried, and whether the request
 * may have been executed. Nothing is sent here; `client.test.ts` and `retry.test.ts` have the same over a client.
 */
import * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type { HttpMethod } from "@effect/platform/HttpMethod"
import * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import {
  emptyWrite,
  type Failed,
  fromDecodeFailure,
  fromRedirect,
  fromResponse,
  fromTimeout,
  fromTransportError,
  type Outcome,
  readSafely,
  undecodable
} from "@effect-activecampaign/core/internal/classify"
import { issuesOf, redactorOf, shorten, summaryOf } from "@effect-activecampaign/core/internal/issues"
import type { Safety } from "@effect-activecampaign/core/internal/operation"
import { isBrokenOff, numberOf, parse, retryAfterOf } from "@effect-activecampaign/core/internal/transport"
import { Issue } from "@effect-activecampaign/core/Wire/Issue"
import * as Duration from "effect/Duration"
import { describe, expect, it } from "vitest"

const all = [Errors.NotFoundError, Errors.DuplicateError, Errors.ValidationError]

interface Call {
  readonly method?: HttpMethod
  readonly safety?: Safety
  readonly errors?: ReadonlyArray<Errors.Declarable>
}

const contextOf = ({ errors = all, method = "POST", safety = "write" }: Call = {}) => ({
  operation: { name: "Things.do", method, route: "/things", safety, bucket: "account", errors } as const,
  redact: (text: string) => text.replaceAll("KEY", "‹redacted›")
})

interface Response {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

const textOf = (body: unknown): string =>
  body === undefined ? "" : typeof body === "string" ? body : JSON.stringify(body)

const judge = ({ body, headers = {}, status }: Response, call?: Call): Outcome =>
  fromResponse(contextOf(call), 0, { status, headers: headers as never, content: textOf(body) })

const failed = (response: Response, call?: Call): Failed => {
  const outcome = judge(response, call)
  if (outcome._tag !== "Failed") throw new Error(`a success: ${JSON.stringify(response)}`)
  return outcome
}

const tagOf = (response: Response, call?: Call): string => {
  const outcome = judge(response, call)
  return outcome._tag === "Failed" ? outcome.error._tag : "success"
}

const says = (status: number, message: string): Response => ({ status, body: { message } })
const page = "<html><body>gateway</body></html>"
const refused = (message?: string): Response => ({ status: 200, body: { succeeded: 0, message } })

describe("by status", () => {
  it.each<readonly [status: number, body: unknown, tag: string, message: RegExp]>([
    [429, {}, "RateLimitedError", /rate limit of the account is exceeded/],
    [400, { message: "Rate limit exceeded." }, "RateLimitedError", /rate limit/],
    [422, { message: "RATE LIMIT EXCEEDED" }, "RateLimitedError", /rate limit/],
    [423, { message: "Rate limit exceeded." }, "UnexpectedStatusError", /unexpected status/],
    [400, { message: "Your rate limit exceeded" }, "ValidationError", /rejected the request/],
    [500, {}, "ServerError", /server error/],
    [599, page, "ServerError", /server error/],
    [499, {}, "UnexpectedStatusError", /unexpected status/],
    [408, page, "ServerError", /server error/],
    [425, {}, "ServerError", /server error/],
    [407, {}, "UnexpectedStatusError", /unexpected status/],
    [401, page, "AuthenticationError", /rejected the API key/],
    [402, {}, "UnexpectedStatusError", /account has expired/],
    [300, {}, "UnexpectedStatusError", /redirects/],
    [300, { message: "Thing not found" }, "UnexpectedStatusError", /redirects/],
    [399, {}, "UnexpectedStatusError", /redirects/],
    [404, {}, "NotFoundError", /not found/],
    [410, {}, "NotFoundError", /not found/],
    [404, page, "UnexpectedStatusError", /is not from the API/],
    [410, page, "UnexpectedStatusError", /is not from the API/],
    [400, page, "UnexpectedStatusError", /is not from the API/],
    [409, page, "UnexpectedStatusError", /is not from the API/],
    [422, page, "UnexpectedStatusError", /is not from the API/],
    [405, page, "UnexpectedStatusError", /unexpected status/],
    [403, page, "PermissionError", /is not allowed to do this/],
    [409, {}, "DuplicateError", /already exists/],
    [418, { message: "It already exists" }, "DuplicateError", /already exists/],
    [400, {}, "ValidationError", /rejected the request/],
    [422, {}, "ValidationError", /rejected the request/],
    [405, {}, "UnexpectedStatusError", /unexpected status/],
    [100, "", "OutcomeUnknownError", /has the status 100/],
    [199, "", "OutcomeUnknownError", /has the status 199/]
  ])("%i %j is %s", (status, body, tag, message) => {
    const { error } = failed({ status, body })
    expect(error._tag).toBe(tag)
    expect(error.message).toMatch(message)
    expect(error.message.startsWith("Things.do: ")).toBe(true)
  })

  it("without what is declared, it is an unexpected status, which says whether the API meant it", () => {
    for (const [response, message] of [
      [says(404, "x"), /unexpected status \(404/],
      [says(409, "x"), /unexpected status \(409/],
      [says(400, "x"), /unexpected status \(400/],
      [says(403, "Could not do"), /rejected the request \(403/],
      [refused("no"), /rejected the request \(200/]
    ] as const) {
      const { error } = failed(response, { errors: [] })
      expect([error._tag, error.message]).toEqual(["UnexpectedStatusError", expect.stringMatching(message)])
    }
    // A duplicate that is not declared is invalid, and so is what is missing.
    expect(tagOf({ status: 409, body: {} }, { errors: [Errors.ValidationError] })).toBe("ValidationError")
    expect(tagOf(says(422, "already exists"), { errors: [Errors.ValidationError] })).toBe("ValidationError")
    expect(tagOf(says(400, "No Result found"), { errors: [Errors.ValidationError] })).toBe("ValidationError")
    expect(tagOf(says(404, "x"), { errors: [Errors.ValidationError] })).toBe("UnexpectedStatusError")
  })
})

describe("by what it says", () => {
  it.each([
    "Invalid API key",
    "api_key",
    "api-key",
    "apikey",
    "API token",
    "apitoken",
    "Bad token.",
    "not authenticated",
    "User is not authorized to access this account"
  ])("403 %j is about the key", (message) => {
    expect(tagOf(says(403, message))).toBe("AuthenticationError")
    expect(tagOf(says(400, message))).toBe("ValidationError")
  })
  it.each(["Forbidden", "the key", "tokens", "atoken", "not authorized", "api  key"])("403 %j is not", (message) => {
    expect(tagOf(says(403, message))).toBe("PermissionError")
  })

  it.each([
    "Could not create SubscriberSeries",
    "could not x",
    "Client error: 400",
    "the $value",
    "name is not a string",
    "name is not an array",
    "x is required",
    "Type is in use",
    "bad:\nname is required",
    "Could not save the planet"
  ])("403 %j is about the request", (message) => {
    expect(tagOf(says(403, message))).toBe("ValidationError")
  })
  it.each([
    "We could not do it",
    "A client error",
    "couldnot",
    "name is not any",
    "requirednot",
    "main use",
    ...["missing permission", "forbidden", "not allowed", "upgrade", "your plan", "line\nplan"].map(
      (why) => `Could not do it: ${why}`
    )
  ])("403 %j is about permission", (message) => {
    expect(tagOf(says(403, message))).toBe("PermissionError")
  })
  it("403 without a word is about the request only at a DELETE, and only from the API", () => {
    expect(tagOf({ status: 403, body: {} }, { method: "DELETE" })).toBe("ValidationError")
    expect(tagOf({ status: 403 }, { method: "DELETE" })).toBe("ValidationError")
    expect(tagOf({ status: 403, body: page }, { method: "DELETE" })).toBe("PermissionError")
    expect(tagOf({ status: 403, body: {} }, { method: "PUT" })).toBe("PermissionError")
  })

  const missing = [
    ...[
      "No result found",
      "no results found",
      "Thing not found.",
      "It does not exist",
      "doesn't exist",
      "doesn’t exist",
      "doesnot exist"
    ],
    ...["It no longer exists", "already deleted", "already removed", "already been deleted", "already been removed"]
  ]
  it.each(missing)("200 %j is missing", (message) => {
    expect(tagOf(refused(message))).toBe("NotFoundError")
    expect(tagOf(says(400, message))).toBe(/^no result found/i.test(message) ? "NotFoundError" : "ValidationError")
  })
  it.each([
    "piano results found",
    "knot found",
    "no resultsfound",
    "does nit exist",
    "already been seen",
    "longer exists"
  ])("200 %j is not missing", (message) => {
    expect(tagOf(refused(message))).toBe("ValidationError")
  })
  it("other statuses are missing with one phrase, at the beginning", () => {
    for (const status of [400, 403, 422])
      expect(tagOf(says(status, "No Result found for X with id 1"))).toBe("NotFoundError")
    expect(tagOf(says(423, "No Result found"))).toBe("UnexpectedStatusError")
    expect(tagOf(says(422, "There is No Result found"))).toBe("ValidationError")
  })

  it.each([
    "It already exists",
    "ALREADY EXISTS",
    "is already associated",
    "already in use",
    "already taken",
    "must be unique"
  ])("422 %j is a duplicate", (message) => {
    expect(tagOf(says(422, message))).toBe("DuplicateError")
  })
  it.each(["already", "halready exists", "already there", "unique"])("422 %j is not", (message) => {
    expect(tagOf(says(422, message))).toBe("ValidationError")
  })
  it("a code says that it is a duplicate", () => {
    expect(tagOf({ status: 422, body: { errors: [{ code: "other" }, { code: "duplicate" }] } })).toBe("DuplicateError")
    expect(tagOf({ status: 422, body: { errors: [{ code: "duplicates" }] } })).toBe("ValidationError")
  })
  it("titles, details and codes are read together", () => {
    expect(tagOf({ status: 422, body: { errors: [{ title: "The name", detail: "must be unique" }] } })).toBe(
      "DuplicateError"
    )
    expect(tagOf({ status: 200, body: { succeeded: 0, errors: [{ detail: "Thing not found" }] } })).toBe(
      "NotFoundError"
    )
    expect(tagOf({ status: 403, body: { errors: [{ title: "No" }, { detail: "the token" }] } })).toBe(
      "AuthenticationError"
    )
    expect(tagOf({ status: 403, headers: { "x-ac-error": "bad api key" } })).toBe("AuthenticationError")
  })
})

describe("a DELETE is done if there is nothing to delete", () => {
  const isGone = (response: Response) => failed(response, { method: "DELETE", safety: "idempotent" }).isGone
  it.each<readonly [Response, boolean]>([
    [{ status: 404, body: {} }, true],
    [{ status: 410, body: {} }, true],
    [{ status: 404, body: page }, false],
    [says(400, "No Result found for X"), true],
    [says(403, "It was not found"), true],
    [says(422, "It was not found"), true],
    [says(423, "It was not found"), false],
    [says(500, "It was not found"), false],
    [says(401, "The user was not found"), false],
    [says(403, "The token was not found"), false],
    [says(400, "The token was not found"), true],
    [{ status: 400, body: {} }, true],
    [{ status: 400 }, true],
    [says(400, "Bad Request"), true],
    [says(400, "Bad Request: x"), false],
    [says(400, "A bad request"), false],
    [{ status: 400, body: page }, false],
    [refused(), true],
    [refused("bad request"), true],
    [refused("Not allowed"), false],
    [{ status: 422, body: {} }, false],
    [{ status: 403, body: {} }, false],
    [{ status: 300, body: {} }, false]
  ])("%j: %j", (response, gone) => {
    expect(isGone(response)).toBe(gone)
  })
})

describe("what is retried, and what may have happened", () => {
  const fate = (response: Response, safety: Safety) => {
    const { error, mayHaveExecuted, retryAfter, retryable } = failed(
      { headers: { "retry-after": "7" }, ...response },
      { safety }
    )
    return {
      retryable,
      mayHaveExecuted,
      retryAfter: retryAfter && Duration.toMillis(retryAfter),
      unknown: Errors.isOutcomeUnknown(error)
    }
  }
  it("a rate limit always, after the time that is asked for", () => {
    for (const safety of ["read", "idempotent", "write"] as const) {
      expect(fate({ status: 429 }, safety)).toEqual({
        retryable: true,
        mayHaveExecuted: false,
        retryAfter: 7000,
        unknown: false
      })
    }
    expect(failed({ status: 429, headers: { "retry-after": "7" } }).error).toMatchObject({
      retryAfter: Duration.seconds(7)
    })
    expect("retryAfter" in failed({ status: 500, headers: { "retry-after": "7" } }).error).toBe(false)
  })
  it("a server error if that is safe", () => {
    expect(fate({ status: 503 }, "read")).toEqual({
      retryable: true,
      mayHaveExecuted: true,
      retryAfter: 7000,
      unknown: false
    })
    expect(fate({ status: 503 }, "idempotent")).toMatchObject({ retryable: true, unknown: false })
    expect(fate({ status: 503 }, "write")).toEqual({
      retryable: false,
      mayHaveExecuted: true,
      retryAfter: 7000,
      unknown: true
    })
    expect(failed({ status: 503 }).error.message).toMatch(/\(503\): it may or may not have been applied/)
    expect(failed({ status: 503 }, { safety: "read" }).error.message).toMatch(/\(503\)$/)
  })
  it("anything else never", () => {
    for (const response of [{ status: 400 }, { status: 401 }, { status: 404 }, refused("no")]) {
      expect(fate(response, "read")).toEqual({
        retryable: false,
        mayHaveExecuted: false,
        retryAfter: null,
        unknown: false
      })
    }
    expect("outcomeUnknown" in failed({ status: 400 }).error).toBe(false)
  })
  it("a response that broke off, or that is none, as a lost connection", () => {
    for (const response of [{ status: 200, body: '{"thing":' }, { status: 100 }]) {
      expect(failed(response, { safety: "read" })).toMatchObject({
        retryable: true,
        retryAfter: null,
        mayHaveExecuted: true,
        error: { _tag: "TransportError", sent: true }
      })
      expect(failed(response)).toMatchObject({
        retryable: false,
        mayHaveExecuted: true,
        error: { _tag: "OutcomeUnknownError" }
      })
    }
    expect(failed({ status: 200, body: '{"thing":' }).error).toMatchObject({ code: "truncated" })
    expect(failed({ status: 102 }).error).toMatchObject({ code: "102" })
    // An error whose body broke off is the error.
    expect(tagOf({ status: 422, body: '{"errors":[' })).toBe("ValidationError")
  })
  it("a timeout: a read can be repeated, and what a write did is not known", () => {
    const timeout = Duration.seconds(30)
    expect(fromTimeout(contextOf(), timeout)).toMatchObject({
      retryable: false,
      mayHaveExecuted: true,
      retryAfter: null,
      error: { _tag: "OutcomeUnknownError", code: "timeout" }
    })
    for (const safety of ["read", "idempotent"] as const) {
      expect(fromTimeout(contextOf({ safety }), timeout)).toMatchObject({
        retryable: true,
        mayHaveExecuted: true,
        retryAfter: null,
        error: { _tag: "TimeoutError", timeout }
      })
    }
  })
  it("a redirect that was followed never", () => {
    expect(fromRedirect(contextOf(), 200)).toMatchObject({
      retryable: false,
      mayHaveExecuted: true,
      retryAfter: null,
      error: { _tag: "UnexpectedStatusError", status: 200, issues: [] }
    })
  })
})

describe("a 2xx", () => {
  it.each<readonly [body: unknown, tag: string]>([
    [{ thing: {} }, "success"],
    [{}, "success"],
    ["", "success"],
    ["[]", "success"],
    ["text", "success"],
    ["\uFEFF{}", "success"],
    [{ success: 1 }, "success"],
    [{ success: true, message: "It could not be better" }, "success"],
    [{ succeeded: "1", success: 0 }, "success"],
    [{ success: null, message: "done" }, "success"],
    [{ errors: [], error: null }, "success"],
    [{ errors: {}, error: "" }, "success"],
    [{ errors: 0, error: false }, "success"],
    [{ errors: "0" }, "success"],
    [{ message: "no errors" }, "success"],
    [{ message: "0 errors, no failures, without any error, without fail" }, "success"],
    [{ message: "notable" }, "success"],
    [{ message: ["cannot"] }, "success"],
    [{ message: "cannot", a: 1, b: 2, c: 3 }, "ValidationError"],
    [{ message: "cannot", a: 1, b: 2, c: 3, d: 4 }, "success"],
    [{ message: "cannot", thing: {} }, "ValidationError"],
    [{ message: "cannot", thing: { id: 1 } }, "success"],
    [{ message: `${"a ".repeat(500)}cannot` }, "success"],
    [{ succeeded: 0 }, "ValidationError"],
    [{ succeeded: "0" }, "ValidationError"],
    [{ success: false }, "ValidationError"],
    [{ Success: 0 }, "ValidationError"],
    [{ error: "no" }, "ValidationError"],
    [{ error: { a: 1 } }, "ValidationError"],
    [{ error: 1 }, "ValidationError"],
    [{ errors: ["no"] }, "ValidationError"]
  ])("%j: %s", (body, tag) => {
    expect(tagOf({ status: 200, body })).toBe(tag)
    expect(tagOf({ status: 299, body })).toBe(tag)
  })

  it.each([
    ..."not|don't|don’t|cannot|unable|fail|fails|failed|failure|error|errors|invalid|denied|forbidden|unauthorized|unauthorised".split(
      "|"
    ),
    ..."unsuccessful|refused|rejected|required|must|missing|exceeded|too many|expired|disabled|maintenance".split("|"),
    ..."no result|no results|no such|no permission|no access|already exists|already in use|NOT".split("|")
  ])("refuses with a message such as %j", (word) => {
    expect(tagOf({ status: 200, body: { message: `It ${word} .` } })).not.toBe("success")
    expect(tagOf({ status: 200, body: { message: `It x${word}x .` } })).toBe("success")
  })

  it("with an error code and no body is no success", () => {
    const response = { status: 200, headers: { "x-ac-error": "Code 9001" } }
    expect(failed(response)).toMatchObject({ error: { _tag: "OutcomeUnknownError", code: "empty" }, retryable: false })
    expect(failed(response, { safety: "read" }).error).toMatchObject({
      _tag: "ValidationError",
      issues: [{ code: "Code 9001" }]
    })
    expect(tagOf({ ...response, body: {} })).toBe("success")
  })

  const save = (status: unknown) => ({ thing: { id: "7", customFieldSaveStatus: status } })
  it.each<readonly [status: unknown, tag: string]>([
    ["success", "success"],
    ["Succeeded", "success"],
    [{ status: "ok" }, "success"],
    [true, "success"],
    [1, "success"],
    [null, "success"],
    ["", "success"],
    [{}, "success"],
    [{ status: [] }, "success"],
    ["no success", "ValidationError"],
    [{ status: "error" }, "ValidationError"],
    [0, "ValidationError"],
    [false, "ValidationError"],
    [{ status: "0" }, "ValidationError"],
    [{ status: { toString: [], valueOf: [] } }, "ValidationError"]
  ])("with fields whose status is %j: %s", (status, tag) => {
    expect(tagOf({ status: 200, body: save(status) })).toBe(tag)
    expect(tagOf({ status: 200, body: { id: "7", customFieldSaveStatus: status } })).toBe(tag)
  })
  it("says which record was saved without its fields", () => {
    expect(failed({ status: 200, body: { thing: { id: "KEY", customFieldSaveStatus: "KEY" } } }).error).toMatchObject({
      issues: [{ code: "custom_fields_not_saved", pointer: "thing/‹redacted›", detail: '"‹redacted›"' }],
      message: expect.stringMatching(/saved without its custom fields/)
    })
  })
})

describe("whose response it is", () => {
  it.each<readonly [status: number, body: unknown, isOfApi: boolean]>([
    [404, { message: "x" }, true],
    [404, { errors: [] }, true],
    [404, {}, true],
    [404, { path: "/x" }, false],
    [404, "", false],
    [404, page, false],
    [404, "[]", false],
    [404, '"x"', false],
    [404, '{"message":"x"}{}', true],
    [404, '["x"', false],
    [400, { path: "/x" }, true],
    [400, "", true],
    [400, "[]", true],
    [400, '"x"', true],
    [400, '{"errors":[', true],
    [400, "1", false],
    [400, 'x {"a":1}', false],
    [400, "no", false]
  ])("%i %j: %j", (status, body, isOfApi) => {
    expect(/is not from the API/.test(failed({ status, body }).error.message)).toBe(!isOfApi)
  })

  it("a page is an issue without its tags, cut and redacted, and its type is told", () => {
    const { error } = failed({
      status: 404,
      headers: { "content-type": "text/html; charset=utf-8" },
      body: " <p>no <b>KEY</b>\n\n page</p> "
    })
    expect(error).toMatchObject({ issues: [{ title: "no ‹redacted› page", detail: null, code: null, pointer: null }] })
    expect(error.message).toMatch(/\(404; text\/html\)$/)
    for (const [type, told] of [
      ["text/plain", "text/plain"],
      ["application/json", "application/json"],
      ["application/xml; a", "application/xml"],
      ["a text/html", "unknown content"],
      ["text/jane", "unknown content"]
    ] as const) {
      expect(failed({ status: 404, headers: { "content-type": type }, body: "no" }).error.message).toContain(
        `(404; ${told})`
      )
    }
    expect(failed({ status: 404, body: "no" }).error.message).toContain("(404; unknown content)")
    expect(failed({ status: 404, body: {} }).error.message).toMatch(/\(404\)$/)
    // What a page says decides nothing.
    expect(tagOf({ status: 403, body: "<p>Invalid API key</p>" })).toBe("PermissionError")
    // A long page is cut before its tags are looked for, and a number is none.
    const long = failed({ status: 500, body: `${"<b>".repeat(4000)}behind` })
    expect(JSON.stringify(long.error)).not.toContain("behind")
    expect(failed({ status: 400, body: "5" }).error).toMatchObject({ issues: [] })
  })

  it("has an id, redacted and cut", () => {
    const idOf = (id: string) => failed({ status: 400, headers: { "x-request-id": id } }).error
    expect(idOf("abc")).toMatchObject({ requestId: "abc" })
    expect(idOf("KEY")).toMatchObject({ requestId: "‹redacted›" })
    expect(idOf("a".repeat(201))).toMatchObject({ requestId: `${"a".repeat(200)}…` })
    expect(failed({ status: 400 }).error).toMatchObject({ requestId: undefined })
  })

  it("names five of its issues", () => {
    const errors = ["a", "b", "c", "d", "e", "f"].map((code) => ({ code }))
    expect(failed({ status: 422, body: { errors: [{ title: "x" }, ...errors] } }).error.message).toMatch(
      /\(422; a; b; c; d\)$/
    )
    expect(failed({ status: 422, body: { errors } }).error).toMatchObject({ issues: { length: 6 } })
  })
})

describe("a connection that failed", () => {
  const request = HttpClientRequest.get("https://account.api-us1.com")
  const lost = (cause: unknown, call: Call = { safety: "read" }) =>
    fromTransportError(contextOf(call), new HttpClientError.RequestError({ request, reason: "Transport", cause }))
  const codeOf = (cause: unknown) => {
    const { error } = lost(cause)
    return "code" in error ? error.code : undefined
  }
  const isSent = (cause: unknown) => lost(cause).mayHaveExecuted
  const nested = (depth: number, cause: unknown): unknown => (depth === 0 ? cause : { cause: nested(depth - 1, cause) })

  it("has the code of its cause, however deep", () => {
    expect(codeOf({ code: "EPIPE" })).toBe("EPIPE")
    expect(codeOf(nested(5, { code: "EPIPE" }))).toBe("EPIPE")
    expect(codeOf(nested(6, { code: "EPIPE" }))).toBe("disconnected")
    expect(codeOf({ code: "", cause: { code: "EPIPE" } })).toBe("EPIPE")
    expect(codeOf({ code: 5, cause: { code: "EPIPE" } })).toBe("EPIPE")
    for (const cause of [undefined, null, "EPIPE", {}, { code: "" }, { code: "not a code" }, { errors: [] }])
      expect(codeOf(cause)).toBe("disconnected")
    expect(codeOf({ code: "A".repeat(60) })).toBe("A".repeat(60))
    expect(codeOf({ code: "A".repeat(61) })).toBe("disconnected")
    expect(codeOf({ errors: [{ code: "ECONNREFUSED" }, { code: "EPIPE" }] })).toBe("ECONNREFUSED")
  })

  it("was sent unless all that it stands for proves the contrary", () => {
    const refused = { code: "ECONNREFUSED", syscall: "connect" }
    const unknown = { code: "ENOTFOUND", syscall: "getaddrinfo" }
    for (const cause of [
      refused,
      unknown,
      nested(3, refused),
      { errors: [refused, unknown] },
      { code: "X", errors: [nested(1, refused)] }
    ]) {
      expect(isSent(cause), JSON.stringify(cause)).toBe(false)
      expect(lost(cause).error.message).toMatch(/cannot connect \(\w+\); nothing was sent/)
    }
    for (const cause of [
      { code: "ECONNREFUSED" },
      { syscall: "connect" },
      { errors: [refused, { code: "EPIPE" }] },
      { errors: [refused, null] },
      { errors: [] },
      { code: "EPIPE", errors: [] },
      undefined
    ]) {
      expect(isSent(cause), JSON.stringify(cause)).toBe(true)
      expect(lost(cause).error.message).toMatch(/the connection was lost \(\w+\)/)
    }
    expect(lost(refused, {})).toMatchObject({
      retryable: true,
      mayHaveExecuted: false,
      error: { _tag: "TransportError", sent: false }
    })
    expect(lost({ code: "EPIPE" }, {})).toMatchObject({
      retryable: false,
      mayHaveExecuted: true,
      error: { _tag: "OutcomeUnknownError" }
    })
  })

  it.each([
    ..."UND_ERR_CONNECT_TIMEOUT ERR_INVALID_URL ERR_TLS_CERT_ALTNAME_INVALID CERT_HAS_EXPIRED UNABLE_TO_GET_CRL SELF_SIGNED_CERT".split(
      " "
    ),
    ..."SELF_SIGNED_CERT_IN_CHAIN DEPTH_ZERO_SELF_SIGNED_CERT".split(" ")
  ])("%s proves that nothing was sent, and nothing around it does", (code) => {
    expect(isSent({ code })).toBe(false)
    expect(isSent({ code: `X${code}` })).toBe(true)
    expect(isSent({ code: `${code}1` })).toBe(true)
  })

  it("in a response was sent; with a wrong URL nothing was", () => {
    const cause = { code: "ECONNREFUSED", syscall: "connect" }
    const inResponse = { _tag: "ResponseError", reason: "Decode", cause } as unknown as HttpClientError.HttpClientError
    expect(fromTransportError(contextOf({ safety: "read" }), inResponse).mayHaveExecuted).toBe(true)
    const invalid = new HttpClientError.RequestError({ request, reason: "InvalidUrl", cause: { code: "EPIPE" } })
    expect(fromTransportError(contextOf(), invalid)).toMatchObject({
      mayHaveExecuted: false,
      error: { code: "InvalidUrl" }
    })
  })
})

it("Retry-After is a number of seconds or a date, and a day at most", () => {
  const now = Date.parse("2026-01-01T00:00:00Z")
  const millisOf = (header: string | undefined) => {
    const duration = retryAfterOf(header, now)
    return duration && Duration.toMillis(duration)
  }
  const day = 86_400_000
  for (const [header, millis] of [
    ["0", 0],
    ["7", 7000],
    [" 12 ", 12_000],
    ["1.25", 1250],
    ["86400", day],
    ["86401", day],
    ["1000000000", day],
    ["Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
    ["Thu, 01 Jan 2026 00:00:00 GMT", 0],
    ["Wed, 31 Dec 2025 23:59:59 GMT", null],
    ["Thu, 01 Jan 2027 00:00:00 GMT", day],
    ["-5", null],
    ["5 s", null],
    ["1.", null],
    [".5", null],
    ["2026-01-01", null],
    ["soon", null],
    ["", null],
    [undefined, null]
  ] as const) {
    expect(millisOf(header), header).toBe(millis)
  }
})

it("JSON that broke off starts as JSON, and ends inside a bracket or a string", () => {
  for (const text of [
    '{"a":1',
    "[",
    "[[]",
    '{"a":"}',
    '"a',
    '{"a":"\\"}',
    '{"a":"\\\\\\"}',
    "\uFEFF [",
    '["a",{"b":[1]}',
    '{"a',
    '["\\'
  ])
    expect(isBrokenOff(text), text).toBe(true)
  for (const text of [
    "",
    "{}",
    "[]x",
    '{"a":1}}',
    '"a"',
    "x[",
    "<html>[",
    '{"a":"\\\\"}<br>',
    '["]"]',
    '{"a":"[{"}',
    "]["
  ])
    expect(isBrokenOff(text), text).toBe(false)
})

it("a large text that is nested a thousandfold is not parsed", () => {
  const nested = (depth: number, length: number) =>
    `${"[".repeat(depth)}"${"a".repeat(length - 2 * depth - 2)}"${"]".repeat(depth)}`
  expect(() => parse(nested(1001, 500_001))).toThrow("nested too deeply")
  expect(() => parse(nested(1000, 500_001))).not.toThrow()
  expect(() => parse(nested(1001, 500_000))).not.toThrow()
  // Wide is not deep, and brackets in a string are text.
  expect(() => parse(`[${"[],".repeat(200_000)}[]]`)).not.toThrow()
  expect(() => parse(`["${"[".repeat(600_000)}"]`)).not.toThrow()
})

it("a number in a header is whole", () => {
  for (const [text, number] of [
    ["5", 5],
    [" 12 ", 12],
    ["0", 0],
    ["", null],
    ["-1", null],
    ["1.5", null],
    ["5x", null],
    ["x5", null],
    [undefined, null]
  ] as const)
    expect(numberOf(text), text).toBe(number)
})

describe("issues", () => {
  const read = (body: unknown) => issuesOf(body, (text) => text.replaceAll("KEY", "*"))
  const issue = (fields: object) => ({ title: null, detail: null, code: null, pointer: null, ...fields })
  it.each<readonly [body: unknown, issues: ReadonlyArray<object>]>([
    ["no KEY", [{ title: "no *" }]],
    ["", []],
    [5, []],
    [null, []],
    [["no"], []],
    [{}, []],
    [{ message: "no" }, [{ title: "no" }]],
    [{ message: null }, [{}]],
    [{ message: "m", errors: ["a", 5, null, ["x"]] }, [{ title: "m" }, { title: "a" }, { title: "5" }, {}, {}]],
    [{ message: "m", errors: "a" }, [{ title: "m" }, { title: "a" }]],
    [{ message: "m", error: "a" }, [{ title: "m" }, { title: "a" }]],
    [{ error: { title: "a", code: 7 } }, [{ title: "a", code: "7" }]],
    [{ error: 5 }, []],
    [{ error: ["a"] }, []],
    [
      { errors: [{ title: "t", failureReason: "f", message: "m", detail: "d", code: "c", error: "e" }] },
      [{ title: "t", detail: "d", code: "c" }]
    ],
    [{ errors: [{ failureReason: "f", message: "m", error: "e" }] }, [{ title: "f", code: "e" }]],
    [{ errors: [{ message: "m" }] }, [{ title: "m" }]],
    [{ errors: [{ source: { pointer: "p", parameter: "q", value: "v" } }] }, [{ pointer: "p" }]],
    [{ errors: [{ source: { parameter: "q", value: "v" } }] }, [{ pointer: "q" }]],
    [{ errors: [{ source: { value: "v" }, contact: 1 }] }, [{ pointer: "v" }]],
    [{ errors: [{ source: "x" }] }, [{}]],
    [
      { failureReasons: [{ contact: 230, failureReason: "f" }, { contact: null }] },
      [{ title: "f", pointer: "contacts[230]" }, { pointer: "contacts[]" }]
    ],
    [
      { errors: { email: ["bad", "worse"], name: "short", KEY: [{ title: "t", source: { pointer: "x" } }] } },
      [
        { title: "bad", pointer: "email" },
        { title: "worse", pointer: "email" },
        { title: "short", pointer: "name" },
        { title: "t", pointer: "*" }
      ]
    ],
    [{ errors: [], message: "m", error: "e" }, [{ title: "m" }]]
  ])("%j", (body, issues) => {
    expect(read(body)).toEqual(issues.map(issue))
  })
  it("are cut before they are searched", () => {
    const searched: Array<number> = []
    issuesOf({ message: "a".repeat(50_000), errors: { ["k".repeat(50_000)]: ["b".repeat(50_000)] } }, (text) => {
      searched.push(text.length)
      return text
    })
    expect(Math.max(...searched)).toBe(20_000)
  })
  it("are 100 at most, and short", () => {
    const many = Array.from({ length: 150 }, (_, index) => `e${index}`)
    expect(read({ errors: many })).toHaveLength(100)
    expect(read({ errors: Object.fromEntries(many.map((key) => [key, "x"])) })).toHaveLength(100)
    expect(read({ errors: { a: many } })).toHaveLength(100)
    expect(read("a".repeat(1001))).toEqual([issue({ title: `${"a".repeat(1000)}…` })])
    expect(read("a".repeat(1000))).toEqual([issue({ title: "a".repeat(1000) })])
    // Redacted first, so that no part of a key is left at the cut.
    expect(shorten("abKEYd", (text) => text.replace("KEY", "*"), 4)).toBe("ab*d")
    expect(shorten("abKEYde", (text) => text.replace("KEY", "*"), 4)).toBe("ab*d…")
  })
  it.each<readonly [code: string | null, pointer: string | null, shown: string]>([
    ["field_invalid", "/data/attributes/name", "field_invalid at /data/attributes/name"],
    ["Code 9001", null, "Code 9001"],
    ["Code x", null, ""],
    ["422", "lists[0]", "422 at lists[0]"],
    ["1234", null, "1234"],
    ["12345", null, ""],
    ["a12345", null, ""],
    [null, "filters[name]", "filters[name]"],
    [null, "account,contact.id", "account,contact.id"],
    [null, "filters[a b]", ""],
    ["Jane", null, ""],
    ["jane@example", null, ""],
    ["x Code 1", null, ""],
    ["a".repeat(80), null, "a".repeat(80)],
    ["a".repeat(81), null, ""],
    [null, "//a", ""],
    ["a/", null, ""]
  ])("%j at %j is shown as %j", (code, pointer, shown) => {
    expect(summaryOf({ title: "Jane", detail: "Roe", code, pointer })).toBe(shown)
  })
})

describe("a success that cannot be used", () => {
  const raw = (body: unknown, headers = {}) => ({
    _tag: "RawResponse" as const,
    status: 200,
    headers: headers as never,
    body
  })

  it("is given with all that it is", () => {
    const headers = { "x-a": "b" }
    expect(judge({ status: 201, headers, body: { thing: 1 } })).toEqual({
      _tag: "RawResponse",
      status: 201,
      headers,
      body: { thing: 1 }
    })
    expect(judge({ status: 200, headers, body: "[1]" })).toEqual({
      _tag: "RawResponse",
      status: 200,
      headers,
      body: [1]
    })
    expect(judge({ status: 200, body: " text " })).toMatchObject({ body: "text" })
    expect(judge({ status: 200, body: "" })).toMatchObject({ body: undefined })
    expect(judge({ status: 200, body: " \n" })).toMatchObject({ body: undefined })
    expect(judge({ status: 200, body: "\uFEFF{}" })).toMatchObject({ body: {} })
  })

  it("does not decode: where, what, and that a write may have been applied", () => {
    const error = (
      call: Call,
      body: unknown,
      issue = new Issue("must be a string; got KEY", { a: "KEY" }).at("thing")
    ) => fromDecodeFailure(contextOf(call), raw(body, { "x-request-id": "r", "content-type": "text/html" }), issue)
    expect(error({ safety: "read" }, {})).toMatchObject({
      ...{ _tag: "DecodeError", path: "thing", status: 200, requestId: "r", issues: [], excerpt: '{"a":"‹redacted›"}' },
      message: "Things.do: the response is not as documented: `thing` must be a string; got KEY"
    })
    expect(error({ safety: "idempotent" }, {}, new Issue("must be an object", 1)).message).toBe(
      "Things.do: the response is not as documented: the body must be an object"
    )
    expect(error({}, {}).message).toMatch(/got KEY; it may or may not have been applied, check before retrying$/)
    expect(error({ safety: "read" }, "<html>").message).toBe("Things.do: the response is not JSON (text/html)")
    expect(undecodable(contextOf(), raw({}), new Issue("x", 1))).toMatchObject({
      ...{ _tag: "Failed", retryable: false, retryAfter: null, mayHaveExecuted: true },
      error: { _tag: "DecodeError", status: 200 }
    })
  })

  it("is empty: nobody knows what became of a write", () => {
    for (const body of [undefined, null]) {
      expect(emptyWrite(contextOf(), raw(body))).toMatchObject({ _tag: "OutcomeUnknownError", code: "empty" })
      for (const safety of ["read", "idempotent"] as const)
        expect(emptyWrite(contextOf({ safety }), raw(body))).toBe(undefined)
    }
    for (const body of [{}, "", 0, false]) expect(emptyWrite(contextOf(), raw(body))).toBe(undefined)
  })

  it("is never a defect", () => {
    const thrown = (cause: unknown) =>
      readSafely(() => {
        throw cause
      })
    expect(thrown(new RangeError("KEY"))).toMatchObject({ problem: "cannot be read (RangeError)", actual: undefined })
    expect(thrown("KEY")).toMatchObject({ problem: "cannot be read (exception)" })
    expect(readSafely(() => 5)).toBe(5)
  })

  it("has an error code beside a body that is read", () => {
    const headers = { "x-ac-error": "Code 9001" }
    expect(failed({ status: 400, headers, body: { message: "m" } }).error).toMatchObject({ issues: [{ title: "m" }] })
    expect(failed({ status: 400, headers, body: {} }).error).toMatchObject({ issues: [] })
    expect(failed({ status: 400, headers }).error).toMatchObject({ issues: [{ code: "Code 9001" }] })
    expect(failed({ status: 400 }).error).toMatchObject({ issues: [] })
    // A bare string is JSON.
    expect(failed({ status: 400, body: '"no"' }).error).toMatchObject({ issues: [{ title: "no" }] })
    expect(failed({ status: 400, body: '"no"' }).error.message).toMatch(/\(400\)$/)
    expect(tagOf({ status: 404, body: 'x {"message":"a"}' })).toBe("UnexpectedStatusError")
    expect(tagOf({ status: 404, body: '{"path":1}' })).toBe("UnexpectedStatusError")
  })
})

describe("a secret", () => {
  const secret = "k3y+/that=must~not?show>"
  const redact = redactorOf(secret)
  const hex = (char: string) => char.charCodeAt(0).toString(16).padStart(2, "0")
  const each = (spell: (char: string) => string) => [...secret].map(spell).join("")
  it.each<readonly [form: string, text: string]>([
    ["plain", secret],
    ["upper case", secret.toUpperCase()],
    ["URL", encodeURIComponent(secret)],
    ["URL, each letter", each((char) => `%${hex(char)}`)],
    ["URL, twice", encodeURIComponent(encodeURIComponent(secret))],
    ["JSON", JSON.stringify(each((char) => char)).slice(1, -1)],
    ["JSON, each letter", each((char) => `\\u00${hex(char)}`)],
    ["escaped", each((char) => `\\${char}`)],
    ["HTML, decimal", each((char) => `&#${char.charCodeAt(0)};`)],
    ["HTML, hexadecimal", each((char) => `&#x${hex(char)};`)],
    ["HTML, by name", secret.replace(">", "&gt;").replace("+", "&plus;")],
    ["base64", btoa(secret)],
    ["base64 for URLs", btoa(secret).replaceAll("+", "-").replaceAll("/", "_")]
  ])("is redacted: %s", (_, text) => {
    expect(redact(`a ${text} b`)).toMatch(/^a (‹redacted›=*) b$/)
    expect(redact(`${text} ${text}`)).not.toContain("k3y")
  })
  it("is redacted in base64, wherever it starts", () => {
    for (const key of [secret, "abcdefghij", "k3y-that-must-not-show", "????????>>>>>>>>"]) {
      for (const before of ["", "a", "ab", "abc", "user:"]) {
        for (const after of ["", "z", "zz", ":x"]) {
          const redacted = redactorOf(key)(btoa(before + key + after))
          expect(redacted, `${before}${key}${after}`).toContain("‹redacted›")
          // What is left says less than one letter at each end.
          const [start = "", end = ""] = redacted.split("‹redacted›")
          expect(start.length).toBeLessThanOrEqual(Math.ceil((before.length * 4) / 3) + 1)
          expect(end.length).toBeLessThanOrEqual(Math.ceil((after.length * 4) / 3) + 3)
        }
      }
    }
  })
  it("is not seen where it is not", () => {
    for (const text of ["k3y", "a text", btoa("another text that is long"), secret.slice(1), ""])
      expect(redact(text)).toBe(text)
    // A short one in base64 could be anything.
    expect(redactorOf("ab")(btoa("ab"))).toBe(btoa("ab"))
    expect(redactorOf("ab")("xaby")).toBe("x‹redacted›y")
    expect(redactorOf("abcdefg")(btoa("abcdefg"))).toBe(btoa("abcdefg"))
    expect(redactorOf("abcdefgh")(btoa("abcdefgh"))).toContain("‹redacted›")
  })
})

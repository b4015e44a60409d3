/**
 * A 2xx is a success only if its body says so, at every endpoint; and a DELETE that is retried succeeds if the thing is
 * gone, in whichever way the API says so.
 */
import { it } from "@effect/vitest"
import * as ActiveCampaignClient from "@effect-activecampaign/core/ActiveCampaignClient"
import * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import * as Credentials from "@effect-activecampaign/core/Credentials"
import * as RateLimiter from "@effect-activecampaign/core/RateLimiter"
import * as RetryPolicy from "@effect-activecampaign/core/RetryPolicy"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { DealCustomFieldId, DealCustomFieldValueId, DealCustomFieldValues, DealId } from "effect-activecampaign"
import { expect } from "vitest"
import { type AnyEndpoint, argsOf, exported, run } from "./endpoints.js"
import { isPublished, operationOf } from "./published.js"

const page = {
  headers: { "content-type": "text/html" },
  body: "<!DOCTYPE html><html><title>Maintenance</title></html>"
}
const refused = "ValidationError"

/** Bodies of a 200 that is no success, and what they become: at a write, at any other endpoint. */
const lies: ReadonlyArray<
  readonly [name: string, response: Omit<FakeHttp.RawResponse, "status">, atWrite: string, otherwise: string]
> = [
  ["succeeded: 0", { body: { succeeded: 0, message: "Not allowed." } }, refused, refused],
  ["success: 0", { body: { success: "0", message: "Not allowed." } }, refused, refused],
  ["success: false", { body: { success: false } }, refused, refused],
  ["success: a text that says no", { body: { success: "false" } }, refused, refused],
  ["succeeded: false, as PHP writes it", { body: { succeeded: "", message: "Campaign" } }, refused, refused],
  ["succeeded: less than zero", { body: { succeeded: -1 } }, refused, refused],
  ["errors", { body: { errors: [{ title: "No" }] } }, refused, refused],
  ["a text for errors", { body: { errors: "No" } }, refused, refused],
  ["errors by field", { body: { errors: { email: ["No"] } } }, refused, refused],
  ["an error", { body: { error: "No" } }, refused, refused],
  ["a refusal", { body: { message: "You do not have permission" } }, refused, refused],
  ["another refusal", { body: { message: "Could not delete the record." } }, refused, refused],
  ["an outage", { body: { message: "Service temporarily unavailable, try again later." } }, refused, refused],
  ["a limit", { body: { message: "Request limit reached" } }, refused, refused],
  ["nothing done", { body: { message: "Nothing was deleted" } }, refused, refused],
  ["an error code only", { headers: { "x-ac-error": "Code 9001" } }, "OutcomeUnknownError", refused],
  ["a page", page, "DecodeError", "DecodeError"],
  ["a text", { body: "OK" }, "DecodeError", "DecodeError"],
  ["a string", { body: '"OK"' }, "DecodeError", "DecodeError"],
  ["an array", { body: [] }, "DecodeError", "DecodeError"],
  ["null", { body: "null" }, "OutcomeUnknownError", "DecodeError"],
  ["a number", { body: "1" }, "DecodeError", "DecodeError"],
  ["JSON that breaks off", { body: '{"meta":{"total":"1"}' }, "OutcomeUnknownError", "TransportError"],
  ["JSON that breaks off in a string", { body: '[{"a":"}]' }, "OutcomeUnknownError", "TransportError"]
]

/** Collections in a bare array, which can be empty. */
const bare = ["Stripo.listPersonalizationTags"]

const rows = exported.map(({ endpoint }) => [endpoint.name, endpoint] as const)

/** What an endpoint fails with at each of several responses. */
const failures = (endpoint: AnyEndpoint, responses: ReadonlyArray<FakeHttp.RawResponse>) => {
  const args = argsOf(endpoint)
  return Effect.forEach(responses, () => Effect.flip(run(endpoint, args))).pipe(
    Effect.provide(FakeHttp.layerClient(...responses.map((response) => FakeHttp.replyRaw(endpoint, response))))
  )
}

it.effect.each(rows)("%s fails typed whatever a 200 lies", ([, endpoint]) =>
  Effect.gen(function* () {
    const told = lies.filter(([name]) => !bare.includes(endpoint.name) || !["an array", "null"].includes(name))
    const errors = yield* failures(
      endpoint,
      told.map(([, response]) => ({ status: 200, ...response }))
    )
    for (const [index, [name, , atWrite, otherwise]] of told.entries()) {
      const error = errors[index]
      const tag = endpoint.safety === "write" ? atWrite : otherwise
      const isDeclared = tag !== refused || endpoint.errors.includes(Errors.ValidationError)
      expect(error?._tag, name).toBe(isDeclared ? tag : "UnexpectedStatusError")
      if (tag === refused) expect([Errors.isRetryable(error), Errors.isOutcomeUnknown(error)]).toEqual([false, false])
    }
  })
)

/** Writes that ActiveCampaign has no body for. */
const silent = ["Forms.optIn", "LocalEvents.create", "TaskReminders.create"]

it.effect.each(rows.filter(([name, { safety }]) => safety === "write" && !silent.includes(name)))(
  "%s: nobody knows what became of it if the response is empty",
  ([, endpoint]) =>
    Effect.gen(function* () {
      for (const error of yield* failures(endpoint, [{ status: 200 }, { status: 201 }, { status: 204 }])) {
        expect(error._tag).toBe("OutcomeUnknownError")
        expect([Errors.isRetryable(error), Errors.isOutcomeUnknown(error)]).toEqual([false, true])
      }
    })
)

const missing = "No Result found for Subscriber with id 1"

/** How the API says that there is nothing to delete. */
const gone: ReadonlyArray<FakeHttp.RawResponse> = [
  { status: 404, body: { message: missing } },
  { status: 404, body: { message: "Not Found" } },
  { status: 404, body: { errors: [{ status: 404, title: "Not Found" }] } },
  { status: 404, body: {} },
  { status: 410, body: {} },
  { status: 403, body: { message: missing } },
  { status: 400, body: { message: missing } },
  { status: 422, body: { message: missing } },
  { status: 400, body: { errors: [{ status: 400, title: "Bad Request" }] } },
  { status: 400, body: {} },
  { status: 400 },
  { status: 200, body: { succeeded: 0, message: "Campaign not found." } },
  { status: 200, body: { succeeded: 0 } }
]

/** What says nothing of the kind. */
const refusals: ReadonlyArray<FakeHttp.RawResponse> = [
  { status: 404, headers: page.headers, body: page.body },
  { status: 403, body: { message: "Forbidden" } },
  { status: 403, body: {} },
  { status: 401, body: { message: "API key not found" } },
  { status: 403, body: { message: "User not found: you do not have permission" } },
  { status: 422, body: { errors: [{ title: "The related user was not found" }] } },
  { status: 409, body: { message: "The tag is in use; its list was not found" } },
  { status: 400, body: { message: "$value is not a string" } },
  { status: 200, body: { succeeded: 0, message: "Not allowed." } }
]

/** A client that retries at once. */
const retrying = ActiveCampaignClient.layer.pipe(
  Layer.provide([
    Credentials.layer({ apiUrl: "https://test.api-us1.com", apiKey: "a-key-of-tests" }),
    RateLimiter.layerUnlimited,
    RetryPolicy.layer({ maxAttempts: 2, baseDelay: 0 })
  ])
)

const deletes = rows.filter(([, { method }]) => method === "DELETE")

it.live.each(deletes)("%s, retried, succeeds if there is nothing to delete, and only then", ([name, endpoint]) =>
  Effect.gen(function* () {
    const args = argsOf(endpoint)
    const responses = [...gone, ...refusals]
    const outage = { status: 502, headers: page.headers, body: page.body }
    const replies = responses.flatMap((response) => [outage, response])
    const exits = yield* Effect.forEach(responses, () => Effect.exit(run(endpoint, args))).pipe(
      Effect.provide(
        Layer.provide(retrying, FakeHttp.layer(...replies.map((response) => FakeHttp.replyRaw(endpoint, response))))
      )
    )
    // One delete returns what it is a part of, which nobody has then.
    const succeeds = name !== "CustomObjectSchemas.deleteField"
    for (const [index, response] of responses.entries()) {
      expect(exits[index]?._tag, JSON.stringify(response)).toBe(
        succeeds && gone.includes(response) ? "Success" : "Failure"
      )
    }
  })
)

it.skipIf(!isPublished).each(rows)("%s declares what its documented statuses become", (_, endpoint) => {
  for (const status of operationOf(endpoint)?.errorStatuses ?? []) {
    if (status === 404) expect(endpoint.errors, String(status)).toContain(Errors.NotFoundError)
    if (status === 400 || status === 422) expect(endpoint.errors, String(status)).toContain(Errors.ValidationError)
  }
})

it.effect("bulk requests return the message of the API", () =>
  Effect.gen(function* () {
    const { bulkCreate, bulkUpdate } = DealCustomFieldValues
    const created = "The bulk insert was successful."
    const value = { dealId: DealId.make("1"), customFieldId: DealCustomFieldId.make("1"), fieldValue: "a" }
    const updated = "DealCustomFieldDatas with ID(s): 12 successfully bulk updated, 0 failed."
    const program = Effect.all([
      bulkCreate([value]),
      bulkUpdate([{ id: DealCustomFieldValueId.make("1"), fieldValue: "a" }])
    ]).pipe(
      Effect.provide(
        FakeHttp.layerClient(
          FakeHttp.replyRaw(bulkCreate, { status: 200, body: { message: created } }),
          FakeHttp.replyRaw(bulkUpdate, { status: 200, body: { message: updated } })
        )
      )
    )
    expect((yield* program).map(({ message }) => message)).toEqual([created, updated])
  })
)

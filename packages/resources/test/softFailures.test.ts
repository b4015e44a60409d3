/**
 * A failure that the vendor answers with 200 is a failure, at every endpoint.
 */
import { it } from "@effect/vitest"
import * as Errors from "@effect-activecampaign/core/ActiveCampaignError"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import { expect } from "vitest"
import { argsOf, exported, run } from "./endpoints.js"

const answers: ReadonlyArray<readonly [name: string, answer: FakeHttp.RawResponse]> = [
  ["succeeded: 0", { status: 200, body: { succeeded: 0, message: "Not allowed." } }],
  ["success: 0", { status: 200, body: { success: "0", message: "Not allowed." } }],
  ["success: false", { status: 200, body: { success: false, message: "Not allowed." } }],
  ["an error in a header and nothing else", { status: 200, headers: { "X-Ac-Error": "Code 9001" } }]
]

it.effect.each(exported.map(({ endpoint }) => [endpoint.name, endpoint] as const))("%s", ([, endpoint]) =>
  Effect.gen(function* () {
    for (const [name, answer] of answers) {
      const error = yield* run(endpoint, argsOf(endpoint)).pipe(
        Effect.flip,
        Effect.provide(FakeHttp.layerClient(FakeHttp.replyRaw(endpoint, answer)))
      )
      const declared = endpoint.errors.includes(Errors.ValidationError)
      // Nobody knows what became of a write if the response is empty.
      const isLost = answer.body === undefined && endpoint.safety === "write"
      expect(error._tag, name).toBe(
        isLost ? "OutcomeUnknownError" : declared ? "ValidationError" : "UnexpectedStatusError"
      )
      expect(error.message).toMatch(/9001|rejected|check before retrying/)
    }
  })
)

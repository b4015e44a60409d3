/**
 * A Worker that subscribes the sender of a form. Modules are imported one by one: wrangler bundles with esbuild, and the bundle
 * contains what is used.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as ActiveCampaignError from "effect-activecampaign/ActiveCampaignError"
import * as Contacts from "effect-activecampaign/Contacts"
import * as ContactTags from "effect-activecampaign/ContactTags"
import * as Credentials from "effect-activecampaign/Credentials"
import { TagId } from "effect-activecampaign/Ids"
import * as RetryPolicy from "effect-activecampaign/RetryPolicy"

/** `wrangler secret put ACTIVECAMPAIGN_API_KEY`; the other two are `vars` of the configuration. */
export interface Env {
  readonly ACTIVECAMPAIGN_API_URL: string
  readonly ACTIVECAMPAIGN_API_KEY: string
  readonly SIGNED_UP_TAG: string
}

/**
 * A client for one request of the Worker. It is made of values and opens nothing: less than a millisecond. The rate limiter
 * is not in it: all clients of an isolate share one.
 */
const client = (env: Env) =>
  ActiveCampaignClient.layerWith({ timeout: "5 seconds" }).pipe(
    Layer.provide(RetryPolicy.layer({ maxAttempts: 3, maxElapsed: "10 seconds" })),
    Layer.provide(Credentials.layer({ apiUrl: env.ACTIVECAMPAIGN_API_URL, apiKey: env.ACTIVECAMPAIGN_API_KEY })),
    Layer.provide(FetchHttpClient.layer)
  )

const Form = Schema.Struct({ email: Schema.Trim.pipe(Schema.pattern(/^[^\s@]+@[^\s@]+\.[^\s@]+$/)) })

const problem = (status: number, message: string) => Response.json({ message }, { status })

const signUp = (request: Request, env: Env) =>
  Effect.gen(function* () {
    const json = yield* Effect.promise(() => request.json().catch(() => null))
    const { email } = yield* Schema.decodeUnknown(Form)(json)
    const contact = yield* Effect.catchTag(Contacts.sync({ email }), "ValidationError", () => Effect.succeed(null))
    if (contact === null) return problem(422, "This e-mail address was not accepted.")
    yield* ContactTags.add({ contact: contact.id, tag: TagId.make(env.SIGNED_UP_TAG) })
    return new Response(null, { status: 204 })
  }).pipe(
    Effect.provide(client(env)),
    Effect.timeout("15 seconds"),
    Effect.catchTags({
      ParseError: () => Effect.succeed(problem(422, "`email` must be an e-mail address.")),
      TimeoutException: () => Effect.succeed(problem(503, "Please try again."))
    }),
    ActiveCampaignError.catchCategory("retryable", () => Effect.succeed(problem(503, "Please try again."))),
    // Credentials, the tag, or a response that cannot be read. Messages contain neither the key nor personal data.
    Effect.catchAll((error) => Effect.as(Effect.logError(String(error)), problem(500, "Something went wrong.")))
  )

export default {
  fetch: (request: Request, env: Env): Promise<Response> =>
    request.method === "POST"
      ? Effect.runPromise(signUp(request, env))
      : Promise.resolve(new Response(null, { status: 405, headers: { allow: "POST" } }))
}

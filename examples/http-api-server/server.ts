/**
 * Implements the API with ActiveCampaign. Run it with `NodeRuntime.runMain(Layer.launch(server))`.
 */
import { createServer } from "node:http"
import { HttpApiBuilder, HttpApp, HttpMiddleware, HttpServer, HttpServerResponse } from "@effect/platform"
import { NodeHttpClient, NodeHttpServer } from "@effect/platform-node"
import { Config, Duration, Effect, Layer } from "effect"
import { ActiveCampaignClient, type ActiveCampaignError, ContactId, Contacts, RetryPolicy } from "effect-activecampaign"
import { Api, Customer, Invalid, NotFound, Unavailable } from "./api.js"

/** Fails with `Unavailable`, and sets `Retry-After` in the response. */
const unavailable = (wait: Duration.Duration | null) => {
  const seconds = Math.ceil(Duration.toSeconds(wait ?? "10 seconds"))
  return HttpApp.appendPreResponseHandler((_, response) =>
    Effect.succeed(HttpServerResponse.setHeader(response, "retry-after", `${seconds}`))
  ).pipe(Effect.zipRight(new Unavailable({ seconds })))
}

/** What ActiveCampaign says of the fields that were sent. */
const invalid = ({ issues }: ActiveCampaignError.ValidationError | ActiveCampaignError.DuplicateError) =>
  new Invalid({ issues: issues.flatMap(({ title }) => title ?? []) })

/** Not the client's fault, such as a revoked key: a 500 without details, and a line in the log. */
const unexpected = (error: ActiveCampaignError.ActiveCampaignError) =>
  Effect.zipRight(Effect.logError(error.message), Effect.die(error))

/** The API's error for each of ActiveCampaign's. The timeout includes the wait for the rate limit. */
const toApiErrors = <A, R>(self: Effect.Effect<A, ActiveCampaignError.ActiveCampaignError, R>) =>
  Effect.catchTags(Effect.timeout(self, "10 seconds"), {
    TimeoutException: () => unavailable(null),
    NotFoundError: () => new NotFound(),
    InputError: ({ message }) => new Invalid({ issues: [message] }),
    ValidationError: invalid,
    DuplicateError: invalid,
    RateLimitedError: ({ retryAfter }) => unavailable(retryAfter),
    ServerError: () => unavailable(null),
    TimeoutError: () => unavailable(null),
    TransportError: () => unavailable(null),
    AuthenticationError: unexpected,
    PermissionError: unexpected,
    OutcomeUnknownError: unexpected,
    DecodeError: unexpected,
    PaginationError: unexpected,
    UnexpectedStatusError: unexpected
  })

const customerOf = ({ email, firstName, id }: Contacts.Contact) => new Customer({ id, email, firstName })

const customers = HttpApiBuilder.group(Api, "customers", (handlers) =>
  handlers
    .handle("get", ({ path }) => Contacts.get(ContactId.make(`${path.id}`)).pipe(Effect.map(customerOf), toApiErrors))
    .handle("save", ({ payload }) => Contacts.sync(payload).pipe(Effect.map(customerOf), toApiErrors))
)

/** Somebody waits: fewer retries, and a shorter timeout, than a job has. */
const client = ActiveCampaignClient.layerConfig(undefined, { timeout: "5 seconds" }).pipe(
  Layer.provide(RetryPolicy.layer({ maxAttempts: 3, maxElapsed: "8 seconds" })),
  Layer.provide(NodeHttpClient.layerUndici)
)

const http = NodeHttpServer.layerConfig(
  createServer,
  Config.all({ port: Config.withDefault(Config.integer("PORT"), 3000) })
)

/** The client is below the HTTP server, so that it is closed after it: requests that are under way can complete. */
export const server = HttpApiBuilder.serve(HttpMiddleware.logger).pipe(
  HttpServer.withLogAddress,
  Layer.provide(Layer.provide(HttpApiBuilder.api(Api), customers)),
  Layer.provideMerge(http),
  Layer.provide(client)
)

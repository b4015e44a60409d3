/**
 * An ActiveCampaign account in memory. It behaves as the API does: ids are strings, a page has 20 rows by default and
 * 100 at most, `meta.total` is a string, responses to creates contain few fields, and errors have the recorded form.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const ac = yield* ActiveCampaign
 *   const jane = yield* ac.contacts.sync({ email: "jane@example.com" })
 *   const { rows } = yield* FakeAccount.FakeAccount
 *   return rows.contacts.some((row) => row.id === jane.id)
 * }).pipe(Effect.provide(Layer.provideMerge(ActiveCampaign.layerClient, FakeAccount.layerClient())))
 * ```
 *
 * An account can be seeded: a number makes rows, an array has them.
 *
 * ```ts
 * const account = FakeAccount.make({ contacts: 500, tags: [{ tag: "customer" }], limit: null })
 * ```
 *
 * A request that it does not implement dies with a message that names it. `FakeAccountServer` puts an account behind an
 * HTTP server.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientError from "@effect/platform/HttpClientError"
import * as HttpClientRequest from "@effect/platform/HttpClientRequest"
import type * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Clock from "effect/Clock"
import * as Context from "effect/Context"
import * as Data from "effect/Data"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import type * as Credentials from "effect-activecampaign/Credentials"
import type * as RateLimiter from "effect-activecampaign/RateLimiter"
import type * as Faults from "./Faults.js"
import { type Delivery, deliveriesOf, settle } from "./internal/account/events.js"
import { makeHandler } from "./internal/account/handler.js"
import { tables } from "./internal/account/resources.js"
import { notImplemented } from "./internal/account/responses.js"
import { Store } from "./internal/account/Store.js"
import {
  applySeed,
  diffTable,
  existing,
  loadInto,
  problemsOf,
  seededAt,
  snapshotOf,
  storedForm,
  type TableDiff
} from "./internal/account/seeding.js"
import { render, type Row as StoredRow } from "./internal/account/Table.js"
import { credentials, defaultKey, directClient } from "./internal/client.js"
import { makeFaults } from "./internal/faultRules.js"
import { type RecordedRequest, recordClientRequest, toClientResponse, truncatedResponse } from "./internal/http.js"

export type { Delivery } from "./internal/account/events.js"
export type { TableDiff } from "./internal/account/seeding.js"
export { defaultKey } from "./internal/client.js"
export type { RawResponse, RecordedRequest } from "./internal/http.js"

type Tables = (typeof tables)[number]

/** Name of a table: the key around its rows in response bodies. */
export type TableName = Tables["name"]

/** What the rows of each table are read as. */
type Entities = { readonly [T in Tables as T["name"]]: T["entity"]["Type"] }

/** The fields of a table's rows, in the form that response bodies contain. */
export type Fields<Name extends TableName> = { readonly [Field in keyof Entities[Name]]?: unknown }

/** A row in the form that response bodies contain. */
export type Row<Name extends TableName> = Fields<Name> & { readonly id: string }

/** Rows that an account has from the start: for each table, a number of generated rows, or the rows. */
export type Seed = { readonly [Name in TableName]?: number | ReadonlyArray<Fields<Name>> | undefined }

/** All rows of an account as JSON: what was written of each, with its id and times. A snapshot is a seed. */
export type Snapshot = { readonly [Name in TableName]?: ReadonlyArray<Fields<Name> & { readonly id: string }> }

/** What changed between two snapshots, by table. Tables without changes are left out. */
export type Diff = { readonly [Name in TableName]?: TableDiff }

/** A request with what the account did with it. */
export interface Received extends RecordedRequest {
  /** Status of the response; 0 if the connection was lost before one. */
  readonly status: number
  /** Names of the faults that it met. */
  readonly faults: ReadonlyArray<string>
}

/** What a test can read and change in an account. */
export interface Account {
  /** The API key that the account accepts. */
  readonly apiKey: string
  /** All rows of each table, by id, in the form that response bodies contain. */
  readonly rows: { readonly [Name in TableName]: ReadonlyArray<Row<Name>> }
  /** Adds a row, as if it was there before. Without an id, it gets the next; with that of a row, it changes the row. */
  readonly insert: <Name extends TableName>(table: Name, fields: Fields<Name>) => Row<Name>
  /** Updates a row. Throws if there is none with the id. */
  readonly update: <Name extends TableName>(table: Name, id: string, fields: Fields<Name>) => Row<Name>
  /** Deletes a row, and what is deleted with it. Throws if there is none with the id. */
  readonly delete: (table: TableName, id: string) => void
  /** All rows as JSON. */
  readonly snapshot: () => Snapshot
  /** Replaces all rows. */
  readonly load: (seed: Seed | Snapshot) => void
  /** Back to the start: the rows of the seed, no requests, no deliveries, and the faults of the options. */
  readonly reset: () => void
  /** All requests with the status of their responses, in order. */
  readonly requests: ReadonlyArray<Received>
  /** What goes wrong. */
  readonly faults: Faults.Faults
  /** What the account posted to webhooks, or would have posted without the option `deliver`. */
  readonly deliveries: ReadonlyArray<Delivery>
  /** Posts what was not posted yet. The clients of the layers and the server do it after each request. */
  readonly deliver: Effect.Effect<void>
  /**
   * Responds to a request at a time in milliseconds since 1970. Requests that the account does not implement get the
   * status 501. The caller waits for the `delay` of the response, and loses its `connection`.
   */
  readonly handle: (request: RecordedRequest, apiKey: string | undefined, now: number) => Faults.Outcome
}

/** The account of a test. */
export class FakeAccount extends Context.Tag("@effect-activecampaign/testing/FakeAccount")<FakeAccount, Account>() {}

/** How an account behaves. */
export interface Behavior {
  /** The API key that it accepts; default `fake-key`. */
  readonly apiKey?: string | undefined
  /** Its rate limit, or null for none; default 5 requests per second. Requests above it get the status 429. */
  readonly limit?: RateLimiter.Limit | null | undefined
  /** How long a response takes; default zero. */
  readonly latency?: Duration.DurationInput | undefined
  /** How long search does not find a new row, which is read by its id at once; default zero. */
  readonly searchDelay?: Duration.DurationInput | undefined
  /** How long a bulk import takes; default zero, and one second in `layer` and behind a server. */
  readonly importDelay?: Duration.DurationInput | undefined
  /** How often the matching of a segment is not ready; default 0, and once in `layer` and behind a server. */
  readonly segmentPolls?: number | undefined
  /** What requests to event tracking must contain; default `1234567` and `fake-event-key`. */
  readonly tracking?: { readonly id: string; readonly key: string } | undefined
  /**
   * Whether query parameters that are not known are rejected with 501. ActiveCampaign ignores them, and so does an account
   * behind a server; in this process the default is true, since a test with such a parameter would look right.
   */
  readonly strict?: boolean | undefined
  /** What goes wrong from the start. */
  readonly faults?: ReadonlyArray<Faults.Rule> | undefined
  /**
   * Posts to a webhook, and succeeds with the status of the response; `deliverWith` makes it from an HTTP client. Without
   * it, the account only keeps the list `deliveries`. The server posts to the URLs by default.
   */
  readonly deliver?: ((delivery: Delivery) => Effect.Effect<number>) | undefined
  /** How many of the last requests are kept in `requests`; default all, and 1,000 behind a server. */
  readonly keepRequests?: number | undefined
  /** Whether each event is posted twice, as can happen with ActiveCampaign; default false. */
  readonly deliverTwice?: boolean | undefined
}

/** How an account behaves, and the rows that it has from the start. */
export interface Options extends Behavior, Seed {}

/** A seed that does not fit the tables. */
export class SeedError extends Data.TaggedError("SeedError")<{ readonly problems: ReadonlyArray<string> }> {
  /** All problems. */
  override get message(): string {
    return `The seed is not valid: ${this.problems.join("; ")}`
  }
}

const isSeed = (json: unknown): json is Seed => problemsOf(tables, json).length === 0

const parsed = (text: string): Effect.Effect<unknown, SeedError> =>
  Effect.try({ try: () => JSON.parse(text), catch: (error) => new SeedError({ problems: [String(error)] }) })

/** A seed from parsed JSON or the text of a file. It fails with all unknown tables and columns. */
export const seedFromJson = (json: unknown): Effect.Effect<Seed, SeedError> =>
  Effect.flatMap(typeof json === "string" ? parsed(json) : Effect.succeed(json), (seed) =>
    isSeed(seed) ? Effect.succeed(seed) : Effect.fail(new SeedError({ problems: problemsOf(tables, seed) }))
  )

/**
 * What changed between two snapshots: the rows that were created and deleted, and the changed columns of the others.
 *
 * ```ts
 * const account = FakeAccount.make({ tags: 1 })
 * const before = account.snapshot()
 * account.update("tags", "1", { tag: "customer" })
 * FakeAccount.diff(before, account.snapshot())
 * // { tags: { updated: { "1": { tag: { from: "tag 1", to: "customer" } } } } }
 * ```
 */
export const diff = (before: Snapshot, after: Snapshot): Diff =>
  Object.fromEntries(
    tables.flatMap((definition) => {
      const { name } = definition
      const changes = diffTable(before[name], after[name], definition)
      return Object.keys(changes).length === 0 ? [] : [[name, changes] as const]
    })
  )

/**
 * Posts to webhooks with an HTTP client. A receiver that cannot be reached, or does not respond within 10 seconds, counts as
 * the status 0.
 */
export const deliverWith =
  (client: HttpClient.HttpClient): NonNullable<Behavior["deliver"]> =>
  ({ body, headers, method, url }) => {
    const request = HttpClientRequest.make(method)(url, { headers })
    const { "content-type": type, ...others } = headers
    const withBody = method === "GET" ? request : HttpClientRequest.bodyText(request, body, type)
    return client.execute(HttpClientRequest.setHeaders(withBody, others)).pipe(
      Effect.map(({ status }) => status),
      Effect.scoped,
      Effect.timeout("10 seconds"),
      Effect.orElseSucceed(() => 0)
    )
  }

const defaultLimit: RateLimiter.Limit = { limit: 5, window: "1 second" }

/** The row of a table in the form of response bodies. Its type follows from that of the table. */
const rowOf = <Name extends TableName>(store: Store, table: Name, row: StoredRow): Row<Name> =>
  render(store.table(table).definition, row, store) as Row<Name>

/** Rows are rendered when they are read. */
const rowsOf = (store: Store): Account["rows"] =>
  Object.defineProperties(
    {} as Account["rows"],
    Object.fromEntries(
      tables.map(({ name }) => [
        name,
        { enumerable: true, get: () => store.table(name).all.map((row) => rowOf(store, name, row)) }
      ])
    )
  )

const millis = (duration: Duration.DurationInput | undefined): number => Duration.toMillis(duration ?? Duration.zero)

/** How the handler behaves. */
const behaviorOf = ({ apiKey = defaultKey, limit = defaultLimit, ...options }: Options) => ({
  apiKey,
  limit: limit === null ? null : { limit: limit.limit, window: Duration.toMillis(limit.window) },
  settings: {
    searchDelay: millis(options.searchDelay),
    importDelay: millis(options.importDelay),
    segmentPolls: options.segmentPolls ?? 0,
    strict: options.strict ?? true,
    tracking: options.tracking ?? { id: "1234567", key: "fake-event-key" }
  }
})

/** The webhooks of an account. Each is posted once; nothing is posted again after a failure. */
const makeDeliveries = (store: Store, { deliver, deliverTwice = false }: Options) => {
  const deliveries: Array<Delivery> = []
  let posted = 0
  const next = Effect.sync(() => (posted < deliveries.length ? deliveries[posted++] : undefined))
  const post = (delivery: Delivery) =>
    deliver === undefined
      ? Effect.void
      : Effect.zipWith(
          Effect.orElseSucceed(Effect.sandbox(deliver(delivery)), () => 0),
          Clock.currentTimeMillis,
          (status, now) => settle(delivery, status, store, now)
        )
  const drain: Effect.Effect<void> = Effect.suspend(() =>
    Effect.flatMap(next, (delivery) => (delivery === undefined ? Effect.void : Effect.zipRight(post(delivery), drain)))
  )
  return {
    deliveries,
    deliver: drain,
    emit: (...[type, subject, now]: Parameters<Parameters<typeof makeHandler>[1]["emit"]>) => {
      for (const delivery of deliveriesOf(type, subject, store, now)) {
        deliveries.push(delivery)
        if (deliverTwice) deliveries.push({ ...delivery })
      }
    },
    clear: () => {
      deliveries.length = 0
      posted = 0
    }
  }
}

/** What a test changes in the rows of an account. */
const changesOf = (store: Store): Pick<Account, "insert" | "update" | "delete" | "snapshot" | "load"> => ({
  insert: (table, fields) => {
    const rows = store.table(table)
    return rowOf(store, table, rows.put(storedForm(rows.definition, fields), seededAt))
  },
  update: (table, id, fields) => {
    const rows = store.table(table)
    const row = existing(rows, id)
    return rowOf(store, table, rows.update(row, storedForm(rows.definition, fields), row.$updated))
  },
  delete: (table, id) => store.table(table).delete(existing(store.table(table), id)),
  snapshot: () => snapshotOf(store),
  load: (seed) => loadInto(store, seed)
})

/** An account with the rows of its seed. */
export const make = (options: Options = {}): Account => {
  const store = new Store(tables)
  applySeed(store, { ...options })
  const { clear, deliver, deliveries, emit } = makeDeliveries(store, options)
  const behavior = { ...behaviorOf(options), emit }
  const requests: Array<Received> = []
  const faults = makeFaults(options.faults ?? [])
  const latency = millis(options.latency)
  const { keepRequests = Number.POSITIVE_INFINITY } = options
  let received = 0
  let handler = makeHandler(store, behavior)
  return {
    apiKey: behavior.apiKey,
    rows: rowsOf(store),
    ...changesOf(store),
    reset: () => {
      store.reset()
      applySeed(store, { ...options })
      faults.reset()
      clear()
      requests.length = 0
      handler = makeHandler(store, behavior)
    },
    requests,
    faults,
    deliveries,
    deliver,
    handle: (request, apiKey, now) => {
      const met = faults.of(request)
      const execute = met.reduceRight<Faults.Execute>(
        (inner, fault) => fault.apply(inner),
        ({ skew }) => ({ ...handler(request, apiKey, now, skew), delay: latency, connection: "kept" })
      )
      const outcome = execute({ request, now, skew: 0 })
      requests.push({ ...request, status: outcome.status, faults: met.map(({ name }) => name) })
      if (requests.length > keepRequests) requests.shift()
      const id = `fake-${String(++received).padStart(6, "0")}`
      return { ...outcome, headers: { "x-request-id": id, ...outcome.headers } }
    }
  }
}

const disconnected = (request: HttpClientRequest.HttpClientRequest) =>
  new HttpClientError.RequestError({
    request,
    reason: "Transport",
    cause: Object.assign(new Error("FakeAccount: the connection was reset"), { code: "ECONNRESET" })
  })

/** What a client gets of a response. */
const receive = (
  request: HttpClientRequest.HttpClientRequest,
  outcome: Faults.Outcome
): Effect.Effect<HttpClientResponse.HttpClientResponse, HttpClientError.HttpClientError> => {
  if (outcome.connection === "reset") return Effect.fail(disconnected(request))
  return Effect.sync(() =>
    outcome.connection === "truncated" ? truncatedResponse(request, outcome) : toClientResponse(request, outcome)
  )
}

/** An HTTP client that reaches the account and nothing else. */
const httpClientOf = (account: Account): HttpClient.HttpClient =>
  HttpClient.make((request, url) =>
    Effect.flatMap(Clock.currentTimeMillis, (now) => {
      const outcome = account.handle(recordClientRequest(request, url), request.headers["api-token"], now)
      if (outcome.status === notImplemented && account.requests.at(-1)?.faults.length === 0) {
        return Effect.dieMessage((outcome.body as { readonly message: string }).message)
      }
      const response = Effect.zipRight(account.deliver, receive(request, outcome))
      return outcome.delay === 0 ? response : Effect.delay(response, outcome.delay)
    })
  )

/** What takes time in production takes time. */
const likeProduction = (options: Options): Options => ({
  ...options,
  importDelay: options.importDelay ?? "1 second",
  segmentPolls: options.segmentPolls ?? 1
})

const layerOf = (options: Options) =>
  Layer.merge(
    Layer.effectContext(
      Effect.sync(() => {
        const account = make(options)
        return Context.make(FakeAccount, account).pipe(Context.add(HttpClient.HttpClient, httpClientOf(account)))
      })
    ),
    credentials(options.apiKey)
  )

/**
 * An account, the HTTP client that reaches it, and its credentials, for a client of your own.
 *
 * Without other layers that client has the rate limit of production: it waits before the sixth request. In a test with
 * a `TestClock` that wait does not end until the clock is adjusted. Use `layerClient` unless the test is about waiting.
 */
export const layer = (
  options: Options = {}
): Layer.Layer<FakeAccount | HttpClient.HttpClient | Credentials.Credentials> => layerOf(likeProduction(options))

/**
 * An account, and a client without rate limit and without retries. The account has no rate limit either, unless `limit`
 * is given; then requests above it fail with `RateLimitedError`. Imports and segments are ready at once.
 *
 * The client of production waits before the sixth request of a second. Under the `TestClock` of `@effect/vitest` that
 * wait does not end by itself, so a test with more than five requests would hang.
 *
 * ```ts
 * const names = ["a", "b", "c", "d", "e", "f"]
 * const program = Effect.forEach(names, (tag) => Tags.create({ tag, tagType: "contact" })).pipe(
 *   Effect.provide(FakeAccount.layerClient())
 * )
 * ```
 */
export const layerClient = (
  options: Options = {}
): Layer.Layer<FakeAccount | ActiveCampaignClient.ActiveCampaignClient> =>
  Layer.provideMerge(directClient, layerOf({ ...options, limit: options.limit ?? null }))

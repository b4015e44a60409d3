/**
 * A page of 100 contacts: with few related records and with 3 lists and 20 field values for each contact, requested and
 * decoded, and decoded alone.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Schema from "effect/Schema"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import { Contact } from "effect-activecampaign/Contacts"
import * as Credentials from "effect-activecampaign/Credentials"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import * as Wire from "effect-activecampaign/Wire"
import { withServer } from "./children.js"
import { compare, table, transports } from "./compare.js"
import { pageBody, plain, rich, type Shape } from "./fixtures.js"
import { inTurns, lanes, type Rounds, ratio, type Table } from "./measure.js"
import { schemas, zodSchemas } from "./rivals.js"

const names = { json: "JSON.parse", sdk: "SDK", zod: "zod 4", schema: "Schema by hand" } as const

const rows = Wire.envelope("contacts", Wire.array(Contact))

/** The SDK's decoder of a page: that of a response which comes from memory. */
const decoderOf = (body: string) => {
  const http = HttpClient.make((request) =>
    Effect.succeed(HttpClientResponse.fromWeb(request, Response.json(JSON.parse(body))))
  )
  const live = ActiveCampaignClient.layer.pipe(
    Layer.provide(Credentials.layer({ apiUrl: "http://127.0.0.1", apiKey: "benchmark-key" })),
    Layer.provide([Layer.succeed(HttpClient.HttpClient, http), RateLimiter.layerUnlimited])
  )
  const response = ActiveCampaignClient.request({ method: "GET", path: "/contacts", success: Wire.Json })
  return Effect.runPromise(
    Effect.map(
      response,
      ({ decode }) =>
        () =>
          Effect.runSync(decode(rows))
    ).pipe(Effect.provide(live))
  )
}

/** Decoders of a page take turns with `JSON.parse` of its text. */
export const decoding = async (
  shape: Shape,
  { rivals, rounds }: { readonly rivals: boolean; readonly rounds: number }
): Promise<Rounds> => {
  const body = pageBody(shape)
  const parsed: unknown = JSON.parse(body)
  const bySchema = Schema.decodeUnknownSync(schemas.page, { onExcessProperty: "preserve" })
  const decode = await decoderOf(body)
  const work = (name: keyof typeof names, once: () => unknown) => ({
    name: names[name],
    run: lanes(1, async () => once())
  })
  const others = [work("zod", () => zodSchemas.page.parse(parsed)), work("schema", () => bySchema(parsed))]
  return inTurns([work("json", () => JSON.parse(body)), work("sdk", decode), ...(rivals ? others : [])], {
    rounds,
    times: 15,
    warmup: 60
  })
}

/** The SDK's decoding to `JSON.parse`. */
export const decodingRatio = (rounds: Rounds) => ratio(rounds, names.sdk, names.json, "wall")

/** The SDK and `JSON.parse` alone, without the garbage of the others; then the others. */
const decodingTable = async (): Promise<Table> => {
  const measured: Array<readonly [rounds: Rounds, sdk: Rounds]> = []
  for (const shape of [plain, rich]) {
    const sdk = await decoding(shape, { rounds: 40, rivals: false })
    measured.push([await decoding(shape, { rounds: 20, rivals: true }), sdk])
  }
  const row = (name: string) =>
    [name, ...measured.map(([all, sdk]) => ratio(name === names.sdk ? sdk : all, name, names.json, "wall"))] as const
  return {
    title: "Decoding alone, in multiples of JSON.parse of the same text",
    columns: ["few related records", "20 field values in each contact"],
    rows: [names.sdk, names.zod, names.schema].map(row)
  }
}

const shapes = [
  ["A page of 100 contacts", plain],
  ["A page of 100 contacts with 20 field values each", rich]
] as const

/** Measures, and gives the tables. */
export const run = (): Promise<ReadonlyArray<Table>> =>
  withServer(
    shapes.map(([, shape]) => ({ kind: "fixed", shape })),
    async (urls) => {
      const decoded = await decodingTable()
      const tables: Array<Table> = []
      for (const [index, [title]] of shapes.entries()) {
        const measured = await compare(urls[index] ?? "", "page", [
          { concurrency: 1, times: 8, rounds: 11 },
          { concurrency: 10, times: 20, rounds: 9 }
        ])
        tables.push(...transports.map((transport) => table(title, measured, transport)))
      }
      return [...tables, decoded]
    }
  )

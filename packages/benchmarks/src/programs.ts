/**
 * Programs that retrieve a tag, in the ways that an application can be written: measured from their start to their first
 * request, and in a bundle.
 */

const byModule = (name: string) => `import * as ${name} from "@effect/platform/${name}"\n`

/** The same fields with the same types, and nothing more. */
const schema = `
const TagId = Schema.NonEmptyString.pipe(Schema.brand("TagId"))
const orNull = (schema) => Schema.optionalWith(Schema.NullOr(schema), { default: () => null })
const Tag = Schema.Struct({
  id: TagId,
  tag: Schema.String,
  tagType: Schema.String,
  description: orNull(Schema.String),
  subscriber_count: orNull(Schema.NumberFromString),
  cdate: orNull(Schema.DateTimeUtc),
  deleted: orNull(Schema.Literal("0", "1")),
  links: Schema.Record({ key: Schema.String, value: Schema.String })
})
const settings = Config.all({
  url: Config.string("ACTIVECAMPAIGN_API_URL"),
  key: Config.redacted("ACTIVECAMPAIGN_API_KEY")
})
`

const byHand = `${schema}
const get = (id) =>
  Effect.gen(function* () {
    const { url, key } = yield* settings
    const http = HttpClient.filterStatusOk(yield* HttpClient.HttpClient)
    const request = HttpClientRequest.get(url + "/api/3/tags/" + encodeURIComponent(id)).pipe(
      HttpClientRequest.setHeader("api-token", Redacted.value(key)),
      HttpClientRequest.acceptJson
    )
    const response = yield* http.execute(request)
    return (yield* HttpClientResponse.schemaBodyJson(Schema.Struct({ tag: Tag }))(response)).tag
  })
const program = Effect.provide(get(TagId.make("1")), FetchHttpClient.layer)
`

const httpApi = `${schema}
const api = HttpApi.make("api").add(
  HttpApiGroup.make("tags").add(
    HttpApiEndpoint.get("get", "/api/3/tags/:id")
      .setPath(Schema.Struct({ id: TagId }))
      .addSuccess(Schema.Struct({ tag: Tag }))
  )
)
const program = Effect.gen(function* () {
  const { url, key } = yield* settings
  const client = yield* HttpApiClient.make(api, {
    baseUrl: url,
    transformClient: HttpClient.mapRequest(HttpClientRequest.setHeader("api-token", Redacted.value(key)))
  })
  return (yield* client.tags.get({ path: { id: TagId.make("1") } })).tag
}).pipe(Effect.provide(FetchHttpClient.layer))
`

const effects = ["Config", "Effect", "Redacted", "Schema"]
const effectByModule = effects.map((name) => `import * as ${name} from "effect/${name}"\n`).join("")
const https = ["FetchHttpClient", "HttpClient", "HttpClientRequest", "HttpClientResponse"]
const apis = ["HttpApi", "HttpApiClient", "HttpApiEndpoint", "HttpApiGroup"]

const sdk = (header: string, layer: string, program: string) => `${header}
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
const live = Layer.provide(${layer}, FetchHttpClient.layer)
const program = Effect.provide(${program}, live)
`

const modules = (name: string) => `
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as ${name} from "effect-activecampaign/${name}"
import { TagId } from "effect-activecampaign/Ids"
`
const client = "ActiveCampaignClient.layerConfig()"
const getTag = `Tags.get(TagId.make("1"))`

/** The programs by name; each has a \`program\` to run. */
export const programs = {
  byHand: {
    name: "by hand, HttpClient + Schema",
    source: effectByModule + https.map(byModule).join("") + byHand
  },
  byHandIndexes: {
    name: "by hand, from effect's and platform's indexes",
    source: `import { ${effects.join(", ")} } from "effect"\nimport { ${https.join(", ")} } from "@effect/platform"\n${byHand}`
  },
  httpApi: {
    name: "HttpApiClient",
    source: effectByModule + [...https.slice(0, 3), ...apis].map(byModule).join("") + httpApi
  },
  module: { name: "SDK, Tags.get by module", source: sdk(modules("Tags"), client, getTag) },
  index: {
    name: "SDK, Tags.get from its index",
    source: sdk(`import { ActiveCampaignClient, TagId, Tags } from "effect-activecampaign"`, client, getTag)
  },
  list: {
    name: "SDK, Contacts.list by module",
    source: sdk(
      `import * as Stream from "effect/Stream"\n${modules("Contacts").replace(/.*Ids"\n/, "")}`,
      client,
      "Stream.runDrain(Contacts.list())"
    )
  },
  root: {
    name: "SDK, root service",
    source: sdk(
      `import { ActiveCampaign, TagId } from "effect-activecampaign"`,
      "ActiveCampaign.layerConfig()",
      `Effect.flatMap(ActiveCampaign, (ac) => ac.tags.get(TagId.make("1")))`
    )
  }
} as const

/** Names of the programs. */
export type Program = keyof typeof programs

/** A module that runs the program and shows its result. */
export const printing = (source: string): string => `${source}\nEffect.runPromise(program).then(console.log)\n`

/**
 * `request METHOD PATH`: sends any request.
 */
import * as Args from "@effect/cli/Args"
import * as Command from "@effect/cli/Command"
import * as Options from "@effect/cli/Options"
import type { PlatformError } from "@effect/platform/Error"
import * as FileSystem from "@effect/platform/FileSystem"
import { isHttpMethod } from "@effect/platform/HttpMethod"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Wire from "effect-activecampaign/Wire"
import { client } from "../Account.js"
import { type Definition, define } from "../Definition.js"
import { badInput, oneLine } from "../Failure.js"
import { Io, out } from "../Io.js"

const methods = ["GET", "POST", "PUT", "PATCH", "DELETE"]

/** The text of `--data`: JSON, a file, or standard input. */
const textOf = (data: string): Effect.Effect<string, Error | PlatformError, FileSystem.FileSystem | Io> => {
  if (!data.startsWith("@")) return Effect.succeed(data)
  if (data !== "@-") return Effect.flatMap(FileSystem.FileSystem, (files) => files.readFileString(data.slice(1)))
  return Effect.flatMap(Io, ({ input }) =>
    Effect.map(Stream.runCollect(Stream.decodeText(input)), (parts) => Chunk.join(parts, ""))
  )
}

const jsonOf = (data: string) =>
  Effect.flatMap(textOf(data), (text) =>
    Effect.try({
      try: (): unknown => JSON.parse(text),
      catch: (error) =>
        badInput(`--data must be JSON, or @ and the name of a file with JSON (${Object(error).message})`)
    })
  )

/** The path below `/api/3`, encoded. */
const pathOf = (path: string, query: ReadonlyArray<string>) => {
  const [route = ""] = path.split("?", 1)
  const below = path.replace(/^\/?(api\/3(?=[/?]|$))?\/?/, "/")
  // What a URL would take for another address is refused: an id in a script may be anything.
  const isOther = /^\w+:|\/\/|[\\#\p{Cc}]|(^|\/)(\.|%2e){1,2}(\/|$)/iu.test(route)
  if (isOther || /[#\p{Cc}]/u.test(path) || /^\/($|\?)/.test(below)) {
    return Effect.fail(badInput(`PATH must be a path below /api/3, such as /contacts; got "${oneLine(path)}"`))
  }
  const url = new URL(below, "http://localhost/")
  for (const pair of query) {
    const at = pair.indexOf("=")
    if (at < 1) return Effect.fail(badInput(`--query must be a name and a value, such as search=jane; got "${pair}"`))
    url.searchParams.append(pair.slice(0, at), pair.slice(at + 1))
  }
  return Effect.succeed(`${url.pathname}${url.search}`)
}

const command = Command.make(
  "request",
  {
    method: Args.text({ name: "METHOD" }).pipe(Args.withDescription(`${methods.join(", ")}.`)),
    path: Args.text({ name: "PATH" }).pipe(Args.withDescription("Path below /api/3, such as /contacts/7.")),
    data: Options.text("data").pipe(
      Options.withDescription("Body of the request: JSON, @file, or @- for standard input."),
      Options.optional
    ),
    query: Options.text("query").pipe(
      Options.withPseudoName("name=value"),
      Options.withDescription("Parameter of the query; repeatable."),
      Options.repeated
    )
  },
  ({ data, method, path, query }) =>
    Effect.gen(function* () {
      const verb = method.toUpperCase()
      if (!isHttpMethod(verb) || !methods.includes(verb)) {
        return yield* badInput(`METHOD must be one of ${methods.join(", ")}; got "${method}"`)
      }
      const target = yield* pathOf(path, query)
      const payload = Option.isSome(data) ? yield* jsonOf(data.value) : undefined
      const response = yield* Effect.provide(
        ActiveCampaignClient.request({ method: verb, path: target, payload, success: Wire.Json }),
        client()
      )
      if (response.value !== undefined && response.value !== null) yield* out(JSON.stringify(response.value, null, 2))
    })
).pipe(Command.withDescription("Sends a request and prints the response as JSON. Requests wait for the rate limit."))

/** `request METHOD PATH`. */
export const definition: Definition = define(command, {
  examples: {
    request: [
      "effect-activecampaign request GET /contacts --query search=jane --query limit=5",
      `effect-activecampaign request POST /tags --data '{"tag":{"tag":"customer","tagType":"contact"}}'`,
      "effect-activecampaign request PUT /contacts/7 --data @contact.json",
      "effect-activecampaign request DELETE /tags/12"
    ]
  }
})

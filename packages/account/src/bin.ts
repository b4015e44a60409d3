/**
 * The executable `effect-activecampaign`: `npx effect-activecampaign typegen pull | check | diff`. Needs
 * `@effect/platform-node`.
 */
import * as FetchHttpClient from "@effect/platform/FetchHttpClient"
import * as NodeContext from "@effect/platform-node/NodeContext"
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import { run, usage } from "./Typegen.js"

const client = Layer.provide(ActiveCampaignClient.layerConfig(), FetchHttpClient.layer)

/** Standard output is for the result alone. */
const logger = Logger.replace(Logger.defaultLogger, Logger.withConsoleError(Logger.logfmtLogger))

const [command, ...args] = process.argv.slice(2)

const program: Effect.Effect<number, never, NodeContext.NodeContext> =
  command === "typegen"
    ? run(args, client)
    : command === "--help" || command === "-h"
      ? Effect.as(Console.log(usage), 0)
      : Effect.as(Console.error(usage), 1)

process.exitCode = await Effect.runPromise(program.pipe(Effect.provide([NodeContext.layer, logger])))

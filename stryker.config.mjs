import { modules } from "./mutation.modules.mjs"

/** @type {import("@stryker-mutator/api/core").PartialStrykerOptions} */
export default {
  testRunner: "vitest",
  tsconfigFile: "none (TypeScript 7 has no API that Stryker could rewrite it with)",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "vitest.mutation.config.ts", related: false },
  mutate: modules,
  coverageAnalysis: "perTest",
  reporters: ["clear-text", "progress-append-only", "json"],
  clearTextReporter: { allowColor: false, reportTests: false },
  jsonReporter: { fileName: `node_modules/.mutation/${(process.env.MUTATE ?? "all").replaceAll("/", "-")}.json` },
  tempDirName: "node_modules/.mutation/sandbox",
  // Tables and patterns are made as a module loads, and decide the most. What strings say is the business of the tests of messages.
  ignoreStatic: false,
  mutator: { excludedMutations: ["StringLiteral"] },
  concurrency: 1,
  timeoutMS: 20_000
}

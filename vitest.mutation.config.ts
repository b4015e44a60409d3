import { defineConfig } from "vitest/config"
import { tests } from "./mutation.modules.mjs"
import base from "./vitest.config.js"

/** The tests of the modules that `npm run mutation` mutates. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: { testTimeout: 60_000, include: tests }
})

import { defineConfig } from "vitest/config"
import base from "./vitest.config.js"

/** The quick tests of the decisive modules, for `npm run mutation`: nothing here opens a socket or builds a bundle. */
export default defineConfig({
  resolve: base.resolve ?? {},
  test: {
    testTimeout: 60_000,
    include: [
      "packages/core/test/{client,key,credentials,rateLimiter,retry,settings,telemetry,wire}.test.ts",
      "packages/resources/test/{collections,messages,softFailures}.test.ts"
    ]
  }
})

import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const root = fileURLToPath(new URL(".", import.meta.url))

/** Tests run on the sources of the workspace's packages, so that a failing line is a line somebody wrote. */
export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^@effect-activecampaign\/(core|resources|testing)$/,
        replacement: `${root}packages/$1/src/index.ts`
      },
      {
        find: /^@effect-activecampaign\/(core|resources|testing)\/(.+)$/,
        replacement: `${root}packages/$1/src/$2.ts`
      }
    ]
  },
  test: {
    include: ["packages/*/test/**/*.test.ts"],
    testTimeout: 30_000
  }
})

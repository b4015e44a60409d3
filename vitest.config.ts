import { readdirSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const root = fileURLToPath(new URL(".", import.meta.url))

/** Modules of core that the main package re-exports. */
const core = readdirSync(`${root}packages/resources/src/core`).map((file) => file.replace(/\.ts$/, ""))

/** Tests of what a server sees by its own clock run after all others, with the machine to themselves. */
const realTime = ["packages/core/test/budget.test.ts", "packages/core/test/sharedBudget.test.ts"]

/** Tests run on the sources of the workspace's packages, so that a failing line is a line somebody wrote. */
export default defineConfig({
  resolve: {
    alias: [
      { find: /^@effect-activecampaign\/(core|testing)$/, replacement: `${root}packages/$1/src/index.ts` },
      { find: /^@effect-activecampaign\/(core|testing)\/(.+)$/, replacement: `${root}packages/$1/src/$2.ts` },
      { find: /^effect-activecampaign$/, replacement: `${root}packages/resources/src/index.ts` },
      {
        find: new RegExp(`^effect-activecampaign/(${core.join("|")})$`),
        replacement: `${root}packages/resources/src/core/$1.ts`
      },
      { find: /^effect-activecampaign\/(.+)$/, replacement: `${root}packages/resources/src/$1.ts` }
    ]
  },
  test: {
    testTimeout: 30_000,
    projects: [
      {
        extends: true,
        test: { name: "all others", include: ["packages/*/test/**/*.test.ts"], exclude: realTime }
      },
      {
        extends: true,
        test: {
          name: "real time",
          include: realTime,
          sequence: { groupOrder: 1 },
          poolOptions: { forks: { singleFork: true } }
        }
      }
    ]
  }
})

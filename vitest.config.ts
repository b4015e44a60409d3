import { readdirSync } from "node:fs"
import { availableParallelism } from "node:os"
import { fileURLToPath } from "node:url"
import { defineConfig } from "vitest/config"

const root = fileURLToPath(new URL(".", import.meta.url))

/** Modules of core that the main package re-exports. */
const core = readdirSync(`${root}packages/resources/src/core`).map((file) => file.replace(/\.ts$/, ""))

/**
 * Tests that need the machine to themselves, one file at a time and after all others: what a server sees by its own clock,
 * and what keeps a core busy for long (bundlers, compilers, sockets by the hundred).
 */
const alone = ["budget", "sharedBudget", "faults", "soak"]
  .map((name) => `packages/core/test/${name}.test.ts`)
  .concat(["bundle", "docs", "types"].map((name) => `packages/resources/test/${name}.test.ts`))
  .concat("packages/webhooks/test/kill.test.ts")

/** Tests run on the sources of the workspace's packages, so that a failing line is a line somebody wrote. */
export default defineConfig({
  resolve: {
    alias: [
      {
        find: /^@effect-activecampaign\/(account|core|jobs|testing|webhooks)$/,
        replacement: `${root}packages/$1/src/index.ts`
      },
      {
        find: /^@effect-activecampaign\/(account|core|jobs|testing|webhooks)\/(.+)$/,
        replacement: `${root}packages/$1/src/$2.ts`
      },
      { find: /^effect-activecampaign$/, replacement: `${root}packages/resources/src/index.ts` },
      {
        find: new RegExp(`^effect-activecampaign/(${core.join("|")})$`),
        replacement: `${root}packages/resources/src/core/$1.ts`
      },
      { find: /^effect-activecampaign\/(.+)$/, replacement: `${root}packages/resources/src/$1.ts` }
    ]
  },
  test: {
    // One for each core; by default one core is left idle, which on a machine of two is half of it.
    maxWorkers: availableParallelism(),
    minWorkers: 1,
    setupFiles: [`${root}vitest.setup.ts`],
    // A timeout ends what hangs; it decides no test, however slow the machine is.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // What a test prints is of interest if it fails.
    silent: "passed-only",
    projects: [
      {
        extends: true,
        test: { name: "parallel", include: ["packages/*/test/**/*.test.ts"], exclude: alone }
      },
      {
        extends: true,
        test: {
          name: "one at a time",
          include: alone,
          sequence: { groupOrder: 1 },
          poolOptions: { forks: { singleFork: true } }
        }
      }
    ]
  }
})

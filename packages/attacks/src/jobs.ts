/**
 * Attacks on durable jobs: each job's process is killed 50 times at random moments, and one of three runners that share jobs
 * through Postgres. The tests of the package do the same a few times.
 */
import { spawn } from "node:child_process"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../../../", import.meta.url))

/** Runs tests with many kills; `cluster` or `killed` selects one of them. Postgres is used if `POSTGRES_URL` is set. */
export const attackJobs = (filter = "", kills = process.env["JOBS_KILLS"] ?? "50"): Promise<boolean> => {
  const files = ["killed", "cluster"].filter((name) => name.includes(filter))
  const child = spawn(
    process.execPath,
    [
      `${root}node_modules/vitest/vitest.mjs`,
      ...["run", "--silent=false", "--no-file-parallelism"],
      ...files.map((name) => `packages/jobs/test/${name}.test.ts`)
    ],
    { cwd: root, stdio: "inherit", env: { ...process.env, JOBS_KILLS: kills } }
  )
  return new Promise((resolve) => child.on("close", (code) => resolve(code === 0)))
}

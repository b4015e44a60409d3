/**
 * The published bodies of webhooks, which are beside a checkout in CI and absent at a user's.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const folder = `${process.env["ACTIVECAMPAIGN_SHARED"] ?? fileURLToPath(new URL("../../../../../shared", import.meta.url))}/api`

/** Every published body by the name of its file; none if they are absent. */
export const publishedBodies: ReadonlyMap<string, string> = new Map(
  ["corpus", "field"].flatMap((part) =>
    existsSync(`${folder}/${part}`)
      ? readdirSync(`${folder}/${part}`)
          .filter((file) => /webhook.*\.(form|txt)$/.test(file))
          .map((file) => [file, readFileSync(`${folder}/${part}/${file}`, "utf8").trim()] as const)
      : []
  )
)

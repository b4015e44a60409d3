/**
 * The commands: what each does, and the module that is loaded when it is used.
 */
import type { Definition } from "./Definition.js"

/** A command by name. */
export interface Entry {
  /** What it does. */
  readonly summary: string
  readonly load: () => Promise<Definition>
}

/** All commands, in the order of the help. */
export const commands: Readonly<Record<string, Entry>> = {
  import: {
    summary: "import the contacts of a CSV file",
    load: async () => (await import("./commands/import.js")).definition
  },
  export: {
    summary: "export contacts, deals, accounts, lists, tags, campaigns, automations or users",
    load: async () => (await import("./commands/export.js")).definition
  },
  sync: {
    summary: "append what has changed since the last time to a file",
    load: async () => (await import("./commands/sync.js")).definition
  },
  jobs: {
    summary: "list, continue, pause and cancel imports and exports",
    load: async () => (await import("./commands/jobs.js")).definition
  },
  doctor: {
    summary: "check the URL, the key, the plan, the rate limit and the clock",
    load: async () => (await import("./commands/doctor.js")).definition
  },
  request: {
    summary: "send any request, and print the response as JSON",
    load: async () => (await import("./commands/request.js")).definition
  },
  typegen: {
    summary: "generate the names and types of the account as a module",
    load: async () => (await import("./commands/typegen.js")).definition
  },
  webhooks: {
    summary: "receive, decode, send and replay webhooks",
    load: async () => (await import("./commands/webhooks.js")).definition
  },
  fake: {
    summary: "start a fake account on this machine",
    load: async () => (await import("./commands/fake.js")).definition
  }
}

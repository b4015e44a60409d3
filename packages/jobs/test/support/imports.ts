/**
 * Imports into an account in memory, and what is known of them afterwards.
 */
import * as BulkImport from "@effect-activecampaign/jobs/BulkImport"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Chunk from "effect/Chunk"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { drive } from "./drive.js"

export type Contacts = ReadonlyArray<BulkImport.Contact | BulkImport.Entry>

/** All events of an import. */
export const importAll = (contacts: Contacts, options: Partial<BulkImport.Options> = {}) =>
  BulkImport.run(Stream.fromIterable(contacts), { automations: "skip", ...options }).pipe(
    Stream.runCollect,
    Effect.map(Chunk.toReadonlyArray),
    drive
  )

/** The lines that ended, by how. */
export const endings = (events: ReadonlyArray<BulkImport.Event>) => {
  const lines = { imported: [] as number[], failed: [] as number[], unknown: [] as number[] }
  for (const event of events) {
    if (event._tag === "BatchCompleted") lines.imported.push(...event.imported.map(({ line }) => line))
    if (event._tag === "RowFailed") lines.failed.push(event.row.line)
    if (event._tag === "RowsUnknown") lines.unknown.push(...event.rows.map(({ line }) => line))
  }
  for (const ended of Object.values(lines)) ended.sort((a, b) => a - b)
  return lines
}

/** The events of a kind. */
export const only = <Tag extends BulkImport.Event["_tag"]>(events: ReadonlyArray<BulkImport.Event>, tag: Tag) =>
  events.filter((event): event is Extract<BulkImport.Event, { readonly _tag: Tag }> => event._tag === tag)

interface Sent {
  readonly contacts: ReadonlyArray<{ readonly email: string; readonly first_name?: string }>
}

/** The requests of the importer: what was sent, how large it was, and whether it was executed. */
export const requestsOf = ({ requests }: FakeAccount.Account) =>
  requests
    .filter(({ method, path }) => method === "POST" && path === "/import/bulk_import")
    .map(({ body, faults, status }) => {
      const text = typeof body === "string" ? body : JSON.stringify(body)
      const { contacts }: Sent = JSON.parse(text)
      return { contacts, bytes: new TextEncoder().encode(text).length, status, faults }
    })

export const account = FakeAccount.FakeAccount

/**
 * Rows of an import: how they are named, what is checked before they are sent, and how large they are in a request.
 */
import * as BulkImports from "effect-activecampaign/BulkImports"
import * as Wire from "effect-activecampaign/Wire"
import type { Contact, Entry, Problem, Row, RowFailed, RowRef, SendOptions } from "../BulkImport.js"

/** The form in which e-mail addresses are compared. */
export const addressKey = (email: string): string => email.trim().toLowerCase()

/** What the importer takes as an address; it checks more when it imports the contact. */
export const isAddress = (text: string): boolean => /^[^\s@]+@[^\s@]+$/.test(text)

/** Which row it is. */
export const refOf = ({ contact, line, reference }: Row): RowRef => ({
  line,
  reference,
  email: typeof contact.email === "string" ? contact.email : null
})

/** The contact as it is sent. */
export const sentAs = (
  contact: Contact,
  { automations }: SendOptions
): (typeof BulkImports.BulkImportMany.Type)["contacts"][number] =>
  automations === "skip" ? { ...contact, exclude_automations: true } : contact

/** A row of the input; a contact gets its place as line. */
export const entryOf = (given: Contact | Entry, place: number): Entry =>
  "_tag" in given ? given : { _tag: "Row", line: place, reference: null, contact: given }

/** One text of all that is wrong with a row. */
const reasonOf = (problems: ReadonlyArray<Problem>): string =>
  problems
    .map(
      ({ actual, column, expected }) =>
        `${column === null ? "the row must have" : `\`${column}\` must be`} ${expected}; got ${actual}`
    )
    .join("; ")

/** A row that was never sent. */
export const invalid = (row: RowRef, problems: ReadonlyArray<Problem>): RowFailed => ({
  _tag: "RowFailed",
  row,
  failedIn: "input",
  reason: reasonOf(problems),
  problems
})

const encoder = new TextEncoder()

/** The bytes of a contact in a request, or what is wrong with it. */
export const sizeOf = (row: Row, options: SendOptions): number | Problem => {
  const written = Wire.definitionOf(BulkImports.BulkImportContact).write(sentAs(row.contact, options))
  if (written instanceof Wire.Issue) {
    const [expected = "", actual = "another value"] = written.problem.replace(/^must be /, "").split("; got ")
    return { column: written.path.map(String).join("."), expected, actual }
  }
  if (!isAddress(row.contact.email)) return { column: "email", expected: "an e-mail address", actual: "another text" }
  return encoder.encode(JSON.stringify(written)).length
}

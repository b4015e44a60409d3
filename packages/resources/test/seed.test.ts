/**
 * What the Python client offers: each of its methods is an operation of the API, for which there is an endpoint in the root
 * service; `catalogue.test.ts` says what endpoints send. The page in the docs is made of the same facts.
 */
import { readFileSync, writeFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { resourceOf } from "./endpoints.js"
import { isPublished, type Operation, operations, pythonMethods } from "./published.js"
import { endpointOf } from "./requests.js"

describe.skipIf(!isPublished)("every method of activecampaign-python", () => {
  const byId = new Map((isPublished ? operations() : []).map((operation) => [operation.id, operation]))
  const methods = isPublished ? pythonMethods() : []
  const operationOf = (id: string): Operation => {
    const operation = byId.get(id)
    if (operation === undefined) throw new Error(`${id} is not an operation of the API`)
    return operation
  }

  it("is beside ours in the docs", () => {
    const rows = methods.map((method) => {
      const { key, module } = endpointOf(operationOf(method.endpoint))
      const note = [method.implemented ? "" : "declared there, never implemented", remarks[method.method] ?? ""]
      return `| \`${method.method}(${method.args.join(", ")})\` | \`${resourceOf(module)}.${key}\` | ${note.filter((part) => part !== "").join("; ")} |`
    })
    const page = `# Coming from activecampaign-python

Each public method of the Python client beside the endpoint that does the same here: on the root service
(\`ac.contacts.get\`) and, with a capital letter, in the module of the resource (\`Contacts.get\`). Three things are
different for all of them: collections are streams of all rows and not the first 20, bodies go in without the key
around them (\`contact\`, \`deal\`, …), and failures are typed and not exceptions. This page is made by a test.

| activecampaign-python | here | note |
| --- | --- | --- |
${rows.join("\n")}
`
    const file = new URL("../../../docs/migration/activecampaign-python.md", import.meta.url)
    if (process.env["UPDATE_DOCS"] === "1") writeFileSync(file, page)
    expect(readFileSync(file, "utf8")).toBe(page)
  })
})

/** What somebody who comes from the Python client should know of a method. */
const remarks: Readonly<Record<string, string>> = {
  "activities.list_all_activities": "takes all filters of the API; `list` is for the whole account",
  "addresses.delete_address_associated_with_list": "the id is that of the link, which is not the list's",
  "addresses.delete_address_associated_with_user_group": "the id is that of the link, which is not the group's",
  "contacts.create_custom_field_options": "takes several options at once",
  "customobjects.create_or_update_record": "by id or external id; `create` is for a record that has neither yet",
  "customobjects.list_all_records": "needs no contact, deal or account",
  "deals.retrieve_custom_fields_by_id": "the id is the deal's: it lists the values of its custom fields",
  "webhooks.list_all_webhook_events": "at the documented path, which is `/webhook/events`"
}

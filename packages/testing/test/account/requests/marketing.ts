/**
 * Requests to campaigns, messages, automations, forms and the options of fields.
 */
import type { Request } from "../requests.js"

export const requests: Readonly<Record<string, Request>> = {
  "POST /fieldOption/bulk": {
    body: { fieldOptions: [{ field: "1", label: "A", value: "a", orderid: 1, isdefault: false }] }
  },
  "POST /fieldRels": { body: { fieldRel: { field: 1, relid: 0 } } },
  "POST /campaign": { body: { name: "New", type: "single", canSplitContent: false } },
  "PUT /campaigns/{id}/pause": {
    prepare: (account) => void account.insert("campaigns", { id: "800", status: "2" }),
    params: { id: "800" }
  },
  "PUT /campaigns/{id}/resume": {
    prepare: (account) => void account.insert("campaigns", { id: "800", status: "3" }),
    params: { id: "800" }
  },
  "PUT /campaigns/{id}/stop": {
    prepare: (account) => void account.insert("campaigns", { id: "800", status: "1" }),
    params: { id: "800" }
  },
  "PATCH /campaigns/{id}": { body: { campaign: { name: "Renamed" } } },
  "PUT /campaigns/{id}/edit": { body: { name: "Renamed" } },
  "POST /messages": {
    body: {
      message: {
        fromname: "Jane",
        fromemail: "jane@example.com",
        reply2: "jane@example.com",
        subject: "Hello",
        preheader_text: "Hi",
        text: "Hello",
        html: "<p>Hello</p>"
      }
    }
  },
  "PUT /messages/{id}": { body: { message: { subject: "Hello again" } } },
  "PATCH /messages/{id}": { body: { message: { subject: "Hello again" } } },
  "POST /contactAutomations": { body: { contactAutomation: { contact: "900", automation: "1" } } },
  "POST /forms": { body: { form: { name: "New" } } },
  "PUT /forms/{id}": { body: { form: { name: "Renamed" } } },
  "PATCH /forms/{id}": { body: { form: { name: "Renamed" } } },
  "GET /activities": { arguments: [{ contact: "1" }], query: "contact=1" }
}

export const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "GET /automations/{id}": { "automations is missing": "the documented example is that of a list" },
  "GET /contacts/{id}/plusAppend": { "plusAppend is missing": "a contact without such a record has an empty object" }
}

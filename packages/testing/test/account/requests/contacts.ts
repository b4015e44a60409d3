/**
 * Requests to contacts, tags, lists, subscriptions, custom fields and their values.
 */
import type { Request } from "../requests.js"

export const requests: Readonly<Record<string, Request>> = {
  "POST /tags": { body: { tag: { tag: "new", tagType: "contact", description: "A tag" } } },
  "PUT /tags/{id}": { body: { tag: { tag: "renamed", description: "Another" } } },
  "PATCH /tags/{id}": { body: { tag: { description: "Another" } } },
  "POST /lists": {
    body: {
      list: { name: "New", stringid: "new", sender_url: "https://example.com", sender_reminder: "You signed up." }
    }
  },
  "PUT /lists/{id}": { body: { list: { name: "Renamed" } } },
  "PATCH /lists/{id}": { body: { list: { name: "Renamed" } } },
  "POST /contacts": {
    body: { contact: { email: "new@example.com", firstName: "New", lastName: "Contact", phone: "5550100" } }
  },
  "POST /contact/sync": {
    body: { contact: { email: "synced@example.com", firstName: "New", lastName: "Contact", phone: "5550100" } }
  },
  "PUT /contacts/{id}": { body: { contact: { firstName: "Changed" } } },
  "PATCH /contacts/{id}": { body: { contact: { firstName: "Changed" } } },
  "GET /contacts": { query: "include=contactTags,contactLists,fieldValues,contactAutomations" },
  "POST /contactTags": { body: { contactTag: { contact: "2", tag: "3" } } },
  "POST /contactLists": { body: { contactList: { contact: 2, list: 3, status: 1 } } },
  "POST /fieldValues": { body: { fieldValue: { contact: 2, field: 3, value: "x" } } },
  "PUT /fieldValues/{id}": { body: { fieldValue: { contact: "1", field: "1", value: "y" } } },
  "PATCH /fieldValues/{id}": { body: { fieldValue: { value: "y" } } },
  "POST /fields": {
    body: {
      field: {
        type: "text",
        title: "New",
        descript: "A field",
        visible: 1,
        ordernum: 1,
        defval: "x",
        isrequired: 0,
        perstag: "NEW"
      }
    }
  },
  "PUT /fields/{id}": { body: { field: { title: "Renamed", descript: "x" } } },
  "PATCH /fields/{id}": { body: { field: { title: "Renamed" } } }
}

export const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "GET /contacts": {
    "orders[score]": "no recording shows what happens without a score to sort by",
    sortId: "no recording shows its response",
    waitid: "the account runs no automations, so that no contact waits in one"
  }
}

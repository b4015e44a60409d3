/**
 * Requests to accounts, users, groups, addresses, webhooks and settings.
 */
import type { Request } from "../requests.js"

const user = {
  username: "jane",
  firstName: "Jane",
  lastName: "Doe",
  email: "jane@example.com",
  password: "secret",
  group: 3
}
const account = {
  name: "New Inc.",
  accountUrl: "https://new.example.com",
  owner: 1,
  fields: [{ customFieldId: 1, fieldValue: "x" }]
}
const address = {
  company_name: "New Inc.",
  address_1: "1 Main Street",
  city: "Chicago",
  state: "IL",
  zip: "60603",
  country: "US",
  is_default: false
}
const webhook = { name: "Hook", url: "https://example.com/hook", events: ["subscribe"], sources: ["api", "public"] }

export const requests: Readonly<Record<string, Request>> = {
  "POST /users": { body: { user } },
  "PUT /users/{id}": { body: { user: { firstName: "Jo", group: 3 } } },
  "PATCH /users/{id}": { body: { user: { firstName: "Jo", group: 3 } } },
  "GET /users/email/{value}": { params: { value: "user1@example.com" } },
  "GET /users/username/{value}": { params: { value: "user1" } },
  "POST /groups": { body: { group: { title: "New", descript: "A group" } } },
  "DELETE /groups/bulk_delete": { arguments: [{ ids: ["5"] }], query: "ids[]=4" },
  "GET /groups/{id}": { params: { id: "3" } },
  "PUT /groups/{id}": { params: { id: "4" }, body: { group: { title: "Renamed" } } },
  "PATCH /groups/{id}": { params: { id: "4" }, body: { group: { title: "Renamed" } } },
  "DELETE /groups/{id}": { params: { id: "4" } },
  "PUT /lists/exclusions/{id}": { body: { channel: "several", lists: ["1", "2"] } },
  "PUT /configs/{id}": { body: { config: { val: "50" } } },
  "PATCH /configs/{id}": { body: { config: { val: "50" } } },
  "POST /organizations": { body: { organization: { name: "New Inc." } } },
  "PUT /organizations/{id}": { body: { organization: { name: "Renamed" } } },
  "PATCH /organizations/{id}": { body: { organization: { name: "Renamed" } } },
  "DELETE /organizations/bulk_delete": { arguments: [{ ids: ["5"] }], query: "ids[]=1" },
  "POST /accounts": { body: { account } },
  "GET /accounts": { query: "count_deals=true" },
  "DELETE /accounts/bulk_delete": { arguments: [{ ids: ["5"] }], query: "ids[]=1" },
  "PUT /accounts/{id}": { body: { account: { name: "Renamed" } } },
  "PATCH /accounts/{id}": { body: { account: { name: "Renamed" } } },
  "POST /accountContacts": { body: { accountContact: { account: 1, contact: 900, jobTitle: "CTO" } } },
  "PUT /accountContacts/{id}": { body: { accountContact: { account: "2", contact: "1", jobTitle: "CEO" } } },
  "PATCH /accountContacts/{id}": { body: { accountContact: { jobTitle: "CEO" } } },
  "POST /addresses": { body: { address } },
  "PUT /addresses/{id}": { body: { address: { ...address, is_default: 0, allgroup: 0 } } },
  "PATCH /addresses/{id}": { body: { address: { city: "Boston", is_default: 0, allgroup: 0 } } },
  "POST /webhooks": { body: { webhook } },
  "PUT /webhooks/{id}": { body: { webhook: { name: "Renamed" } } },
  "PATCH /webhooks/{id}": { body: { webhook: { name: "Renamed" } } },
  "POST /savedResponses": { body: { savedResponse: { title: "New", subject: "Hello", body: "Dear" } } },
  "PUT /savedResponses/{id}": { body: { savedResponse: { title: "Renamed" } } },
  "PATCH /savedResponses/{id}": { body: { savedResponse: { title: "Renamed" } } },
  "POST /personalizations": {
    body: { personalization: { tag: "new", name: "New", format: "text", content: "Hello", listids: "1,2" } }
  },
  "PUT /personalizations/{id}": { body: { personalization: { content: "Hi" } } },
  "PATCH /personalizations/{id}": { body: { personalization: { content: "Hi" } } },
  "DELETE /personalizations/bulkdelete": { arguments: [{ ids: ["1", "2"] }], query: "ids=1,2" },
  "POST /listGroups": { body: { listGroup: { listid: 1, groupid: 3 } } },
  "PUT /brandings/{id}": { body: { branding: { siteName: "Renamed" } } },
  "PATCH /brandings/{id}": { body: { branding: { siteName: "Renamed" } } },
  "POST /calendars": { body: { calendar: { title: "New", type: "All", notification: 1 } } },
  "PUT /calendars/{id}": { body: { calendar: { title: "Renamed" } } },
  "PATCH /calendars/{id}": { body: { calendar: { title: "Renamed" } } }
}

export const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "GET /contacts/{id}/organization": {
    "organization is missing": "a contact without an organization has an empty object"
  }
}

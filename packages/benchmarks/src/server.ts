/**
 * The server of the benchmarks: a process of its own that responds at once, with a tag or a page of contacts.
 */
import { createServer } from "node:http"

const day = (n: number) => `2026-0${1 + (n % 9)}-1${n % 10}`

/** A contact with all the fields that ActiveCampaign returns, different for each `n`. */
const contact = (n: number) => ({
  cdate: `${day(n)}T03:05:54-05:00`,
  email: `person${n}@example.com`,
  phone: n % 3 === 0 ? "" : `+49 30 ${100000 + n}`,
  firstName: `First${n}`,
  lastName: `Last${n}`,
  orgid: "0",
  orgname: "",
  segmentio_id: "",
  bounced_hard: String(n % 2),
  bounced_soft: "0",
  bounced_date: n % 2 === 0 ? "0000-00-00" : day(n),
  ip: String(2130706433 + n),
  ua: n % 4 === 0 ? null : "Mozilla/5.0 (X11; Linux x86_64)",
  hash: `${n}c5d1f7ab8e64c0d9b3fa2e71`,
  socialdata_lastcheck: "0000-00-00 00:00:00",
  email_local: "",
  email_domain: "",
  sentcnt: String(n * 3),
  rating_tstamp: "0000-00-00",
  gravatar: "1",
  deleted: "0",
  anonymized: "0",
  adate: n % 5 === 0 ? null : `${day(n)}T11:05:54-05:00`,
  udate: `${day(n + 1)}T03:05:54-05:00`,
  edate: null,
  deleted_at: "0000-00-00 00:00:00",
  created_utc_timestamp: `${day(n)} 03:05:54`,
  updated_utc_timestamp: `${day(n + 1)} 03:05:54`,
  created_timestamp: `${day(n)} 03:05:54`,
  updated_timestamp: `${day(n + 1)} 03:05:54`,
  created_by: n % 2 === 0 ? "0" : "1",
  updated_by: "0",
  email_empty: false,
  mpp_tracking: "0",
  last_click_date: null,
  last_open_date: null,
  last_mpp_open_date: null,
  best_send_hour: String(n % 24),
  sms_consent: "0",
  sms_consent_updated_at: "0000-00-00 00:00:00",
  whatsapp_id: null,
  whatsapp_username: null,
  scoreValues: [],
  accountContacts: [],
  contactAutomations: n % 3 === 0 ? [String(n)] : [],
  contactLists: [String(n), String(n + 1)],
  fieldValues: [String(n * 2), String(n * 2 + 1)],
  geoIps: [],
  deals: [],
  links: Object.fromEntries(
    ["bounceLogs", "contactAutomations", "contactData", "contactGoals", "contactLists", "contactLogs", "contactTags"]
      .concat(["contactDeals", "deals", "fieldValues", "geoIps", "notes", "organization", "plusAppend"])
      .concat(["trackingLogs", "scoreValues", "accountContacts", "automationEntryCounts"])
      .map((name) => [name, `https://account.api-us1.com/api/3/contacts/${n}/${name}`])
  ),
  id: String(n),
  organization: null
})

const tag = JSON.stringify({
  tag: { tag: "customer", description: "", tagType: "contact", cdate: "2026-09-29T19:21:25-05:00", links: {}, id: "1" }
})
const page = JSON.stringify({
  scoreValues: [],
  contacts: Array.from({ length: 100 }, (_, index) => contact(index + 1)),
  meta: { total: "100", page_input: { limit: 100, offset: 0 }, sortable: true }
})

const server = createServer((request, response) => {
  response.setHeader("content-type", "application/json")
  response.end(request.url?.startsWith("/api/3/contacts") ? page : tag)
})

server.listen(0, "127.0.0.1", () => {
  const address = server.address()
  process.send?.(typeof address === "object" && address !== null ? address.port : 0)
})

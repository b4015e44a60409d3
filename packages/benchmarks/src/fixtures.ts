/**
 * Bodies as ActiveCampaign sends them: the same fields in the same order, with invented values.
 */

const day = (n: number) => `2026-0${1 + (n % 9)}-1${n % 10}`

const ids = (n: number, count: number) => Array.from({ length: count }, (_, index) => String(n * count + index))

/** How many related records a contact has. */
export interface Shape {
  readonly lists: number
  readonly fieldValues: number
}

/** Contacts without many custom fields. */
export const plain: Shape = { lists: 2, fieldValues: 2 }

/** Contacts of an account that uses custom fields. */
export const rich: Shape = { lists: 3, fieldValues: 20 }

/** A contact with all the fields that ActiveCampaign returns, different for each `n`. */
export const contact = (n: number, { fieldValues, lists }: Shape) => ({
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
  contactLists: ids(n, lists),
  fieldValues: ids(n, fieldValues),
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

/** The body of one tag. */
export const tagBody = JSON.stringify({
  tag: { tag: "customer", description: "", tagType: "contact", cdate: "2026-09-29T19:21:25-05:00", links: {}, id: "1" }
})

/** The body of a page of 100 contacts. */
export const pageBody = (shape: Shape): string =>
  JSON.stringify({
    scoreValues: [],
    contacts: Array.from({ length: 100 }, (_, index) => contact(index + 1, shape)),
    meta: { total: "100", page_input: { limit: 100, offset: 0 }, sortable: true }
  })

/**
 * Lists.
 */
import { Lists } from "effect-activecampaign"
import {
  audit,
  computed,
  created,
  links,
  nullableString,
  numberText,
  readOnly,
  sameAs,
  string,
  updated
} from "../columns.js"
import { operators } from "../filters.js"
import { create, get, list, remove, update } from "../operations.js"
import { route } from "../routes.js"
import type { Store } from "../Store.js"
import { type Row, table } from "../Table.js"

const subscribers = (wanted: (status: unknown) => boolean) => (row: Row, store: Store) =>
  String(
    store
      .table("contactLists")
      .by("list", row.id)
      .filter(({ status }) => wanted(status)).length
  )

/** Lists. */
export const lists = table({
  name: "lists",
  envelope: "list",
  model: "_List",
  entity: Lists.List,
  columns: {
    stringid: string("", { required: true }),
    userid: numberText("1", { names: ["userid", "user"] }),
    name: string("", { required: true }),
    cdate: created,
    p_use_tracking: numberText("1"),
    p_use_analytics_read: numberText(),
    p_use_analytics_link: numberText(),
    p_use_twitter: numberText(),
    p_use_facebook: numberText(),
    p_embed_image: numberText("1"),
    p_use_captcha: numberText("1"),
    send_last_broadcast: numberText(),
    private: numberText(),
    analytics_domains: nullableString(),
    analytics_source: string(),
    analytics_ua: string(),
    twitter_token: string(),
    twitter_token_secret: string(),
    facebook_session: nullableString(),
    carboncopy: nullableString(),
    subscription_notify: nullableString(),
    unsubscription_notify: nullableString(),
    require_name: numberText(),
    get_unsubscribe_reason: numberText(),
    to_name: string("Subscriber"),
    optinoptout: numberText("1"),
    sender_name: string(),
    sender_addr1: string(),
    sender_addr2: string(),
    sender_city: string(),
    sender_state: string(),
    sender_zip: string(),
    sender_country: string(),
    sender_phone: string(),
    sender_url: string("", { required: true }),
    sender_reminder: string("", { required: true }),
    fulladdress: string(),
    optinmessageid: numberText(),
    optoutconf: numberText(),
    channel: string("email"),
    description: string(),
    deletestamp: readOnly(null),
    udate: updated,
    ...audit,
    active_subscribers: computed(subscribers((status) => status === "1")),
    non_deleted_subscribers: computed(subscribers(() => true)),
    links: links("lists", "contactGoalLists", "user", "addressLists"),
    user: sameAs("userid")
  },
  filters: operators("filters[name]", "name"),
  orders: { name: "name" },
  cascade: [
    ["contactLists", "list"],
    ["listGroups", "list"]
  ],
  sample: (n) => ({
    name: `List ${n}`,
    stringid: `list-${n}`,
    sender_url: "https://example.com",
    sender_reminder: "You signed up on our website."
  })
})

const counts = ["active_subscribers", "non_deleted_subscribers"]
const readColumns = Object.keys(lists.columns).filter((name) => !counts.includes(name))

/** `PUT` is documented, but was recorded to do nothing: an empty body with an error in a header. */
const put = route("PUT", "/lists/{id}", () => ({ status: 200, headers: { "x-ac-error": "Code 9001" }, body: "" }))

/** Routes of lists. */
export const routes = [
  create(lists, "/lists", {
    returns: ["cdate", "udate", "links"],
    after: (row, _, { emit }) => emit("list_add", { list: row })
  }),
  list(lists, "/lists"),
  get(lists, "/lists/{id}", { returns: readColumns }),
  put,
  ...update(lists, "/lists/{id}", { returns: readColumns, methods: ["PATCH"] }),
  remove(lists, "/lists/{id}")
]

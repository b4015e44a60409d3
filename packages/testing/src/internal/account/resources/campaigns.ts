/**
 * Campaigns, their links and their messages.
 */
import { CampaignLinks, CampaignMessages, Campaigns, Messages, Templates } from "effect-activecampaign"
import {
  audit,
  computed,
  created,
  createdLocal,
  flag,
  links,
  nullableString,
  numberText,
  readOnly,
  reference,
  string,
  updated,
  updatedLocal
} from "../columns.js"
import { equals } from "../filters.js"
import { create, get, type Input, list, remove, update } from "../operations.js"
import { notFound, ok } from "../responses.js"
import { type Handle, route } from "../routes.js"
import { type Row, render, table } from "../Table.js"
import { isRecord, text } from "../values.js"

/** What `status` is called. */
const statuses: Readonly<Record<string, string>> = {
  "0": "Draft",
  "1": "Scheduled",
  "2": "Sending",
  "3": "Paused",
  "4": "Stopped",
  "5": "Completed"
}

/** Campaigns. */
export const campaigns = table({
  name: "campaigns",
  envelope: "campaign",
  model: "Campaign",
  entity: Campaigns.Campaign,
  columns: {
    type: string("single"),
    userid: readOnly("1"),
    segmentid: numberText(),
    bounceid: numberText("-1"),
    realcid: numberText(),
    sendid: numberText(),
    threadid: numberText(),
    seriesid: numberText(),
    formid: numberText(),
    basetemplateid: numberText(),
    basemessageid: numberText(),
    addressid: numberText(),
    source: string("web"),
    name: string("", { required: true }),
    cdate: created,
    mdate: updated,
    sdate: nullableString(),
    ldate: nullableString(),
    send_amt: numberText(),
    total_amt: numberText(),
    opens: numberText(),
    uniqueopens: numberText(),
    linkclicks: numberText(),
    uniquelinkclicks: numberText(),
    subscriberclicks: numberText(),
    forwards: numberText(),
    uniqueforwards: numberText(),
    hardbounces: numberText(),
    softbounces: numberText(),
    unsubscribes: numberText(),
    unsubreasons: numberText(),
    updates: numberText(),
    socialshares: numberText(),
    replies: numberText(),
    uniquereplies: numberText(),
    status: numberText(),
    public: flag("1"),
    mail_transfer: flag(),
    mail_send: numberText(),
    mail_cleanup: numberText(),
    mailer_log_file: numberText(),
    tracklinks: string("all"),
    tracklinksanalytics: numberText(),
    trackreads: flag("1"),
    trackreadsanalytics: numberText(),
    analytics_campaign_name: string(),
    tweet: numberText(),
    facebook: numberText(),
    survey: string(),
    embed_images: numberText(),
    htmlunsub: flag("1"),
    textunsub: flag("1"),
    htmlunsubdata: nullableString(),
    textunsubdata: nullableString(),
    recurring: string("day1"),
    willrecur: numberText(),
    split_type: string(),
    split_content: numberText(),
    split_offset: numberText(),
    split_offset_type: string("day"),
    split_winner_messageid: numberText(),
    split_winner_awaiting: numberText(),
    responder_offset: numberText(),
    responder_type: string("subscribe"),
    responder_existing: numberText(),
    reminder_field: string("sdate"),
    reminder_format: nullableString(),
    reminder_type: string("month_day"),
    reminder_offset: numberText(),
    reminder_offset_type: string("day"),
    reminder_offset_sign: string("+"),
    reminder_last_cron_run: readOnly(null),
    activerss_interval: string("day1"),
    activerss_url: nullableString(),
    activerss_items: numberText("10"),
    ip4: numberText(),
    laststep: string("summary"),
    managetext: numberText(),
    schedule: numberText(),
    scheduleddate: readOnly(null),
    waitpreview: numberText(),
    deletestamp: readOnly(null),
    replysys: numberText(),
    created_timestamp: createdLocal,
    updated_timestamp: updatedLocal,
    created_by: readOnly("0"),
    updated_by: readOnly("0"),
    ip: numberText(),
    series_send_lock_time: readOnly("0000-00-00 00:00:00"),
    can_skip_approval: numberText(),
    use_quartz_scheduler: numberText(),
    verified_opens: numberText(),
    verified_unique_opens: numberText(),
    segmentname: string(),
    has_predictive_content: numberText(),
    message_id: numberText(),
    screenshot: string(),
    campaign_message_id: numberText(),
    ed_version: numberText("3"),
    links: links(
      "campaigns",
      "user",
      "automation",
      "campaignMessage",
      "campaignMessages",
      "links",
      "aggregateRevenues",
      "segment",
      "campaignLists"
    ),
    user: readOnly("1"),
    automation: computed(({ seriesid }) => (seriesid === "0" ? null : seriesid)),
    additional_data: string(),
    predictive_send: numberText(),
    repair_timestamp: readOnly("0000-00-00 00:00:00"),
    has_outdated_translations: numberText(),
    moderation_status: numberText(),
    format: string("mime"),
    campaignIsText: readOnly("0"),
    groupLimitViolation: readOnly(false),
    numberOfMessages: computed((row, store) => String(store.table("campaignMessages").by("campaignid", row.id).length)),
    statusString: computed(({ status }) => statuses[text(status)] ?? ""),
    statusToolTip: readOnly(""),
    typeText: readOnly("Standard Campaign"),
    isDoubleOptInCampaign: readOnly(false)
  },
  filters: {
    "filters[seriesid]": equals("seriesid"),
    "filters[status]": equals("status"),
    "filters[type]": equals("type")
  },
  orders: { sdate: "sdate", ldate: "ldate" },
  cascade: [
    ["campaignMessages", "campaignid"],
    ["links", "campaignid"]
  ],
  sample: (n) => ({ name: `Campaign ${n}` })
})

/** Links of campaigns. */
export const campaignLinks = table({
  name: "links",
  envelope: "link",
  model: "Link",
  entity: CampaignLinks.CampaignLink,
  columns: {
    campaignid: reference("campaigns"),
    messageid: reference("messages", { none: "0" }),
    link: string(),
    name: string(),
    ref: string(),
    tracked: flag("1"),
    linkclicks: readOnly("0"),
    uniquelinkclicks: readOnly("0"),
    ...audit,
    links: links("links", "campaign", "message"),
    campaign: computed(({ campaignid }) => campaignid),
    message: computed(({ messageid }) => (messageid === "0" ? null : messageid))
  },
  sample: (n) => ({ campaignid: "1", messageid: "1", link: `https://example.com/${n}`, name: `Link ${n}` })
})

/** Which messages a campaign has. */
export const campaignMessages = table({
  name: "campaignMessages",
  envelope: "campaignMessage",
  model: "CampaignMessage",
  entity: CampaignMessages.CampaignMessage,
  columns: {
    campaignid: reference("campaigns"),
    messageid: reference("messages"),
    percentage: numberText("100"),
    campaign: computed(({ campaignid }) => campaignid),
    message: computed(({ messageid }) => messageid),
    links: links("campaignMessages", "campaign", "message")
  },
  sample: (n) => ({ campaignid: String(n), messageid: String(n) })
})

/** Messages. */
export const messages = table({
  name: "messages",
  envelope: "message",
  model: "Message",
  entity: Messages.Message,
  columns: {
    userid: readOnly("1"),
    ed_instanceid: numberText(),
    ed_version: numberText("1"),
    cdate: created,
    mdate: updated,
    name: string(),
    fromname: string(),
    fromemail: string("", { names: ["fromemail", "email"] }),
    reply2: string(),
    priority: numberText("3"),
    charset: string("utf-8"),
    encoding: string("quoted-printable"),
    format: string("mime"),
    subject: string(),
    preheader_text: string(),
    text: string(),
    html: string(),
    htmlfetch: string("now"),
    textfetch: string("now"),
    hidden: numberText(),
    preview_mime: string(),
    preview_data: nullableString(),
    links: links("messages", "user"),
    user: readOnly("1"),
    has_predictive_content: readOnly(null),
    language_code: readOnly(null),
    source: readOnly(null)
  },
  cascade: [["campaignMessages", "messageid"]],
  sample: (n) => ({
    name: `Message ${n}`,
    fromname: "Sender",
    fromemail: "sender@example.com",
    subject: `Subject ${n}`,
    html: "<p>Hello</p>",
    text: "Hello"
  })
})

/** Templates. */
export const templates = table({
  name: "templates",
  envelope: "template",
  model: "Template",
  entity: Templates.Template,
  columns: {
    userid: readOnly("1"),
    ed_instanceid: numberText(),
    ed_version: numberText("3"),
    name: string(),
    subject: string(),
    content: string(),
    categoryid: numberText(),
    used: readOnly("0"),
    waitpreview: numberText(),
    importnum: numberText(),
    mdate: updated,
    preview_content: string(),
    modified: numberText(),
    hidden: numberText(),
    screenshot: string(),
    links: links("templates", "templateLists")
  },
  sample: (n) => ({ name: `Template ${n}`, content: "<p>Hello</p>" })
})

const listOnly = [
  "typeText",
  "statusString",
  "statusToolTip",
  "numberOfMessages",
  "campaignIsText",
  "groupLimitViolation"
]
const listColumns = Object.keys(campaigns.columns).filter((name) => name !== "isDoubleOptInCampaign")
const singleColumns = Object.keys(campaigns.columns).filter((name) => !listOnly.includes(name))

/** Commands return JSON as HTML, and 200 also if they fail. */
const command = (body: unknown) => ({
  status: 200,
  headers: { "content-type": "text/html; charset=UTF-8" },
  body
})

const inputOf = (body: unknown): Input => (isRecord(body) ? body : {})

/** Creates a draft. Request and response have no envelope, and the id is a number. */
const createCampaign: Handle = ({ body, now, store }) => {
  const { canSplitContent = false, name, type } = inputOf(body)
  const errors = [
    ...(text(name) === "" ? ["Field name is required"] : []),
    ...(typeof type === "string" && type !== "" ? [] : ["Field type must be of type string"])
  ]
  if (errors.length > 0) return { status: 400, body: { errors } }
  const row = store.table("campaigns").insert({ name: text(name), type: text(type) }, now)
  return command({ id: Number(row.id), name, type, canSplitContent })
}

const campaignOf = ({ params, store }: Parameters<Handle>[0]): Row | undefined =>
  store.table("campaigns").find(params["id"])

const edit: Handle = (call) => {
  const row = campaignOf(call)
  if (row === undefined) return notFound("Campaign", call.params["id"] ?? "")
  const { name, status } = inputOf(call.body)
  const values = {
    ...(name === undefined ? {} : { name: text(name) }),
    ...(status === undefined ? {} : { status: text(status) })
  }
  call.store.table("campaigns").update(row, values, call.now)
  return ok({ id: Number(row.id), name: row["name"], type: row["type"], canSplitContent: false })
}

const copy: Handle = (call) => {
  const row = campaignOf(call)
  if (row === undefined)
    return { status: 400, body: JSON.stringify("Bad request. You are not allowed to copy this campaign.") }
  const { name, type } = row
  const copied = call.store.table("campaigns").insert({ name: `Copy of ${text(name)}`, type, source: "copy" }, call.now)
  return ok({ succeeded: 1, message: "Campaign draft copied.", newCampaignId: Number(copied.id) })
}

const deleteCampaign: Handle = (call) => {
  const row = campaignOf(call)
  if (row === undefined) return command({ succeeded: 0, message: "Campaign not found." })
  call.store.table("campaigns").delete(row)
  return command({ succeeded: 1, message: "Campaign deleted." })
}

/** Statuses from which a command leads to another. */
const commands = {
  pause: { from: ["2"], to: "3" },
  resume: { from: ["3"], to: "2" },
  stop: { from: ["1", "2", "3"], to: "4" }
}

const change =
  (name: keyof typeof commands): Handle =>
  (call) => {
    const row = campaignOf(call)
    const { from, to } = commands[name]
    if (row === undefined) return command({ succeeded: 0, message: "Campaign not found." })
    if (!from.includes(text(row["status"]))) return command({ succeeded: 0, message: "Not allowed." })
    call.store.table("campaigns").update(row, { status: to }, call.now)
    return command({ succeeded: 1, message: "" })
  }

/** `PATCH` succeeds and changes nothing, as was recorded. */
const patch: Handle = (call) => {
  const row = campaignOf(call)
  return row === undefined
    ? notFound("Campaign", call.params["id"] ?? "")
    : ok({ campaign: render(campaigns, row, call.store, singleColumns) })
}

/** Rows below a campaign. */
const below = (definition: typeof campaignLinks | typeof campaignMessages) =>
  list(definition, `/campaigns/{id}/${definition.name}`, {
    scope: { table: "campaigns", column: "campaignid" }
  })

/** Routes of campaigns, messages and templates. */
export const routes = [
  route("POST", "/campaign", createCampaign),
  list(campaigns, "/campaigns", { returns: listColumns }),
  get(campaigns, "/campaigns/{id}", { returns: singleColumns }),
  route("PATCH", "/campaigns/{id}", patch),
  route("PUT", "/campaigns/{id}/edit", edit),
  route("POST", "/campaigns/{id}/copy", copy),
  route("DELETE", "/campaigns/{id}/delete", deleteCampaign),
  route("PUT", "/campaigns/{id}/pause", change("pause")),
  route("PUT", "/campaigns/{id}/resume", change("resume")),
  route("PUT", "/campaigns/{id}/stop", change("stop")),
  below(campaignLinks),
  below(campaignMessages),
  list(campaignLinks, "/links"),
  list(campaignMessages, "/campaignMessages"),
  create(messages, "/messages", { returns: ["cdate", "mdate", "userid", "links", "user"] }),
  list(messages, "/messages"),
  get(messages, "/messages/{id}"),
  ...update(messages, "/messages/{id}"),
  remove(messages, "/messages/{id}"),
  list(templates, "/templates"),
  get(templates, "/templates/{id}"),
  remove(templates, "/templates/{id}")
]

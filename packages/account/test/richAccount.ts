/**
 * An account with something of everything that a snapshot contains, behind an `HttpClient`. Tests change its rows.
 */
import * as HttpClient from "@effect/platform/HttpClient"
import * as HttpClientResponse from "@effect/platform/HttpClientResponse"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Credentials from "effect-activecampaign/Credentials"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import * as RetryPolicy from "effect-activecampaign/RetryPolicy"

type Row = Record<string, unknown>

/** A field of deals or accounts. */
const meta = (
  id: number,
  fieldLabel: string,
  fieldType: string,
  fieldOptions: ReadonlyArray<string> | null = null
) => ({
  ...{
    id: String(id),
    fieldLabel,
    fieldType,
    fieldOptions,
    fieldDefaultCurrency: fieldType === "currency" ? "eur" : null
  },
  ...{ isRequired: 0, personalization: `DEAL_${fieldLabel.toUpperCase().replaceAll(" ", "_")}` }
})

const options = (field: string, first: number, ...values: ReadonlyArray<string>) =>
  values.map((value, index) => ({ id: String(first + index), field, value, label: value, orderid: index + 1 }))

/** The rows of the account, by path. */
export const makeRows = () => ({
  fields: [
    { id: "1", title: "Plan", type: "dropdown", perstag: "PLAN", isrequired: "0" },
    { id: "2", title: "Größe (cm)", type: "number", perstag: "GROESSE", isrequired: "0" },
    { id: "3", title: "T-shirt sizes", type: "checkbox", perstag: "SIZES", isrequired: "0" },
    { id: "4", title: "誕生日", type: "date", perstag: "BIRTHDAY", isrequired: "0" },
    { id: "5", title: "好きな色", type: "text", perstag: "", isrequired: "0" },
    { id: "6", title: "class", type: "text", perstag: "CLASS", isrequired: "0" },
    { id: "10", title: "2nd phone", type: "text", perstag: "PHONE_2", isrequired: "0" },
    { id: "11", title: "PLAN", type: "hidden", perstag: "PLAN_2", isrequired: "0" },
    { id: "12", title: 'The "best" */ `quote` of\nall', type: "textarea", perstag: "QUOTE", isrequired: "1" },
    { id: "13", title: "Country", type: "listbox", perstag: "COUNTRY", isrequired: "0" }
  ] as Array<Row>,
  fieldOptions: [
    ...options("1", 1, "free", "pro"),
    ...options("3", 3, "s", "m", "l"),
    ...options("13", 10, ...Array.from({ length: 30 }, (_, index) => `Country "${index}"`))
  ] as Array<Row>,
  dealCustomFieldMeta: [
    meta(1, "Budget", "currency"),
    meta(2, "Region", "dropdown", [
      "EMEA",
      'It\'s "APAC" with a name that does not fit on the line of its field, or does it'
    ])
  ] as Array<Row>,
  accountCustomFieldMeta: [
    meta(1, "Renewal", "datetime"),
    meta(2, "Channels", "multiselect", ["web", "phone"])
  ] as Array<Row>,
  dealGroups: [
    { id: "1", title: "Sales" },
    { id: "2", title: "Hand-over" }
  ] as Array<Row>,
  dealStages: [
    { id: "1", title: "Won", group: "1", order: "2" },
    { id: "2", title: "New", group: "1", order: "1" },
    { id: "3", title: "New", group: "2", order: "1" }
  ] as Array<Row>,
  lists: [
    { id: "1", name: "Newsletter" },
    { id: "2", name: "Product news" }
  ] as Array<Row>,
  tags: [
    { id: "1", tag: "VIP" },
    { id: "2", tag: "trial ended" },
    { id: "3", tag: "unused" }
  ] as Array<Row>,
  schemas: [
    {
      ...{
        id: "6449c3f3-b68d-46d1-850b-c8aea998ce1b",
        slug: "service-contract",
        labels: { singular: "Contract", plural: "Contracts" }
      },
      fields: [
        {
          id: "renewal-date",
          labels: { singular: "Renewal date", plural: "Renewal dates" },
          type: "date",
          required: true
        },
        {
          ...{ id: "level", labels: { singular: "Level", plural: "Levels" }, type: "dropdown", required: false },
          options: [{ id: "gold", value: "Gold" }]
        }
      ]
    }
  ] as Array<Row>
})

export type Rows = ReturnType<typeof makeRows>

const isKey = (key: string, rows: Rows): key is keyof Rows => key in rows

/** A response with a part of some rows. */
const listed = (rows: Rows, key: keyof Rows, query: URLSearchParams): Response => {
  const search = query.get("filters[search][eq]")
  const all = rows[key].filter((row) => search === null || row["tag"] === search)
  const [offset, limit] = [Number(query.get("offset") ?? 0), Number(query.get("limit") ?? 20)]
  const page = all.slice(offset, offset + limit)
  return Response.json({
    [key]: page,
    ...(key === "fields" ? { fieldOptions: rows.fieldOptions } : {}),
    meta: { total: String(all.length) }
  })
}

const respond = (rows: Rows, url: URL): Response => {
  const [, , , first = "", second = ""] = url.pathname.split("/")
  const key = first === "customObjects" ? second : first
  if (!isKey(key, rows)) throw new Error(`unexpected request ${url.pathname}`)
  if (first === "tags" && second !== "") {
    const tag = rows.tags.find(({ id }) => id === second)
    return tag === undefined ? Response.json({ message: "No Result found" }, { status: 404 }) : Response.json({ tag })
  }
  return listed(rows, key, url.searchParams)
}

/** Paths of requests, and the client that sends them. `denied` are paths that the API key must not read. */
export const richAccount = (rows: Rows = makeRows(), denied: ReadonlyArray<string> = []) => {
  const requests: Array<string> = []
  const http = HttpClient.make((request, url) =>
    Effect.sync(() => {
      requests.push(`${url.pathname.replace("/api/3", "")}${url.search}`)
      const isDenied = denied.some((path) => url.pathname.endsWith(path))
      const response = isDenied ? Response.json({ message: "Forbidden" }, { status: 403 }) : respond(rows, url)
      return HttpClientResponse.fromWeb(request, response)
    })
  )
  const client = ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Credentials.layer({ apiUrl: "https://test.api-us1.com", apiKey: "secret-key" }),
      Layer.succeed(HttpClient.HttpClient, http),
      RateLimiter.layerUnlimited,
      RetryPolicy.layer(RetryPolicy.none)
    ])
  )
  return { rows, requests, client }
}

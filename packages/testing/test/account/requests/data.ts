/**
 * Requests to segments, custom objects, e-commerce, tracking and the bulk import.
 */
import type { Request } from "../requests.js"

const segment = "00000000-0000-4000-8000-000000000001"
const run = segment
const schema = "00000001-0000-4000-8000-000000000001"
const record = "00000002-0000-4000-8000-000000000001"
const definition = {
  segment_condition_group_operator: "and",
  segment_condition_groups: [{ id: "1", operator: "and", values: [{ id: "1", type: "condition" }] }],
  segment_conditions: [
    {
      id: "1",
      object_type: "tag",
      source_system: "activecampaign",
      fields: [{ name: "tagid", operator: "=", value: "1", data_type: "number" }]
    }
  ]
}
const criteria = { conditions: definition.segment_conditions[0], group_operator: "and" }
const order = {
  externalid: "new",
  source: "1",
  email: "contact1@example.com",
  orderProducts: [{ externalid: "p", name: "Product", price: 4900, quantity: 1, category: "Toys" }],
  orderDiscounts: [{ name: "1OFF", type: "order", discountAmount: 100 }],
  externalCreatedDate: "2026-01-02T12:00:00-06:00",
  totalPrice: 9111,
  shippingAmount: 200,
  taxAmount: 500,
  discountAmount: 100,
  currency: "USD",
  connectionid: "1",
  customerid: "1"
}
const customField = { id: "plan", labels: { singular: "Plan", plural: "Plans" }, type: "text", required: false }
const object = {
  slug: "contract",
  labels: { singular: "Contract", plural: "Contracts" },
  description: "A contract",
  fields: [customField]
}
const event = { actid: "1234567", key: "fake-event-key", event: "event 1", eventdata: "x" }

export const requests: Readonly<Record<string, Request>> = {
  "GET /segments/{id}": { params: { id: segment } },
  "POST /segmentsV2": { body: { data: [{ type: "Segment.v2", attributes: { name: "New", ...definition } }] } },
  "GET /segmentsV2/{segment}": { params: { segment } },
  "PUT /segmentsV2/{segment}": { params: { segment }, body: { data: [{ attributes: definition }] } },
  "DELETE /segmentsV2/{segment}": { params: { segment } },
  "GET /segmentsV2/{segment}/createdDate/{at}": { params: { segment, at: "4102444800000" } },
  "PUT /segmentsV2/{segment}/createdDate/{at}": { params: { segment, at: "4102444800000" } },
  "GET /segmentsV2/count-history": { query: `segmentIds=${segment}`, arguments: [{ segmentIds: [segment] }] },
  "GET /segmentsV2/{segment}/count-history": { params: { segment } },
  "GET /segmentsV2/{segment}/count-history/{at}": { params: { segment, at: "4102444800" } },
  "POST /segmentMatchAll": { body: { data: [{ attributes: definition }] } },
  "GET /segmentMatchAll/{segment}": { params: { segment } },
  "GET /segmentMatchAll/{segment}/{run}": { params: { segment, run } },
  "POST /segmentMatchSome/{segment}": { params: { segment }, body: { data: { attributes: criteria } } },
  "GET /segmentMatchSome/{segment}/{run}": { params: { segment, run } },
  "GET /segmentMatch/{segment}/{contact}": { params: { segment, contact: "1" } },
  "GET /audiences/{segment}": { params: { segment } },
  "POST /customObjects/schemas": { body: { schema: object } },
  "POST /customObjects/schemas/public": { body: { schema: { ...object, appId: "7" } } },
  "POST /customObjects/schemas/{schema}/child": { params: { schema }, body: {} },
  "GET /customObjects/schemas/{schema}": { params: { schema } },
  "PUT /customObjects/schemas/{schema}": { params: { schema }, body: { schema: { description: "Changed" } } },
  "DELETE /customObjects/schemas/{schema}": { params: { schema } },
  "DELETE /customObjects/schemas/{schema}/fields/{field}": { params: { schema, field: "name" } },
  "GET /customObjects/records/{schema}": { params: { schema } },
  "POST /customObjects/records/{schema}": {
    params: { schema },
    body: {
      record: { externalId: "new", fields: [{ id: "name", value: "x" }], relationships: { "primary-contact": [1] } }
    }
  },
  "GET /customObjects/records/{schema}/{record}": { params: { schema, record } },
  "DELETE /customObjects/records/{schema}/{record}": { params: { schema, record } },
  "GET /customObjects/records/{schema}/external/{external}": { params: { schema, external: "record-1" } },
  "DELETE /customObjects/records/{schema}/external/{external}": { params: { schema, external: "record-1" } },
  "POST /connections": {
    body: {
      connection: {
        service: "new",
        externalid: "x",
        name: "New",
        logoUrl: "https://example.com/l.png",
        linkUrl: "https://example.com",
        listId: "1"
      }
    }
  },
  "PUT /connections/{id}": { body: { connection: { name: "Renamed" } } },
  "PATCH /connections/{id}": { body: { connection: { name: "Renamed" } } },
  "POST /ecomCustomers": {
    body: { ecomCustomer: { connectionid: "1", externalid: "new", email: "new@example.com", acceptsMarketing: "1" } }
  },
  "PUT /ecomCustomers/{id}": { body: { ecomCustomer: { acceptsMarketing: "1" } } },
  "PATCH /ecomCustomers/{id}": { body: { ecomCustomer: { acceptsMarketing: "1" } } },
  "POST /ecomOrders": { body: { ecomOrder: order } },
  "PUT /ecomOrders/{id}": {
    body: { ecomOrder: { totalPrice: 1000, externalUpdatedDate: "2026-01-03T12:00:00-06:00" } }
  },
  "PATCH /ecomOrders/{id}": { body: { ecomOrder: { totalPrice: 1000 } } },
  "PUT /eventTracking": { body: { eventTracking: { enabled: true } } },
  "POST /eventTrackingEvents": { body: { eventTrackingEvent: { name: "new" } } },
  "DELETE /eventTrackingEvents/{name}": { params: { name: "event 1" } },
  "POST /event": { body: new URLSearchParams(event).toString() },
  "PUT /siteTracking": { body: { siteTracking: { enabled: true } } },
  "POST /prism/urlWhitelistings": {
    body: {
      data: {
        type: "urlWhitelistings",
        attributes: {
          whitelisted_domain: "example.com",
          whitelisted_page: "*",
          tracking_enabled: true,
          conversations_enabled: false,
          wp_enabled: false
        }
      }
    }
  },
  "POST /import/bulk_import": { body: { contacts: [{ email: "new@example.com", tags: ["imported"] }] } },
  "GET /import/info": {
    arguments: [{ batchId: "00000000-0000-4000-9000-000000000001" }],
    query: "batchId=00000000-0000-4000-9000-000000000001"
  }
}

export const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "POST /customObjects/schemas/{schema}/child": { "schema.appId is missing": "only schemas of apps have it" },
  "PUT /customObjects/schemas/{schema}": { "schema.appId is missing": "only schemas of apps have it" },
  "GET /audiences": Object.fromEntries(
    ["recent", "last_total", "last_active_total"].flatMap((sort) =>
      [`sort=${sort}`, `sort=-${sort}`].map((name) => [
        name,
        "the account counts when it is asked, and keeps no counts"
      ])
    )
  ),
  "DELETE /prism/urlWhitelistings/{id}": { "the body is undefined": "the response has no content" }
}

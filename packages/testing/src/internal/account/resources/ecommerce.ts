/**
 * E-commerce: connections to stores, customers, orders and their products and discounts.
 */
import { Connections, EcomCustomers, EcomOrderDiscounts, EcomOrderProducts, EcomOrders } from "effect-activecampaign"
import {
  computed,
  created,
  flag,
  links,
  nullableString,
  number,
  numberText,
  readOnly,
  reference,
  string,
  updated
} from "../columns.js"
import { equals } from "../filters.js"
import { create, get, type Input, list, remove, update } from "../operations.js"
import { invalid } from "../responses.js"
import type { Call } from "../routes.js"
import type { Store } from "../Store.js"
import { many, one, type Row, table } from "../Table.js"
import { isRecord, text } from "../values.js"

/** Connections. */
export const connections = table({
  name: "connections",
  envelope: "connection",
  model: "Connection",
  entity: Connections.Connection,
  columns: {
    service: string("", { required: true }),
    externalid: string("", { required: true }),
    name: string("", { required: true }),
    isInternal: readOnly("0"),
    connectionType: readOnly("ecommerce"),
    status: flag("1"),
    syncStatus: flag(),
    sync_request_time: readOnly(null),
    sync_start_time: readOnly(null),
    lastSync: readOnly(null),
    logoUrl: string(),
    linkUrl: string(),
    listId: numberText("0"),
    cdate: created,
    udate: updated,
    credentialExpiration: readOnly(null),
    disconnectDate: readOnly(null),
    planTier: readOnly(null),
    links: links("connections", "options", "customers"),
    serviceName: computed(({ service }) => service)
  },
  unique: [{ columns: ["service", "externalid"], title: "The connection already exists" }],
  filters: { "filters[service]": equals("service"), "filters[externalid]": equals("externalid") },
  cascade: [
    ["ecomCustomers", "connectionid"],
    ["ecomOrders", "connectionid"]
  ],
  sample: (n) => ({ service: "shop", externalid: `store${n}`, name: `Store ${n}` })
})

const orderNumbers = (row: Row, store: Store, column: string): ReadonlyArray<number> =>
  store
    .table("ecomOrders")
    .by("customerid", row.id)
    .map((order) => Number(order[column]))

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, one) => total + one, 0)

/** Customers. Their totals are those of their orders. */
export const ecomCustomers = table({
  name: "ecomCustomers",
  envelope: "ecomCustomer",
  model: "EcomCustomer",
  entity: EcomCustomers.EcomCustomer,
  columns: {
    connectionid: reference("connections", { required: true, echo: false }),
    externalid: string("", { required: true }),
    email: string("", { required: true }),
    totalRevenue: computed((row, store) => String(sum(orderNumbers(row, store, "totalPrice")))),
    totalOrders: computed((row, store) => String(orderNumbers(row, store, "totalPrice").length)),
    totalProducts: computed((row, store) =>
      String(
        sum(
          store
            .table("ecomOrders")
            .by("customerid", row.id)
            .map(({ id }) => store.table("ecomOrderProducts").by("orderid", id).length)
        )
      )
    ),
    avgRevenuePerOrder: computed((row, store) => {
      const prices = orderNumbers(row, store, "totalPrice")
      return String(prices.length === 0 ? 0 : Math.round(sum(prices) / prices.length))
    }),
    avgProductCategory: readOnly(""),
    acceptsMarketing: flag("0"),
    tstamp: updated,
    links: links("ecomCustomers", "connection", "orders"),
    connection: computed(({ connectionid }) => connectionid)
  },
  unique: [{ columns: ["connectionid", "externalid"], title: "The customer already exists" }],
  filters: {
    "filters[email]": equals("email"),
    "filters[externalid]": equals("externalid"),
    "filters[connectionid]": equals("connectionid")
  },
  relations: { connections: one("connections", "connectionid") },
  cascade: [["ecomOrders", "customerid"]],
  sample: (n) => ({ connectionid: "1", externalid: `customer${n}`, email: `contact${n}@example.com` })
})

/** Products of orders. */
export const ecomOrderProducts = table({
  name: "ecomOrderProducts",
  envelope: "ecomOrderProduct",
  model: "EcomOrderProduct",
  entity: EcomOrderProducts.EcomOrderProduct,
  columns: {
    orderid: reference("ecomOrders"),
    connectionid: reference("connections"),
    externalid: string(),
    sku: string(),
    name: string(),
    description: string(),
    price: numberText("0"),
    quantity: numberText("1"),
    category: string(),
    imageUrl: string(),
    productUrl: string(),
    createdDate: created,
    updatedDate: updated,
    tstamp: updated,
    links: links("ecomOrderProducts", "ecomOrder"),
    ecomOrder: computed(({ orderid }) => orderid)
  },
  filters: { "filters[orderid]": equals("orderid") },
  sample: (n) => ({
    orderid: "1",
    connectionid: "1",
    externalid: `product${n}`,
    name: `Product ${n}`,
    price: String(n * 100)
  })
})

/** Discounts of orders. */
export const ecomOrderDiscounts = table({
  name: "ecomOrderDiscounts",
  envelope: "ecomOrderDiscount",
  model: "EcomOrderDiscount",
  entity: EcomOrderDiscounts.EcomOrderDiscount,
  columns: {
    orderid: reference("ecomOrders"),
    name: string(),
    type: string("order"),
    discountAmount: numberText("0"),
    createdDate: created,
    updatedDate: updated
  },
  sample: (n) => ({ orderid: "1", name: `Discount ${n}`, discountAmount: "100" })
})

/** State of an order: 1 is completed, 2 an abandoned cart. */
const stateOf = ({ abandonedDate, externalid }: Row): number =>
  text(externalid) !== "" ? 1 : text(abandonedDate) === "" ? 0 : 2

/** Orders and abandoned carts. Amounts are numbers here, unlike elsewhere. */
export const ecomOrders = table({
  name: "ecomOrders",
  envelope: "ecomOrder",
  model: "EcomOrder",
  entity: EcomOrders.EcomOrder,
  columns: {
    externalid: string(),
    externalcheckoutid: nullableString(),
    source: numberText("1"),
    email: string("", { required: true }),
    currency: string("USD", { required: true }),
    connectionid: reference("connections", { required: true, echo: false }),
    customerid: reference("ecomCustomers", { required: true, echo: false }),
    orderUrl: string(),
    orderNumber: string(),
    shippingMethod: string(),
    totalPrice: number(0, { required: true }),
    shippingAmount: number(0),
    taxAmount: number(0),
    discountAmount: number(0),
    externalCreatedDate: string(),
    externalUpdatedDate: string(),
    abandonedDate: nullableString(),
    totalProducts: computed((row, store) => store.table("ecomOrderProducts").by("orderid", row.id).length),
    createdDate: created,
    updatedDate: updated,
    state: computed(stateOf),
    orderProducts: computed((row, store) =>
      store
        .table("ecomOrderProducts")
        .by("orderid", row.id)
        .map(({ id }) => id)
    ),
    orderDiscounts: computed((row, store) =>
      store
        .table("ecomOrderDiscounts")
        .by("orderid", row.id)
        .map(({ id }) => id)
    ),
    orderDate: computed(({ externalCreatedDate }) => externalCreatedDate),
    tstamp: updated,
    links: links("ecomOrders", "connection", "customer", "orderProducts", "orderDiscounts", "orderActivities"),
    connection: computed(({ connectionid }) => connectionid),
    customer: computed(({ customerid }) => customerid)
  },
  unique: [{ columns: ["connectionid", "externalid"], title: "An order with the externalid already exists" }],
  filters: {
    "filters[connectionid]": equals("connectionid"),
    "filters[externalid]": equals("externalid"),
    "filters[externalcheckoutid]": equals("externalcheckoutid"),
    "filters[email]": equals("email"),
    "filters[state]": ([state]) => ({ test: (row) => String(stateOf(row)) === state }),
    "filters[customerid]": equals("customerid"),
    "filters[external_created_date]": ([day = ""]) => ({
      test: ({ externalCreatedDate }) => text(externalCreatedDate).startsWith(day)
    })
  },
  orders: {
    connectionid: "connectionid",
    externalid: "externalid",
    externalcheckoutid: "externalcheckoutid",
    email: "email",
    state: (row) => stateOf(row),
    customerid: "customerid",
    external_created_date: "externalCreatedDate"
  },
  relations: {
    connections: one("connections", "connectionid"),
    ecomOrderProducts: many("ecomOrderProducts", "orderid"),
    ecomOrderDiscounts: many("ecomOrderDiscounts", "orderid")
  },
  cascade: [
    ["ecomOrderProducts", "orderid"],
    ["ecomOrderDiscounts", "orderid"]
  ],
  sample: (n) => ({
    externalid: `order${n}`,
    email: `contact${n}@example.com`,
    connectionid: "1",
    customerid: "1",
    totalPrice: n * 1000,
    externalCreatedDate: "2026-01-02T12:00:00-06:00"
  })
})

/** An order has an id of the store, a cart an id of its checkout and when it was abandoned. */
const check = (input: Input, _: Call, row: Row | undefined) => {
  const value = (name: string) => text(input[name] ?? row?.[name])
  if (value("externalid") === "" && (value("externalcheckoutid") === "" || value("abandonedDate") === "")) {
    return invalid(
      "The externalid, or the externalcheckoutid and the abandonedDate, are required",
      "field_missing",
      "externalid"
    )
  }
  const products = input["orderProducts"]
  if (row === undefined && (!Array.isArray(products) || products.length === 0)) {
    return invalid("The orderProducts are required", "field_missing", "orderProducts")
  }
  return undefined
}

const rowsIn = (value: unknown): ReadonlyArray<Input> => (Array.isArray(value) ? value.filter(isRecord) : [])

/** Replaces the products and discounts of an order by those of a request. */
const saveItems = (row: Row, input: Input, { now, store }: Call): void => {
  for (const [key, name] of [
    ["orderProducts", "ecomOrderProducts"],
    ["orderDiscounts", "ecomOrderDiscounts"]
  ] as const) {
    if (input[key] === undefined) continue
    const rows = store.table(name)
    for (const existing of rows.by("orderid", row.id)) rows.delete(existing)
    for (const item of rowsIn(input[key])) {
      const values = Object.entries(item).map(([column, value]) => [column, text(value)])
      rows.insert({ ...Object.fromEntries(values), orderid: row.id, connectionid: row["connectionid"] }, now)
    }
  }
}

const below = (name: string, definition: typeof ecomOrderProducts | typeof ecomOrderDiscounts) =>
  list(definition, `/ecomOrders/{id}/${name}`, {
    scope: { table: "ecomOrders", column: "orderid" }
  })

const shortOrder = [
  "externalid",
  "source",
  "email",
  "currency",
  "connectionid",
  "customerid",
  "externalCreatedDate",
  "totalProducts",
  "orderUrl",
  "shippingMethod",
  "createdDate",
  "updatedDate",
  "state",
  "connection",
  "orderProducts",
  "orderDiscounts",
  "customer",
  "orderDate",
  "tstamp",
  "links",
  "totalPrice",
  "shippingAmount",
  "taxAmount",
  "discountAmount"
]

const sideloads = ["connections", "ecomOrderProducts", "ecomOrderDiscounts"]

/** Routes of e-commerce. */
export const routes = [
  create(connections, "/connections", { status: 200, returns: ["isInternal", "cdate", "udate", "links"] }),
  list(connections, "/connections"),
  get(connections, "/connections/{id}"),
  ...update(connections, "/connections/{id}"),
  remove(connections, "/connections/{id}"),
  create(ecomCustomers, "/ecomCustomers", {
    returns: ["connectionid", "externalid", "email", "links", "connection"],
    sideloads: ["connections"]
  }),
  list(ecomCustomers, "/ecomCustomers"),
  get(ecomCustomers, "/ecomCustomers/{id}"),
  ...update(ecomCustomers, "/ecomCustomers/{id}"),
  remove(ecomCustomers, "/ecomCustomers/{id}"),
  list(ecomOrders, "/ecomCustomers/{id}/orders", {
    scope: { table: "ecomCustomers", column: "customerid" }
  }),
  create(ecomOrders, "/ecomOrders", { check, after: saveItems, returns: shortOrder, sideloads }),
  list(ecomOrders, "/ecomOrders"),
  get(ecomOrders, "/ecomOrders/{id}"),
  ...update(ecomOrders, "/ecomOrders/{id}", { check, after: saveItems, sideloads }),
  remove(ecomOrders, "/ecomOrders/{id}"),
  below("orderProducts", ecomOrderProducts),
  below("orderDiscounts", ecomOrderDiscounts),
  list(ecomOrderProducts, "/ecomOrderProducts", { total: "none" }),
  get(ecomOrderProducts, "/ecomOrderProducts/{id}")
]

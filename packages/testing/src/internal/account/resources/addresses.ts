/**
 * Addresses of senders, and their assignments to groups and lists.
 */
import { Addresses } from "effect-activecampaign"
import { audit, links, reference, string } from "../columns.js"
import { create, get, list, remove, update } from "../operations.js"
import { table } from "../Table.js"
import { flagText } from "../values.js"

/** A flag that has two spellings in requests. */
const numericFlag = (initial: "0" | "1", ...names: ReadonlyArray<string>) => ({
  initial,
  write: flagText,
  names,
  echo: false
})

/** Addresses. Requests use either spelling of a column, responses that of the columns. */
export const addresses = table({
  name: "addresses",
  envelope: "address",
  model: "Address",
  entity: Addresses.Address,
  columns: {
    companyName: string("", { names: ["companyName", "company_name"] }),
    address1: string("", { names: ["address1", "address_1"] }),
    address2: string("", { names: ["address2", "address_2"] }),
    city: string(),
    state: string(),
    district: string(),
    zip: string(),
    country: string(),
    allgroup: numericFlag("0", "allgroup"),
    isDefault: numericFlag("0", "isDefault", "is_default"),
    ...audit,
    links: links("addresses", "addressGroup", "addressList", "forms")
  },
  cascade: [
    ["addressGroups", "address"],
    ["addressLists", "address"]
  ],
  sample: (n) => ({
    companyName: `Company ${n}`,
    address1: `${n} Main Street`,
    city: "Chicago",
    state: "IL",
    zip: "60603",
    country: "US"
  })
})

/** Assignments of addresses to groups. */
export const addressGroups = table({
  name: "addressGroups",
  envelope: "addressGroup",
  model: "AddressGroup",
  entity: Addresses.Address,
  columns: { address: reference("addresses"), group: reference("groups") },
  sample: () => ({ address: "1", group: "3" })
})

/** Assignments of addresses to lists. */
export const addressLists = table({
  name: "addressLists",
  envelope: "addressList",
  model: "AddressList",
  entity: Addresses.Address,
  columns: { address: reference("addresses"), list: reference("lists") },
  sample: () => ({ address: "1", list: "1" })
})

const createColumns = ["companyName", "address1", "city", "state", "zip", "country", "isDefault", "links"]

/** Routes of addresses. */
export const routes = [
  create(addresses, "/addresses", {
    returns: createColumns,
    // A new address is the default one, whatever the request says.
    values: () => ({ isDefault: "1" })
  }),
  list(addresses, "/addresses"),
  get(addresses, "/addresses/{id}"),
  ...update(addresses, "/addresses/{id}"),
  remove(addresses, "/addresses/{id}"),
  remove(addressGroups, "/addressGroups/{id}"),
  remove(addressLists, "/addressLists/{id}")
]

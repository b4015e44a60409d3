/**
 * Forms.
 */
import { Forms } from "effect-activecampaign"
import { created, json, links, nullableString, number, numberText, readOnly, string, updated } from "../columns.js"
import { create, get, list, remove, update } from "../operations.js"
import { message } from "../responses.js"
import { table } from "../Table.js"

/** Forms. */
export const forms = table({
  name: "forms",
  envelope: "form",
  model: "Form",
  entity: Forms.Form,
  columns: {
    name: string("", { required: true }),
    action: string(),
    actiondata: json({}),
    submit: string("show-thank-you"),
    submitdata: json({}),
    url: nullableString(),
    layout: string("inline-form"),
    title: nullableString(),
    body: nullableString(),
    button: string("Submit"),
    thanks: string("Thanks for signing up!"),
    style: json({}),
    options: json({}),
    cfields: json([]),
    parentformid: numberText(),
    userid: readOnly("1"),
    addressid: numberText(),
    cdate: created,
    udate: updated,
    entries: readOnly("0"),
    aid: numberText(),
    defaultscreenshot: string(),
    recent: readOnly([]),
    contacts: number(0),
    deals: number(0),
    links: links("forms", "address"),
    address: readOnly(null)
  },
  sample: (n) => ({ name: `Form ${n}` })
})

const listOnly = ["recent", "contacts", "deals"]
const singleColumns = Object.keys(forms.columns).filter((name) => !listOnly.includes(name))

/** Routes of forms. A form that does not exist is 403. */
export const routes = [
  create(forms, "/forms", { returns: singleColumns }),
  list(forms, "/forms"),
  get(forms, "/forms/{id}", {
    returns: singleColumns,
    missing: (id) => message(403, `No Result found for Form with id ${id}`)
  }),
  ...update(forms, "/forms/{id}", { returns: singleColumns }),
  remove(forms, "/forms/{id}")
]

/**
 * Definitions of the custom fields of deals and of accounts, which differ in their names only.
 */
import { AccountCustomFields, DealCustomFields } from "effect-activecampaign"
import { json, links, number, readOnly, string, zonedCreated, zonedUpdated } from "../columns.js"
import { contains } from "../filters.js"
import { create, get, list, remove, update } from "../operations.js"
import { message } from "../responses.js"
import { type Definition, table } from "../Table.js"
import { text } from "../values.js"

const columns = {
  fieldLabel: string("", { required: true }),
  fieldType: string("", { required: true }),
  fieldOptions: json(null),
  fieldDefault: json(null),
  fieldDefaultCurrency: json(null),
  isFormVisible: number(0),
  isRequired: number(0),
  displayOrder: number(1),
  personalization: string(),
  knownFieldId: readOnly(null),
  hideFieldFlag: number(0),
  createdTimestamp: zonedCreated,
  updatedTimestamp: zonedUpdated
}

/** Definitions for deals. */
export const dealCustomFieldMeta = table({
  name: "dealCustomFieldMeta",
  envelope: "dealCustomFieldMetum",
  model: "DealCustomFieldMetum",
  entity: DealCustomFields.DealCustomField,
  columns: { ...columns, links: links("dealCustomFieldMeta", "dealCustomFieldData") },
  cascade: [["dealCustomFieldData", "customFieldId"]],
  sample: (n) => ({ fieldLabel: `Deal field ${n}`, fieldType: "text", personalization: `DEAL_FIELD_${n}` })
})

/** Definitions for accounts. */
export const accountCustomFieldMeta = table({
  name: "accountCustomFieldMeta",
  envelope: "accountCustomFieldMetum",
  model: "AccountCustomFieldMetum",
  entity: AccountCustomFields.AccountCustomField,
  columns: { ...columns, fieldDefault: json(""), links: links("accountCustomFieldMeta", "accountCustomFieldData") },
  filters: { "filters[fieldLabel]": contains("fieldLabel") },
  cascade: [["accountCustomFieldData", "customFieldId"]],
  sample: (n) => ({ fieldLabel: `Account field ${n}`, fieldType: "text", personalization: `ACCT_FIELD_${n}` })
})

/** The personalization tag that ActiveCampaign generates: `DEAL_TITLE_1`. */
const personalizationOf = (prefix: string, label: unknown, count: number) =>
  `${prefix}_${text(label)
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")}${count === 0 ? "" : `_${count}`}`

const routesOf = (definition: Definition, prefix: string, pageSize: number) => {
  const path = `/${definition.name}`
  return [
    create(definition, path, {
      values: ({ fieldLabel }, { store }) => {
        const same = store.table(definition.name).by("fieldLabel", fieldLabel).length
        return { personalization: personalizationOf(prefix, fieldLabel, same) }
      }
    }),
    list(definition, path, { total: "none", pageSize }),
    get(definition, `${path}/{id}`),
    ...update(definition, `${path}/{id}`),
    remove(definition, `${path}/{id}`, { respond: () => message(200, "Deleted") })
  ]
}

/** Routes of the definitions for deals. */
export const dealRoutes = routesOf(dealCustomFieldMeta, "DEAL", 100)

/** Routes of the definitions for accounts. */
export const accountRoutes = routesOf(accountCustomFieldMeta, "ACCT", 100)

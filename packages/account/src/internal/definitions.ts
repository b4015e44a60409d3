/**
 * Definitions of custom fields from what each part of the API returns.
 */
import type * as AccountCustomFields from "effect-activecampaign/AccountCustomFields"
import type * as CustomObjectSchemas from "effect-activecampaign/CustomObjectSchemas"
import type * as DealCustomFields from "effect-activecampaign/DealCustomFields"
import type * as FieldOptions from "effect-activecampaign/FieldOptions"
import type * as Fields from "effect-activecampaign/Fields"
import type { AccountCustomFieldId, DealCustomFieldId, FieldId } from "effect-activecampaign/Ids"
import type { Definition } from "../CustomFields.js"

const isGiven = (value: string | null | undefined): value is string =>
  value !== null && value !== undefined && value !== ""

const firstOf = (...values: ReadonlyArray<string | null | undefined>): string => values.find(isGiven) ?? ""

const withOptions = new Set(["dropdown", "radio", "checkbox", "listbox", "multiselect"])

/** The options of a kind of field; null if the kind has none. */
const optionsOf = (kind: string, values: ReadonlyArray<string | null>): ReadonlyArray<string> | null =>
  withOptions.has(kind) ? values.filter(isGiven) : null

/** The definition of a contact field, with its options in their order. */
export const contactField = (
  { id, isrequired, perstag, title, type }: Fields.Field,
  options: ReadonlyArray<FieldOptions.FieldOption>
): Definition<FieldId> => {
  const own = options.filter(({ field }) => field === id).sort((a, b) => (a.orderid ?? 0) - (b.orderid ?? 0))
  const kind = type ?? "text"
  return {
    id,
    owner: "contact",
    name: firstOf(perstag, title, id),
    label: firstOf(title, perstag, id),
    kind,
    options: optionsOf(
      kind,
      own.map(({ value }) => value)
    ),
    currency: null,
    isRequired: isrequired === true
  }
}

/** The definition of a field of deals or accounts. */
export const metaField = <Id extends DealCustomFieldId | AccountCustomFieldId>(
  owner: "deal" | "account",
  field: (DealCustomFields.DealCustomField | AccountCustomFields.AccountCustomField) & { readonly id: Id }
): Definition<Id> => {
  const kind = field.fieldType ?? "text"
  return {
    id: field.id,
    owner,
    name: firstOf(field.personalization, field.fieldLabel, field.id),
    label: firstOf(field.fieldLabel, field.personalization, field.id),
    kind,
    options: optionsOf(kind, field.fieldOptions ?? []),
    currency: field.fieldDefaultCurrency,
    isRequired: field.isRequired === true
  }
}

/** The definition of a field of a custom object. Its options are written by their ids. */
export const objectField = (field: CustomObjectSchemas.CustomObjectField): Definition => {
  const kind = field.type ?? "text"
  return {
    id: field.id,
    owner: "custom object",
    name: field.id,
    label: firstOf(field.labels?.singular, field.id),
    kind,
    options: optionsOf(
      kind,
      (field.options ?? []).map(({ id, value }) => id ?? value)
    ),
    currency: field.defaultCurrency,
    isRequired: field.isRequired === true || field.required === true
  }
}

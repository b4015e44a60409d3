/**
 * Custom object schemas: definitions of custom objects, with their fields and relationships. For the records, see
 * `CustomObjectRecords`.
 */
import { DuplicateError, NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { CustomObjectFieldId, CustomObjectSchemaId } from "./Ids.js"

/** Data types of fields. */
const types = [
  "text",
  "textarea",
  "number",
  "decimal",
  "date",
  "datetime",
  "dropdown",
  "multiselect",
  "currency"
] as const

/** Types of resources that a record can be related to. */
const namespaces = ["contacts", "deals", "accounts"] as const

/** A display name in its singular and plural forms. */
export class CustomObjectLabels extends Wire.Entity<CustomObjectLabels>("CustomObjectLabels")(
  {},
  {
    /** Singular form, such as `Order`. */
    singular: Wire.Text,
    /** Plural form, such as `Orders`. */
    plural: Wire.Text
  }
) {}

/** An option of a `dropdown` or `multiselect` field. */
export class CustomObjectOption extends Wire.Entity<CustomObjectOption>("CustomObjectOption")(
  {},
  {
    /** Id of the option. */
    id: Wire.Text,
    /** Value of the option, as shown in ActiveCampaign. */
    value: Wire.Text
  }
) {}

/** A field of a custom object. */
export class CustomObjectField extends Wire.Entity<CustomObjectField>("CustomObjectField")(
  {
    /** Id of the field, chosen by its creator, such as `my-number-field`. */
    id: CustomObjectFieldId
  },
  {
    /** Display name of the field. */
    labels: CustomObjectLabels,
    /** Description of the field. */
    description: Wire.Text,
    /**
     * Data type of the field: `text`, `textarea`, `number`, `decimal`, `date`, `datetime`, `dropdown`, `multiselect` or
     * `currency`.
     */
    type: Wire.openLiteral(types),
    /** Whether each record must have a value for the field. */
    required: Wire.Flag,
    /** Same as `required`. Some responses use this name instead. */
    isRequired: Wire.Flag,
    /** Number of digits after the decimal point. */
    scale: Wire.Integer,
    /** Options of a `dropdown` or `multiselect` field. */
    options: Wire.array(CustomObjectOption),
    /** Default currency of a `currency` field: a three-letter code, such as `USD`. */
    defaultCurrency: Wire.AnyCaseCurrencyCode,
    /** Name of the system that the field comes from, such as `stripe`. */
    origin: Wire.Text,
    /** Whether the field is inherited from the parent schema. */
    inherited: Wire.Flag,
    /** `marked_for_deletion` if the field is deleted. */
    status: Wire.Text
  }
) {}

/** A relationship between the records of a custom object and contacts, deals or accounts. */
export class CustomObjectRelationship extends Wire.Entity<CustomObjectRelationship>("CustomObjectRelationship")(
  {},
  {
    /** Id of the relationship, such as `primary-contact`. Records use it as a key in `relationships`. */
    id: Wire.Text,
    /** Display name of the relationship. */
    labels: CustomObjectLabels,
    /** Description of the relationship. */
    description: Wire.Text,
    /** What the records are related to: `contacts`, `deals` or `accounts`. */
    namespace: Wire.openLiteral(namespaces),
    /** Whether a record can be related to more than one contact, deal or account. */
    hasMany: Wire.Flag,
    /** Whether the relationship is inherited from the parent schema. */
    inherited: Wire.Flag
  }
) {}

/** The schema of a custom object. */
export class CustomObjectSchema extends Wire.Entity<CustomObjectSchema>("CustomObjectSchema")(
  {
    /** Id of the schema. */
    id: CustomObjectSchemaId
  },
  {
    /** URL-friendly name of the schema, unique in the account. */
    slug: Wire.Text,
    /** Display name of the custom object. */
    labels: CustomObjectLabels,
    /** Description of the custom object. */
    description: Wire.Text,
    /** `private` if the schema belongs to the account, `public` if it is defined by an app. */
    visibility: Wire.openLiteral(["private", "public"]),
    /** Id of the app that defines the schema. */
    appId: Wire.Text,
    /** Public schema that this schema is a copy of (parent schema). */
    parentId: Wire.nullableId(CustomObjectSchemaId),
    /** Fields of the custom object. Deleted fields are included only if you request them with `showFields`. */
    fields: Wire.array(CustomObjectField),
    /** Relationships with contacts, deals and accounts. */
    relationships: Wire.array(CustomObjectRelationship),
    /** URLs of icons, by name, such as `default`. */
    icons: Wire.record(Wire.Text),
    /** When the schema was created. */
    createdTimestamp: Wire.Timestamp,
    /** When the schema was last updated. */
    updatedTimestamp: Wire.Timestamp
  }
) {}

/** A display name in its singular and plural forms. */
export class CustomObjectLabelsInput extends Wire.Input<CustomObjectLabelsInput>("CustomObjectLabelsInput")(
  {
    /** Singular form, such as `Order`. */
    singular: Wire.Text,
    /** Plural form, such as `Orders`. */
    plural: Wire.Text
  },
  {}
) {}

/** Fields for creating or updating an option of a `dropdown` or `multiselect` field. */
export class CustomObjectOptionInput extends Wire.Input<CustomObjectOptionInput>("CustomObjectOptionInput")(
  {
    /** Value of the option, as shown in ActiveCampaign. */
    value: Wire.Text
  },
  {
    /** Id of the option, if it already exists. ActiveCampaign assigns an id to new options. */
    id: Wire.Text
  }
) {}

/** Fields for creating or updating a field of a custom object. */
export class CustomObjectFieldInput extends Wire.Input<CustomObjectFieldInput>("CustomObjectFieldInput")(
  {
    /** Id of the field, chosen by you, such as `my-number-field`. Records refer to the field by this id. */
    id: CustomObjectFieldId,
    /** Display name of the field. */
    labels: CustomObjectLabelsInput,
    /**
     * Data type of the field: `text`, `textarea`, `number`, `decimal`, `date`, `datetime`, `dropdown`, `multiselect` or
     * `currency`.
     */
    type: Wire.closedLiteral(types)
  },
  {
    /** URL-friendly name of the field. How it differs from `id` is not documented by ActiveCampaign. */
    slug: Wire.Text,
    /** Description of the field. */
    description: Wire.Text,
    /** Whether each record must have a value for the field. */
    isRequired: Wire.Boolean,
    /** Same as `isRequired`. ActiveCampaign's examples for creating a schema use this name instead. */
    required: Wire.Boolean,
    /** Number of digits after the decimal point. */
    scale: Wire.NonNegativeInteger,
    /** Options of a `dropdown` or `multiselect` field. */
    options: Wire.array(CustomObjectOptionInput),
    /** Default currency of a `currency` field: a three-letter code, such as `USD`. */
    defaultCurrency: Wire.Text,
    /** Name of the system that the field comes from, such as `stripe`. */
    origin: Wire.Text
  }
) {}

/** Fields for creating or updating a relationship. */
export class CustomObjectRelationshipInput extends Wire.Input<CustomObjectRelationshipInput>(
  "CustomObjectRelationshipInput"
)(
  {
    /** Id of the relationship, such as `primary-contact`. Records use it as a key in `relationships`. */
    id: Wire.Text,
    /** Display name of the relationship. */
    labels: CustomObjectLabelsInput,
    /** What the records are related to: `contacts`, `deals` or `accounts`. */
    namespace: Wire.closedLiteral(namespaces)
  },
  {
    /** Description of the relationship. */
    description: Wire.Text,
    /** Whether a record can be related to more than one contact, deal or account. */
    hasMany: Wire.Boolean
  }
) {}

const required = {
  /** URL-friendly name of the schema, unique in the account. */
  slug: Wire.Text,
  /** Display name of the custom object. */
  labels: CustomObjectLabelsInput
}

const optional = {
  /** Description of the custom object. */
  description: Wire.Text,
  /** Fields of the custom object. */
  fields: Wire.array(CustomObjectFieldInput),
  /** Relationships with contacts, deals and accounts. */
  relationships: Wire.array(CustomObjectRelationshipInput)
}

/** Fields for creating a schema. */
export class CustomObjectSchemaCreate extends Wire.Input<CustomObjectSchemaCreate>("CustomObjectSchemaCreate")(
  required,
  optional
) {}

/** Fields for creating a public schema. */
export class CustomObjectSchemaCreatePublic extends Wire.Input<CustomObjectSchemaCreatePublic>(
  "CustomObjectSchemaCreatePublic"
)(
  {
    ...required,
    /** Id of the app that defines the schema. */
    appId: Wire.Text
  },
  optional
) {}

/** Fields for updating a schema. Omitted fields are left unchanged. */
export class CustomObjectSchemaUpdate extends Wire.Input<CustomObjectSchemaUpdate>("CustomObjectSchemaUpdate")(
  {},
  {
    ...required,
    ...optional,
    /** Id of the app that defines the schema. */
    appId: Wire.Text,
    /** URLs of icons, by name, such as `default`. */
    icons: Wire.record(Wire.Text)
  }
) {}

/** Query parameters of endpoints that return one schema. */
export class CustomObjectSchemaOptions extends Wire.Input<CustomObjectSchemaOptions>("CustomObjectSchemaOptions")(
  {},
  {
    /** `all` to include fields that are marked for deletion. */
    showFields: Wire.closedLiteral(["all"])
  }
) {}

/** Filters for listing schemas. */
export class CustomObjectSchemaFilters extends Wire.Input<CustomObjectSchemaFilters>("CustomObjectSchemaFilters")(
  {},
  {
    /** Id of a relationship that the schema has, such as `primary-contact`. */
    "relationships.id": Wire.Operators,
    /** What the records are related to: `contacts`, `deals` or `accounts`. */
    "relationships.namespace": Wire.Operators
  }
) {}

/** Query parameters for listing schemas. */
export class CustomObjectSchemaQuery extends Wire.Input<CustomObjectSchemaQuery>("CustomObjectSchemaQuery")(
  {},
  {
    /** Return only schemas that match all of these filters. */
    filters: CustomObjectSchemaFilters,
    /** Sort order of the schemas. */
    orders: Wire.orders(["labels.singular", "createdTimestamp"]),
    /** `all` to include fields that are marked for deletion. */
    showFields: Wire.closedLiteral(["all"])
  }
) {}

/**
 * Creates a schema for the account (a private schema). Fails with `PermissionError` if the account is not on the
 * Enterprise plan, and with `DuplicateError` if the slug is already in use.
 *
 * ```ts
 * CustomObjectSchemas.create({
 *   slug: "order",
 *   labels: { singular: "Order", plural: "Orders" },
 *   fields: [
 *     {
 *       id: CustomObjectFieldId.make("total"),
 *       labels: { singular: "Total", plural: "Totals" },
 *       type: "number"
 *     }
 *   ],
 *   relationships: [
 *     {
 *       id: "primary-contact",
 *       labels: { singular: "Primary contact", plural: "Primary contacts" },
 *       namespace: "contacts",
 *       hasMany: false
 *     }
 *   ]
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/create-a-schema
 */
export const create = Endpoint.make("CustomObjectSchemas.create", {
  method: "POST",
  path: () => "/customObjects/schemas",
  payload: Wire.envelope("schema", CustomObjectSchemaCreate),
  success: Wire.envelope("schema", CustomObjectSchema),
  errors: [ValidationError, DuplicateError]
})

/**
 * Retrieves a schema.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-schema
 */
export const get = Endpoint.make("CustomObjectSchemas.get", {
  method: "GET",
  path: (schema: CustomObjectSchemaId) => `/customObjects/schemas/${schema}`,
  params: ["schemaId"],
  query: CustomObjectSchemaOptions,
  success: Wire.envelope("schema", CustomObjectSchema),
  errors: [NotFoundError]
})

/**
 * Updates a schema. Custom object fields that you omit from `fields` are not deleted. To delete a field, use
 * `deleteField`. To check an update without saving it, use `validateUpdate`.
 *
 * @see https://developers.activecampaign.com/reference/update-a-schema
 */
export const update = Endpoint.make("CustomObjectSchemas.update", {
  method: "PUT",
  path: (schema: CustomObjectSchemaId) => `/customObjects/schemas/${schema}`,
  params: ["schemaId"],
  payload: Wire.envelope("schema", CustomObjectSchemaUpdate),
  query: CustomObjectSchemaOptions,
  success: Wire.envelope("schema", CustomObjectSchema),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a schema and all its records.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-schema
 */
const delete_ = Endpoint.make("CustomObjectSchemas.delete", {
  method: "DELETE",
  path: (schema: CustomObjectSchemaId) => `/customObjects/schemas/${schema}`,
  params: ["schemaId"],
  success: Wire.Void,
  errors: [NotFoundError]
})

export { delete_ as delete }

/**
 * Lists schemas, optionally filtered.
 *
 * @see https://developers.activecampaign.com/reference/list-all-schemas
 */
export const list = Endpoint.list("CustomObjectSchemas.list", {
  path: () => "/customObjects/schemas",
  query: CustomObjectSchemaQuery,
  items: ["schemas", CustomObjectSchema]
})

/**
 * Creates a public schema, which is defined by an app. To use it in an account, create a private copy with
 * `createChild`.
 *
 * @see https://developers.activecampaign.com/reference/create-a-public-schema
 */
export const createPublic = Endpoint.make("CustomObjectSchemas.createPublic", {
  method: "POST",
  path: () => "/customObjects/schemas/public",
  payload: Wire.envelope("schema", CustomObjectSchemaCreatePublic),
  success: Wire.envelope("schema", CustomObjectSchema),
  errors: [ValidationError, DuplicateError]
})

/**
 * Creates a child schema: a private copy of a public schema, for the account.
 *
 * @see https://developers.activecampaign.com/reference/create-a-child-schema
 */
export const createChild = Endpoint.make("CustomObjectSchemas.createChild", {
  method: "POST",
  path: (schema: CustomObjectSchemaId) => `/customObjects/schemas/${schema}/child`,
  params: ["schemaId"],
  success: Wire.envelope("schema", CustomObjectSchema),
  errors: [NotFoundError, ValidationError, DuplicateError]
})

/**
 * Validates an update of a schema without saving it. Fails with `ValidationError` if the update is invalid.
 *
 * @see https://developers.activecampaign.com/reference/update-a-schema
 */
export const validateUpdate = Endpoint.make("CustomObjectSchemas.validateUpdate", {
  method: "PUT",
  path: (schema: CustomObjectSchemaId) => `/customObjects/schemas/${schema}`,
  params: ["schemaId"],
  headers: { validateOnly: "true" },
  payload: Wire.envelope("schema", CustomObjectSchemaUpdate),
  // Whether the validated schema is returned is not documented.
  success: Wire.voidBeside("schema"),
  errors: [NotFoundError, ValidationError]
})

/**
 * Deletes a field of a schema: marks it for deletion and returns the schema. The id of the field cannot be reused
 * immediately. Only admin users can delete fields, and only from private schemas.
 *
 * The returned schema includes the deleted field only if `showFields` is `all`.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-field-1
 */
export const deleteField = Endpoint.make("CustomObjectSchemas.deleteField", {
  method: "DELETE",
  path: (schema: CustomObjectSchemaId, field: CustomObjectFieldId) =>
    `/customObjects/schemas/${schema}/fields/${field}`,
  params: ["schemaId", "fieldId"],
  query: CustomObjectSchemaOptions,
  success: Wire.envelope("schema", CustomObjectSchema),
  errors: [NotFoundError, ValidationError]
})

/**
 * Custom objects: what they are made of. `CustomObjectRecords` holds the records of one.
 */
import { NotFoundError, ValidationError } from "@effect-activecampaign/core/ActiveCampaignError"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Schema from "effect/Schema"
import { CustomObjectFieldId, CustomObjectSchemaId } from "./Ids.js"

/** What a field can hold. */
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

/** What a record can be related to. */
const namespaces = ["contacts", "deals", "accounts"] as const

const customObjectLabels = Wire.entity(
  "CustomObjectLabels",
  {},
  {
    /** For one. */
    singular: Wire.Text,
    /** For several. */
    plural: Wire.Text
  }
)

/** How something of a custom object is called. */
export interface CustomObjectLabels extends Schema.Schema.Type<typeof customObjectLabels> {}
/** How something of a custom object is called. */
export const CustomObjectLabels: Wire.Codec<CustomObjectLabels> = customObjectLabels

const customObjectOption = Wire.entity(
  "CustomObjectOption",
  {},
  {
    /** Id of the option. */
    id: Wire.Text,
    /** What is shown. */
    value: Wire.Text
  }
)

/** An option of a field that lets one choose. */
export interface CustomObjectOption extends Schema.Schema.Type<typeof customObjectOption> {}
/** An option of a field that lets one choose. */
export const CustomObjectOption: Wire.Codec<CustomObjectOption> = customObjectOption

const customObjectField = Wire.entity(
  "CustomObjectField",
  {
    /** Id of the field, which the account chose. */
    id: CustomObjectFieldId
  },
  {
    /** How it is called. */
    labels: CustomObjectLabels,
    /** Description. */
    description: Wire.Text,
    /** What it holds. */
    type: Wire.known(...types),
    /** Whether a value is required. */
    required: Wire.Flag,
    /** Whether a value is required; the same as `required`, in some answers. */
    isRequired: Wire.Flag,
    /** Digits after the decimal point. */
    scale: Wire.Integer,
    /** Its options. */
    options: Wire.rows(CustomObjectOption),
    /** Currency of amounts of money: three letters. */
    defaultCurrency: Wire.Text,
    /** Where it comes from, such as the name of a shop's software. */
    origin: Wire.Text,
    /** Whether it comes from the public schema that this one was made of. */
    inherited: Wire.Flag,
    /** `marked_for_deletion` where it is deleted. */
    status: Wire.Text
  }
)

/** A field of a custom object. */
export interface CustomObjectField extends Schema.Schema.Type<typeof customObjectField> {}
/** A field of a custom object. */
export const CustomObjectField: Wire.Codec<CustomObjectField> = customObjectField

const customObjectRelationship = Wire.entity(
  "CustomObjectRelationship",
  {},
  {
    /** Id of the relationship, such as `primary-contact`: the key that records have it under. */
    id: Wire.Text,
    /** How it is called. */
    labels: CustomObjectLabels,
    /** Description. */
    description: Wire.Text,
    /** What records are related to. */
    namespace: Wire.known(...namespaces),
    /** Whether a record can be related to several. */
    hasMany: Wire.Flag,
    /** Whether it comes from the public schema that this one was made of. */
    inherited: Wire.Flag
  }
)

/** What records of a custom object are related to. */
export interface CustomObjectRelationship extends Schema.Schema.Type<typeof customObjectRelationship> {}
/** What records of a custom object are related to. */
export const CustomObjectRelationship: Wire.Codec<CustomObjectRelationship> = customObjectRelationship

const customObjectSchema = Wire.entity(
  "CustomObjectSchema",
  {
    /** Id of the schema. */
    id: CustomObjectSchemaId
  },
  {
    /** Name as it stands in URLs; no other schema has it. */
    slug: Wire.Text,
    /** How its records are called. */
    labels: CustomObjectLabels,
    /** Description. */
    description: Wire.Text,
    /** Whether it is the account's own or an app's. */
    visibility: Wire.known("private", "public"),
    /** The app that it belongs to. */
    appId: Wire.Text,
    /** The public schema that it was made of. */
    parentId: Wire.ref(CustomObjectSchemaId),
    /** Its fields; those that are deleted only where they are asked for. */
    fields: Wire.rows(CustomObjectField),
    /** What its records are related to. */
    relationships: Wire.rows(CustomObjectRelationship),
    /** URLs of pictures, by name. */
    icons: Wire.map(Wire.Text),
    /** When it was made. */
    createdTimestamp: Wire.Timestamp,
    /** When it was last changed. */
    updatedTimestamp: Wire.Timestamp
  }
)

/** The schema of a custom object. */
export interface CustomObjectSchema extends Schema.Schema.Type<typeof customObjectSchema> {}
/** The schema of a custom object. */
export const CustomObjectSchema: Wire.Codec<CustomObjectSchema> = customObjectSchema

const customObjectLabelsInput = Wire.input(
  "CustomObjectLabelsInput",
  {
    /** For one. */
    singular: Schema.String,
    /** For several. */
    plural: Schema.String
  },
  {}
)

const customObjectOptionInput = Wire.input(
  "CustomObjectOptionInput",
  {
    /** What is shown. */
    value: Schema.String
  },
  {
    /** Id of the option, where it is there already. */
    id: Schema.String
  }
)

const customObjectFieldInput = Wire.input(
  "CustomObjectFieldInput",
  {
    /** Id of the field, which is yours to choose: a name as it stands in URLs. */
    id: CustomObjectFieldId,
    /** How it is called. */
    labels: customObjectLabelsInput,
    /** What it holds. */
    type: Schema.Literal(...types)
  },
  {
    /** Name as it stands in URLs. */
    slug: Schema.String,
    /** Description. */
    description: Schema.String,
    /** Whether a value is required. */
    isRequired: Schema.Boolean,
    /** Whether a value is required; the vendor's examples of making a schema say this. */
    required: Schema.Boolean,
    /** Digits after the decimal point. */
    scale: Schema.Int,
    /** Its options. */
    options: Schema.Array(customObjectOptionInput),
    /** Currency of amounts of money: three letters. */
    defaultCurrency: Schema.String,
    /** Where it comes from, such as the name of a shop's software. */
    origin: Schema.String
  }
)

/** What makes or changes a field. */
export interface CustomObjectFieldInput extends Schema.Schema.Type<typeof customObjectFieldInput> {}
/** What makes or changes a field. */
export const CustomObjectFieldInput: Wire.Codec<CustomObjectFieldInput> = customObjectFieldInput

const customObjectRelationshipInput = Wire.input(
  "CustomObjectRelationshipInput",
  {
    /** Id of the relationship, such as `primary-contact`: the key that records have it under. */
    id: Schema.String,
    /** How it is called. */
    labels: customObjectLabelsInput,
    /** What records are related to. */
    namespace: Schema.Literal(...namespaces)
  },
  {
    /** Description. */
    description: Schema.String,
    /** Whether a record can be related to several. */
    hasMany: Schema.Boolean
  }
)

/** What makes or changes a relationship. */
export interface CustomObjectRelationshipInput extends Schema.Schema.Type<typeof customObjectRelationshipInput> {}
/** What makes or changes a relationship. */
export const CustomObjectRelationshipInput: Wire.Codec<CustomObjectRelationshipInput> = customObjectRelationshipInput

const required = {
  /** Name as it stands in URLs; no other schema may have it. */
  slug: Schema.String,
  /** How its records are called. */
  labels: customObjectLabelsInput
}

const optional = {
  /** Description. */
  description: Schema.String,
  /** Its fields. */
  fields: Schema.Array(CustomObjectFieldInput),
  /** What its records are related to. */
  relationships: Schema.Array(CustomObjectRelationshipInput)
}

const customObjectSchemaCreate = Wire.input("CustomObjectSchemaCreate", required, optional)

/** What makes a schema of the account. */
export interface CustomObjectSchemaCreate extends Schema.Schema.Type<typeof customObjectSchemaCreate> {}
/** What makes a schema of the account. */
export const CustomObjectSchemaCreate: Wire.Codec<CustomObjectSchemaCreate> = customObjectSchemaCreate

const customObjectSchemaCreatePublic = Wire.input(
  "CustomObjectSchemaCreatePublic",
  {
    ...required,
    /** The app that it belongs to. */
    appId: Schema.String
  },
  optional
)

/** What makes a schema of an app. */
export interface CustomObjectSchemaCreatePublic extends Schema.Schema.Type<typeof customObjectSchemaCreatePublic> {}
/** What makes a schema of an app. */
export const CustomObjectSchemaCreatePublic: Wire.Codec<CustomObjectSchemaCreatePublic> = customObjectSchemaCreatePublic

const customObjectSchemaUpdate = Wire.input(
  "CustomObjectSchemaUpdate",
  {},
  {
    ...required,
    ...optional,
    /** The app that it belongs to. */
    appId: Schema.String,
    /** URLs of pictures, by name. */
    icons: Schema.Record({ key: Schema.String, value: Schema.String })
  }
)

/** What changes a schema; what is left out stays. */
export interface CustomObjectSchemaUpdate extends Schema.Schema.Type<typeof customObjectSchemaUpdate> {}
/** What changes a schema; what is left out stays. */
export const CustomObjectSchemaUpdate: Wire.Codec<CustomObjectSchemaUpdate> = customObjectSchemaUpdate

const customObjectSchemaOptions = Wire.input(
  "CustomObjectSchemaOptions",
  {},
  {
    /** `all` for fields that are marked for deletion, too. */
    showFields: Schema.Literal("all")
  }
)

/** What of a schema is told. */
export interface CustomObjectSchemaOptions extends Schema.Schema.Type<typeof customObjectSchemaOptions> {}
/** What of a schema is told. */
export const CustomObjectSchemaOptions: Wire.Codec<CustomObjectSchemaOptions> = customObjectSchemaOptions

const customObjectSchemaFilters = Wire.input(
  "CustomObjectSchemaFilters",
  {},
  {
    /** Id of a relationship, such as `primary-contact`. */
    "relationships.id": Wire.Operators,
    /** What records are related to: `contacts`, `deals` or `accounts`. */
    "relationships.namespace": Wire.Operators
  }
)

const customObjectSchemaQuery = Wire.input(
  "CustomObjectSchemaQuery",
  {},
  {
    /** What they must have. */
    filters: customObjectSchemaFilters,
    /** What to sort by. */
    orders: Wire.orders("labels.singular", "createdTimestamp"),
    /** `all` for fields that are marked for deletion, too. */
    showFields: Schema.Literal("all")
  }
)

/** Which schemas, in which order. */
export interface CustomObjectSchemaQuery extends Schema.Schema.Type<typeof customObjectSchemaQuery> {}
/** Which schemas, in which order. */
export const CustomObjectSchemaQuery: Wire.Codec<CustomObjectSchemaQuery> = customObjectSchemaQuery

/**
 * Makes a schema of the account. It needs the Enterprise plan: on others this is a `PermissionError`.
 *
 * @see https://developers.activecampaign.com/reference/create-a-schema
 */
export const create = Endpoint.make("CustomObjectSchemas.create", {
  method: "POST",
  path: () => "/customObjects/schemas",
  payload: Wire.envelope("schema", CustomObjectSchemaCreate),
  success: Wire.envelope("schema", CustomObjectSchema),
  failures: [ValidationError]
})

/**
 * Reads one schema.
 *
 * @see https://developers.activecampaign.com/reference/retrieve-a-schema
 */
export const get = Endpoint.make("CustomObjectSchemas.get", {
  method: "GET",
  path: (schema: CustomObjectSchemaId) => `/customObjects/schemas/${schema}`,
  params: ["schemaId"],
  query: CustomObjectSchemaOptions,
  success: Wire.envelope("schema", CustomObjectSchema),
  failures: [NotFoundError]
})

/**
 * Changes a schema. Fields that are left out stay; `removeField` deletes one.
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
  failures: [NotFoundError, ValidationError]
})

/**
 * Deletes a schema with all its records.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-schema
 */
export const remove = Endpoint.make("CustomObjectSchemas.remove", {
  method: "DELETE",
  path: (schema: CustomObjectSchemaId) => `/customObjects/schemas/${schema}`,
  params: ["schemaId"],
  success: Wire.Void,
  failures: [NotFoundError]
})

/**
 * All schemas, or those that match.
 *
 * @see https://developers.activecampaign.com/reference/list-all-schemas
 */
export const list = Endpoint.list("CustomObjectSchemas.list", {
  path: () => "/customObjects/schemas",
  query: CustomObjectSchemaQuery,
  items: ["schemas", CustomObjectSchema]
})

/**
 * Makes a schema of an app, which accounts make their own copies of.
 *
 * @see https://developers.activecampaign.com/reference/create-a-public-schema
 */
export const createPublic = Endpoint.make("CustomObjectSchemas.createPublic", {
  method: "POST",
  path: () => "/customObjects/schemas/public",
  payload: Wire.envelope("schema", CustomObjectSchemaCreatePublic),
  success: Wire.envelope("schema", CustomObjectSchema),
  failures: [ValidationError]
})

/**
 * Makes the account's own copy of a public schema.
 *
 * @see https://developers.activecampaign.com/reference/create-a-child-schema
 */
export const createChild = Endpoint.make("CustomObjectSchemas.createChild", {
  method: "POST",
  path: (schema: CustomObjectSchemaId) => `/customObjects/schemas/${schema}/child`,
  params: ["schemaId"],
  success: Wire.envelope("schema", CustomObjectSchema),
  failures: [NotFoundError, ValidationError]
})

/**
 * Tells whether a change would be taken, and changes nothing.
 *
 * @see https://developers.activecampaign.com/reference/update-a-schema
 */
export const validateUpdate = Endpoint.make("CustomObjectSchemas.validateUpdate", {
  method: "PUT",
  path: (schema: CustomObjectSchemaId) => `/customObjects/schemas/${schema}`,
  params: ["schemaId"],
  headers: { validateOnly: "true" },
  payload: Wire.envelope("schema", CustomObjectSchemaUpdate),
  success: Wire.Void,
  failures: [NotFoundError, ValidationError]
})

/**
 * Marks a field for deletion; its id cannot be used again at once. Only for administrators, and for schemas of the
 * account.
 *
 * @see https://developers.activecampaign.com/reference/delete-a-field-1
 */
export const removeField = Endpoint.make("CustomObjectSchemas.removeField", {
  method: "DELETE",
  path: (schema: CustomObjectSchemaId, field: CustomObjectFieldId) =>
    `/customObjects/schemas/${schema}/fields/${field}`,
  params: ["schemaId", "fieldId"],
  query: CustomObjectSchemaOptions,
  success: Wire.envelope("schema", CustomObjectSchema),
  failures: [NotFoundError, ValidationError]
})

/**
 * Custom fields, custom objects, pipelines, lists and tags of the ActiveCampaign account.
 *
 * Generated from `activecampaign.account.json` by `effect-activecampaign typegen pull`; changes are overwritten.
 * To change an identifier, change it in that file and pull again.
 */
import * as CustomFields from "@effect-activecampaign/account/CustomFields"
import { FieldId, TagId } from "effect-activecampaign/Ids"

/** Custom fields of contacts. */
export const Fields: {
  /** Plan (`PLAN`) */
  readonly plan: CustomFields.Field<FieldId, "dropdown", "free" | "pro">
  /** Number of seats (`SEATS`) */
  readonly numberOfSeats: CustomFields.Field<FieldId, "number">
  /** Trial ends (`TRIAL_ENDS`) */
  readonly trialEnds: CustomFields.Field<FieldId, "date">
} = /* @__PURE__ */ (() => ({
  plan: CustomFields.field({
    id: FieldId.make("1"),
    owner: "contact",
    name: "PLAN",
    label: "Plan",
    kind: "dropdown",
    options: ["free", "pro"],
    currency: null,
    isRequired: false
  }),
  numberOfSeats: CustomFields.field({
    id: FieldId.make("2"),
    owner: "contact",
    name: "SEATS",
    label: "Number of seats",
    kind: "number",
    options: null,
    currency: null,
    isRequired: false
  }),
  trialEnds: CustomFields.field({
    id: FieldId.make("3"),
    owner: "contact",
    name: "TRIAL_ENDS",
    label: "Trial ends",
    kind: "date",
    options: null,
    currency: null,
    isRequired: false
  })
}))()

/** Tags. */
export const Tags: {
  /** VIP */
  readonly vip: TagId
} = /* @__PURE__ */ (() => ({
  vip: TagId.make("1")
}))()

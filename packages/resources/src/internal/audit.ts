/**
 * Audit fields: who created and last updated a record, and when. Many resources of the API have these four fields.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as DateTime from "effect/DateTime"
import { UserId } from "../Ids.js"

/** Codecs of the audit fields. */
export type Audit = {
  /** User who created the record. Null if no user did. */
  readonly created_by: Wire.Codec<UserId | null>
  /** When the record was created, in the account's time zone. */
  readonly created_timestamp: Wire.Codec<DateTime.Utc | Wire.LocalDateTime | null>
  /** User who last updated the record. Null if no user did. */
  readonly updated_by: Wire.Codec<UserId | null>
  /** When the record was last updated, in the account's time zone. */
  readonly updated_timestamp: Wire.Codec<DateTime.Utc | Wire.LocalDateTime | null>
}

/** The audit fields, as the shared fields of `Wire.Entity`. */
export const audit: Audit = {
  created_by: Wire.nullableId(UserId),
  created_timestamp: Wire.InstantOrLocal,
  updated_by: Wire.nullableId(UserId),
  updated_timestamp: Wire.InstantOrLocal
}

/**
 * Texts with everything that a form, a key, PHP or JavaScript takes for something else.
 */
import { hostileText } from "@effect-activecampaign/webhooks/internal/form"
import * as FastCheck from "effect/FastCheck"

/** Any text that UTF-8 has. */
export const hostile = hostileText(FastCheck)

/** A form body of pairs, with every character escaped or with only those that must be. */
export const formOf = (pairs: ReadonlyArray<readonly [string, string]>, escape = encodeURIComponent): string =>
  pairs.map(([key, value]) => `${escape(key)}=${escape(value)}`).join("&")

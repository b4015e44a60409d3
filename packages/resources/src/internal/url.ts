/**
 * URLs and days in requests.
 */
import * as Wire from "@effect-activecampaign/core/Wire"

/** A URL that ActiveCampaign requests or shows. */
export const httpsUrl: Wire.Codec<string> = Wire.textOfForm(
  "an https URL, such as https://example.com/image.png",
  /^https:\/\/[^\s/?#]+([/?#]\S*)?$/i,
  ["https://example.com/image.png"]
)

/** A day to filter by. */
export const day: Wire.Codec<string> = Wire.textOfForm(
  "a day such as 2026-05-28",
  /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  ["2026-05-28"]
)

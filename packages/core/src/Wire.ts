/**
 * The API's dialect of JSON, and the only place that knows it: a small vocabulary of codecs that resources are written in.
 *
 * Each codec reads every spelling that ActiveCampaign is known to use and refuses the rest; each writes the API's own form.
 * All are ordinary schemas of `effect/Schema`. What PHP writes for "nothing" (`null`, `""`, `false`, `[]`, `{}`) is none in
 * every codec that has a none, and an empty array where an array is expected.
 *
 * | on the wire | codec | becomes |
 * | --- | --- | --- |
 * | `"12"`, `12` | `id` | branded string |
 * | the same, or `""`, `"0"`, `null` for none | `nullableId` | branded string or null |
 * | ids on one route and objects on another | `related` | either |
 * | `"1"`, `1`, `true`, `"0"`, `""`, `null` … | `Flag`, `NumericFlag`, `Boolean` | boolean |
 * | `"12"`, `12`, `""` | `Integer`, `Decimal`, `NumericInteger`, `NumericDecimal` | number |
 * | cents | `MinorUnits` | whole number |
 * | `"1"` for "won" | `openEnum` in responses, `closedEnum` in requests | label |
 * | `"contact"` | `openLiteral` in responses, `closedLiteral` in requests | label |
 * | `2018-09-12T12:51:12-05:00`, `0000-00-00` | `Timestamp`, `Instant` | `DateTime.Utc` or null |
 * | `2018-09-12 12:51:12` | `LocalDateTime`, `InstantOrLocal` | branded string or null |
 * | `2018-09-12` | `LocalDate` | branded string or null |
 * | `\|\|a\|\|b\|\|` | `FieldText` | string or array of strings |
 * | `"reltype": "Subscriber", "relid": "113"` | `target` in requests, with `spread` | `{ contact: "113" }` |
 * | `{ "tag": { … } }` | `envelope` and its siblings `…OrNone`, `…OrBare`, `…Beside`, `…With` | what is inside |
 * | `[{ … }]` for one resource of JSON:API | `single` | what is inside |
 * | `"{\"email\": … }"` | `jsonText` | what is inside |
 * | `"1,2"` | `joined`, `commaSeparated` | array |
 * | a table or another text that is not JSON | `Csv`, `plainText` | string |
 * | an object | `Entity` in responses, `Input` and `OpenInput` in requests | plain object |
 * | an empty body, `{}`, a message, or what was deleted | `Void`, `voidBeside`, `voidText`, `dropped` | undefined |
 * | a body that is not documented | `Unread` | undefined |
 *
 * ```ts
 * import * as Wire from "effect-activecampaign/Wire"
 *
 * export class Mood extends Wire.Entity<Mood>("Mood")({ id: Wire.Text }, { name: Wire.Text, since: Wire.Timestamp }) {}
 * ```
 */
export { arrayBetween, belowBytes, dropped, joined, single } from "./Wire/Bounds.js"
export {
  type AnyCodec,
  type Codec,
  columns,
  type Definition,
  definitionOf,
  type FieldDefinition,
  isCodec
} from "./Wire/Codec.js"
export * from "./Wire/Date.js"
export type { Drift } from "./Wire/Drift.js"
export { envelope, envelopeBeside, envelopeOrBare, envelopeOrNone, envelopeWith } from "./Wire/Envelope.js"
export { Issue } from "./Wire/Issue.js"
export * from "./Wire/Number.js"
export * from "./Wire/Object.js"
export * from "./Wire/Query.js"
export {
  type AtLeastOne,
  array,
  atLeastOne,
  commaSeparated,
  Json,
  jsonText,
  Links,
  nonEmptyArray,
  nullable,
  type OneOf,
  record,
  related,
  spread,
  target,
  Unread,
  union,
  type Value,
  Void,
  voidBeside,
  voidText
} from "./Wire/Structure.js"
export {
  AnyCaseCurrencyCode,
  type Branded,
  Csv,
  CurrencyCode,
  CustomFieldValue,
  closedEnum,
  closedLiteral,
  FieldText,
  type Id,
  id,
  NonEmptyText,
  nullableId,
  numericId,
  type Open,
  openEnum,
  openLiteral,
  plainText,
  type Related,
  Text,
  textOfForm,
  type UnknownLabel
} from "./Wire/Text.js"

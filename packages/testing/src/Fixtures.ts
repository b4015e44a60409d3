/**
 * Entities for tests: what a test is about is given, the rest is filled in. The same call gives the same entity.
 *
 * ```ts
 * const jane = Fixtures.contact({ email: "jane@example.com" })
 * const tags = Fixtures.many(3, Fixtures.tag)
 * const call = Fixtures.of(Notes.Note)({ note: "Call back" })
 * const any = Fixtures.sample(Contacts.Contact, { seed: 42, count: 10 })
 * ```
 */
import * as Arbitrary from "effect/Arbitrary"
import * as FastCheck from "effect/FastCheck"
import { Account } from "effect-activecampaign/Accounts"
import { Automation } from "effect-activecampaign/Automations"
import { Campaign } from "effect-activecampaign/Campaigns"
import { Contact } from "effect-activecampaign/Contacts"
import { ContactTag } from "effect-activecampaign/ContactTags"
import { DealStage } from "effect-activecampaign/DealStages"
import { Deal } from "effect-activecampaign/Deals"
import { Field } from "effect-activecampaign/Fields"
import { FieldValue } from "effect-activecampaign/FieldValues"
import { List } from "effect-activecampaign/Lists"
import { Pipeline } from "effect-activecampaign/Pipelines"
import { Tag } from "effect-activecampaign/Tags"
import { User } from "effect-activecampaign/Users"
import * as Wire from "effect-activecampaign/Wire"
import { candidatesOf, type FieldOf } from "./internal/plausible.js"

/**
 * Creates an entity: with these fields, and as the `number`-th of its kind, 1 by default. The number is in its id, names and
 * e-mail addresses.
 */
export type Fixture<A> = (fields?: Partial<A>, number?: number) => A

/**
 * Fixtures of any entity. Ids, names, dates, numbers and flags are plausible; a field that nothing plausible is known for
 * is null. `usual` says what its fixtures have in common.
 *
 * ```ts
 * const note = Fixtures.of(Notes.Note)({ note: "Call back" })
 * const wonDeal = Fixtures.of(Deals.Deal, { status: "won" })
 * ```
 */
export const of =
  <A extends object>(entity: Wire.AnyCodec<A>, usual: Partial<A> = {}): Fixture<A> =>
  (given = {}, number = 1) =>
    // Each field was given, or read by its own codec.
    fill(Wire.definitionOf(entity), { ...usual, ...given }, number) as A

/** An entity with these fields and plausible others. */
const fill = (
  { fields = [], identifier }: Wire.Definition<unknown>,
  given: Readonly<Record<string, unknown>>,
  number: number
): object => {
  const all = { ...given }
  for (const [name, field, required] of fields) {
    if (all[name] !== undefined) continue
    const value = valueOf(field, { name, entity: identifier, number, required })
    if (required && value === null) {
      throw new TypeError(`Fixtures: \`${name}\` of ${identifier} must be given; no value is plausible`)
    }
    all[name] = value
  }
  return all
}

/** A plausible value of a field; null if there is none. */
const valueOf = (definition: Wire.Definition<unknown>, field: FieldOf): unknown =>
  definition.fields !== undefined && field.required
    ? fill(definition, {}, field.number)
    : (candidatesOf(definition, field)
        .map(definition.read)
        .find((candidate) => candidate !== null && !(candidate instanceof Wire.Issue)) ?? null)

/**
 * Several entities with the ids 1, 2, 3, …
 *
 * ```ts
 * const contacts = Fixtures.many(250, Fixtures.contact)
 * const tagged = Fixtures.many(3, Fixtures.tag, (number) => ({ tag: `vip-${number}` }))
 * ```
 */
export const many = <A>(
  count: number,
  fixture: Fixture<A>,
  fieldsOf: (number: number) => Partial<A> = () => ({})
): ReadonlyArray<A> => Array.from({ length: count }, (_, index) => fixture(fieldsOf(index + 1), index + 1))

/** Arbitrary values of an entity or of any other codec, for property-based tests. */
export const arbitrary = <A>(schema: Wire.AnyCodec<A>): FastCheck.Arbitrary<A> => Arbitrary.make(schema)

/**
 * Random values of an entity or of any other codec. The same seed gives the same values.
 *
 * ```ts
 * const contacts = Fixtures.sample(Contacts.Contact, { seed: 42, count: 10 })
 * ```
 */
export const sample = <A>(
  schema: Wire.AnyCodec<A>,
  { count = 1, seed }: { readonly seed: number; readonly count?: number }
): ReadonlyArray<A> => FastCheck.sample(arbitrary(schema), { seed, numRuns: count })

/** An account (company). */
export const account: Fixture<Account> = of(Account)

/** An automation. */
export const automation: Fixture<Automation> = of(Automation)

/** A campaign. */
export const campaign: Fixture<Campaign> = of(Campaign)

/** A contact. */
export const contact: Fixture<Contact> = of(Contact)

/** A tag of a contact. */
export const contactTag: Fixture<ContactTag> = of(ContactTag)

/** An open deal of 100 dollars. */
export const deal: Fixture<Deal> = of(Deal, { status: "open", value: 10_000 })

/** A stage of a pipeline. */
export const dealStage: Fixture<DealStage> = of(DealStage)

/** A custom field of contacts, for one line of text. */
export const field: Fixture<Field> = of(Field, { type: "text" })

/** The value of a custom field of a contact. */
export const fieldValue: Fixture<FieldValue> = of(FieldValue)

/** A list. */
export const list: Fixture<List> = of(List)

/** A pipeline of deals. */
export const pipeline: Fixture<Pipeline> = of(Pipeline)

/** A tag for contacts. */
export const tag: Fixture<Tag> = of(Tag, { tagType: "contact" })

/** A user. */
export const user: Fixture<User> = of(User)

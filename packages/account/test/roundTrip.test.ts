/**
 * Whatever is written through profiles is read back equal: all kinds of fields of contacts and of deals, any number of them
 * at once, written one after the other to the same record.
 */
import { expect, it } from "@effect/vitest"
import type * as CustomFields from "@effect-activecampaign/account/CustomFields"
import * as DealProfiles from "@effect-activecampaign/account/DealProfiles"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as Profiles from "@effect-activecampaign/account/Profiles"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Effect from "effect/Effect"
import * as FastCheck from "effect/FastCheck"
import * as Layer from "effect/Layer"
import { choices, values } from "./fieldKinds.js"
import { account } from "./requestsOf.js"

const layer = Layer.provideMerge(Directory.layer(), FakeAccount.layerClient())

type Values = Readonly<Record<string, CustomFields.Value>>

/** Fields by the name of their kind, some of them, each with a value or null. */
const changes = (kinds: ReadonlyArray<string>): FastCheck.Arbitrary<Values> =>
  FastCheck.tuple(
    ...kinds.map((kind) =>
      FastCheck.option(values[kind] ?? FastCheck.constant(null), { nil: null }).map((value) => [kind, value] as const)
    )
  ).chain((all) => FastCheck.subarray(all).map((some): Values => Object.fromEntries(some)))

/** Some changes to one record, always the same for a seed. */
const samplesOf = (kinds: ReadonlyArray<string>) => FastCheck.sample(changes(kinds), { numRuns: 60, seed: 13 })

/** Writes the changes one after the other. After each, all fields have the value that was written last. */
const check = <E, R, F, S>(
  samples: ReadonlyArray<Values>,
  write: (values: Values) => Effect.Effect<unknown, E, R>,
  read: Effect.Effect<Values, F, S>
) =>
  Effect.gen(function* () {
    let written: Values = {}
    for (const sample of samples) {
      yield* write(sample)
      written = { ...written, ...sample }
      expect(yield* read).toEqual(written)
    }
    return written
  })

const contactKinds = Object.keys(values).filter((kind) => !["decimal", "currency", "multiselect"].includes(kind))

it.effect("contacts have what was written, in all kinds of fields", () =>
  Effect.gen(function* () {
    const { insert, rows } = yield* account
    for (const type of contactKinds) {
      const { id: field } = insert("fields", { title: `A ${type}`, perstag: type, type })
      for (const [index, value] of choices.entries()) {
        insert("fieldOptions", { field, value, label: value, orderid: String(index) })
      }
    }
    const email = "jane@example.com"
    const written = yield* check(
      samplesOf(contactKinds),
      (fields) => Profiles.upsert({ email, fields }),
      Effect.map(Profiles.get({ email }), (profile) => profile?.fields ?? {})
    )
    expect(Object.keys(written).sort()).toEqual([...contactKinds].sort())
    expect(rows.contacts).toHaveLength(1)
    expect(rows.fieldValues).toHaveLength(contactKinds.length)
  }).pipe(Effect.provide(layer))
)

const dealKinds = Object.keys(values).filter((kind) => kind !== "decimal")

it.effect("deals have what was written, in all kinds of fields", () =>
  Effect.gen(function* () {
    const { insert, rows } = yield* account
    insert("dealGroups", { title: "Sales" })
    insert("dealStages", { title: "Open", group: "1" })
    for (const kind of dealKinds) {
      insert("dealCustomFieldMeta", {
        ...{ fieldLabel: `A ${kind}`, personalization: kind, fieldType: kind },
        ...{ fieldOptions: choices, fieldDefaultCurrency: "gbp" }
      })
    }
    const company = { title: "Redesign", value: 100, currency: "usd", pipeline: "Sales", account: "Example Inc." }
    const { id } = yield* DealProfiles.create({ ...company, owner: "admin" })
    const written = yield* check(
      samplesOf(dealKinds),
      (fields) => DealProfiles.update(id, { fields }),
      Effect.map(DealProfiles.get(id), ({ fields }) => fields)
    )
    expect(Object.keys(written).sort()).toEqual([...dealKinds].sort())
    expect(rows.deals).toHaveLength(1)
    expect(rows.dealCustomFieldData).toHaveLength(dealKinds.length)
  }).pipe(Effect.provide(layer))
)

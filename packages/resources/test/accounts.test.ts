/**
 * What only accounts and the settings around them do: custom field values in two forms, deletions of many, and the one
 * response whose envelope is not known.
 */
import { it } from "@effect/vitest"
import * as Wire from "@effect-activecampaign/core/Wire"
import { FakeHttp } from "@effect-activecampaign/testing"
import * as Effect from "effect/Effect"
import * as Schema from "effect/Schema"
import * as Stream from "effect/Stream"
import {
  AccountCustomFieldId,
  AccountCustomFieldValues,
  AccountId,
  Accounts,
  ListExclusions,
  ListId,
  OrganizationId,
  Organizations,
  Settings
} from "effect-activecampaign"
import { describe, expect } from "vitest"

const readRow = Schema.decodeUnknownSync(AccountCustomFieldValues.AccountCustomFieldValue)

describe("custom field values of accounts", () => {
  const kinds: ReadonlyArray<readonly [column: string, raw: unknown, value: unknown]> = [
    ["custom_field_text_value", "Printing", "Printing"],
    ["custom_field_text_blob", "A long text", "A long text"],
    ["custom_field_number_value", "85.000", 85],
    ["custom_field_date_value", "2026-12-31", "2026-12-31"],
    ["custom_field_currency_value", "500000", 500_000]
  ]
  const columns = Object.fromEntries(kinds.map(([column]) => [column, null]))

  it.each(kinds)("with one column for each type are read as the others: %s", (column, raw, value) => {
    const row = { id: "1", customer_account_id: "48", custom_field_id: "15", ...columns, [column]: raw }
    expect(readRow({ ...row, custom_field_currency_type: "GBP", customerAccountCustomFieldMetum: "15" })).toMatchObject(
      {
        accountId: "48",
        customFieldId: "15",
        accountCustomFieldMetumId: "15",
        fieldValue: value,
        fieldCurrency: "GBP"
      }
    )
  })

  it("belong to an account whichever of its names is used", () => {
    for (const name of ["accountId", "account_id", "customerAccountId", "customer_account_id"])
      expect(readRow({ id: "1", [name]: 48, customFieldId: 15 }), name).toMatchObject({ accountId: "48" })
  })
})

it.effect("an account that is created without its custom fields is a ValidationError that names the account", () =>
  Effect.gen(function* () {
    const fields = [{ customFieldId: AccountCustomFieldId.make("9"), fieldValue: "a" }]
    const error = yield* Effect.flip(Accounts.create({ name: "Example Inc.", fields }))
    expect(error).toMatchObject({
      _tag: "ValidationError",
      issues: [{ code: "custom_fields_not_saved", pointer: "account/7" }]
    })
  }).pipe(
    Effect.provide(
      FakeHttp.layerClient(
        FakeHttp.replyRaw(Accounts.create, {
          status: 201,
          body: { account: { id: "7", name: "Example Inc.", customFieldSaveStatus: { status: "failed" } } }
        })
      )
    )
  )
)

it.effect("deletions of many name each id, and the filter of exclusions each list", () =>
  Effect.gen(function* () {
    yield* Accounts.bulkDelete({ ids: [AccountId.make("2"), AccountId.make("3")] })
    yield* Organizations.bulkDelete({ ids: [OrganizationId.make("4")] })
    yield* Stream.runDrain(ListExclusions.list({ filters: { lists: [ListId.make("5"), ListId.make("6")] } }))
    const queries = (yield* FakeHttp.sent).map(({ query }) => [...query].filter(([name]) => name.endsWith("[]")))
    expect(queries).toEqual([
      [
        ["ids[]", "2"],
        ["ids[]", "3"]
      ],
      [["ids[]", "4"]],
      [
        ["filters[lists][]", "5"],
        ["filters[lists][]", "6"]
      ]
    ])
  }).pipe(
    Effect.provide(
      FakeHttp.layerClient(
        FakeHttp.replyRaw(Accounts.bulkDelete, { status: 200, body: { meta: { success: true } } }),
        FakeHttp.replyRaw(Organizations.bulkDelete, { status: 200, body: {} }),
        FakeHttp.replyRaw(ListExclusions.list, { status: 200, body: { exclusions: [], meta: { total: 0 } } })
      )
    )
  )
)

it("a deletion of many is refused without an id, and with one that means none", () => {
  for (const { query } of [Accounts.bulkDelete, Organizations.bulkDelete])
    for (const ids of [[], ["0"], [""], undefined])
      expect(Wire.definitionOf(query as never).write({ ids }), String(ids)).toBeInstanceOf(Wire.Issue)
})

describe("the account that the key belongs to", () => {
  const account = { account: "example", email: "jane@example.com", subscriber_limit: 1000, credits: null, trial: false }
  const bodies: ReadonlyArray<readonly [string, unknown]> = [
    ["bare", account],
    ["in an envelope", { account }]
  ]
  it.effect.each(bodies)("is read %s", ([, body]) =>
    Effect.gen(function* () {
      expect(yield* Settings.checkKey()).toMatchObject({ ...account, cname: null })
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.replyRaw(Settings.checkKey, { status: 200, body }))))
  )

  const refusals: ReadonlyArray<readonly [tag: string, status: number, message: string]> = [
    ["AuthenticationError", 401, "Unauthorized"],
    ["AuthenticationError", 403, "You are not authorized to access this account"],
    ["PermissionError", 403, "Forbidden"]
  ]
  it.effect.each(refusals)("%s for %i: %s", ([tag, status, message]) =>
    Effect.gen(function* () {
      expect((yield* Effect.flip(Settings.checkKey()))._tag).toBe(tag)
    }).pipe(Effect.provide(FakeHttp.layerClient(FakeHttp.replyRaw(Settings.checkKey, { status, body: { message } }))))
  )
})

/**
 * An account with something of everything that an export joins, and a client that reaches it.
 */
import * as Headers from "@effect/platform/Headers"
import * as HttpClient from "@effect/platform/HttpClient"
import * as Directory from "@effect-activecampaign/account/Directory"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import * as RetryPolicy from "effect-activecampaign/RetryPolicy"

const meta = (id: string, personalization: string, fieldType: string) => ({
  id,
  fieldLabel: personalization,
  fieldType,
  personalization,
  fieldDefaultCurrency: fieldType === "currency" ? "eur" : null
})

/** Contacts with values, tags and lists by number; deals and accounts with custom fields. */
export const seed = (count: number): FakeAccount.Seed => {
  const numbers = Array.from({ length: count }, (_, index) => index + 1)
  return {
    users: [{ id: "1", email: "ann@example.com", firstName: "Ann", lastName: "Lee", username: "ann" }],
    fields: [
      { id: "1", title: "Plan", type: "dropdown", perstag: "PLAN" },
      { id: "2", title: "Sizes", type: "checkbox", perstag: "SIZES" },
      { id: "3", title: "Score", type: "number", perstag: "SCORE" }
    ],
    tags: [
      { id: "1", tag: "even" },
      { id: "2", tag: "third, or not" }
    ],
    lists: [
      { id: "1", name: "News" },
      { id: "2", name: "Offers" }
    ],
    contacts: numbers.map((n) => ({ id: String(n), email: `c${n}@example.com`, firstName: `First ${n}` })),
    fieldValues: numbers.flatMap((n) => [
      { contact: String(n), field: "1", value: n % 2 === 0 ? "pro" : "free" },
      ...(n % 3 === 0 ? [{ contact: String(n), field: "2", value: "||s||m||" }] : [])
    ]),
    contactTags: numbers.flatMap((n) => [
      ...(n % 2 === 0 ? [{ contact: String(n), tag: "1" }] : []),
      ...(n % 3 === 0 ? [{ contact: String(n), tag: "2" }] : [])
    ]),
    contactLists: numbers.map((n) => ({ contact: String(n), list: "1", status: n % 5 === 0 ? "2" : "1" })),
    dealGroups: [{ id: "1", title: "Sales" }],
    dealStages: [{ id: "1", title: "Won", group: "1" }],
    dealCustomFieldMeta: [meta("1", "BUDGET", "currency"), meta("2", "REGION", "text")],
    deals: numbers.map((n) => ({
      id: String(n),
      title: `Deal ${n}`,
      value: String(n * 100),
      currency: "usd",
      contact: String(n),
      group: "1",
      stage: "1",
      owner: "1"
    })),
    dealCustomFieldData: numbers.map((n) => ({ dealId: n, customFieldId: 1, fieldValue: n, fieldCurrency: "EUR" })),
    accountCustomFieldMeta: [meta("1", "INDUSTRY", "text")],
    accounts: numbers.map((n) => ({ id: String(n), name: `Company ${n}`, owner: "1" })),
    accountCustomFieldData: numbers.map((n) => ({
      customerAccountId: n,
      customFieldId: 1,
      fieldValue: `industry ${n}`
    }))
  }
}

/** How the account of a test behaves, beside its options. */
export interface Behavior {
  /** What happens before a request is sent. */
  readonly before?: (account: FakeAccount.Account, sent: number) => Effect.Effect<void>
  /** What happens after a response was made, and before it is received. */
  readonly after?: (account: FakeAccount.Account) => Effect.Effect<void>
  /** Whether responses have the header `Date`, as those of ActiveCampaign; by default true. */
  readonly hasDate?: boolean
  /** What that clock is ahead of the one that times of rows are taken from, in milliseconds. */
  readonly skew?: number
}

/** An account, names, and a client without rate limit and retries. */
export const layer = (options: FakeAccount.Options, { after, before, hasDate = true, skew = 0 }: Behavior = {}) => {
  const http = Layer.effect(
    HttpClient.HttpClient,
    Effect.gen(function* () {
      const account = yield* FakeAccount.FakeAccount
      const client = yield* HttpClient.HttpClient
      let sent = 0
      return HttpClient.transform(client, (response) =>
        Effect.gen(function* () {
          if (before !== undefined) yield* before(account, sent++)
          const received = yield* response
          if (after !== undefined) yield* after(account)
          if (!hasDate) return received
          const date = new Date((yield* Clock.currentTimeMillis) + skew).toUTCString()
          return Object.create(received, { headers: { value: Headers.set(received.headers, "date", date) } })
        })
      )
    })
  )
  const account = FakeAccount.layer({ limit: null, ...options })
  const client = ActiveCampaignClient.layer.pipe(
    Layer.provide([http, RateLimiter.layerUnlimited, RetryPolicy.layer(RetryPolicy.none)])
  )
  return Directory.layer().pipe(Layer.provideMerge(client), Layer.provideMerge(account))
}

/**
 * The fake account: how fast rows are seeded, listed and found, compared with plain objects and a plain loop of the same
 * run, and how that grows with the number of rows.
 */

import * as NodeHttpClient from "@effect/platform-node/NodeHttpClient"
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as FakeAccountServer from "@effect-activecampaign/testing/FakeAccountServer"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as ActiveCampaignClient from "effect-activecampaign/ActiveCampaignClient"
import * as Contacts from "effect-activecampaign/Contacts"
import * as Credentials from "effect-activecampaign/Credentials"
import * as RateLimiter from "effect-activecampaign/RateLimiter"
import { inTurns, ratio, type Table } from "./measure.js"

/** An account with so many contacts. */
const seeded = (contacts: number): FakeAccount.Account => FakeAccount.make({ contacts, limit: null })

const get = (account: FakeAccount.Account, query: string) =>
  account.handle(
    { method: "GET", path: "/contacts", query: new URLSearchParams(query), headers: {}, body: undefined },
    account.apiKey,
    0
  )

interface Page {
  readonly contacts: ReadonlyArray<{ readonly id: string }>
}

const expectCount = (count: number, expected: number): void => {
  if (count !== expected) throw new Error(`${count} contacts were returned; ${expected} were expected`)
}

/** Seeds contacts, and builds what is written of them as plain objects. */
const seeding = async (count: number) => {
  const plain = () => {
    const rows: Array<object> = []
    for (let n = 1; n <= count; n++) {
      rows.push({ id: String(n), email: `contact${n}@example.com`, firstName: `First${n}`, lastName: `Last${n}` })
    }
    return rows
  }
  const variants = [
    { name: "plain", run: async () => expectCount(plain().length, count) },
    { name: "account", run: async () => seeded(count) }
  ]
  return ratio(await inTurns(variants, { rounds: 5, times: 1, warmup: 1 }), "account", "plain", "wall")
}

/** All contacts by `id_greater`, parsed and no more. */
const rawLoop = async ({ apiKey, apiUrl }: FakeAccountServer.Server): Promise<number> => {
  let count = 0
  for (let last = "0"; ; ) {
    const query = `orders%5Bid%5D=ASC&limit=100&id_greater=${last}`
    const response = await fetch(`${apiUrl}/api/3/contacts?${query}`, { headers: { "Api-Token": apiKey } })
    const { contacts }: Page = JSON.parse(await response.text())
    count += contacts.length
    const next = contacts.at(-1)?.id
    if (contacts.length < 100 || next === undefined) return count
    last = next
  }
}

/** All contacts through the SDK. */
const withSdk = ({ apiKey, apiUrl }: FakeAccountServer.Server): Promise<number> => {
  const live = ActiveCampaignClient.layer.pipe(
    Layer.provide([
      Layer.orDie(Credentials.layer({ apiKey, apiUrl })),
      RateLimiter.layerUnlimited,
      NodeHttpClient.layerUndici
    ])
  )
  return Effect.runPromise(Stream.runCount(Contacts.list()).pipe(Effect.provide(live)))
}

/** The speed of listing through the SDK, in parts of that of a plain loop over the same server. */
const listing = (count: number) =>
  FakeAccountServer.serve({ contacts: count, limit: null }).pipe(
    Effect.flatMap((server) =>
      Effect.promise(() =>
        inTurns(
          [
            { name: "SDK", run: async () => expectCount(await withSdk(server), count) },
            { name: "loop", run: async () => expectCount(await rawLoop(server), count) }
          ],
          { rounds: 5, times: 1, warmup: 1 }
        )
      )
    ),
    Effect.scoped,
    Effect.runPromise,
    (rounds) => rounds.then((samples) => ratio(samples, "loop", "SDK", "wall"))
  )

const sizes = [10_000, 100_000, 1_000_000]

/** The time of a query in accounts of different sizes, in multiples of that of the smallest. */
const growing = async (accounts: ReadonlyArray<FakeAccount.Account>, query: (n: number) => string) => {
  const variants = accounts.map((account, index) => {
    const size = sizes[index] ?? 0
    let n = 0
    const run = async (times: number) => {
      for (let time = 0; time < times; time++) {
        n = (n + 7919) % size
        get(account, query(n + 1))
      }
    }
    return { name: String(size), run }
  })
  const rounds = await inTurns(variants, { rounds: 7, times: 500 })
  return sizes.map((size) => ratio(rounds, String(size), String(sizes[0]), "wall"))
}

/** Measures, and gives the tables. */
export const run = async (): Promise<ReadonlyArray<Table>> => {
  const accounts = sizes.map(seeded)
  return [
    {
      title: "A fake account with many contacts",
      columns: ["ratio"],
      rows: [
        ["seeding 100,000 contacts ÷ building plain objects of what is written", await seeding(100_000)],
        ["speed of Contacts.list() over a server ÷ that of a plain loop, 20,000 contacts", await listing(20_000)]
      ]
    },
    {
      title: "Queries of a fake account, in multiples of the smallest account",
      columns: sizes.map((size) => size.toLocaleString("en")),
      rows: [
        ["find by e-mail address", ...(await growing(accounts, (n) => `email=contact${n}@example.com`))],
        ["a page by id_greater", ...(await growing(accounts, (n) => `orders[id]=ASC&limit=20&id_greater=${n}`))],
        ["a page by offset", ...(await growing(accounts, (n) => `limit=20&offset=${n}`))]
      ]
    }
  ]
}

/**
 * Accounts with rows in every table, and requests to them.
 */
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import { tables } from "../../src/internal/account/resources.js"
import type { RawResponse } from "../../src/internal/http.js"
import { requests } from "./requests.js"

/** Adds a number of rows to each table of an account. */
export const fillAccount = (account: FakeAccount.Account, count: number): void => {
  for (const { name, sample } of tables) for (let n = 1; n <= count; n++) account.insert(name, sample(n))
  // A contact that nothing belongs to.
  account.insert("contacts", { id: "900", email: "alone@example.com" })
}

/** An account with a number of rows in each table. */
export const filled = (count: number): FakeAccount.Account => {
  const account = FakeAccount.make({ limit: null })
  fillAccount(account, count)
  return account
}

/** A path with the values of its parameters. */
export const fill = (path: string, params: Readonly<Record<string, string>> = {}): string =>
  path.replace(/\{(\w+)\}/g, (_, name) => params[name] ?? "1")

/** Sends a request in process. */
export const send = (
  account: FakeAccount.Account,
  method: string,
  path: string,
  {
    body,
    headers = {},
    query = ""
  }: { body?: unknown; headers?: Readonly<Record<string, string>>; query?: string } = {}
): RawResponse =>
  account.handle(
    { method, path, query: new URLSearchParams(query), headers, body },
    FakeAccount.defaultKey,
    Date.UTC(2026, 0, 15, 18)
  )

/** Sends the request of a route. */
export const sendRoute = (account: FakeAccount.Account, method: string, path: string): RawResponse => {
  const { params, prepare, ...request } = requests[`${method} ${path}`] ?? {}
  prepare?.(account)
  return send(account, method, fill(path, params), request)
}

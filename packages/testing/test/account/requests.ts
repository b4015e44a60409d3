/**
 * One request for each route of the fake account that is not a plain read, with what has to be there before. The tests of
 * the account's responses send them to an account that has three rows in each table.
 */
import type * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as administration from "./requests/administration.js"
import * as contacts from "./requests/contacts.js"
import * as data from "./requests/data.js"
import * as deals from "./requests/deals.js"
import * as marketing from "./requests/marketing.js"

/** A request to a route. */
export interface Request {
  /** Values of the parameters in the path; `"1"` by default. */
  readonly params?: Readonly<Record<string, string>>
  /** Query, as `"limit=5"`. */
  readonly query?: string
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  /** What the SDK's endpoint takes after the path, if it cannot be derived from the body. */
  readonly arguments?: ReadonlyArray<unknown>
  /** What else has to be there before. */
  readonly prepare?: (account: FakeAccount.Account) => void
}

/** The requests by route: `"POST /tags"`. */
export const requests: Readonly<Record<string, Request>> = {
  ...administration.requests,
  ...contacts.requests,
  ...data.requests,
  ...deals.requests,
  ...marketing.requests
}

/**
 * Differences from known bodies that are meant, by route, each with the reason: the start of the problem's text.
 */
export const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ...administration.exceptions,
  ...contacts.exceptions,
  ...data.exceptions,
  ...deals.exceptions,
  ...marketing.exceptions
}

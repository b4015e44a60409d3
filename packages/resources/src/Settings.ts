/**
 * Settings: the ActiveCampaign account that the API key belongs to, with its plan and limits. For companies in the CRM, use
 * `Accounts`.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"

/** The ActiveCampaign account that the API key belongs to. */
export class HostedAccount extends Wire.Entity<HostedAccount>("HostedAccount")(
  {},
  {
    /** Name of the account. */
    account: Wire.Text,
    /** E-mail address of the account owner. */
    email: Wire.Text,
    /** First name of the account owner. */
    first_name: Wire.Text,
    /** Last name of the account owner. */
    last_name: Wire.Text,
    /** Domain of the account, if it has one of its own; otherwise empty. */
    cname: Wire.Text,
    /** Status of the account. The values are not documented by ActiveCampaign. */
    status: Wire.Text,
    /** Maximum number of contacts in the plan. */
    subscriber_limit: Wire.Integer,
    /** Number of contacts in the account. */
    subscriber_total: Wire.Integer,
    /** Whether the account is a trial. */
    trial: Wire.Flag,
    /** Number of credits for sending e-mails; null if the plan has none. */
    credits: Wire.Decimal,
    /** Whether ActiveCampaign's logo is shown. */
    branding: Wire.Flag
  }
) {}

/**
 * Checks the API URL and the API key in one request, and retrieves the account that they belong to. Fails with
 * `AuthenticationError` or `PermissionError` if the key is wrong, and with `PermissionError` if its user is not in the
 * admin group: for such keys, use `Users.me`.
 *
 * Not confirmed: whether the fields have an envelope, which ActiveCampaign does not show; both forms are read.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const { account, subscriber_limit, subscriber_total } = yield* Settings.checkKey()
 *   yield* Effect.log(`${account}: ${subscriber_total} of ${subscriber_limit} contacts`)
 * })
 * ```
 *
 * @see https://developers.activecampaign.com/reference/retrieve-account-information
 */
export const checkKey = Endpoint.make("Settings.checkKey", {
  method: "GET",
  path: () => "/settings/account",
  success: Wire.envelopeOrBare("account", HostedAccount),
  knowledge: "inferred"
})

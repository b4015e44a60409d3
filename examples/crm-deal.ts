/**
 * From a request for an offer to a won deal, by names: pipeline, stage, owner, contact, company and custom fields. A request
 * that arrives twice is one deal. Uses the embedded fake account.
 */
import assert from "node:assert/strict"
import { NodeRuntime } from "@effect/platform-node"
import { DealProfiles, Directory, Ensure } from "@effect-activecampaign/account"
import { FakeAccount, Faults } from "@effect-activecampaign/testing"
import { Console, DateTime, Effect, Layer, Stream } from "effect"
import {
  ActiveCampaignError,
  Contacts,
  DealCustomFields,
  type DealId,
  Deals,
  Notes,
  Tasks
} from "effect-activecampaign"

// ---------------------------------------------------------------------------------------------------------------
// The application
// ---------------------------------------------------------------------------------------------------------------

/** A request for an offer, as it comes from a form or a queue: perhaps twice. The value is in cents. */
interface OfferRequest {
  readonly number: string
  readonly subject: string
  readonly email: string
  readonly company: string
  readonly value: number
}

const titleOf = ({ number, subject }: OfferRequest) => `${number} ${subject}`

/** The deal of a request, among those of its contact. */
const find = (request: OfferRequest) =>
  Effect.gen(function* () {
    const contact = yield* Contacts.sync({ email: request.email })
    const deals = yield* Stream.runCollect(Deals.listByContact(contact.id))
    return [...deals].find(({ title }) => title === titleOf(request)) ?? null
  })

/** Creating a deal is not idempotent, and a create whose response is lost is not retried. So the deal is looked for. */
const open = (request: OfferRequest) =>
  Effect.gen(function* () {
    const existing = yield* find(request)
    if (existing !== null) return existing
    return yield* DealProfiles.create({
      title: titleOf(request),
      value: request.value,
      currency: "eur",
      pipeline: "Sales",
      stage: "Offer",
      owner: "admin@example.com",
      contact: request.email,
      account: request.company,
      fields: { Renewal: "2027-01-31" }
    }).pipe(
      ActiveCampaignError.catchCategory("outcomeUnknown", (error) =>
        Effect.filterOrFail(
          find(request),
          (found) => found !== null,
          () => error
        )
      )
    )
  })

/** A task for the owner of the deal. */
const followUp = (deal: DealId) =>
  Effect.gen(function* () {
    const dealTasktype = yield* Directory.taskType("Call")
    const duedate = DateTime.add(yield* DateTime.now, { days: 2 })
    yield* Tasks.create({ owner: { deal }, dealTasktype, title: "Ask about the offer", duedate })
  })

const win = (deal: DealId, reason: string) =>
  Effect.zipRight(
    DealProfiles.update(deal, { stage: "Won", status: "won" }),
    Notes.create({ note: `Won: ${reason}`, owner: { deal } })
  )

// ---------------------------------------------------------------------------------------------------------------
// The demonstration
// ---------------------------------------------------------------------------------------------------------------

/** What the account contains. */
const prepare = Effect.gen(function* () {
  const { value: sales } = yield* Ensure.pipeline({ title: "Sales", currency: "eur" })
  yield* Effect.forEach(["Offer", "Won"], (title) => Ensure.stage({ title, group: sales.id }))
  yield* DealCustomFields.create({ fieldLabel: "Renewal", fieldType: "date" })
})

const request: OfferRequest = {
  number: "2026-117",
  subject: "Website redesign",
  email: "ada@example.com",
  company: "Example Inc.",
  value: 500_000
}

const program = Effect.gen(function* () {
  yield* prepare
  const { faults, requests, rows } = yield* FakeAccount.FakeAccount
  faults.add(Faults.on(Deals.create, Faults.reset("after"), { times: 1 }))

  const { id } = yield* open(request)
  const before = requests.length
  yield* open(request)
  assert.equal(rows.deals.length, 1)
  yield* Console.log(
    `One deal: a response was lost, and the request came twice (${requests.length - before} requests).`
  )
  yield* followUp(id)

  const unknown = yield* Effect.flip(DealProfiles.update(id, { stage: "Wonn" }))
  assert.equal(unknown.message, 'no stage is named "Wonn"; did you mean "Won"?')
  yield* Console.log(`Nothing was written: ${unknown.message}`)

  yield* win(id, "the price")
  const deals = [...(yield* Stream.runCollect(DealProfiles.stream({ filters: { status: "won" } })))]
  assert.deepEqual(
    deals.map(({ fields, pipeline, stage }) => ({ pipeline, stage, renewal: Object.values(fields) })),
    [{ pipeline: "Sales", stage: "Won", renewal: ["2027-01-31"] }]
  )
  for (const { deal, pipeline, stage } of deals) {
    yield* Console.log(`${deal.title}: ${(deal.value ?? 0) / 100} ${deal.currency}, ${pipeline} / ${stage}`)
  }
})

program.pipe(
  Effect.provide(
    Layer.provideMerge(Directory.layer(), FakeAccount.layerClient({ dealTasktypes: [{ title: "Call" }] }))
  ),
  NodeRuntime.runMain
)

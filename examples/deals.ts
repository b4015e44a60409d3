/**
 * Deals: typed filters and sort orders, a sum over all pages, and related records from the same response. Runs with
 * configured replies; the same programs run with an `ActiveCampaignClient` of your account.
 */
import { NodeRuntime } from "@effect/platform-node"
import { FakeHttp } from "@effect-activecampaign/testing"
import { Console, Effect, Stream } from "effect"
import { ContactId, Contacts, DealStages, Deals, PipelineId, Pipelines } from "effect-activecampaign"

/** Total value of the open deals of a pipeline, by currency. `value` is in the currency's minor unit (cents). */
const totalValue = (pipeline: PipelineId) =>
  Deals.list({ filters: { group: pipeline, status: "open" }, orders: { value: "DESC" } }).pipe(
    Stream.runFold(new Map<string, number>(), (sums, { currency, value }) => {
      const unit = (currency ?? "?").toUpperCase()
      return sums.set(unit, (sums.get(unit) ?? 0) + (value ?? 0) / 100)
    })
  )

/** A pipeline with its stages, which are in the same response. */
const stagesOf = (pipeline: PipelineId) =>
  Effect.gen(function* () {
    const { value, sideload } = yield* Pipelines.get.withResponse(pipeline)
    const stages = yield* sideload("dealStages", DealStages.DealStage)
    return `${value.title}: ${stages.map(({ title }) => title).join(" → ")}`
  })

/** A contact with its deals, from one response. Deals in pipelines that the key's user may not see have few fields. */
const dealsOf = (contact: ContactId) =>
  Effect.gen(function* () {
    const { value, sideload } = yield* Contacts.get.withResponse(contact)
    const deals = yield* sideload("deals", Deals.Deal)
    const labels = deals.map(({ isDisabled, title, value }) => (isDisabled ? `${title} (hidden)` : `${title} ${value}`))
    return `${value.firstName}: ${labels.join(", ")}`
  })

const deal = (id: number, value: string) => ({
  id: String(id),
  title: `Deal ${id}`,
  value,
  currency: "eur",
  status: "0"
})

const program = Effect.gen(function* () {
  yield* Console.log("Open deals:", yield* totalValue(PipelineId.make("1")))
  const [sent] = yield* FakeHttp.sentTo(Deals.list)
  yield* Console.log("Query:", decodeURIComponent(String(sent?.query)))
  yield* Console.log(yield* stagesOf(PipelineId.make("1")))
  yield* Console.log(yield* dealsOf(ContactId.make("7")))
})

program.pipe(
  Effect.provide(
    FakeHttp.layerClient(
      FakeHttp.replyRaw(Deals.list, {
        status: 200,
        body: { deals: [deal(1, "125000"), deal(2, "4950")], meta: { total: 2 } }
      }),
      FakeHttp.replyRaw(Pipelines.get, {
        status: 200,
        body: {
          dealGroup: { id: "1", title: "Sales", stages: ["1", "2"] },
          dealStages: [
            { id: "1", title: "To Contact", group: "1", order: "1" },
            { id: "2", title: "In Contact", group: "1", order: "2" }
          ]
        }
      }),
      FakeHttp.replyRaw(Contacts.get, {
        status: 200,
        body: {
          contact: { id: "7", firstName: "Jane", deals: ["1", "9"] },
          deals: [deal(1, "125000"), { id: "9", title: "Merger", isDisabled: true }]
        }
      })
    )
  ),
  NodeRuntime.runMain
)

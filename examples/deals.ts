/**
 * Deals: filters and orders that the compiler checks, a sum over all pages, and what an answer brings along. Runs
 * against canned answers; with an `ActiveCampaignClient` of your account the programs are the same.
 */
import { NodeRuntime } from "@effect/platform-node"
import { ContactId, Contacts, DealStages, Deals, PipelineId, Pipelines } from "@effect-activecampaign/resources"
import { FakeHttp } from "@effect-activecampaign/testing"
import { Console, Effect, Stream } from "effect"

/** What the open deals of a pipeline are worth, by currency, in whole units. */
const worth = (pipeline: PipelineId) =>
  Deals.list({ filters: { group: pipeline, status: "open" }, orders: { value: "DESC" } }).pipe(
    Stream.runFold(new Map<string, number>(), (sums, { currency, value }) => {
      const unit = (currency ?? "?").toUpperCase()
      return sums.set(unit, (sums.get(unit) ?? 0) + (value ?? 0) / 100)
    })
  )

/** A pipeline with its stages, which the vendor sends along: one call. */
const stagesOf = (pipeline: PipelineId) =>
  Effect.gen(function* () {
    const { value, sideload } = yield* Pipelines.get.withResponse(pipeline)
    const stages = yield* sideload("dealStages", DealStages.DealStage)
    return `${value.title}: ${stages.map(({ title }) => title).join(" → ")}`
  })

/** A contact with its deals: one call. A deal in a pipeline that the key's user may not see is little more than a title. */
const dealsOf = (contact: ContactId) =>
  Effect.gen(function* () {
    const { value, sideload } = yield* Contacts.get.withResponse(contact)
    const deals = yield* sideload("deals", Deals.Deal)
    return `${value.firstName}: ${deals.map(({ isDisabled, title, value }) => (isDisabled ? `${title} (hidden)` : `${title} ${value}`)).join(", ")}`
  })

const deal = (id: number, value: string) => ({
  id: String(id),
  title: `Deal ${id}`,
  value,
  currency: "eur",
  status: "0"
})

const program = Effect.gen(function* () {
  yield* Console.log("Open deals:", yield* worth(PipelineId.make("1")))
  const [sent] = yield* FakeHttp.sentTo(Deals.list)
  yield* Console.log("Asked for:", decodeURIComponent(String(sent?.query)))
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

/**
 * Random calls of the SDK on a fake account do what a few maps say. A failure is shrunk to the shortest calls that show it,
 * with the seed that repeats them.
 */
import * as FakeAccount from "@effect-activecampaign/testing/FakeAccount"
import * as FastCheck from "effect/FastCheck"
import * as ManagedRuntime from "effect/ManagedRuntime"
import { it } from "vitest"
import * as Calls from "./model.js"

type Runtime = ManagedRuntime.ManagedRuntime<Calls.Services, never>

/** A call of the sequence, which prints itself when the sequence fails. */
class Command implements FastCheck.AsyncCommand<Calls.Model, Runtime> {
  private readonly text: string
  private readonly step: Calls.Step

  constructor(text: string, step: Calls.Step) {
    this.text = text
    this.step = step
  }

  check(): boolean {
    return true
  }

  run(model: Calls.Model, runtime: Runtime): Promise<void> {
    return runtime.runPromise(this.step(model))
  }

  toString(): string {
    return this.text
  }
}

/** Commands of a function with arbitrary arguments. */
const command = <Args extends Array<unknown>>(
  step: (...args: Args) => Calls.Step,
  name: string,
  args: FastCheck.Arbitrary<Args>
): FastCheck.Arbitrary<Command> =>
  args.map((given) => new Command(`${name}(${given.map((arg) => JSON.stringify(arg)).join(", ")})`, step(...given)))

const all = FastCheck.tuple

const email = FastCheck.constantFrom(
  "ann@example.com",
  "Ann@Example.com",
  "dan@example.com",
  "eve@example.com",
  "x+y@example.com"
)
const name = FastCheck.constantFrom("", "Ann", "Zoë", "O'Neil & Co")
const tag = FastCheck.constantFrom("vip", "VIP", "a, b", "50 % off", "vipers")
const nth = FastCheck.oneof(FastCheck.constant(0), FastCheck.nat(6))
const field = FastCheck.constantFrom("1", "2", "2", "9")
const value = FastCheck.oneof(
  FastCheck.constantFrom("gold", "0", "a|b", "2026-01-15"),
  FastCheck.uniqueArray(FastCheck.constantFrom("a", "b", "c d", "ä"), { minLength: 1, maxLength: 3 })
)
const filter = FastCheck.constantFrom("all" as const, "tag" as const, "list" as const, "left" as const, "like" as const)
const options = FastCheck.constantFrom({}, { concurrency: 4 }, { readAhead: false })
const kind = FastCheck.constantFrom("subscribe" as const, "unsubscribe" as const, "resubscribe" as const)

const commands = FastCheck.commands(
  [
    command(Calls.createContact, "createContact", all(email, name)),
    command(Calls.syncContact, "syncContact", all(email, name)),
    command(Calls.updateContact, "updateContact", all(nth, FastCheck.option(email, { nil: undefined }), name)),
    command(Calls.deleteContact, "deleteContact", all(nth)),
    command(Calls.createTag, "createTag", all(tag)),
    command(Calls.deleteTag, "deleteTag", all(nth)),
    command(Calls.addTag, "addTag", all(nth, nth)),
    command(Calls.addTag, "addTag", all(nth, nth)),
    command(Calls.removeTag, "removeTag", all(nth)),
    command(Calls.createList, "createList", all(tag)),
    command(Calls.deleteList, "deleteList", all(nth)),
    command(Calls.setStatus, "setStatus", all(kind, nth, nth)),
    command(Calls.setStatus, "setStatus", all(kind, nth, nth)),
    command(Calls.setValue, "setValue", all(nth, field, value)),
    command(Calls.findContact, "findContact", all(email)),
    command(Calls.listContacts, "listContacts", all(filter, nth, options))
  ],
  { maxCommands: 40, size: "max" }
)

/** An account with so many contacts, and with two custom fields. */
const setup = async (count: number) => {
  const runtime = ManagedRuntime.make(FakeAccount.layerClient())
  const { insert } = await runtime.runPromise(FakeAccount.FakeAccount)
  const model = new Calls.Model()
  insert("fields", { title: "Level", type: "text" })
  insert("fields", { title: "Colors", type: "checkbox" })
  const list = insert("lists", { name: "News", stringid: "news" })
  model.lists.set(list.id, "News")
  model.seen.lists.push(list.id)
  for (let n = 1; n <= count; n++) {
    const contact = { email: `contact${n}@example.com`, firstName: `Contact ${n}` }
    const { id } = insert("contacts", contact)
    model.contacts.set(id, contact)
    model.seen.contacts.push(id)
  }
  return { model, real: runtime }
}

it("whatever is called, in whatever order, the account has what it should", async () => {
  const law = FastCheck.asyncProperty(FastCheck.constantFrom(0, 1, 1, 101), commands, async (count, sequence) => {
    const { model, real } = await setup(count)
    try {
      await FastCheck.asyncModelRun(() => ({ model, real }), sequence)
      await real.runPromise(Calls.checkAll(model))
    } finally {
      await real.dispose()
    }
  })
  await FastCheck.assert(law, { numRuns: 100, verbose: 1 })
})

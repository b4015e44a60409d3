/**
 * What happens for each event: for Node and for fetch runtimes alike.
 */
import { WebhookHandlers } from "@effect-activecampaign/webhooks"
import * as Confirm from "@effect-activecampaign/webhooks/Confirm"
import { Console, Effect } from "effect"

/** Whatever follows: a row in a table, a message in a chat. Executed twice, it has the same result as once. */
const welcome = (contact: { readonly id: string; readonly firstName: string | null }) =>
  Console.log(`Contact ${contact.id} is a customer: ${contact.firstName}`)

export const handler = WebhookHandlers.partial(
  {
    ContactTagAdded: (event) =>
      Effect.gen(function* () {
        if (event.tag !== "customer") return
        // Events are not signed. The contact is retrieved, and nothing else of the event is used.
        const contact = yield* Confirm.contact(event)
        if (contact !== null) yield* welcome(contact)
      })
  },
  (event) => Effect.logDebug(`Ignored an event: ${event._tag}`)
)

"use server"
/**
 * app/newsletter/actions.ts: for `useActionState(subscribeAction, null)`.
 */
import { Effect } from "effect"
import { subscribe } from "./newsletter.js"
import { runtime } from "./runtime.js"

/** What the form shows; null before it was sent. */
export type State = { readonly ok: boolean; readonly message: string } | null

export async function subscribeAction(_previous: State, form: FormData): Promise<State> {
  return subscribe(Object.fromEntries(form)).pipe(
    Effect.match({
      onSuccess: () => ({ ok: true, message: "You are subscribed." }),
      onFailure: ({ message }) => ({ ok: false, message })
    }),
    runtime.runPromise
  )
}

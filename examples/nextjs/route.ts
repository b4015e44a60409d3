/**
 * app/api/newsletter/route.ts
 */
import { Effect } from "effect"
import { subscribe } from "./newsletter.js"
import { runtime } from "./runtime.js"

export const POST = (request: Request): Promise<Response> =>
  Effect.promise(() => request.json().catch(() => null)).pipe(
    Effect.flatMap(subscribe),
    Effect.match({
      onSuccess: () => new Response(null, { status: 204 }),
      onFailure: ({ message, status }) =>
        Response.json({ message }, { status, headers: status === 503 ? { "retry-after": "60" } : {} })
    }),
    (response) => runtime.runPromise(response, { signal: request.signal })
  )

/**
 * A receiver that is killed again and again under 200 events per second: every event that it acknowledged is handled.
 */
import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { expect, it } from "@effect/vitest"
import * as WebhookBody from "@effect-activecampaign/webhooks/WebhookBody"
import * as WebhookInbox from "@effect-activecampaign/webhooks/WebhookInbox"
import * as WebhookInboxSql from "@effect-activecampaign/webhooks/WebhookInboxSql"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { eventually, folder, sqliteLayer } from "./support/inboxes.js"

const kills = 3
const perSecond = 200
/** The default of a worker. */
const concurrency = 10
const secret = "kill-test-kill-test"

const bodyOf = (event: number): string =>
  WebhookBody.contactUpdated({
    dateTime: "2026-01-05T10:00:00-06:00",
    contact: { id: String(event), email: `reader${event}@example.com` }
  })

const sleep = (millis: number) => new Promise<void>((resolve) => setTimeout(resolve, millis))

/** A receiver that is started again after it is killed. */
const makeReceiver = (path: string) => {
  const script = fileURLToPath(new URL("./support/killed.mjs", import.meta.url))
  let child: ChildProcess | undefined
  let url: string | undefined
  return {
    url: () => url,
    start: async () => {
      child = fork(script, [join(path, "inbox.db"), join(path, "handled"), secret, "1500"])
      // One that cannot be started ends the test, and not its timeout.
      const ended = once(child, "exit").then(() => Promise.reject(new Error("the receiver ended before it was up")))
      const [port] = await Promise.race([once(child, "message"), ended])
      ended.catch(() => undefined)
      url = `http://127.0.0.1:${port}/webhooks/${secret}`
    },
    kill: async () => {
      url = undefined
      const ended = child && child.exitCode === null && child.signalCode === null ? once(child, "exit") : undefined
      child?.kill("SIGKILL")
      await ended
    }
  }
}

/** Posts events at a steady rate while the receiver is up, every tenth one twice. */
const makeSender = (url: () => string | undefined) => {
  const acknowledged = new Map<number, number>()
  const sending: Array<Promise<void>> = []
  let posted = 0
  const send = async (event: number) => {
    const headers = { "content-type": "application/x-www-form-urlencoded" }
    const request = { method: "POST", headers, body: bodyOf(event) }
    const response = await fetch(url() ?? "", request).catch(() => undefined)
    await response?.arrayBuffer().catch(() => undefined)
    if (response?.status === 200) acknowledged.set(event, (acknowledged.get(event) ?? 0) + 1)
  }
  const tick = () => {
    if (url() === undefined) return
    for (let burst = 0; burst < perSecond / 50; burst++) {
      const event = ++posted
      sending.push(send(event))
      // The second copy comes a second later, and may meet another process.
      if (event % 10 === 0) sending.push(sleep(1_000).then(() => send(event)))
    }
  }
  const timer = setInterval(tick, 20)
  const stop = async () => {
    clearInterval(timer)
    await Promise.all(sending)
    return { acknowledged, posted }
  }
  return { stop }
}

it.scopedLive("every event that was acknowledged before a kill -9 is handled, and no other", () =>
  Effect.gen(function* () {
    const path = yield* folder
    const receiver = yield* Effect.acquireRelease(
      Effect.sync(() => makeReceiver(path)),
      ({ kill }) => Effect.promise(kill)
    )
    const handled = () =>
      existsSync(join(path, "handled"))
        ? readFileSync(join(path, "handled"), "utf8").trim().split("\n").map(Number)
        : []

    yield* Effect.promise(receiver.start)
    const sender = makeSender(receiver.url)
    const killing = async () => {
      for (let kill = 0; kill < kills; kill++) {
        await sleep(800 + Math.random() * 1_200)
        await receiver.kill()
        await receiver.start()
      }
      await sleep(500)
      return sender.stop()
    }
    const { acknowledged, posted } = yield* Effect.promise(killing)
    yield* eventually(
      Effect.sync(() => {
        const done = new Set(handled())
        return [...acknowledged.keys()].every((event) => done.has(event))
      }).pipe(Effect.delay("50 millis"))
    )
    // Also what was stored, and not acknowledged because of a kill.
    const inbox = Layer.provide(WebhookInboxSql.layer(), sqliteLayer(join(path, "inbox.db")))
    const counts = Effect.flatMap(WebhookInbox.WebhookInbox, (one) => one.counts).pipe(Effect.provide(inbox))
    yield* eventually(
      Effect.delay(
        Effect.map(counts, ({ waiting, working }) => waiting + working === 0),
        "50 millis"
      )
    )
    yield* Effect.promise(receiver.kill)

    const all = handled()
    const distinct = new Set(all)
    const twice = [...acknowledged.values()].filter((count) => count === 2).length
    const ended = yield* counts
    console.log(
      `${kills} kills; ${posted} events posted at ${perSecond} per second, ${acknowledged.size} acknowledged, ` +
        `${distinct.size} handled, ${all.length - distinct.size} of them more than once because of a kill; ` +
        `${twice} acknowledged twice, ${ended.duplicates} duplicates recognized`
    )
    expect(acknowledged.size).toBeGreaterThan(0)
    expect([...acknowledged.keys()].filter((event) => !distinct.has(event))).toEqual([])
    expect(all.filter((event) => !(event >= 1 && event <= posted))).toEqual([])
    expect(ended).toMatchObject({ waiting: 0, working: 0, dead: 0, handled: distinct.size })
    expect(ended.duplicates).toBeGreaterThanOrEqual(twice)
    // What a kill interrupts is handled again: at most what the worker was handling. A duplicate is not.
    expect(all.length - distinct.size).toBeLessThanOrEqual(kills * concurrency)
  }).pipe(Effect.orDie)
)

/**
 * Responses that are made to exhaust memory, time or the stack. Each attack is a call in a process of its own with a heap
 * of 512 MB, to a server in this process. It is held if the call ends as expected, with bounded memory, and blocks the
 * event loop for no longer than a second or two.
 */
import { fork } from "node:child_process"
import { createServer, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { createGzip } from "node:zlib"
import type { Measured } from "./exhaustionCall.js"

interface Attack {
  readonly name: string
  readonly clients: ReadonlyArray<"fetch" | "undici" | "node">
  readonly call: "getTag" | "createTag" | "listTags"
  readonly respond: (response: ServerResponse) => void
  /** How the call must end. */
  readonly ends: RegExp
  readonly requests: number
  /** Bounds of its own, where a response within `maxResponseBytes` costs more. */
  readonly bounds?: Partial<typeof bounds>
}

/** Megabytes of memory, seconds without the event loop, megabytes that one request pulls. */
const bounds = { megabytes: 450, blocked: 3, pulled: 45 }

const all = ["fetch", "undici", "node"] as const
const megabyte = 1_000_000

/** Writes as long as the client reads, up to a number of bytes. */
const pour = (response: NodeJS.WritableStream & { readonly destroyed?: boolean }, bytes: number, part: string) => {
  let left = bytes
  const go = () => {
    while (left > 0 && response.destroyed !== true) {
      left -= part.length
      if (!response.write(part)) return void response.once("drain", go)
    }
    if (left <= 0) response.end()
  }
  go()
}

const large =
  (status: number, bytes: number, withLength = false) =>
  (response: ServerResponse) => {
    response.writeHead(status, {
      "content-type": "application/json",
      ...(withLength ? { "content-length": bytes } : {})
    })
    pour(response, bytes, "x".repeat(50_000))
  }

const bomb = (response: ServerResponse) => {
  response.writeHead(200, { "content-type": "application/json", "content-encoding": "gzip" })
  const gzip = createGzip({ level: 9 })
  gzip.pipe(response)
  pour(gzip, 300 * megabyte, " ".repeat(100_000))
}

const json =
  (status: number, body: () => string, headers: Record<string, string> = {}) =>
  (response: ServerResponse) =>
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body())

const deep = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`
const word = "a".repeat(megabyte)
const row = (id: number) => `{"id":"${id}","tag":"a"}`
const rows = (count: number, { last = "", total = count } = {}) =>
  `{"tags":[${Array.from({ length: count }, (_, index) => row(index + 1)).join(",")}${last}],"meta":{"total":"${total}"}}`

const get = { clients: all, call: "getTag", ends: /^DecodeError/, requests: 1 } as const
const one = { clients: ["undici"], call: "getTag", requests: 1 } as const
const million = { ...one, call: "listTags", bounds: { megabytes: 700, blocked: 20 } } as const

const attacks: ReadonlyArray<Attack> = [
  { ...get, name: "300 MB, with its length", respond: large(200, 300 * megabyte, true) },
  { ...get, name: "300 MB, in chunks", respond: large(200, 300 * megabyte) },
  { ...get, name: "300 MB, in chunks, to a write", call: "createTag", respond: large(200, 300 * megabyte) },
  { ...get, name: "1500 MB, in chunks", clients: ["undici"], respond: large(200, 1500 * megabyte) },
  { ...get, name: "300 kB of gzip that unpack to 300 MB", clients: ["fetch"], respond: bomb },
  { ...get, name: "500 with 300 MB", respond: large(500, 300 * megabyte), ends: /^ServerError/, requests: 3 },
  { ...get, name: "422 with 300 MB", respond: large(422, 300 * megabyte), ends: /^UnexpectedStatusError/ },
  {
    ...one,
    name: "100,000 levels for a tag",
    respond: json(200, () => `{"tag":${deep(100_000)}}`),
    ends: /^DecodeError/
  },
  {
    ...one,
    name: "5,000,000 levels for a tag",
    respond: json(200, () => `{"tag":${deep(5_000_000)}}`),
    ends: /^DecodeError/
  },
  {
    ...one,
    name: "16,000,000 levels, cut",
    respond: json(200, () => "[".repeat(16_000_000)),
    ends: /^TransportError/,
    requests: 3
  },
  {
    ...one,
    name: "100,000 levels in an unknown field",
    respond: json(200, () => `{"tag":{"id":"1","tag":"a","new":${deep(100_000)}}}`),
    ends: /^success/
  },
  {
    ...one,
    name: "a list of a row that is 100,000 levels deep",
    call: "listTags",
    respond: json(200, () => `{"tags":[{"new":${deep(100_000)}}],"meta":{"total":"1"}}`),
    ends: /^DecodeError/
  },
  {
    ...million,
    name: "a page of 1,000,000 rows",
    respond: json(200, () => rows(1_000_000)),
    requests: 2,
    ends: /^success/
  },
  {
    ...million,
    name: "a page of 1,000,000 rows, again and again, of a total of 1",
    respond: json(200, () => rows(1_000_000, { total: 1 })),
    requests: 4,
    ends: /^PaginationError/
  },
  {
    ...one,
    name: "a page of 100,000 rows, the last one wrong",
    call: "listTags",
    respond: json(200, () => rows(100_000, { last: ',{"id":{}}' })),
    ends: /^DecodeError/
  },
  {
    ...one,
    name: "a word of 1 MB as the message of a 422",
    respond: json(422, () => `{"message":"${word}"}`),
    ends: /^UnexpectedStatusError/
  },
  {
    ...one,
    name: "a word of 200 kB as the message of a 500",
    respond: json(500, () => `{"message":"${word.slice(0, 200_000)}"}`),
    ends: /^ServerError/,
    requests: 3
  },
  {
    ...one,
    name: "1 MB of @ in a 200 that says it failed",
    respond: json(200, () => `{"success":0,"errors":[{"title":"${"@".repeat(megabyte)}"}]}`),
    ends: /Error/
  },
  {
    ...one,
    name: "a 200 that says it failed with 300,000 errors",
    respond: json(200, () => `{"success":0,"errors":[${'{"title":"a"},'.repeat(300_000)}0]}`),
    ends: /Error/
  },
  {
    ...one,
    name: "429 with a Retry-After of 1e9",
    respond: json(429, () => "{}", { "retry-after": "1000000000" }),
    ends: /^RateLimitedError/
  },
  {
    ...one,
    name: "Retry-After of -5, then garbage",
    respond: json(503, () => "{}", { "retry-after": "-5, soon" }),
    ends: /^ServerError/,
    requests: 3
  }
]

const measure = (attack: Attack, client: string) =>
  new Promise<string>((resolve) => {
    let requests = 0
    let pulled = 0
    const server = createServer((request, response) => {
      requests++
      request.resume()
      const { socket } = request
      const before = socket.bytesWritten
      response.on("close", () => {
        pulled += socket.bytesWritten - before
      })
      attack.respond(response)
    })
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo
      const file = fileURLToPath(new URL("./exhaustionCall.js", import.meta.url))
      const child = fork(file, [`http://127.0.0.1:${port}`, client, attack.call], {
        execArgv: ["--max-old-space-size=512"],
        stdio: ["ignore", "inherit", "inherit", "ipc"]
      })
      let measured: Measured | undefined
      child.on("message", (message) => {
        measured = message as Measured
      })
      child.on("exit", (code) => {
        server.close()
        server.closeAllConnections()
        const { blocked, ended, megabytes, seconds } = measured ?? {
          ended: `died (${code})`,
          seconds: 0,
          blocked: 0,
          megabytes: 0
        }
        const { blocked: most, megabytes: memory, pulled: load } = { ...bounds, ...attack.bounds }
        const isHeld =
          attack.ends.test(ended) &&
          requests === attack.requests &&
          megabytes <= memory &&
          blocked <= most &&
          pulled / megabyte <= load * requests
        const figures = [`${seconds.toFixed(1)} s`, `${blocked.toFixed(1)} s`, `${Math.round(megabytes)} MB`]
        const cells = [attack.name, client, ended, requests, `${Math.round(pulled / megabyte)} MB`, ...figures]
        resolve(`| ${cells.join(" | ")} | ${isHeld ? "held" : "**broke**"} |`)
      })
    })
  })

/** Runs all attacks, one after the other, and prints a table. */
export const run = async (): Promise<boolean> => {
  console.log("| attack | client | ended as | requests | pulled | time | loop blocked | memory | verdict |")
  console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- |")
  let held = true
  for (const attack of attacks) {
    for (const client of attack.clients) {
      const line = await measure(attack, client)
      console.log(line)
      held &&= line.endsWith("| held |")
    }
  }
  return held
}

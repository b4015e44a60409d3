/**
 * A server on loopback that speaks HTTP by hand, so that it can break it at every byte: over TCP, inside TLS and below it,
 * on kept connections, and in HTTP/2. It counts the requests that came whole, and how often it executed one.
 */
import { createSecureServer, type ServerHttp2Stream } from "node:http2"
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net"
import { createServer as createTlsServer, type SecureVersion } from "node:tls"
import { gzipSync } from "node:zlib"
import * as Effect from "effect/Effect"
import { certificate, key } from "./certificate.js"

const good = '{"thing":{"id":"1"}}'

/** What a fault can do: write to the client, end the connection in a good or a bad way, or leave it hanging. */
interface Wire {
  readonly write: (bytes: string | Buffer) => void
  readonly end: (bytes?: string | Buffer) => void
  readonly reset: (bytes?: string | Buffer) => void
  /** The response will never be complete: let the client's timeout pass. */
  readonly hang: (bytes?: string | Buffer) => void
  /** Writes below TLS, where there is TLS, and ends the connection. */
  readonly below: (bytes: Buffer) => void
}

export interface RawFault {
  readonly does: (wire: Wire) => void
  /** Whether the server executes the request before it misbehaves. */
  readonly executes: boolean
  /** The version of TLS; plain TCP if it is absent. */
  readonly tls?: SecureVersion
  /** As soon as the headers have come, not the body. */
  readonly early?: boolean
  /** Only after a good response, so that the connection can be used again. */
  readonly kept?: boolean
  /** The address by which it is called, where its certificate is for another. */
  readonly host?: string
  /** What comes of it depends on which of two things happens first, so that no table can have it. */
  readonly racy?: boolean
  /** At the first byte of a connection, which is TLS's. */
  readonly atOnce?: boolean
}

const executed = (does: RawFault["does"], more: Partial<RawFault> = {}): RawFault => ({ does, executes: true, ...more })
const ignored = (does: RawFault["does"], more: Partial<RawFault> = {}): RawFault => ({ does, executes: false, ...more })

const head = (status: string, headers: ReadonlyArray<string> = []) =>
  `HTTP/1.1 ${[status, "content-type: application/json", ...headers].join("\r\n")}\r\n\r\n`
const whole = (status: string, body: string, headers: ReadonlyArray<string> = []) =>
  `${head(status, [`content-length: ${Buffer.byteLength(body)}`, ...headers])}${body}`
const chunk = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`
const chunked = (...chunks: ReadonlyArray<string>) =>
  head("200 OK", ["transfer-encoding: chunked"]) + chunks.map(chunk).join("")
const unmeasured = (body: string) => head("200 OK", ["connection: close"]) + body
const packed = gzipSync(good)
const unpacked = (bytes: Buffer) =>
  Buffer.concat([Buffer.from(head("200 OK", ["content-encoding: gzip", `content-length: ${bytes.length}`])), bytes])
const endless = (status: string) => (wire: Wire) => {
  wire.write(head(status, ["transfer-encoding: chunked"]))
  for (let i = 0; i < 64; i++) wire.write(chunk(`"${"x".repeat(65_536)}`))
}

const tcp: Readonly<Record<string, RawFault>> = {
  reset: executed(({ reset }) => reset()),
  end: executed(({ end }) => end()),
  "reset before execution": ignored(({ reset }) => reset()),
  "half a status line, end": executed(({ end }) => end("HTTP/1.1 20")),
  "half a status line, reset": executed(({ reset }) => reset("HTTP/1.1 20")),
  "half of the headers, end": executed(({ end }) => end("HTTP/1.1 200 OK\r\ncontent-ty")),
  "headers only, end": executed(({ end }) => end(head("200 OK", ["content-length: 20"]))),
  "headers only, reset": executed(({ reset }) => reset(head("200 OK", ["content-length: 20"]))),
  "headers only, hangs": executed(({ hang }) => hang(head("200 OK", ["content-length: 20"]))),
  "short body, end": executed(({ end }) => end(head("200 OK", ["content-length: 200"]) + good)),
  "short body, reset": executed(({ reset }) => reset(head("200 OK", ["content-length: 200"]) + good)),
  "short body, hangs": executed(({ hang }) => hang(head("200 OK", ["content-length: 200"]) + good)),
  "chunk cut, end": executed(({ end }) => end(`${chunked()}14\r\n{"thing"`)),
  "chunks without an end, end": executed(({ end }) => end(chunked(good))),
  "chunks without an end, reset": executed(({ reset }) => reset(chunked(good))),
  "chunks without an end, hangs": executed(({ hang }) => hang(chunked(good))),
  "chunk of a wrong size": executed(({ end }) => end(`${chunked()}zz\r\n${good}\r\n0\r\n\r\n`)),
  "no length, cut in a name": executed(({ end }) => end(unmeasured('{"thing":{"i'))),
  "no length, cut in a string": executed(({ end }) => end(unmeasured('{"thing":{"id":"1'))),
  "no length, cut behind a brace": executed(({ end }) => end(unmeasured('{"thing":{"id":"1"}'))),
  "no length, nothing": executed(({ end }) => end(unmeasured(""))),
  "no length, whole": executed(({ end }) => end(unmeasured(good))),
  "chunks, whole": executed(({ end }) => end(`${chunked('{"thing":', '{"id":"1"}}')}0\r\n\r\n`)),
  "two different lengths": executed(({ end }) => end(whole("200 OK", good, ["content-length: 5"]))),
  "length and chunks": executed(({ end }) => end(whole("200 OK", good, ["transfer-encoding: chunked"]))),
  "negative length": executed(({ end }) => end(head("200 OK", ["content-length: -1"]) + good)),
  "length of 1 TB": executed(({ write }) => write(head("200 OK", ["content-length: 1000000000000"]) + good)),
  "endless body": executed(endless("200 OK")),
  "endless body of an error": executed(endless("500 Internal Server Error")),
  "40 kB of headers": executed(({ end }) => end(whole("200 OK", good, [`x-long: ${"x".repeat(40_000)}`]))),
  "header without a colon": executed(({ end }) => end(whole("200 OK", good, ["nothing"]))),
  "NUL in a header": executed(({ end }) => end(whole("200 OK", good, ["x-nul: a\0b"]))),
  garbage: executed(({ end }) => end(Buffer.from(Array.from({ length: 500 }, (_, n) => (n * 73) % 256)))),
  "JSON without a status line": executed(({ end }) => end(good)),
  "HTTP/3 by TCP": executed(({ end }) => end(whole("200 OK", good).replace("HTTP/1.1", "HTTP/3.0"))),
  "status 999": executed(({ end }) => end(whole("999 Odd", "{}"))),
  "103 before the response": executed(({ end }) =>
    end(`HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n${whole("200 OK", good)}`)
  ),
  "100 before the response": executed(({ end }) => end(`HTTP/1.1 100 Continue\r\n\r\n${whole("200 OK", good)}`)),
  "100, end": executed(({ end }) => end("HTTP/1.1 100 Continue\r\n\r\n")),
  "100 for ever": executed(
    ({ hang, write }) => {
      for (let i = 0; i < 20; i++) write("HTTP/1.1 100 Continue\r\n\r\n")
      hang()
    },
    { racy: true }
  ),
  "101 unasked": executed(
    ({ end }) => end("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
    { racy: true }
  ),
  "204 with a body": executed(({ end }) => end(whole("204 No Content", good)), { racy: true }),
  "304": executed(({ end }) => end("HTTP/1.1 304 Not Modified\r\n\r\n")),
  "408": ignored(({ end }) => end(whole("408 Request Timeout", "{}", ["connection: close"]))),
  "425": ignored(({ end }) => end(whole("425 Too Early", "{}"))),
  "500": executed(({ end }) => end(whole("500 Internal Server Error", "{}"))),
  "503 with Retry-After": executed(({ end }) => end(whole("503 Service Unavailable", "{}", ["retry-after: 1"]))),
  "520": executed(({ end }) => end(whole("520 Unknown", "<html>"))),
  "599": executed(({ end }) => end(whole("599 Odd", ""))),
  "UTF-8 BOM": executed(({ end }) => end(whole("200 OK", `\uFEFF${good}`))),
  "gzip, cut": executed(({ end }) => end(unpacked(packed.subarray(0, 15)))),
  "gzip, corrupt": executed(({ end }) =>
    end(unpacked(Buffer.concat([packed.subarray(0, 10), Buffer.from("corrupt, all of it")])))
  ),
  "response before the body is read": executed(({ end }) => end(whole("200 OK", good, ["connection: close"])), {
    early: true,
    racy: true
  }),
  "reset before the body is read": ignored(({ reset }) => reset(), { early: true }),
  "two responses": executed(({ write }) => write(whole("200 OK", good) + whole("200 OK", good))),
  hangs: executed(({ hang }) => hang())
}

const plain = Buffer.from("HTTP/1.1 400 Bad Request\r\n\r\n")
const alert = (version: number) => Buffer.from([0x15, 0x03, version, 0x00, 0x02, 0x02, 0x50])
const record = (version: number) => Buffer.concat([Buffer.from([0x17, 0x03, version, 0x00, 0x40]), Buffer.alloc(64, 7)])

const insideTls = (tls: SecureVersion): Readonly<Record<string, RawFault>> => ({
  [`${tls}: reset`]: executed(({ reset }) => reset(), { tls }),
  [`${tls}: end`]: executed(({ end }) => end(), { tls }),
  [`${tls}: short body, end`]: executed(({ end }) => end(head("200 OK", ["content-length: 200"]) + good), { tls }),
  [`${tls}: plain text`]: executed(({ below }) => below(plain), { tls }),
  [`${tls}: fatal alert`]: executed(({ below }) => below(alert(3)), { tls }),
  [`${tls}: wrong record`]: executed(({ below }) => below(record(3)), { tls }),
  [`${tls}: plain text in the body`]: executed(
    ({ below, write }) => {
      write(head("200 OK", ["content-length: 200"]))
      setImmediate(() => below(plain))
    },
    { tls }
  ),
  [`${tls}: good`]: executed(({ end }) => end(whole("200 OK", good)), { tls })
})

/** All faults that a server makes by hand, each with its transport. */
export const rawFaults: Readonly<Record<string, RawFault>> = {
  ...tcp,
  ...insideTls("TLSv1.2"),
  ...insideTls("TLSv1.3"),
  "TLS: certificate for another name": ignored(() => {}, { tls: "TLSv1.3", host: "127.0.0.1" }),
  "TLS: reset of the handshake": ignored(({ reset }) => reset(), { atOnce: true }),
  "TLS: plain text for a handshake": ignored(({ end }) => end(whole("400 Bad Request", "")), { atOnce: true }),
  "kept connection, reset": executed(({ reset }) => reset(), { kept: true }),
  "kept connection, end": executed(({ end }) => end(), { kept: true }),
  "kept connection, reset before execution": ignored(({ reset }) => reset(), { kept: true }),
  "kept connection, hangs": executed(({ hang }) => hang(), { kept: true }),
  "kept connection, garbage": executed(({ end }) => end("garbage"), { kept: true })
}

/** What HTTP/2 can do to a stream after its request. */
export const http2Faults: Readonly<Record<string, (stream: ServerHttp2Stream) => void>> = {
  "HTTP/2: good": (stream) => {
    stream.respond({ ":status": 200, "content-type": "application/json" })
    stream.end(good)
  },
  "HTTP/2: GOAWAY": (stream) => stream.session?.goaway(0, 0),
  "HTTP/2: session destroyed": (stream) => stream.session?.destroy(),
  "HTTP/2: INTERNAL_ERROR": (stream) => stream.close(2),
  "HTTP/2: REFUSED_STREAM": (stream) => stream.close(7),
  "HTTP/2: headers, then INTERNAL_ERROR": (stream) => {
    stream.respond({ ":status": 200, "content-type": "application/json" })
    stream.write('{"thing"', () => stream.close(2))
  }
}

export interface RawServer {
  readonly url: string
  readonly counts: { calls: number; executed: number }
}

const listening = (server: Server) =>
  Effect.acquireRelease(
    Effect.async<{ readonly port: number; readonly close: () => void }>((resume) => {
      const sockets = new Set<Socket>()
      server.on("connection", (socket) => {
        sockets.add(socket)
        socket.on("error", () => {})
        socket.on("close", () => sockets.delete(socket))
      })
      server.on("tlsClientError", () => {})
      server.listen(0, () => {
        const close = () => {
          server.close()
          for (const socket of sockets) socket.destroy()
        }
        resume(Effect.succeed({ port: (server.address() as AddressInfo).port, close }))
      })
    }),
    ({ close }) => Effect.sync(close)
  )

/** Length of a whole request at the beginning of a text; null if it is not whole yet. */
const lengthOf = (text: string, early: boolean): number | null => {
  const end = text.indexOf("\r\n\r\n")
  if (end < 0) return null
  const body = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1] ?? 0)
  return early || text.length >= end + 4 + body ? end + 4 + body : null
}

/** Starts a server with one fault. `hang` is called as a response is known never to be complete. */
export const rawServer = (fault: RawFault, hang: () => void) =>
  Effect.gen(function* () {
    const counts = { calls: 0, executed: 0 }
    /** The sockets of clients by the port from which they are passed on to the TLS server. */
    const clients = new Map<number, Socket>()
    let served = 0

    const serve = (socket: Socket, below: Socket) => {
      let text = ""
      const wire: Wire = {
        write: (bytes) => void socket.write(bytes),
        end: (bytes) => void (bytes === undefined ? socket.end() : socket.end(bytes)),
        reset: (bytes) => {
          const reset = () => below.resetAndDestroy()
          if (bytes === undefined) reset()
          else socket.write(bytes, reset)
        },
        hang: (bytes) => {
          if (bytes !== undefined) socket.write(bytes)
          hang()
        },
        below: (bytes) => void below.end(bytes)
      }
      socket.on("error", () => {})
      socket.on("data", (bytes) => {
        text += bytes.toString("latin1")
        if (fault.atOnce) return fault.does(wire)
        for (
          let length = lengthOf(text, fault.early === true);
          length !== null;
          length = lengthOf(text, fault.early === true)
        ) {
          text = text.slice(length)
          if (fault.kept && served++ === 0) return void socket.write(whole("200 OK", good))
          counts.calls++
          if (fault.executes) counts.executed++
          fault.does(wire)
        }
      })
    }

    if (fault.tls === undefined) {
      const { port } = yield* listening(createServer({ allowHalfOpen: false }, (socket) => serve(socket, socket)))
      return { url: `${fault.atOnce ? "https" : "http"}://localhost:${port}`, counts } satisfies RawServer
    }
    const inner = yield* listening(
      createTlsServer({ key, cert: certificate, minVersion: fault.tls, maxVersion: fault.tls }, (socket) => {
        const client = clients.get(socket.remotePort ?? 0)
        if (client !== undefined) serve(socket, client)
      })
    )
    const { port } = yield* listening(
      createServer((client) => {
        const passed = connect(inner.port, "localhost", () => {
          clients.set(passed.localPort ?? 0, client)
          client.pipe(passed)
          passed.pipe(client)
        })
        passed.on("error", () => client.destroy())
        client.on("close", () => passed.destroy())
      })
    )
    return { url: `https://${fault.host ?? "localhost"}:${port}`, counts } satisfies RawServer
  })

/** Starts an HTTP/2 server with one fault. */
export const http2Server = (does: (stream: ServerHttp2Stream) => void) =>
  Effect.gen(function* () {
    const counts = { calls: 0, executed: 0 }
    const server = createSecureServer({ key, cert: certificate })
    server.on("sessionError", () => {})
    server.on("stream", (stream) => {
      stream.on("error", () => {})
      stream.resume()
      stream.on("end", () => {
        counts.calls++
        counts.executed++
        does(stream)
      })
    })
    const { port } = yield* listening(server)
    return { url: `https://localhost:${port}`, counts } satisfies RawServer
  })

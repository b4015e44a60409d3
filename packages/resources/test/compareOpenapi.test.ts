/**
 * `npm run compare-openapi` finds what ActiveCampaign documents and this library lacks, and nothing else.
 */
import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { createServer, type Server } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

const script = fileURLToPath(new URL("../../../scripts/compare-openapi.mjs", import.meta.url))
/** The script reads the build output. */
const isBuilt = existsSync(new URL("../dist/index.js", import.meta.url))

const document = (paths: object, rest: object = {}) =>
  JSON.stringify({ openapi: "3.1.0", servers: [{ url: "https://{account}.api-us1.com/api/3" }], paths, ...rest })

const queryOf = (...names: ReadonlyArray<string>) => names.map((name) => ({ name, in: "query" }))
const body = (schema: object) => ({ content: { "application/json": { schema } } })
const text = { type: "string" }
const objectOf = (properties: object) => ({ type: "object", properties })

/** What this library has, with other names of path parameters. */
const known = document(
  {
    "/contacts": { get: { parameters: queryOf("email", "limit", "offset", "filters[created_after]") } },
    "/contacts/{contactId}": {
      parameters: [{ name: "contactId", in: "path" }],
      get: {},
      put: { requestBody: { $ref: "#/components/requestBodies/Contact" } }
    },
    "/tags": { get: { parameters: [{ $ref: "#/components/parameters/Search" }] } }
  },
  {
    components: {
      parameters: { Search: { name: "filters[search][contains]", in: "query" } },
      requestBodies: { Contact: body({ $ref: "#/components/schemas/Envelope" }) },
      schemas: {
        Envelope: objectOf({ contact: { $ref: "#/components/schemas/Contact" } }),
        Contact: {
          allOf: [objectOf({ email: text, fieldValues: { type: "array", items: objectOf({ value: text }) } })]
        }
      }
    }
  }
)

/** What it has not: an operation, a parameter, and fields at three depths, of which one is in another. */
const unknown = document({
  "/contacts": {
    get: { parameters: queryOf("email", "moonPhase") },
    post: {
      requestBody: body(
        objectOf({
          contact: objectOf({
            email: text,
            shoe: objectOf({ size: text }),
            fieldValues: { type: "array", items: objectOf({ field: text, colour: text }) }
          })
        })
      )
    }
  },
  "/contacts/{id}/horoscope": { get: {} }
})

/** Another API, with other credentials. */
const other = JSON.stringify({
  openapi: "3.0.3",
  servers: [{ url: "https://partners.example.com" }],
  paths: { "/a": { get: {} } }
})

describe.skipIf(!isBuilt)("compare-openapi", () => {
  let folder: string
  let server: Server
  let address: string

  beforeAll(async () => {
    folder = await mkdtemp(`${tmpdir()}/openapi-`)
    server = createServer(({ url }, response) => {
      if (url === "/reference/list-horoscopes.md") {
        response.end(
          `# Horoscopes\n\n\`\`\`json Example\n{ "a": 1 }\n\`\`\`\n\n# OpenAPI definition\n\n\`\`\`json\n${unknown}\n\`\`\`\n`
        )
      } else if (url === "/llms.txt") {
        response.end(
          `# Documentation\n- [Horoscopes](${address}/reference/list-horoscopes.md)\n- [Guide](${address}/docs/a.md)\n`
        )
      } else response.writeHead(404).end()
    })
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  afterAll(async () => {
    server.close()
    server.closeAllConnections()
    await rm(folder, { recursive: true })
  })

  const run = async (...sources: ReadonlyArray<string>) =>
    new Promise<{ readonly code: number; readonly output: string }>((resolve) => {
      execFile(process.execPath, [script, ...sources], (error, stdout, stderr) =>
        resolve({ code: typeof error?.code === "number" ? error.code : 0, output: stdout + stderr })
      )
    })
  const file = async (name: string, content: string) => {
    await writeFile(`${folder}/${name}`, content)
    return `${folder}/${name}`
  }

  it("finds nothing where all is known, whatever path parameters are called and wherever schemas are", async () => {
    const result = await run(await file("known.json", known), await file("other.json", other))
    expect(result).toEqual({ code: 0, output: "4 operations in 2 documents\n" })
  })

  it("lists operations, parameters and fields that are missing here, from the pages of an index", async () => {
    const { code, output } = await run(`${address}/llms.txt`)
    expect(code).toBe(1)
    expect(output.split("\n").map((line) => line.trim().replace(/ +/g, " "))).toEqual([
      "3 operations in 1 documents",
      "",
      "Operations without an endpoint: 1",
      "GET /contacts/{id}/horoscope",
      "",
      "Query parameters that an endpoint lacks: 1",
      "GET /contacts moonPhase",
      "",
      "Body fields that an endpoint lacks: 2",
      "POST /contacts contact.shoe",
      "POST /contacts contact.fieldValues[].colour",
      ""
    ])
  })

  it("says in one sentence what cannot be read", async () => {
    expect(await run(`${address}/gone`)).toEqual({ code: 2, output: `${address}/gone: status 404\n` })
    const page = await file("page.md", "# Tags\n")
    expect(await run(page)).toEqual({
      code: 2,
      output: `${page} has no OpenAPI document in JSON, and links to no page that has one.\n`
    })
    await new Promise((resolve) => server.close(resolve))
    expect(await run(`${address}/llms.txt`)).toEqual({
      code: 2,
      output: `${address}/llms.txt cannot be reached (ECONNREFUSED). Give files as arguments instead.\n`
    })
  })
})

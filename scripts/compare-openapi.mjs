/**
 * Compares ActiveCampaign's published OpenAPI documents with the endpoints of this library: operations that are missing here,
 * parameters and body fields that an endpoint lacks, and endpoints whose operation is no longer documented. The exit code is 1
 * if something is missing here.
 *
 * `npm run compare-openapi` reads the pages of ActiveCampaign's reference; `npm run compare-openapi -- <file or URL> …` reads
 * these instead: OpenAPI documents in JSON, pages of the reference, or an index of pages (`llms.txt`).
 */
import { readFile } from "node:fs/promises"

/** ActiveCampaign's index of its pages. Each page of an operation has its part of the OpenAPI document. */
const index = "https://developers.activecampaign.com/llms.txt"

/** Bounds of a download. */
const limits = { pages: 1000, bytes: 10_000_000, milliseconds: 30_000, atOnce: 4 }

const methods = ["get", "post", "put", "patch", "delete"]

/** Differences that are not ours: by operation, the names (or the operation itself, if none are given) and the reason. */
const accepted = [
  ["GET /brandings", ["api_key"], "the key is sent in a header"],
  ["GET /dealTasks", ["Fitlers[due_before]"], "a misprint of filters[due_before]"],
  ["POST /groupDefinitions", ["groupDefinition.*"], "fields of the body, documented as query parameters"],
  ["GET /records/{}/external/{}", [], "a misprint: the path begins with /customObjects"],
  ["PUT /taskOutccomes/{}", [], "a misprint of /taskOutcomes"],
  ["DELETE /taskOutccomes/{}", [], "a misprint of /taskOutcomes"],
  ["POST /messages", ["message.email"], "the documented example has message.fromemail"],
  ["PUT /users/{}", ["user.username"], "documented as a field that cannot change"],
  ["PUT /customObjects/schemas/{}", ["schema.fields[].value"], "only an option of a field has a value"],
  ["POST /tasktypeOutcomeRels", ["title", "sentiment"], "copied from /taskOutcomes"],
  // Documented without the key that the body is under.
  ["PUT /groupMembers/{}", ["rel_id", "ordernum", "group_id"], "under groupMember"],
  ["POST /fieldOption/bulk", ["field", "label", "value", "orderid", "isdefault"], "under fieldOptions"],
  ["POST /dealRoles", ["title"], "under dealRole"],
  ["POST /taskOutcomes", ["title", "sentiment", "disabled"], "under taskOutcome"],
  ["PUT /tasktypeOutcomeRels/{}", ["dealTasktype"], "under tasktypeOutcomeRel, as tasktype_id"],
  ["POST /taskNotifications", ["dealTask", "interval"], "under taskNotification"]
]

const isRecord = (value) => typeof value === "object" && value !== null && !Array.isArray(value)

/** The OpenAPI documents in a text: a document in JSON, or a page with documents in its code blocks. */
const documentsIn = (text) => {
  const parse = (json) => {
    try {
      return [JSON.parse(json)]
    } catch {
      return []
    }
  }
  const whole = parse(text)
  const values =
    whole.length > 0 ? whole : [...text.matchAll(/^```json.*\n([\s\S]*?)^```/gm)].flatMap(([, json]) => parse(json))
  return values.filter((value) => isRecord(value) && "openapi" in value && isRecord(value.paths))
}

/** The pages of a reference that an index links to, on the same host. */
const pagesIn = (text, source) => {
  const links = text.match(/https?:\/\/[^\s()<>"]+\/reference\/[^\s()<>"]+\.md/g) ?? []
  return [...new Set(links)].filter((link) => URL.canParse(source) && new URL(link).host === new URL(source).host)
}

/** What a `$ref` refers to, or the value itself. */
const resolve = (document, value) => {
  if (!isRecord(value) || typeof value.$ref !== "string") return value
  const path = value.$ref.replace(/^#\//, "").split("/")
  const found = path.reduce((at, key) => at?.[key.replaceAll("~1", "/").replaceAll("~0", "~")], document)
  return resolve(document, found)
}

/** Names of all fields of a JSON schema: `contact.email`, `contacts[].email`. Recursive schemas end at `depth`. */
const fieldsIn = (document, schema, prefix = "", depth = 0) => {
  const one = resolve(document, schema)
  if (!isRecord(one) || depth > 8) return []
  const parts = [...(one.allOf ?? []), ...(one.anyOf ?? []), ...(one.oneOf ?? [])]
  return [
    ...Object.entries(one.properties ?? {}).flatMap(([key, inner]) => {
      const name = prefix === "" ? key : `${prefix}.${key}`
      return [name, ...fieldsIn(document, inner, name, depth + 1)]
    }),
    ...(one.items === undefined ? [] : fieldsIn(document, one.items, `${prefix}[]`, depth + 1)),
    ...parts.flatMap((part) => fieldsIn(document, part, prefix, depth + 1))
  ]
}

/** The path of an operation without the names of its parameters, below the version of the API. */
const shapeOf = (path) => {
  const [, version, rest] = /^(?:\/api\/(\d))?(.*)$/.exec(path.replace(/\{[^}]*\}/g, "{}").replace(/[?#].*|\/$/g, ""))
  return version === undefined || version === "3" ? rest : `/api/${version}${rest}`
}

/** The host and path that the paths of a document begin with. */
const serverOf = ({ servers = [] }) => {
  const [, host = "", base = ""] = /^(?:https?:)?\/\/([^/]*)(.*?)\/?$/.exec(servers[0]?.url ?? "") ?? []
  return { host, base }
}

/** An API of ActiveCampaign that this library does not cover, since it has other credentials. */
const isOther = (host) => host !== "" && !/(api-us1|activehosted|trackcmp|\{.*\})/.test(host)

/** The operations of a document. */
const operationsOf = (document) => {
  const { base, host } = serverOf(document)
  if (isOther(host)) return []
  return Object.entries(document.paths).flatMap(([path, item]) =>
    methods
      .filter((method) => isRecord(item[method]))
      .map((method) => {
        const operation = item[method]
        const parameters = [...(item.parameters ?? []), ...(operation.parameters ?? [])]
          .map((parameter) => resolve(document, parameter))
          .filter((parameter) => parameter?.in === "query")
        const body = resolve(document, operation.requestBody)
        const schemas = Object.values(body?.content ?? {}).map(({ schema }) => schema)
        return {
          method: method.toUpperCase(),
          path,
          shape: shapeOf(`${base}${path}`),
          query: parameters.map(({ name }) => name),
          fields: [...new Set(schemas.flatMap((schema) => fieldsIn(document, schema)))]
        }
      })
  )
}

/** Names of query parameters, without what varies: operators, what the caller makes up, brackets of arrays. */
const plain = (name) => name.replace(/\[\]|\[(eq|neq|lt|lte|gt|gte|contains|starts_with|field|<\w+>)\]/g, "")

/** The object that a field is in: `contact` of `contact.email`, the empty string of `contact`. */
const parentOf = (name) => name.replace(/\.?[^.[\]]+$/, "")

const keyOf = ({ method, shape }) => `${method} ${shape}`

/** Whether a difference is not ours; without a name, that there is no endpoint. */
const isAccepted = (operation, name) =>
  accepted.some(
    ([key, names]) =>
      key === keyOf(operation) &&
      (name === undefined
        ? names.length === 0
        : names.some((one) => (one.endsWith("*") ? name.startsWith(one.slice(0, -1)) : one === name)))
  )

/** The differences: each is `{ kind, operation, name }`. */
const compare = (ours, theirs) => {
  const documented = new Set(theirs.map(keyOf))
  const findings = theirs.flatMap((operation) => {
    const label = `${operation.method} ${operation.path}`
    const endpoints = ours.filter((endpoint) => keyOf(endpoint) === keyOf(operation))
    if (endpoints.length === 0) {
      return isAccepted(operation) ? [] : [{ kind: "operation", operation: label, name: "" }]
    }
    const merged = {
      query: endpoints.flatMap(({ query }) => query.map(plain)),
      fields: endpoints.flatMap(({ fields }) => fields),
      closed: endpoints.flatMap(({ closed }) => closed)
    }
    const parameters = operation.query.filter(
      (name) => !merged.query.includes(plain(name)) && !isAccepted(operation, name)
    )
    // Where an object takes any JSON, all of its fields are known; where an object is missing, it stands for its fields.
    const fields = operation.fields.filter(
      (name) => !merged.fields.includes(name) && merged.closed.includes(parentOf(name)) && !isAccepted(operation, name)
    )
    return [
      ...parameters.map((name) => ({ kind: "parameter", operation: label, name })),
      ...fields.map((name) => ({ kind: "field", operation: label, name }))
    ]
  })
  const gone = ours
    .filter((endpoint) => endpoint.documented && !documented.has(keyOf(endpoint)))
    .map(({ method, name, route }) => ({ kind: "gone", operation: `${method} ${route}`, name }))
  return [...findings, ...gone]
}

/** Names of the fields of JSON values, and of the objects among them that have fixed keys. */
const shapesOf = (values) => {
  const fields = new Set()
  const keysOf = new Map()
  const visit = (value, prefix) => {
    if (Array.isArray(value)) for (const one of value) visit(one, `${prefix}[]`)
    if (!isRecord(value)) return
    const keys = Object.keys(value)
    keysOf.set(prefix, [...(keysOf.get(prefix) ?? []), ...keys])
    for (const key of keys) {
      const name = prefix === "" ? key : `${prefix}.${key}`
      fields.add(name)
      visit(value[key], name)
    }
  }
  for (const value of values) visit(value, "")
  const isFixed = ([, keys]) => keys.every((key) => /^[A-Za-z_]\w*([.-]\w+)*$/.test(key))
  return { fields: [...fields], closed: [...keysOf].filter(isFixed).map(([prefix]) => prefix) }
}

/** Names of query parameters in an encoded query, in ActiveCampaign's brackets. */
const parametersOf = (values) => {
  const inBrackets = (name) => name.replace(/\.([^.[\]]+)/g, "[$1]")
  return shapesOf(values).fields.map(inBrackets)
}

/** Our endpoints, and what they send: found from arbitrary arguments, as types are not there at run time. */
const ourOperations = async () => {
  const [{ FastCheck, Arbitrary, Schema }, Endpoint, resources] = await Promise.all([
    import("effect"),
    import("../packages/core/dist/Endpoint.js"),
    import("../packages/resources/dist/index.js")
  ])
  const encoded = (schema) =>
    schema === undefined
      ? []
      : FastCheck.sample(Arbitrary.make(schema), { numRuns: 60, seed: 1 }).map(Schema.encodeSync(schema))
  const entries = Object.entries(resources).filter(([, value]) => isRecord(value))
  const all = entries.map(async ([module, value]) => {
    const source = new URL(`../packages/resources/src/${module}.ts`, import.meta.url)
    const endpoints = Object.values(value).filter(Endpoint.isEndpoint)
    const text = endpoints.length === 0 ? "" : await readFile(source, "utf8")
    return endpoints.map(({ method, name, pagination, payload, query, route, version }) => {
      const declared = text.indexOf(`"${name}"`)
      const comment = text.slice(text.lastIndexOf("/**", declared), declared)
      return {
        name,
        method,
        route,
        shape: shapeOf(version === 2 ? `/api/2${route}` : route),
        query: [...parametersOf(encoded(query)), ...(pagination === undefined ? [] : pageParameters)],
        ...shapesOf(encoded(payload)),
        documented: comment.includes("https://developers.activecampaign.com/reference/")
      }
    })
  })
  return (await Promise.all(all)).flat()
}

/** Parameters that pagination sends. */
const pageParameters = ["limit", "offset", "id_greater", "page", "page_size"]

/** The text of a file or of an address. */
const textOf = async (source) => {
  if (!/^https?:/.test(source)) return readFile(source, "utf8")
  const response = await fetch(source, { signal: AbortSignal.timeout(limits.milliseconds) }).catch((error) => {
    throw new Error(
      `${source} cannot be reached (${error.cause?.code ?? error.name}). Give files as arguments instead.`
    )
  })
  if (!response.ok) throw new Error(`${source}: status ${response.status}`)
  const chunks = []
  let size = 0
  for await (const chunk of response.body) {
    size += chunk.length
    if (size > limits.bytes) throw new Error(`${source} has more than ${limits.bytes} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString("utf8")
}

/** The documents of a source; those of an index are read from its pages. */
const documentsOf = async (source) => {
  const text = await textOf(source)
  const documents = documentsIn(text)
  const pages = documents.length === 0 ? pagesIn(text, source).slice(0, limits.pages) : []
  const left = pages.values()
  const found = []
  const read = async () => {
    for (const page of left) found.push(...documentsIn(await textOf(page)))
  }
  await Promise.all(Array.from({ length: limits.atOnce }, read))
  if (documents.length + found.length === 0) {
    throw new Error(`${source} has no OpenAPI document in JSON, and links to no page that has one.`)
  }
  return [...documents, ...found]
}

const headings = {
  operation: "Operations without an endpoint",
  parameter: "Query parameters that an endpoint lacks",
  field: "Body fields that an endpoint lacks",
  gone: "Endpoints whose operation is not in the documents"
}

const main = async () => {
  const sources = process.argv.slice(2)
  const documents = (await Promise.all((sources.length === 0 ? [index] : sources).map(documentsOf))).flat()
  const operations = documents.flatMap(operationsOf)
  const findings = compare(await ourOperations(), operations)
  console.log(`${operations.length} operations in ${documents.length} documents`)
  for (const [kind, heading] of Object.entries(headings)) {
    const rows = findings.filter((finding) => finding.kind === kind)
    // Some documents do not have all operations.
    if (rows.length === 0 || (kind === "gone" && sources.length > 0)) continue
    console.log(`\n${heading}: ${rows.length}`)
    for (const { name, operation } of rows) console.log(`  ${operation.padEnd(60)} ${name}`)
  }
  if (findings.some(({ kind }) => kind !== "gone")) process.exitCode = 1
}

await main().catch((error) => {
  console.error(error.message)
  process.exitCode = 2
})

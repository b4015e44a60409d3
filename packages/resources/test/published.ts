/**
 * The published facts about the API, which stand beside a checkout in CI and are absent at a user's.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const folder = `${process.env["ACTIVECAMPAIGN_SHARED"] ?? fileURLToPath(new URL("../../../../shared", import.meta.url))}/api`

/** Whether the facts are there; a test that needs them skips with a message where they are not. */
export const isPublished = existsSync(`${folder}/endpoints.json`)
if (!isPublished) console.log("skipped: the published facts about the API are not beside this checkout")

const read = <A>(file: string): A => JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as A

export interface Operation {
  readonly id: string
  readonly method: string
  readonly path: string
  readonly query: ReadonlyArray<{ readonly name: string; readonly required: boolean }>
  readonly requestEnvelope: string | null
  readonly requestFields: ReadonlyArray<{ readonly name: string; readonly required: boolean }>
  readonly responseEnvelope: { readonly key: string | null; readonly list: boolean }
  readonly pagination: string
}

/** Every operation of the API. */
export const operations = (): ReadonlyArray<Operation> => read("endpoints.json")

export interface PythonMethod {
  readonly method: string
  readonly args: ReadonlyArray<string>
  readonly implemented: boolean
  readonly endpoint: string
  readonly note: string | null
}

/** Every public method of the Python client `activecampaign-python`. */
export const pythonMethods = (): ReadonlyArray<PythonMethod> =>
  read<{ readonly methods: ReadonlyArray<PythonMethod> }>("seed-methods.json").methods

export interface Example {
  readonly id: string
  readonly request?: ReadonlyArray<{ readonly name: string; readonly body: unknown }>
  readonly responses: Readonly<Record<string, ReadonlyArray<unknown>>>
}

/** Documented bodies, by operation. */
export const examples = (): ReadonlyArray<Example> =>
  readdirSync(`${folder}/examples`)
    .filter((file) => file.endsWith(".json"))
    .map((file) => read<Example>(`examples/${file}`))

export interface Recording {
  readonly id: string
  readonly file: string
  readonly kind: string
  readonly method: string
  readonly path: string
  readonly status: number
}

/** Bodies recorded from the real API. */
export const recordings = (): ReadonlyArray<Recording> =>
  read<ReadonlyArray<Recording>>("corpus/manifest.json").filter((entry) => existsSync(`${folder}/corpus/${entry.file}`))

/** Body of a recording, parsed. */
export const bodyOf = (recording: Recording): unknown => {
  const text = readFileSync(`${folder}/corpus/${recording.file}`, "utf8")
  return text.trim() === "" ? undefined : JSON.parse(text)
}

/** A path without the names of its parameters, by which operations and endpoints are matched. */
export const shapeOf = (path: string): string => path.replace(/\{[^}]*\}/g, "{}").replace(/\?.*$/, "")

/**
 * What is known of the responses of ActiveCampaign: recorded and documented bodies, and the fields of entities. The files
 * are beside a checkout of the project, not in it; without them there are no facts.
 */
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { folder, isPublished, operations, shapeOf } from "../../../resources/test/published.js"

/** A body of a success. */
export interface Sample {
  /** Where it is from. */
  readonly source: string
  readonly isRecorded: boolean
  readonly body: unknown
}

/** A field of an entity. */
export interface Field {
  readonly name: string
  readonly jsonTypes: ReadonlyArray<string>
  readonly recordedTypes?: ReadonlyArray<string>
  readonly optional: boolean
  readonly nullableSeen: boolean
}

interface Entity {
  readonly entity: string
  readonly envelopeKeys: ReadonlyArray<string>
  readonly fields: ReadonlyArray<Field>
}

interface Manifest {
  readonly id: string
  readonly file: string
  readonly kind: string
  readonly method: string
  readonly path: string
  readonly status: number | null
  readonly recorded: boolean
}

const json = <A>(file: string): A => JSON.parse(readFileSync(`${folder}/${file}`, "utf8"))

const entities: ReadonlyArray<Entity> = isPublished ? json("entities.json") : []

/** The known fields of what has a key around it. */
export const fieldsOf = (key: string): ReadonlyArray<Field> =>
  entities.filter(({ envelopeKeys }) => envelopeKeys.includes(key)).flatMap(({ fields }) => fields)

const samples = new Map<string, Array<Sample>>()

const add = (method: string, path: string, sample: Sample): void => {
  const key = `${method} ${shapeOf(path)}`
  samples.set(key, [...(samples.get(key) ?? []), sample])
}

if (isPublished) {
  const corpus = new Set(readdirSync(`${folder}/corpus`))
  for (const { file, kind, method, path, recorded, status } of json<ReadonlyArray<Manifest>>("corpus/manifest.json")) {
    const isSuccess =
      kind === "response" && status !== null && status < 300 && file.endsWith(".json") && corpus.has(file)
    if (isSuccess) add(method, path, { source: file, isRecorded: recorded, body: json(`corpus/${file}`) })
  }
  for (const { id, method, path } of operations()) {
    if (!existsSync(`${folder}/examples/${id}.json`)) continue
    const { responses } = json<{ responses?: Record<string, ReadonlyArray<unknown>> }>(`examples/${id}.json`)
    const successes = Object.entries(responses ?? {}).filter(([status]) => status.startsWith("2"))
    for (const body of successes.flatMap(([, bodies]) => bodies)) {
      add(method, path, { source: `examples/${id}`, isRecorded: false, body })
    }
  }
}

/** The bodies of successes of an operation; recorded ones only, if there are any. */
export const samplesOf = (method: string, path: string): ReadonlyArray<Sample> => {
  const all = samples.get(`${method} ${shapeOf(path)}`) ?? []
  const recorded = all.filter(({ isRecorded }) => isRecorded)
  return recorded.length > 0 ? recorded : all
}

/** All bodies of successes of an operation. */
export const allSamplesOf = (method: string, path: string): ReadonlyArray<Sample> =>
  samples.get(`${method} ${shapeOf(path)}`) ?? []

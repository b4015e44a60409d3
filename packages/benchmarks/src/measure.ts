/**
 * How the benchmarks measure: variants take turns, the order is reversed each round, and what counts is the ratio to
 * another variant of the same round, so that a change of the machine's speed affects both.
 */

/** A median, and where 10 % and 90 % of the rounds are below. */
export interface Spread {
  readonly median: number
  readonly low: number
  readonly high: number
}

/** What a table shows. */
export type Cell = Spread | string

/** A table of results; a row begins with its name. */
export interface Table {
  readonly title: string
  readonly columns: ReadonlyArray<string>
  readonly rows: ReadonlyArray<readonly [name: string, ...cells: ReadonlyArray<Cell>]>
}

/** One way to do the work that is compared. */
export interface Variant {
  readonly name: string
  /** Does the work so many times. */
  readonly run: (times: number) => Promise<unknown>
  /** What is left to do after each turn and is not measured. */
  readonly settle?: () => Promise<unknown>
}

/** Milliseconds for one piece of work: on the clock, and of all cores (the collector's threads among them). */
export interface Sample {
  readonly wall: number
  readonly cpu: number
}

/** The samples of each variant, one for each round. */
export type Rounds = ReadonlyMap<string, ReadonlyArray<Sample>>

const at = (sorted: ReadonlyArray<number>, part: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? Number.NaN

/** The spread of some values. */
export const spread = (values: ReadonlyArray<number>): Spread => {
  const sorted = [...values].sort((a, b) => a - b)
  return { median: at(sorted, 0.5), low: at(sorted, 0.1), high: at(sorted, 0.9) }
}

/** Takes the time of one turn. */
const timed = async (variant: Variant, times: number): Promise<Sample> => {
  const cpu = process.cpuUsage()
  const start = performance.now()
  await variant.run(times)
  const wall = performance.now() - start
  const { system, user } = process.cpuUsage(cpu)
  return { wall: wall / times, cpu: (system + user) / 1000 / times }
}

const mostRounds = Number(process.env["BENCH_ROUNDS"] ?? Number.POSITIVE_INFINITY)

/** How many rounds to take: fewer with the environment variable `BENCH_ROUNDS`, for a first look. */
export const roundsOf = (rounds: number): number => Math.min(rounds, mostRounds)

/** Lets the variants take turns. `times` is how often a variant does its work in one turn. */
export const inTurns = async (
  variants: ReadonlyArray<Variant>,
  { rounds, times, warmup = times * 3 }: { readonly rounds: number; readonly times: number; readonly warmup?: number }
): Promise<Rounds> => {
  const first = mostRounds < rounds ? Math.min(warmup, times) : warmup
  if (first > 0) for (const variant of variants) await variant.run(first)
  const samples = new Map<string, Array<Sample>>(variants.map(({ name }) => [name, []]))
  for (let round = 0; round < roundsOf(rounds); round++) {
    for (const variant of round % 2 === 0 ? variants : [...variants].reverse()) {
      samples.get(variant.name)?.push(await timed(variant, times))
      await variant.settle?.()
    }
  }
  return samples
}

/** The ratios of one variant to another, round by round. */
export const ratio = (rounds: Rounds, name: string, base: string, of: keyof Sample): Spread => {
  const bases = rounds.get(base) ?? []
  return spread((rounds.get(name) ?? []).map((sample, round) => sample[of] / (bases[round]?.[of] ?? Number.NaN)))
}

/** Runs a call so many times, so many at once. */
export const lanes =
  (concurrency: number, call: () => Promise<unknown>): Variant["run"] =>
  async (times) => {
    let left = times
    const lane = async () => {
      while (left-- > 0) await call()
    }
    await Promise.all(Array.from({ length: concurrency }, lane))
  }

const digits = (value: number): string => value.toFixed(Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2)

/** A cell as text. */
export const show = (cell: Cell): string =>
  typeof cell === "string" ? cell : `${digits(cell.median)} (${digits(cell.low)}–${digits(cell.high)})`

/** A table in Markdown. */
export const markdown = ({ columns, rows, title }: Table): string =>
  [
    title,
    "",
    `| ${["", ...columns].join(" | ")} |`.replace("|  |", "| |"),
    `|${" --- |".repeat(columns.length + 1)}`,
    ...rows.map(([name, ...cells]) => `| ${[name, ...cells.map(show)].join(" | ")} |`)
  ].join("\n")

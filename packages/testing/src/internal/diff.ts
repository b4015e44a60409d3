/**
 * Two texts compared line by line.
 */

/** Lengths of the longest common sequence of lines from each pair of positions on. */
const lengthsOf = (
  before: ReadonlyArray<string>,
  after: ReadonlyArray<string>
): ReadonlyArray<ReadonlyArray<number>> => {
  const lengths = Array.from({ length: before.length + 1 }, () => Array<number>(after.length + 1).fill(0))
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) {
      const length = before[i] === after[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1))
      const row = lengths[i]
      if (row !== undefined) row[j] = length
    }
  }
  return lengths
}

/** Lines in both with two spaces, lines only expected with `- `, lines only sent with `+ `; undefined if all are in both. */
export const diff = (expected: ReadonlyArray<string>, sent: ReadonlyArray<string>): string | undefined => {
  const lengths = lengthsOf(expected, sent)
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0
  const lines: Array<string> = []
  let [i, j] = [0, 0]
  while (i < expected.length || j < sent.length) {
    if (i < expected.length && expected[i] === sent[j]) {
      lines.push(`  ${expected[i]}`)
      i++
      j++
    } else if (i < expected.length && (j === sent.length || at(i + 1, j) >= at(i, j + 1))) {
      lines.push(`- ${expected[i++]}`)
    } else {
      lines.push(`+ ${sent[j++]}`)
    }
  }
  return lines.every((line) => line.startsWith("  ")) ? undefined : lines.join("\n")
}

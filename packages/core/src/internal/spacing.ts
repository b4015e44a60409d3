/**
 * How far the ids of a collection are from each other, as far as its pages have shown, and so which ids the next pages can be
 * requested at.
 */

/** How many pages a range of ids has, at most. */
const most = 16

/** How many pages a range has if the standard deviation of the distance is the mean. About 5 % of all requests are lost. */
const pagesPerDeviation = 18

/** Mean and variance of the distance from one id to the next. */
export class Spacing {
  /** 0 if nothing is known. */
  mean = 0
  private variance = 0
  /** Length of a full page; 0 before there was one. */
  size = 0

  /** Learns from the ids of a page. The last pages count most. */
  learn(ids: ReadonlyArray<string>): void {
    if (ids.length < 2) return
    const distances = ids.slice(1).map((id, index) => Number(BigInt(id) - BigInt(ids[index] ?? 0)))
    const meanOf = (values: ReadonlyArray<number>) => values.reduce((sum, value) => sum + value) / values.length
    const mean = meanOf(distances)
    const weight = this.mean === 0 ? 1 : 0.2
    this.variance += weight * (meanOf(distances.map((distance) => (distance - mean) ** 2)) - this.variance)
    this.mean += weight * (mean - this.mean)
  }

  /** How many rows there should be from an id to another. */
  rows(after: bigint, end: bigint): number {
    return Number(end - after) / this.mean
  }

  /**
   * How many pages a range should have: one if ids are evenly spaced; otherwise several, as part of the last one is lost. NaN
   * if nothing is known, so that no range is cut.
   */
  get pages(): number {
    const deviation = Math.sqrt(this.variance) / this.mean
    return Math.max(1, Math.min(most, Math.round(pagesPerDeviation * deviation)))
  }

  /**
   * Where a range of so many pages ends. A bit too early, so that another request for a few rows is rarely needed: as early as
   * costs least if distances are independent of each other.
   */
  end(after: bigint, pages: number): bigint {
    const rows = pages * this.size
    const deviation = Math.sqrt(this.variance * rows)
    const lost = Math.min(0.39, (2.5 * deviation) / this.mean / this.size)
    const early = deviation === 0 ? 0 : deviation * Math.sqrt(-2 * Math.log(lost))
    return after + BigInt(Math.ceil(rows * this.mean - early))
  }
}

/**
 * The ratios that decide in CI, with their bounds: a little above what is measured on a quiet machine. `docs/performance.md` quotes them.
 */
export const bounds = {
  /** A small GET to the same by hand on HttpClient + Schema, both on undici, one at a time. */
  call: 1.3,
  /** A page of 100 contacts to undici + JSON.parse. */
  page: 2.1,
  /** Decoding a page with 20 field values in each contact, to `JSON.parse` of its text. */
  decode: 1.5,
  /** The command line to its first output, to `node -e 0`. */
  command: 5
} as const

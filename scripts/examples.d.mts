/** Types of `examples.mjs`, for tests. */

/** Completes examples with imports of Effect, and of packages whose exports are given by their name. */
export const importer: (packages: Readonly<Record<string, object>>) => (example: string) => string

/** What the compiler says of files, by their names, on the sources of all packages; nothing if it finds nothing. */
export const compile: (files: Readonly<Record<string, string>>) => string

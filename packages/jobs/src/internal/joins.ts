/**
 * What joins rows of different lists.
 */
/** An object type without some of its keys. */
export type Without<A, Key extends PropertyKey> = { readonly [K in keyof A as K extends Key ? never : K]: A[K] }

/** An object without some of its keys. */
export const omit = <A extends object, const Key extends string>(row: A, keys: ReadonlyArray<Key>): Without<A, Key> => {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(row)) if (!keys.includes(key as Key)) out[key] = value
  // Which keys are left follows from the ones that were deleted.
  return out as Without<A, Key>
}

/** The name of a record; its id if there is none. */
export const nameOr = (id: string, name: string | null | undefined): string =>
  name === null || name === undefined || name === "" ? id : name

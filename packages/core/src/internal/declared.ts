/**
 * Endpoints that cost next to nothing until they are used: an application has hundreds of them and calls a few.
 */

/** The key of what an endpoint is made of. */
export const TypeId: unique symbol = Symbol.for("@effect-activecampaign/core/Endpoint")

/** What an endpoint is made of: what it does if it is called, and its properties. */
export interface Parts {
  readonly call: (...args: ReadonlyArray<any>) => unknown
  readonly [property: string]: unknown
}

interface Declared {
  [TypeId]: Parts | (() => Parts)
}

/** The parts of an endpoint, which are made on first use. */
export const partsOf = (endpoint: Declared): Parts => {
  const parts = endpoint[TypeId]
  if (typeof parts !== "function") return parts
  const made = parts()
  endpoint[TypeId] = made
  return made
}

const none: ReadonlyArray<never> = []

/** What an endpoint has if nothing else is declared. */
export const defaults = {
  bucket: "account",
  errors: none,
  sideloads: none,
  knowledge: "documented",
  deprecated: false
} as const

const names = "method route version safety headers payload query success items pagination withResponse page pages"

/** The properties of every endpoint, which are inherited. */
const members: object = Object.create(
  Function.prototype,
  Object.fromEntries(
    [...names.split(" "), ...Object.keys(defaults)].map((name) => [
      name,
      {
        get(this: Declared) {
          return partsOf(this)[name]
        }
      }
    ])
  )
)

/** An endpoint with parts that are made on first use. */
export const declare = (name: string, make: () => Parts): any => {
  // A function's own name cannot be assigned, and is that of the key that it is given to.
  const endpoint: any = { [name]: (...args: ReadonlyArray<unknown>) => partsOf(endpoint).call(...args) }[name]
  endpoint[TypeId] = make
  return Object.setPrototypeOf(endpoint, members)
}

/**
 * The arguments of a declaration. In the published files they are inside of a function, as `scripts/build.mjs` writes them,
 * so that an engine neither compiles nor executes them before the first use.
 */
export const given = <Args extends ReadonlyArray<unknown> | []>(args: Args): Args => {
  const [first] = args
  // Only a function of the build is an arrow function here: the codecs that are functions have fields.
  return typeof first === "function" ? (first() as Args) : args
}

/**
 * Between codecs and `effect/Schema`: the one place that makes a schema of a definition, and a definition of a schema.
 */
import type * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type { AST } from "effect/SchemaAST"
import type { Definition } from "../Wire/Codec.js"
import { recording } from "../Wire/Drift.js"
import { Issue, isIssue, mustBe } from "../Wire/Issue.js"

/** A result of ours as the schema interpreter wants it. */
const settled = <A>(result: A | Issue, ast: AST): Either.Either<A, ParseResult.ParseIssue> => {
  if (!isIssue(result)) return ParseResult.succeed(result)
  const [first, ...rest] = result.path
  const type = new ParseResult.Type(ast, result.actual, first === undefined ? `It ${result.problem}` : result.problem)
  return ParseResult.fail(first === undefined ? type : new ParseResult.Pointer([first, ...rest], result.actual, type))
}

/** The schema of a definition. */
export const schemaOf = <A>({ arbitrary, identifier, read, write }: Definition<A>): Schema.Schema<A, unknown> => {
  const check = () => (value: unknown, _: unknown, ast: AST) => {
    const written = write(value)
    return settled(isIssue(written) ? written : (value as A), ast)
  }
  return Schema.transformOrFail(
    Schema.Unknown,
    Schema.declare<A, A, []>([], { decode: check, encode: check }, { identifier, arbitrary: () => arbitrary }),
    {
      strict: true,
      decode: (input, _, ast) => settled(read(input), ast),
      encode: (value, _, ast) => settled(write(value), ast)
    }
  ).annotations({ identifier })
}

/** A schema of `effect/Schema` as a definition. */
export const definitionOfSchema = <A>(schema: Schema.Schema<A, any>): Definition<A> => {
  const decode = ParseResult.decodeUnknownEither(schema)
  const encode = ParseResult.encodeUnknownEither(schema)
  const expected = String(schema.ast)
  return {
    identifier: expected,
    expected: [expected, expected],
    read: (input) => {
      // Strictly: where a foreign schema is in a body is not known.
      const result = recording(undefined, () => decode(input))
      return result._tag === "Right" ? result.right : issueOf(result.left)
    },
    write: (value) => {
      const result = encode(value)
      return result._tag === "Right" ? result.right : issueOf(result.left)
    },
    arbitrary: () => {
      throw new Error(`Wire: property tests cannot make values of ${expected}, a schema inside a codec of Wire`)
    }
  }
}

/** The first issue of a schema's interpreter, without the refused value itself. */
const issueOf = (issue: ParseResult.ParseIssue): Issue => {
  if (issue._tag === "Pointer") {
    return [issue.path].flat().reduceRight<Issue>((inner, key) => inner.at(key as PropertyKey), issueOf(issue.issue))
  }
  if ("issue" in issue) return issueOf(issue.issue)
  const [first, second] = "issues" in issue ? [issue.issues].flat() : []
  if (first !== undefined && second === undefined) return issueOf(first as ParseResult.ParseIssue)
  if (issue._tag === "Missing") return new Issue("is required", undefined)
  if (issue._tag === "Unexpected") return new Issue("is not a known field", issue.actual)
  return "message" in issue && issue.message !== undefined
    ? new Issue(issue.message.replace(/^It /, ""), issue.actual)
    : mustBe(String("ast" in issue ? issue.ast : "readable"), issue.actual)
}

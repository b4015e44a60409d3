/**
 * Between codecs and `effect/Schema`: the one place that makes a schema of a definition, and a definition of a schema.
 */
import * as Either from "effect/Either"
import * as ParseResult from "effect/ParseResult"
import * as Schema from "effect/Schema"
import type { AST } from "effect/SchemaAST"
import type { Definition } from "../Wire/Codec.js"
import { recording } from "../Wire/Drift.js"
import { Issue, isIssue, mustBe } from "../Wire/Issue.js"

/** A result of ours as the schema interpreter wants it. */
const settled = <A>(result: A | Issue, ast: AST): Either.Either<A, ParseResult.ParseIssue> => {
  if (!isIssue(result)) return ParseResult.succeed(result)
  const { actual, path, problem } = result
  const [first, ...rest] = path
  return ParseResult.fail(
    first === undefined
      ? new ParseResult.Type(ast, actual, `It ${problem}`)
      : new ParseResult.Pointer([first, ...rest], actual, new ParseResult.Type(ast, actual, problem))
  )
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
  const expected = String(schema.ast)
  // Strictly: where a foreign schema is in a body is not known.
  const convert =
    <B>(by: (input: unknown) => Either.Either<B, ParseResult.ParseIssue>) =>
    (input: unknown): B | Issue =>
      Either.getOrElse(
        recording(undefined, () => by(input)),
        issueOf
      )
  return {
    identifier: expected,
    expected: [expected, expected],
    read: convert(ParseResult.decodeUnknownEither(schema)),
    write: convert(ParseResult.encodeUnknownEither(schema)),
    arbitrary: () => {
      throw new Error(`Wire: no arbitrary can be made of ${expected}, a schema inside a codec`)
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

/**
 * The first page of the reference: what all endpoints have in common, and the list of the modules.
 */
import { groups, packageGroups } from "./groups.mjs"
import { cell, errorLink, page, table } from "./markdown.mjs"

const shared = [
  "AuthenticationError",
  "PermissionError",
  "RateLimitedError",
  "ServerError",
  "TimeoutError",
  "TransportError",
  "DecodeError",
  "UnexpectedStatusError"
]

const list = `const program = Contacts.list({ status: "active" }).pipe(
  Stream.take(10),
  Stream.runForEach((contact) => Effect.log(contact.email))
)`

const related = `const program = Effect.gen(function* () {
  const { value, sideload } = yield* Contacts.get.withResponse(ContactId.make("113"))
  const subscriptions = yield* sideload("contactLists", ContactLists.ContactList)
  yield* Effect.log(value.email, subscriptions.length)
})`

/** Summaries begin with the name of the module in words, which the table has in its first column. */
const plain = (summary) => summary.replace(/^[^:]{3,40}: (\w)/, (_, letter) => letter.toUpperCase())

/** Writes the index. `entries`: each module with its path and first sentence. */
export const indexPage = (entries, { example }) => {
  const byName = new Map(entries.filter(({ path }) => !path.includes("/")).map((entry) => [entry.name, entry]))
  const row = ({ name, path, summary }) => [`[${name}](./${path}.md)`, cell(plain(summary))]
  const imports = 'import { Effect, Stream } from "effect"\n'
  return page(
    "# Reference",
    "Every endpoint, input and entity: one page per resource of the API, made from the library itself.",
    example(`${imports}import { Contacts } from "effect-activecampaign"\n\n${list}`),
    "An endpoint is a function that returns an `Effect`. Its arguments are the parameters of the path, then the payload, then the query. A list returns a `Stream` of all rows; `list.page` returns one page, and `list.pages` all pages with what is around the rows. All need an [`ActiveCampaignClient`](./core/active-campaign-client.md). The root service [`ActiveCampaign`](./core/active-campaign.md) has the same functions with the client provided: `Contacts.get` is `ac.contacts.get`.",
    "[All endpoints](./endpoints.md) is one table of all operations. The tables [faults](./faults.md), [collections](./collections.md) and [limits](./limits.md) say what was tested.",
    "## How to read a page",
    table(
      ["word", "meaning"],
      [
        [
          "`type`",
          'the type of the value in TypeScript. `"a" \\| …` is one of these labels, or one that ActiveCampaign has added since'
        ],
        [
          "`\\| null`",
          "a field of an entity is null if ActiveCampaign sent null, nothing, or something that cannot be read"
        ],
        ["required", "an input must have it; without it, `InputError` and nothing is sent"],
        [
          "safe to retry",
          "whether the client sends the request again after a lost response; see [retries](../concepts/retries.md)"
        ],
        ["recorded", "a response of the operation was recorded, and the endpoint reads it"],
        ["documented", "ActiveCampaign's page shows the operation; no recording is known"],
        ["inferred", "a part of the operation is not shown anywhere; the text says which"]
      ]
    ),
    "## Errors of every request",
    `\`ClientError\` in a signature is the union of ${shared.map(errorLink).join(", ")}. \`WriteError\`, of requests that are not safe to retry, has ${errorLink("OutcomeUnknownError")} instead of \`TimeoutError\`. See [errors](../errors.md).`,
    "## Related records",
    "Some responses contain related records beside the value. `withResponse` of an endpoint, and each page of `list.pages`, has `sideload`, which decodes them.",
    example(
      `import { Effect } from "effect"\nimport { ContactId, ContactLists, Contacts } from "effect-activecampaign"\n\n${related}`
    ),
    groups.flatMap(([title, names]) => [
      `## ${title}`,
      table(
        ["module", ""],
        names.map((name) => row(byName.get(name)))
      )
    ]),
    packageGroups.flatMap(([folder, title]) => [
      `## ${title}`,
      table(["module", ""], entries.filter(({ path }) => path.startsWith(`${folder}/`)).map(row))
    ])
  )
}

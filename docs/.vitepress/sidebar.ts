/** The navigation of the site: every page is in it once. `scripts/check-docs.mjs` compares it with the pages. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import type { DefaultTheme } from "vitepress"

/** Written by the generator of the reference. */
const reference = fileURLToPath(new URL("../reference/sidebar.json", import.meta.url))

const group = (text: string, folder: string, pages: ReadonlyArray<readonly [text: string, page: string]>) => ({
  text,
  items: pages.map(([name, page]) => ({ text: name, link: `${folder}${page}` }))
})

const guide: Array<DefaultTheme.SidebarItem> = [
  { text: "Getting started", link: "/getting-started" },
  group("Concepts", "/concepts/", [
    ["Client", "client"],
    ["Rate limit", "rate-limit"],
    ["Retries", "retries"],
    ["Errors", "errors"],
    ["Collections", "collections"],
    ["Endpoints", "endpoints"],
    ["Testing", "testing"],
    ["Telemetry", "telemetry"]
  ]),
  group("Guides", "/guides/", [
    ["Names, fields and types", "account"],
    ["Fakes for tests", "testing"],
    ["Webhooks", "webhooks"],
    ["Jobs", "jobs"],
    ["Command line", "command-line"]
  ]),
  group("Migration", "/migration/", [
    ["From activecampaign-python", "activecampaign-python"],
    ["From activecampaign (npm)", "activecampaign-npm"],
    ["From fetch", "fetch"]
  ]),
  group("About", "/", [
    ["Error guide", "errors"],
    ["Runtimes and versions", "runtimes"],
    ["Performance", "performance"],
    ["Versions and support", "versioning"]
  ])
]

const recipes: Array<DefaultTheme.SidebarItem> = [
  { text: "All recipes", link: "/recipes/" },
  group("Contacts", "/recipes/", [
    ["Sign-up form", "sign-up-form"],
    ["CSV import", "csv-import"],
    ["Warehouse export", "warehouse-export"]
  ]),
  group("Events and sales", "/recipes/", [
    ["Webhook receiver", "webhook-receiver"],
    ["Order sync", "order-sync"],
    ["CRM deals", "crm-deals"],
    ["Several accounts", "several-accounts"]
  ]),
  group("Frameworks and hosts", "/recipes/", [
    ["Next.js", "nextjs"],
    ["Cloudflare Workers", "workers"],
    ["HttpApi server", "http-api-server"],
    ["AWS Lambda", "aws-lambda"]
  ])
]

export const sidebar: Record<string, Array<DefaultTheme.SidebarItem>> = {
  "/reference/": JSON.parse(readFileSync(reference, "utf8")),
  "/recipes/": recipes,
  "/": guide
}

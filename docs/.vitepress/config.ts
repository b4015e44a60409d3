/** The documentation as a site. `DOCS_BASE` is the path that it is served from, `/` if it is not set. */
import { defineConfig } from "vitepress"
import { writeTexts } from "./llms"
import { repository, repositoryLinks } from "./repository"
import { sidebar } from "./sidebar"

export default defineConfig({
  title: "effect-activecampaign",
  description: "The ActiveCampaign REST API v3 for applications written with Effect 3.",
  lang: "en",
  base: process.env["DOCS_BASE"] ?? "/",
  cleanUrls: true,
  lastUpdated: false,
  srcExclude: ["generator/**", "node_modules/**"],
  markdown: {
    theme: { light: "github-light-high-contrast", dark: "github-dark" },
    config: (md) => {
      md.use(repositoryLinks)
    }
  },
  buildEnd: writeTexts,
  vite: { build: { chunkSizeWarningLimit: 4000 } },
  themeConfig: {
    nav: [
      { text: "Guide", link: "/getting-started", activeMatch: "^/(getting-started|concepts|guides|migration)" },
      { text: "Recipes", link: "/recipes/", activeMatch: "^/recipes/" },
      { text: "Reference", link: "/reference/", activeMatch: "^/reference/" },
      { text: "Errors", link: "/errors" }
    ],
    sidebar,
    outline: { level: [2, 3] },
    search: { provider: "local" },
    socialLinks: [{ icon: "github", link: repository }],
    footer: { message: "MIT. Not affiliated with ActiveCampaign." }
  }
})

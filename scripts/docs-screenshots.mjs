/**
 * Screenshots of the built site in `docs/.vitepress/screenshots`, at 1280 and 390 px, light and dark; and a check that no page is
 * wider than a phone. Needs `npm run docs` before, and Chromium.
 */
import { existsSync, mkdirSync, readdirSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { createServer } from "node:http"
import { createRequire } from "node:module"
import { extname } from "node:path"
import { fileURLToPath } from "node:url"

const docs = fileURLToPath(new URL("../docs", import.meta.url))
const dist = `${docs}/.vitepress/dist`
const folder = `${docs}/.vitepress/screenshots`

const browsers = [
  process.env["CHROMIUM"],
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
]
const executablePath = browsers.find((path) => path && existsSync(path))
if (!existsSync(`${dist}/index.html`)) {
  console.error("There is no built site; run `npm run docs` first.")
  process.exit(1)
}
if (executablePath === undefined) {
  console.error("Chromium was not found; install it or set CHROMIUM to its path.")
  process.exit(1)
}

const types = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".json": "application/json" }
const server = createServer(async ({ url = "/" }, response) => {
  const path = decodeURIComponent(new URL(url, "http://localhost").pathname)
  const file = path.endsWith("/") ? `${path}index.html` : extname(path) === "" ? `${path}.html` : path
  try {
    const body = await readFile(`${dist}${file}`)
    response.writeHead(200, { "content-type": types[extname(file)] ?? "application/octet-stream" }).end(body)
  } catch {
    response.writeHead(404).end()
  }
})
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve))
const origin = `http://127.0.0.1:${server.address().port}`

const shown = [
  ["home", "/"],
  ["getting-started", "/getting-started"],
  ["guide", "/guides/jobs"],
  ["concept", "/concepts/client"],
  ["recipe", "/recipes/sign-up-form"],
  ["resource", "/reference/contacts"],
  ["endpoints", "/reference/endpoints"]
]
const sizes = [
  [1280, 900],
  [390, 844]
]

const { chromium } = createRequire(`${docs}/package.json`)("playwright-core")
const browser = await chromium.launch({ executablePath, args: ["--no-sandbox"] })
mkdirSync(folder, { recursive: true })

for (const colorScheme of ["light", "dark"]) {
  for (const [width, height] of sizes) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme })
    for (const [name, path] of shown) {
      if (path !== "/" && !existsSync(`${dist}${path}.html`)) continue
      await page.goto(`${origin}${path}`, { waitUntil: "networkidle" })
      await page.screenshot({ path: `${folder}/${name}-${width}-${colorScheme}.png` })
    }
    await page.close()
  }
}

const [, [width, height]] = sizes
const page = await browser.newPage({ viewport: { width, height } })
const files = readdirSync(dist, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".html"))
const wide = []
for (const file of files) {
  await page.goto(`${origin}/${file}`, { waitUntil: "load" })
  const found = await page.evaluate(() => document.documentElement.scrollWidth)
  if (found > width) wide.push(`${file} is ${found} px wide.`)
}
await browser.close()
server.close()

if (wide.length > 0) {
  console.error(`${wide.join("\n")}\nThe viewport has ${width} px.`)
  process.exit(1)
}
console.log(`Screenshots are in docs/.vitepress/screenshots. None of ${files.length} pages is wider than ${width} px.`)

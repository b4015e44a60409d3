#!/usr/bin/env node
/**
 * The executable `effect-activecampaign`. It prints its help and version and finds the command by itself, and loads the rest
 * when it is needed.
 */
import { readFileSync } from "node:fs"
import { commands } from "./commands.js"

const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"))
const [name, ...rest] = process.argv.slice(2)

const names = Object.entries(commands)
const help = `Usage: effect-activecampaign <command> [options]

Commands:
${names.map(([command, { summary }]) => `  ${command.padEnd(10)}${summary}`).join("\n")}

Options:
  --help                print this; after a command, its options and examples
  --version             print the version
  --completions <name>  print a script that completes commands in bash, zsh or fish

The account: ACTIVECAMPAIGN_API_URL and ACTIVECAMPAIGN_API_KEY, found in ActiveCampaign under Settings → Developer. They are
never read from the command line, which other users of the machine can see.

Exit codes: 0 done; 1 failed; 2 wrong arguments, variables or files, and nothing was done; 3 done, but some rows failed;
130 interrupted. Those of typegen and webhooks are in their help.

Examples:
  npx effect-activecampaign doctor
  npx effect-activecampaign import contacts.csv --automations skip
  npx effect-activecampaign export contacts --output contacts.csv
  npx effect-activecampaign request GET /contacts --query search=jane
  eval "$(npx effect-activecampaign --completions bash)"
`

/** The number of letters that differ. */
const distance = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1]
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)))
    }
    row = next
  }
  return row[b.length] ?? 0
}

const unknown = (word: string): string => {
  const [nearest] = names.map(([one]) => [one, distance(word, one)] as const).sort(([, a], [, b]) => a - b)
  const hint = nearest !== undefined && nearest[1] <= 2 ? `; did you mean ${nearest[0]}?` : "."
  return `"${word}" is not ${word.startsWith("-") ? "an option" : "a command"}${hint} See effect-activecampaign --help.\n`
}

const shells = ["bash", "zsh", "fish", "sh"]

const main = async (): Promise<number> => {
  if (name === undefined || name === "--help" || name === "-h" || name === "help") {
    process.stdout.write(help)
    return name === undefined ? 2 : 0
  }
  if (name === "--version" || name === "-v") {
    process.stdout.write(`${version}\n`)
    return 0
  }
  if (name === "--completions") {
    const [shell = ""] = rest
    if (!shells.includes(shell)) {
      process.stderr.write(`--completions must be one of ${shells.join(", ")}. See effect-activecampaign --help.\n`)
      return 2
    }
    const definitions = await Promise.all(names.map(([, { load }]) => load()))
    const [{ complete }, { runProcess }] = await Promise.all([import("./Run.js"), import("./process.js")])
    return runProcess(complete(definitions, shell), version)
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) {
    process.stderr.write(unknown(name))
    return 2
  }
  const [definition, { run }, { runProcess }] = await Promise.all([
    command.load(),
    import("./Run.js"),
    import("./process.js")
  ])
  return runProcess(run(definition, [name, ...rest]), version)
}

process.exitCode = await main()

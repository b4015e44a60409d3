/**
 * Every route of the fake account responds with the keys that ActiveCampaign always sends, and with their JSON types.
 */
import { describe, expect, it } from "vitest"
import { isPublished, operations, shapeOf } from "../../../resources/test/published.js"
import { routes } from "../../src/internal/account/resources.js"
import { compareBody } from "./compare.js"
import { fill, filled, send, sendRoute } from "./filled.js"
import { exceptions, requests } from "./requests.js"

const request = (method: string, path: string, parameter?: string) => {
  const account = filled(3)
  if (parameter === undefined) return sendRoute(account, method, path)
  const name = parameter.replace("<operator>", "eq")
  const { params, ...rest } = requests[`${method} ${path}`] ?? {}
  const query = `${encodeURIComponent(name)}=${name === "include" ? "" : "1"}`
  return send(account, method, fill(path, params), { ...rest, query })
}

describe.each(routes.map(({ method, path }) => ({ route: `${method} ${path}`, method, path })))(
  "$route",
  ({ method, path, route }) => {
    it("succeeds", () => {
      const response = request(method, path)
      expect(response.status < 300 ? "" : JSON.stringify(response)).toBe("")
    })

    it.skipIf(!isPublished)("has the keys and types that ActiveCampaign sends", () => {
      const allowed = Object.keys(exceptions[route] ?? {})
      const { body } = request(method, path)
      const problems = compareBody(method === "PATCH" ? "PUT" : method, path, body === "" ? undefined : body)
      expect(problems.filter((problem) => !allowed.some((one) => problem.startsWith(one))).join("; ")).toBe("")
    })

    it.skipIf(!isPublished)("implements all parameters that ActiveCampaign documents", () => {
      const operation = isPublished
        ? operations().find((one) => one.method === method && shapeOf(one.path) === shapeOf(path))
        : undefined
      const allowed = Object.keys(exceptions[route] ?? {})
      const missing = (operation?.query ?? []).filter(({ name }) => request(method, path, name).status === 501)
      expect(
        missing
          .map(({ name }) => name)
          .filter((name) => !allowed.includes(name))
          .join("; ")
      ).toBe("")
    })
  }
)

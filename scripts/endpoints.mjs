/**
 * Prints all endpoints of all resource modules as a JSON array.
 */
import * as Endpoint from "../packages/core/dist/Endpoint.js"
import * as resources from "../packages/resources/dist/index.js"

const endpoints = Object.entries(resources).flatMap(([module, value]) =>
  typeof value !== "object" || value === null
    ? []
    : Object.values(value)
        .filter(Endpoint.isEndpoint)
        .map(({ name, method, route, safety, errors, knowledge, deprecated }) => ({
          name,
          module,
          method,
          route,
          safety,
          knowledge,
          deprecated,
          errors: errors.map((error) => error.name)
        }))
)

console.log(JSON.stringify(endpoints, null, 2))

/**
 * `npm run attack`, or `npm run attack -- <part of a name>`: attacks on the client, with real servers and in real time.
 */
import { attackLimiter } from "./limiter.js"

const [filter] = process.argv.slice(2)
const rejected = await attackLimiter(filter)
process.exitCode = rejected === 0 ? 0 : 1

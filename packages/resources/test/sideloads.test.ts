/**
 * What an answer brings along can be had, typed: there is a schema for every key that an endpoint declares, and it reads
 * every documented and recorded row.
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import * as Either from "effect/Either"
import * as Schema from "effect/Schema"
import { Activities, GeoIps, Pipelines, Users } from "effect-activecampaign"
import { describe, expect, it } from "vitest"
import { exported } from "./endpoints.js"
import { bodiesOf, isPublished, isRecord, lostKeys, operationOf } from "./published.js"

/** Rows by the key that they stand under: those that can be listed, and those that only ever come along. */
const rows: Readonly<Record<string, Wire.Codec<any>>> = {
  ...Object.fromEntries(
    exported.flatMap(({ endpoint }) => (endpoint.items === undefined ? [] : [[endpoint.items, endpoint.success]]))
  ),
  activityRecipients: Activities.ActivityRecipient,
  dealGroupGroups: Pipelines.PipelineGroup,
  geoAddresses: GeoIps.GeoAddress,
  userConversationsPermissions: Users.UserConversationsPermission,
  userGroups: Users.UserGroup
}

const bringing = exported.filter(({ endpoint }) => endpoint.sideloads.length > 0)

describe.each(bringing.map(({ endpoint }) => [endpoint.name, endpoint] as const))("%s", (_, endpoint) => {
  it.each(endpoint.sideloads)("brings %s along", (key) => {
    const codec = rows[key]
    expect(codec, `there is a schema for ${key}`).toBeDefined()
    const operation = isPublished ? operationOf(endpoint) : undefined
    if (codec === undefined || operation === undefined) return
    for (const { name, body } of bodiesOf(operation)) {
      const content = isRecord(body) ? body[key] : undefined
      if (content === undefined) continue
      const decoded = Schema.decodeUnknownEither(Wire.array(codec))(content)
      if (Either.isLeft(decoded)) throw new Error(`${name}: ${String(decoded.left).slice(-300)}`)
      expect(lostKeys(content, decoded.right, key), name).toEqual([])
    }
  })
})

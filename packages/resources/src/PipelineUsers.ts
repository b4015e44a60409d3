/**
 * Pipeline users: associations of pipelines with the users to whom their deals are assigned automatically, called
 * `dealGroupUsers` in the API. To change them, use `users` in `Pipelines.create` and `Pipelines.update`.
 */
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import * as Wire from "@effect-activecampaign/core/Wire"
import { PipelineId, PipelineUserId, UserId } from "./Ids.js"

/**
 * An association of a pipeline with a user to whom its deals are assigned automatically. `Pipelines.create` and
 * `Pipelines.update` return these as the sideload `dealGroupUsers`.
 */
export class PipelineUser extends Wire.Entity<PipelineUser>("PipelineUser")(
  {
    /** Id of the association. */
    id: PipelineUserId
  },
  {
    /** Pipeline whose deals are assigned to the user. */
    dealGroup: Wire.nullableId(PipelineId),
    /** User to whom deals are assigned. */
    user: Wire.nullableId(UserId),
    /** When the association was created. */
    cdate: Wire.InstantOrLocal,
    /** URLs of related resources, by name. */
    links: Wire.Links
  }
) {}

/**
 * Lists the associations of all pipelines with users. Not documented by ActiveCampaign.
 *
 * Not confirmed: the shape of the response, which is inferred from the sideload of `Pipelines.create`.
 */
export const list = Endpoint.list("PipelineUsers.list", {
  path: () => "/dealGroupUsers",
  items: ["dealGroupUsers", PipelineUser],
  knowledge: "inferred"
})

/**
 * The root service: every endpoint of every resource, with the client already provided.
 *
 * ```ts
 * const program = Effect.gen(function* () {
 *   const ac = yield* ActiveCampaign
 *   const contact = yield* ac.contacts.get(id)
 * })
 * program.pipe(Effect.provide(ActiveCampaign.layerConfig().pipe(Layer.provide(FetchHttpClient.layer))))
 * ```
 *
 * It brings the whole API into a bundle. A program that counts kilobytes imports single resources instead and is
 * given an `ActiveCampaignClient`.
 */

import type * as HttpClient from "@effect/platform/HttpClient"
import * as Client from "@effect-activecampaign/core/ActiveCampaignClient"
import type * as Credentials from "@effect-activecampaign/core/Credentials"
import * as Endpoint from "@effect-activecampaign/core/Endpoint"
import type { ConfigError } from "effect/ConfigError"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Stream from "effect/Stream"
import * as AccountContacts from "./AccountContacts.js"
import * as Activities from "./Activities.js"
import * as Addresses from "./Addresses.js"
import * as AutomationEntryCounts from "./AutomationEntryCounts.js"
import * as Automations from "./Automations.js"
import * as BounceLogs from "./BounceLogs.js"
import * as Brandings from "./Brandings.js"
import * as CampaignLinks from "./CampaignLinks.js"
import * as Campaigns from "./Campaigns.js"
import * as Connections from "./Connections.js"
import * as ContactAutomations from "./ContactAutomations.js"
import * as ContactData from "./ContactData.js"
import * as ContactDeals from "./ContactDeals.js"
import * as ContactGoals from "./ContactGoals.js"
import * as ContactLists from "./ContactLists.js"
import * as ContactLogs from "./ContactLogs.js"
import * as Contacts from "./Contacts.js"
import * as ContactTags from "./ContactTags.js"
import * as CustomObjectRecords from "./CustomObjectRecords.js"
import * as CustomObjectSchemas from "./CustomObjectSchemas.js"
import * as DealActivities from "./DealActivities.js"
import * as DealCustomFields from "./DealCustomFields.js"
import * as DealCustomFieldValues from "./DealCustomFieldValues.js"
import * as DealRoles from "./DealRoles.js"
import * as DealStages from "./DealStages.js"
import * as Deals from "./Deals.js"
import * as EcomCustomers from "./EcomCustomers.js"
import * as EcomOrderDiscounts from "./EcomOrderDiscounts.js"
import * as EcomOrderProducts from "./EcomOrderProducts.js"
import * as EcomOrders from "./EcomOrders.js"
import * as EmailActivities from "./EmailActivities.js"
import * as EventTracking from "./EventTracking.js"
import * as FieldOptions from "./FieldOptions.js"
import * as FieldRels from "./FieldRels.js"
import * as Fields from "./Fields.js"
import * as FieldValues from "./FieldValues.js"
import * as GeoIps from "./GeoIps.js"
import * as Groups from "./Groups.js"
import * as ListGroups from "./ListGroups.js"
import * as Lists from "./Lists.js"
import * as Messages from "./Messages.js"
import * as Notes from "./Notes.js"
import * as Organizations from "./Organizations.js"
import * as Pipelines from "./Pipelines.js"
import * as PlusAppends from "./PlusAppends.js"
import * as ScoreValues from "./ScoreValues.js"
import * as Tags from "./Tags.js"
import * as TaskOutcomes from "./TaskOutcomes.js"
import * as TaskReminders from "./TaskReminders.js"
import * as Tasks from "./Tasks.js"
import * as TaskTypeOutcomes from "./TaskTypeOutcomes.js"
import * as TaskTypes from "./TaskTypes.js"
import * as TrackingLogs from "./TrackingLogs.js"
import * as Users from "./Users.js"
import * as Webhooks from "./Webhooks.js"

const modules = {
  accountContacts: AccountContacts,
  activities: Activities,
  addresses: Addresses,
  automationEntryCounts: AutomationEntryCounts,
  automations: Automations,
  bounceLogs: BounceLogs,
  brandings: Brandings,
  campaignLinks: CampaignLinks,
  campaigns: Campaigns,
  connections: Connections,
  contactAutomations: ContactAutomations,
  contactData: ContactData,
  contactDeals: ContactDeals,
  contactGoals: ContactGoals,
  contactLists: ContactLists,
  contactLogs: ContactLogs,
  contactTags: ContactTags,
  contacts: Contacts,
  customObjectRecords: CustomObjectRecords,
  customObjectSchemas: CustomObjectSchemas,
  dealActivities: DealActivities,
  dealCustomFieldValues: DealCustomFieldValues,
  dealCustomFields: DealCustomFields,
  dealRoles: DealRoles,
  dealStages: DealStages,
  deals: Deals,
  ecomCustomers: EcomCustomers,
  ecomOrderDiscounts: EcomOrderDiscounts,
  ecomOrderProducts: EcomOrderProducts,
  ecomOrders: EcomOrders,
  emailActivities: EmailActivities,
  eventTracking: EventTracking,
  fieldOptions: FieldOptions,
  fieldRels: FieldRels,
  fieldValues: FieldValues,
  fields: Fields,
  geoIps: GeoIps,
  groups: Groups,
  listGroups: ListGroups,
  lists: Lists,
  messages: Messages,
  notes: Notes,
  organizations: Organizations,
  pipelines: Pipelines,
  plusAppends: PlusAppends,
  scoreValues: ScoreValues,
  tags: Tags,
  taskOutcomes: TaskOutcomes,
  taskReminders: TaskReminders,
  taskTypeOutcomes: TaskTypeOutcomes,
  taskTypes: TaskTypes,
  tasks: Tasks,
  trackingLogs: TrackingLogs,
  users: Users,
  webhooks: Webhooks
}

/** A function without the client among what its effect or stream needs. */
type Provided<F> = F extends (...args: infer Args) => Effect.Effect<infer A, infer E, infer R>
  ? (...args: Args) => Effect.Effect<A, E, Exclude<R, Client.ActiveCampaignClient>>
  : F extends (...args: infer Args) => Stream.Stream<infer A, infer E, infer R>
    ? (...args: Args) => Stream.Stream<A, E, Exclude<R, Client.ActiveCampaignClient>>
    : never

/** An endpoint with the client already provided. */
export type Bound<E> = E extends { readonly withResponse: infer WithResponse }
  ? Provided<E> & { readonly withResponse: Provided<WithResponse> }
  : E extends { readonly page: infer Page }
    ? Provided<E> & { readonly page: Provided<Page> }
    : never

/** The endpoints of a resource module, with the client already provided. */
export type Resource<Module> = {
  readonly [Name in keyof Module as Module[Name] extends Endpoint.Metadata ? Name : never]: Bound<Module[Name]>
}

/** The endpoints of all resources. */
export type Service = { readonly [Name in keyof typeof modules]: Resource<(typeof modules)[Name]> }

/** What can stand in for a bound endpoint in a test: a function alone is enough. */
type Mocked<E> = E extends { readonly withResponse: infer WithResponse }
  ? Provided<E> & { readonly withResponse?: Provided<WithResponse> }
  : E extends { readonly page: infer Page }
    ? Provided<E> & { readonly page?: Provided<Page> }
    : never

/** Some endpoints of some resources. */
export type Mocks = {
  readonly [Name in keyof typeof modules]?: {
    readonly [Key in keyof (typeof modules)[Name]]?: Mocked<(typeof modules)[Name][Key]>
  }
}

const provideTo =
  (client: Client.Client) =>
  (call: (...args: ReadonlyArray<any>) => unknown) =>
  (...args: ReadonlyArray<unknown>): unknown => {
    const result = call(...args)
    return Effect.isEffect(result)
      ? Effect.provideService(result as Effect.Effect<unknown, unknown, unknown>, Client.ActiveCampaignClient, client)
      : Stream.provideService(result as Stream.Stream<unknown, unknown, unknown>, Client.ActiveCampaignClient, client)
  }

/** What takes the place of each endpoint of each resource. */
const mapEndpoints = (f: (resource: string, name: string, endpoint: Endpoint.Metadata) => unknown): Service =>
  // The shape is that of `modules`, which types follow and a loop does not.
  Object.fromEntries(
    Object.entries(modules).map(([resource, module]) => [
      resource,
      Object.fromEntries(
        Object.entries<unknown>(module).flatMap(([name, value]) =>
          Endpoint.isEndpoint(value) ? [[name, f(resource, name, value)]] : []
        )
      )
    ])
  ) as never

/** Binds all endpoints to a client. */
const bind = (client: Client.Client): Service => {
  const provide = provideTo(client)
  return mapEndpoints((_resource, _name, endpoint) => {
    const { page, withResponse } = endpoint as unknown as Record<
      "page" | "withResponse",
      ((...args: ReadonlyArray<any>) => unknown) | undefined
    >
    return Object.assign(
      provide(endpoint as never),
      page === undefined ? {} : { page: provide(page) },
      withResponse === undefined ? {} : { withResponse: provide(withResponse) }
    )
  })
}

/** The whole API as one service. */
export class ActiveCampaign extends Context.Tag("@effect-activecampaign/resources/ActiveCampaign")<
  ActiveCampaign,
  Service
>() {
  /** The API of the account of `Credentials`. */
  static readonly layer: Layer.Layer<ActiveCampaign, never, Credentials.Credentials | HttpClient.HttpClient> =
    Layer.provide(Layer.effect(this, Effect.map(Client.ActiveCampaignClient, bind)), Client.layer)

  /** The API of the account that the configuration names. */
  static readonly layerConfig = (
    options: Client.Options & Credentials.ConfigNames = {}
  ): Layer.Layer<ActiveCampaign, ConfigError, HttpClient.HttpClient> =>
    Layer.provide(this.layerClient, Client.layerConfig(options))

  /** The API through a client that is built elsewhere. */
  static readonly layerClient: Layer.Layer<ActiveCampaign, never, Client.ActiveCampaignClient> = Layer.effect(
    this,
    Effect.map(Client.ActiveCampaignClient, bind)
  )

  /**
   * The API with some endpoints replaced and all others refused, for tests.
   *
   * ```ts
   * ActiveCampaign.mock({ contacts: { get: () => Effect.succeed(jane) } })
   * ```
   *
   * An endpoint that is not given dies with its name when it is called.
   */
  static readonly mock = (mocks: Mocks): Layer.Layer<ActiveCampaign> =>
    Layer.succeed(
      this,
      mapEndpoints((resource, name, endpoint) => {
        const given = (mocks as Record<string, Record<string, object> | undefined>)[resource]?.[name]
        const message = `ActiveCampaign.mock: ${resource}.${name} was called and is not among the mocks`
        const refuse = () => Effect.dieMessage(message)
        const refuseAll = () => Stream.dieMessage(message)
        return Object.assign(given ?? (endpoint.items === undefined ? refuse : refuseAll), {
          page: refuse,
          withResponse: refuse,
          ...given
        })
      })
    )
}

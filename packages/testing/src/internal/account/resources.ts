/**
 * All tables and routes of a fake account. A resource is added by its file and a line here.
 */

import * as accounts from "./resources/accounts.js"
import * as addresses from "./resources/addresses.js"
import * as automations from "./resources/automations.js"
import * as bulkImport from "./resources/bulkImport.js"
import * as campaigns from "./resources/campaigns.js"
import * as configs from "./resources/configs.js"
import * as contactDeals from "./resources/contactDeals.js"
import * as contactHistory from "./resources/contactHistory.js"
import * as contactLists from "./resources/contactLists.js"
import * as contacts from "./resources/contacts.js"
import * as contactTags from "./resources/contactTags.js"
import * as customObjects from "./resources/customObjects.js"
import * as dealActivities from "./resources/dealActivities.js"
import * as dealCustomFieldData from "./resources/dealCustomFieldData.js"
import * as dealCustomFieldMeta from "./resources/dealCustomFieldMeta.js"
import * as dealGroups from "./resources/dealGroups.js"
import * as dealStages from "./resources/dealStages.js"
import * as deals from "./resources/deals.js"
import * as dealTasks from "./resources/dealTasks.js"
import * as ecommerce from "./resources/ecommerce.js"
import * as fields from "./resources/fields.js"
import * as fieldValues from "./resources/fieldValues.js"
import * as forms from "./resources/forms.js"
import * as listExclusions from "./resources/listExclusions.js"
import * as lists from "./resources/lists.js"
import * as notes from "./resources/notes.js"
import * as organizations from "./resources/organizations.js"
import * as scores from "./resources/scores.js"
import * as segments from "./resources/segments.js"
import * as settings from "./resources/settings.js"
import * as tags from "./resources/tags.js"
import * as tracking from "./resources/tracking.js"
import * as users from "./resources/users.js"
import * as webhooks from "./resources/webhooks.js"
import type { Route } from "./routes.js"

/** The tables, in the order in which they are seeded: before those that refer to them. */
export const tables = [
  users.groups,
  users.groupLimits,
  users.users,
  users.userGroups,
  users.userConversationsPermissions,
  configs.configs,
  organizations.organizations,
  tags.tags,
  lists.lists,
  listExclusions.exclusions,
  fields.fields,
  fields.fieldOptions,
  fields.fieldRels,
  contacts.contacts,
  contactTags.contactTags,
  contactLists.contactLists,
  fieldValues.fieldValues,
  dealGroups.dealGroups,
  dealActivities.dealGroupUsers,
  dealActivities.dealGroupGroups,
  dealStages.dealStages,
  dealCustomFieldMeta.dealCustomFieldMeta,
  dealCustomFieldMeta.accountCustomFieldMeta,
  deals.deals,
  dealCustomFieldData.dealCustomFieldData,
  dealCustomFieldData.accountCustomFieldData,
  dealActivities.dealActivities,
  contactDeals.dealRoles,
  contactDeals.contactDeals,
  dealTasks.dealTasktypes,
  dealTasks.taskOutcomes,
  dealTasks.tasktypeOutcomeRels,
  dealTasks.dealTasks,
  notes.notes,
  accounts.accounts,
  accounts.accountContacts,
  addresses.addresses,
  addresses.addressGroups,
  addresses.addressLists,
  settings.listGroups,
  settings.savedResponses,
  settings.personalizations,
  settings.brandings,
  settings.calendars,
  webhooks.webhooks,
  automations.automations,
  automations.contactAutomations,
  campaigns.messages,
  campaigns.campaigns,
  campaigns.campaignMessages,
  campaigns.campaignLinks,
  campaigns.templates,
  forms.forms,
  scores.scores,
  scores.scoreValues,
  contactHistory.activities,
  contactHistory.emailActivities,
  contactHistory.bounceLogs,
  contactHistory.trackingLogs,
  contactHistory.geoIps,
  contactHistory.contactGoals,
  segments.segments,
  segments.segmentRuns,
  customObjects.schemas,
  customObjects.records,
  ecommerce.connections,
  ecommerce.ecomCustomers,
  ecommerce.ecomOrders,
  ecommerce.ecomOrderProducts,
  ecommerce.ecomOrderDiscounts,
  tracking.eventTrackingEvents,
  tracking.trackedEvents,
  tracking.urlWhitelistings,
  tracking.trackingStatus,
  bulkImport.importBatches
] as const

/** The routes. */
export const routes: ReadonlyArray<Route> = [
  ...tags.routes,
  ...lists.routes,
  ...listExclusions.routes,
  ...contacts.routes,
  ...contactTags.routes,
  ...contactLists.routes,
  ...fields.routes,
  ...fieldValues.routes,
  ...dealGroups.routes,
  ...dealStages.routes,
  ...deals.routes,
  ...dealCustomFieldMeta.dealRoutes,
  ...dealCustomFieldMeta.accountRoutes,
  ...dealCustomFieldData.dealRoutes,
  ...dealCustomFieldData.accountRoutes,
  ...dealActivities.routes,
  ...contactDeals.routes,
  ...dealTasks.routes,
  ...notes.routes,
  ...users.routes,
  ...configs.routes,
  ...organizations.routes,
  ...accounts.routes,
  ...addresses.routes,
  ...settings.routes,
  ...webhooks.routes,
  ...automations.routes,
  ...campaigns.routes,
  ...forms.routes,
  ...scores.routes,
  ...contactHistory.routes,
  ...segments.routes,
  ...customObjects.routes,
  ...ecommerce.routes,
  ...tracking.routes,
  ...bulkImport.routes
]

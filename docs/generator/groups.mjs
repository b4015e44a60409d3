/**
 * The resources by what they are about: the order of the sidebar and of the index. Every resource is in one group.
 */
export const groups = [
  [
    "Contacts",
    [
      "Contacts",
      "ContactLists",
      "ContactTags",
      "ContactAutomations",
      "ContactData",
      "ContactDeals",
      "ContactEmails",
      "ContactGoals",
      "ContactLogs",
      "BounceLogs",
      "BulkImports",
      "GeoIps",
      "Scores",
      "ScoreValues",
      "TrackingLogs",
      "PlusAppends",
      "Activities"
    ]
  ],
  ["Lists and tags", ["Lists", "ListExclusions", "ListGroups", "Tags"]],
  [
    "Custom fields of contacts",
    ["Fields", "FieldValues", "FieldOptions", "FieldRels", "FieldGroups", "FieldGroupMembers"]
  ],
  ["Segments", ["Segments", "SegmentCounts", "Audiences", "LegacySegments"]],
  ["Accounts", ["Accounts", "AccountContacts", "AccountCustomFields", "AccountCustomFieldValues", "Organizations"]],
  [
    "Deals",
    [
      "Deals",
      "Pipelines",
      "PipelineUsers",
      "DealStages",
      "DealRoles",
      "DealActivities",
      "DealCustomFields",
      "DealCustomFieldValues"
    ]
  ],
  [
    "Tasks and notes",
    ["Tasks", "TaskTypes", "TaskOutcomes", "TaskTypeOutcomes", "TaskReminders", "Notes", "Calendars"]
  ],
  [
    "Automations",
    ["Automations", "AutomationBlocks", "AutomationEntryCounts", "AutomationTriggers", "AutomationSms", "Goals"]
  ],
  [
    "Campaigns and messages",
    [
      "Campaigns",
      "CampaignLinks",
      "CampaignLists",
      "CampaignMessages",
      "LinkData",
      "Messages",
      "MessageActivities",
      "EmailActivities",
      "Templates",
      "Personalizations",
      "SavedResponses",
      "Stripo",
      "Brandings",
      "Forms",
      "SiteMessages"
    ]
  ],
  ["SMS and WhatsApp", ["SmsBroadcasts", "WhatsAppConversations", "WhatsAppFlows", "WhatsAppTemplates"]],
  [
    "E-commerce",
    [
      "Connections",
      "EcomCustomers",
      "EcomOrders",
      "EcomOrderProducts",
      "EcomOrderDiscounts",
      "EcomOrderActivities",
      "AggregateRevenues",
      "EcomGraphql"
    ]
  ],
  ["Custom objects", ["CustomObjectSchemas", "CustomObjectRecords"]],
  [
    "Events and conversions",
    [
      "Tracking",
      "EventTracking",
      "SiteTracking",
      "Conversions",
      "ConversionTriggers",
      "ContactConversions",
      "LocalEvents"
    ]
  ],
  ["Users and settings", ["Users", "Groups", "GroupLimits", "Addresses", "Settings", "Configs", "Webhooks"]]
]

/** The other modules, by the package that they are imported from. */
export const packageGroups = [
  ["core", "effect-activecampaign: client and errors"],
  ["account", "@effect-activecampaign/account"],
  ["webhooks", "@effect-activecampaign/webhooks"],
  ["jobs", "@effect-activecampaign/jobs"],
  ["testing", "@effect-activecampaign/testing"]
]

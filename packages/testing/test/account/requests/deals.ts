/**
 * Requests to deals, pipelines, tasks and notes.
 */
import type { Request } from "../requests.js"

const deal = {
  title: "New",
  value: 15_600,
  currency: "usd",
  contact: "1",
  account: null,
  group: "1",
  stage: "1",
  owner: "1",
  percent: 50,
  status: 0,
  description: "A deal",
  fields: [{ customFieldId: 1, fieldValue: "x" }]
}
const task = {
  title: "Call",
  ownerType: "contact",
  relid: "1",
  status: 0,
  note: "Call back",
  duedate: "2026-03-02T12:00:00-06:00",
  edate: "2026-03-02T12:15:00-06:00",
  dealTasktype: "1",
  assignee: 1
}
const field = {
  fieldLabel: "Plan",
  fieldType: "dropdown",
  fieldOptions: ["a", "b"],
  fieldDefault: "a",
  isFormVisible: 1,
  displayOrder: 2,
  isRequired: 0
}

export const requests: Readonly<Record<string, Request>> = {
  "POST /dealGroups": {
    body: { dealGroup: { title: "New", currency: "usd", autoassign: 1, allusers: 1, allgroups: 1 } }
  },
  "PUT /dealGroups/{id}": { body: { dealGroup: { title: "Renamed", autoassign: 1 } } },
  "PATCH /dealGroups/{id}": { body: { dealGroup: { title: "Renamed" } } },
  "POST /dealStages": {
    body: {
      dealStage: {
        title: "New",
        group: "1",
        color: "696969",
        order: 1,
        width: 280,
        dealOrder: "title ASC",
        cardRegion1: "title"
      }
    }
  },
  "PUT /dealStages/{id}": { body: { dealStage: { title: "Renamed", order: 1, width: 270 } } },
  "PATCH /dealStages/{id}": { body: { dealStage: { title: "Renamed" } } },
  "PUT /dealStages/{id}/deals": { body: { deal: { stage: "2" } } },
  "POST /deals": { body: { deal } },
  "PUT /deals/{id}": { body: { deal } },
  "PATCH /deals/{id}": { body: { deal: { title: "Renamed" } } },
  "PATCH /deals/bulkUpdate": { body: { deals: [{ id: 1, ownerId: 1 }] } },
  "POST /dealCustomFieldMeta": { body: { dealCustomFieldMetum: field } },
  "PUT /dealCustomFieldMeta/{id}": { body: { dealCustomFieldMetum: { fieldLabel: "Renamed" } } },
  "PATCH /dealCustomFieldMeta/{id}": { body: { dealCustomFieldMetum: { fieldLabel: "Renamed" } } },
  "POST /accountCustomFieldMeta": { body: { accountCustomFieldMetum: field } },
  "PUT /accountCustomFieldMeta/{id}": { body: { accountCustomFieldMetum: { fieldLabel: "Renamed" } } },
  "PATCH /accountCustomFieldMeta/{id}": { body: { accountCustomFieldMetum: { fieldLabel: "Renamed" } } },
  "POST /dealCustomFieldData": { body: { dealCustomFieldDatum: { dealId: 1, customFieldId: 2, fieldValue: "x" } } },
  "PUT /dealCustomFieldData/{id}": { body: { dealCustomFieldDatum: { fieldValue: "y" } } },
  "POST /dealCustomFieldData/bulkCreate": { body: [{ dealId: 1, customFieldId: 2, fieldValue: "x" }] },
  "PATCH /dealCustomFieldData/bulkUpdate": { body: [{ id: 1, fieldValue: "x" }] },
  "POST /accountCustomFieldData": {
    body: { accountCustomFieldDatum: { customerAccountId: 1, customFieldId: 2, fieldValue: "x" } }
  },
  "PUT /accountCustomFieldData/{id}": { body: { accountCustomFieldDatum: { fieldValue: "y" } } },
  "POST /accountCustomFieldData/bulkCreate": { body: [{ customerAccountId: 1, customFieldId: 2, fieldValue: "x" }] },
  "PATCH /accountCustomFieldData/bulkUpdate": { body: [{ id: 1, fieldValue: "x" }] },
  "POST /contactDeals": { body: { contactDeal: { contact: 1, deal: 2 } } },
  "PUT /contactDeals/{id}": { body: { contactDeal: { role: 2 } } },
  "PATCH /contactDeals/{id}": { body: { contactDeal: { role: 2 } } },
  "POST /dealRoles": { body: { dealRole: { title: "New" } } },
  "POST /dealTasks": { body: { dealTask: task } },
  "PUT /dealTasks/{id}": { body: { dealTask: { title: "Renamed", status: 1 } } },
  "PATCH /dealTasks/{id}": { body: { dealTask: { title: "Renamed" } } },
  "POST /dealTasktypes": { body: { dealTasktype: { title: "New" } } },
  "PUT /dealTasktypes/{id}": { body: { dealTasktype: { title: "Renamed" } } },
  "PATCH /dealTasktypes/{id}": { body: { dealTasktype: { title: "Renamed" } } },
  "DELETE /dealTasktypes/{id}": { params: { id: "3" } },
  "PUT /dealTasktypes/{id}/dealTasks": { body: { dealTask: { dealTasktype: "2" } } },
  "POST /taskOutcomes": { body: { taskOutcome: { title: "New", sentiment: "Positive" } } },
  "PUT /taskOutcomes/{id}": { body: { taskOutcome: { title: "Renamed" } } },
  "PATCH /taskOutcomes/{id}": { body: { taskOutcome: { title: "Renamed" } } },
  "POST /tasktypeOutcomeRels": { body: { tasktypeOutcomeRel: { tasktype_id: "1", outcome_id: "2" } } },
  "PUT /tasktypeOutcomeRels/{id}": { body: { tasktypeOutcomeRel: { display_order: "2" } } },
  "PATCH /tasktypeOutcomeRels/{id}": { body: { tasktypeOutcomeRel: { display_order: "2" } } },
  "POST /taskNotifications": { body: { taskNotification: { dealTask: "1", interval: "30" } } },
  "POST /notes": { body: { note: { note: "Hello", relid: 1, reltype: "Subscriber" } } },
  "PUT /notes/{id}": { body: { note: { note: "Hello again", relid: 1, reltype: "Subscriber" } } },
  "PATCH /notes/{id}": { body: { note: { note: "Hello again" } } },
  "POST /deals/{id}/notes": { body: { note: { note: "Hello" } } },
  "POST /deals/{id}/notes/{note}": { body: { note: { note: "Hello" } } },
  "PUT /deals/{id}/notes/{note}": {
    params: { note: "9" },
    body: { note: { note: "Hello" } },
    prepare: ({ insert }) => insert("notes", { id: "9", relid: "1", reltype: "Deal", note: "Hi" })
  },
  "POST /accounts/{id}/notes": { body: { note: { note: "Hello" } } },
  "PUT /accounts/{id}/notes/{note}": {
    params: { note: "9" },
    body: { note: { note: "Hello" } },
    prepare: ({ insert }) => insert("notes", { id: "9", relid: "1", reltype: "CustomerAccount", note: "Hi" })
  }
}

export const exceptions: Readonly<Record<string, Readonly<Record<string, string>>>> = {}

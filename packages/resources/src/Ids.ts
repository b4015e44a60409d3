/**
 * Ids: a branded type for the ids of each resource, so that a `TagId` cannot be passed as a `ContactId`.
 *
 * Use `make` for an id that the application stores as a plain string. An empty string throws a `TypeError`.
 *
 * ```ts
 * const id = ContactId.make("113")
 * ```
 */
import * as Wire from "@effect-activecampaign/core/Wire"
import type * as Brand from "effect/Brand"

/** Id of an account: a company that contacts are associated with. */
export type AccountId = string & Brand.Brand<"AccountId">
/** Id of an account: a company that contacts are associated with. */
export const AccountId: Wire.Id<AccountId> = Wire.id("AccountId")

/** Id of a contact's association with an account. */
export type AccountContactId = string & Brand.Brand<"AccountContactId">
/** Id of a contact's association with an account. */
export const AccountContactId: Wire.Id<AccountContactId> = Wire.id("AccountContactId")

/** Id of an activity of a contact. */
export type ActivityId = string & Brand.Brand<"ActivityId">
/** Id of an activity of a contact. */
export const ActivityId: Wire.Id<ActivityId> = Wire.id("ActivityId")

/** Id of the link between an activity and a record that it is about, such as a contact or deal. */
export type ActivityRecipientId = string & Brand.Brand<"ActivityRecipientId">
/** Id of the link between an activity and a record that it is about, such as a contact or deal. */
export const ActivityRecipientId: Wire.Id<ActivityRecipientId> = Wire.id("ActivityRecipientId")

/** Id of a postal address that messages are sent from. */
export type AddressId = string & Brand.Brand<"AddressId">
/** Id of a postal address that messages are sent from. */
export const AddressId: Wire.Id<AddressId> = Wire.id("AddressId")

/** Id of the link between a postal address and a user group. */
export type AddressGroupId = string & Brand.Brand<"AddressGroupId">
/** Id of the link between a postal address and a user group. */
export const AddressGroupId: Wire.Id<AddressGroupId> = Wire.id("AddressGroupId")

/** Id of the link between a postal address and a list. */
export type AddressListId = string & Brand.Brand<"AddressListId">
/** Id of the link between a postal address and a list. */
export const AddressListId: Wire.Id<AddressListId> = Wire.id("AddressListId")

/** Id of an automation. */
export type AutomationId = string & Brand.Brand<"AutomationId">
/** Id of an automation. */
export const AutomationId: Wire.Id<AutomationId> = Wire.id("AutomationId")

/** Id of a step (block) of an automation. */
export type AutomationBlockId = string & Brand.Brand<"AutomationBlockId">
/** Id of a step (block) of an automation. */
export const AutomationBlockId: Wire.Id<AutomationBlockId> = Wire.id("AutomationBlockId")

/** Id of an entry in a contact's bounce log. */
export type BounceLogId = string & Brand.Brand<"BounceLogId">
/** Id of an entry in a contact's bounce log. */
export const BounceLogId: Wire.Id<BounceLogId> = Wire.id("BounceLogId")

/** Id of a branding: the logo, texts and styles of a user group. */
export type BrandingId = string & Brand.Brand<"BrandingId">
/** Id of a branding: the logo, texts and styles of a user group. */
export const BrandingId: Wire.Id<BrandingId> = Wire.id("BrandingId")

/** Id of a campaign. */
export type CampaignId = string & Brand.Brand<"CampaignId">
/** Id of a campaign. */
export const CampaignId: Wire.Id<CampaignId> = Wire.id("CampaignId")

/** Id of a link in a campaign. */
export type CampaignLinkId = string & Brand.Brand<"CampaignLinkId">
/** Id of a link in a campaign. */
export const CampaignLinkId: Wire.Id<CampaignLinkId> = Wire.id("CampaignLinkId")

/** Id of a connection to a shop or another external service. */
export type ConnectionId = string & Brand.Brand<"ConnectionId">
/** Id of a connection to a shop or another external service. */
export const ConnectionId: Wire.Id<ConnectionId> = Wire.id("ConnectionId")

/** Id of a contact. */
export type ContactId = string & Brand.Brand<"ContactId">
/** Id of a contact. */
export const ContactId: Wire.Id<ContactId> = Wire.id("ContactId")

/** Id of a contact's enrollment in an automation. */
export type ContactAutomationId = string & Brand.Brand<"ContactAutomationId">
/** Id of a contact's enrollment in an automation. */
export const ContactAutomationId: Wire.Id<ContactAutomationId> = Wire.id("ContactAutomationId")

/** Id of a contact's location and traffic source data (contact data). */
export type ContactDataId = string & Brand.Brand<"ContactDataId">
/** Id of a contact's location and traffic source data (contact data). */
export const ContactDataId: Wire.Id<ContactDataId> = Wire.id("ContactDataId")

/** Id of the link between a secondary contact and a deal. */
export type ContactDealId = string & Brand.Brand<"ContactDealId">
/** Id of the link between a secondary contact and a deal. */
export const ContactDealId: Wire.Id<ContactDealId> = Wire.id("ContactDealId")

/** Id of the link between a contact and a goal that the contact reached. */
export type ContactGoalId = string & Brand.Brand<"ContactGoalId">
/** Id of the link between a contact and a goal that the contact reached. */
export const ContactGoalId: Wire.Id<ContactGoalId> = Wire.id("ContactGoalId")

/** Id of a subscription of a contact to a list. */
export type ContactListId = string & Brand.Brand<"ContactListId">
/** Id of a subscription of a contact to a list. */
export const ContactListId: Wire.Id<ContactListId> = Wire.id("ContactListId")

/** Id of an entry in a contact's log. */
export type ContactLogId = string & Brand.Brand<"ContactLogId">
/** Id of an entry in a contact's log. */
export const ContactLogId: Wire.Id<ContactLogId> = Wire.id("ContactLogId")

/** Id of the link between a contact and a tag. To remove a tag from a contact, use this id, not the `TagId`. */
export type ContactTagId = string & Brand.Brand<"ContactTagId">
/** Id of the link between a contact and a tag. To remove a tag from a contact, use this id, not the `TagId`. */
export const ContactTagId: Wire.Id<ContactTagId> = Wire.id("ContactTagId")

/** Id of a field of a custom object schema. */
export type CustomObjectFieldId = string & Brand.Brand<"CustomObjectFieldId">
/** Id of a field of a custom object schema. */
export const CustomObjectFieldId: Wire.Id<CustomObjectFieldId> = Wire.id("CustomObjectFieldId")

/** Id of a record of a custom object. */
export type CustomObjectRecordId = string & Brand.Brand<"CustomObjectRecordId">
/** Id of a record of a custom object. */
export const CustomObjectRecordId: Wire.Id<CustomObjectRecordId> = Wire.id("CustomObjectRecordId")

/** Id of a custom object schema. */
export type CustomObjectSchemaId = string & Brand.Brand<"CustomObjectSchemaId">
/** Id of a custom object schema. */
export const CustomObjectSchemaId: Wire.Id<CustomObjectSchemaId> = Wire.id("CustomObjectSchemaId")

/** Id of a deal. */
export type DealId = string & Brand.Brand<"DealId">
/** Id of a deal. */
export const DealId: Wire.Id<DealId> = Wire.id("DealId")

/** Id of an activity of a deal: an entry in the deal's history. */
export type DealActivityId = string & Brand.Brand<"DealActivityId">
/** Id of an activity of a deal: an entry in the deal's history. */
export const DealActivityId: Wire.Id<DealActivityId> = Wire.id("DealActivityId")

/** Id of a custom field of deals. */
export type DealCustomFieldId = string & Brand.Brand<"DealCustomFieldId">
/** Id of a custom field of deals. */
export const DealCustomFieldId: Wire.Id<DealCustomFieldId> = Wire.id("DealCustomFieldId")

/** Id of a custom field value of a deal. */
export type DealCustomFieldValueId = string & Brand.Brand<"DealCustomFieldValueId">
/** Id of a custom field value of a deal. */
export const DealCustomFieldValueId: Wire.Id<DealCustomFieldValueId> = Wire.id("DealCustomFieldValueId")

/** Id of a role that secondary contacts can have in deals. */
export type DealRoleId = string & Brand.Brand<"DealRoleId">
/** Id of a role that secondary contacts can have in deals. */
export const DealRoleId: Wire.Id<DealRoleId> = Wire.id("DealRoleId")

/** Id of a stage of a pipeline. */
export type DealStageId = string & Brand.Brand<"DealStageId">
/** Id of a stage of a pipeline. */
export const DealStageId: Wire.Id<DealStageId> = Wire.id("DealStageId")

/** Id of an e-commerce customer. */
export type EcomCustomerId = string & Brand.Brand<"EcomCustomerId">
/** Id of an e-commerce customer. */
export const EcomCustomerId: Wire.Id<EcomCustomerId> = Wire.id("EcomCustomerId")

/** Id of an e-commerce order. */
export type EcomOrderId = string & Brand.Brand<"EcomOrderId">
/** Id of an e-commerce order. */
export const EcomOrderId: Wire.Id<EcomOrderId> = Wire.id("EcomOrderId")

/** Id of a discount on an e-commerce order. */
export type EcomOrderDiscountId = string & Brand.Brand<"EcomOrderDiscountId">
/** Id of a discount on an e-commerce order. */
export const EcomOrderDiscountId: Wire.Id<EcomOrderDiscountId> = Wire.id("EcomOrderDiscountId")

/** Id of a product in an e-commerce order. */
export type EcomOrderProductId = string & Brand.Brand<"EcomOrderProductId">
/** Id of a product in an e-commerce order. */
export const EcomOrderProductId: Wire.Id<EcomOrderProductId> = Wire.id("EcomOrderProductId")

/** Id of an e-mail exchanged with a contact or recorded on a deal. */
export type EmailActivityId = string & Brand.Brand<"EmailActivityId">
/** Id of an e-mail exchanged with a contact or recorded on a deal. */
export const EmailActivityId: Wire.Id<EmailActivityId> = Wire.id("EmailActivityId")

/** Id of a custom field of contacts. */
export type FieldId = string & Brand.Brand<"FieldId">
/** Id of a custom field of contacts. */
export const FieldId: Wire.Id<FieldId> = Wire.id("FieldId")

/** Id of an option of a custom field of contacts. */
export type FieldOptionId = string & Brand.Brand<"FieldOptionId">
/** Id of an option of a custom field of contacts. */
export const FieldOptionId: Wire.Id<FieldOptionId> = Wire.id("FieldOptionId")

/** Id of the link between a custom field of contacts and a list. */
export type FieldRelId = string & Brand.Brand<"FieldRelId">
/** Id of the link between a custom field of contacts and a list. */
export const FieldRelId: Wire.Id<FieldRelId> = Wire.id("FieldRelId")

/** Id of a custom field value of a contact. */
export type FieldValueId = string & Brand.Brand<"FieldValueId">
/** Id of a custom field value of a contact. */
export const FieldValueId: Wire.Id<FieldValueId> = Wire.id("FieldValueId")

/** Id of a form. */
export type FormId = string & Brand.Brand<"FormId">
/** Id of a form. */
export const FormId: Wire.Id<FormId> = Wire.id("FormId")

/** Id of a geographic location. */
export type GeoAddressId = string & Brand.Brand<"GeoAddressId">
/** Id of a geographic location. */
export const GeoAddressId: Wire.Id<GeoAddressId> = Wire.id("GeoAddressId")

/** Id of the link between a contact and a geographic location found by IP address. */
export type GeoIpId = string & Brand.Brand<"GeoIpId">
/** Id of the link between a contact and a geographic location found by IP address. */
export const GeoIpId: Wire.Id<GeoIpId> = Wire.id("GeoIpId")

/** Id of a goal of an automation. */
export type GoalId = string & Brand.Brand<"GoalId">
/** Id of a goal of an automation. */
export const GoalId: Wire.Id<GoalId> = Wire.id("GoalId")

/** Id of a user group. */
export type GroupId = string & Brand.Brand<"GroupId">
/** Id of a user group. */
export const GroupId: Wire.Id<GroupId> = Wire.id("GroupId")

/** Id of a list. */
export type ListId = string & Brand.Brand<"ListId">
/** Id of a list. */
export const ListId: Wire.Id<ListId> = Wire.id("ListId")

/** Id of a user group's permission for a list. */
export type ListGroupId = string & Brand.Brand<"ListGroupId">
/** Id of a user group's permission for a list. */
export const ListGroupId: Wire.Id<ListGroupId> = Wire.id("ListGroupId")

/** Id of a log entry, such as `lastlogid` of an automation enrollment. */
export type LogId = string & Brand.Brand<"LogId">
/** Id of a log entry, such as `lastlogid` of an automation enrollment. */
export const LogId: Wire.Id<LogId> = Wire.id("LogId")

/** Id of a message. */
export type MessageId = string & Brand.Brand<"MessageId">
/** Id of a message. */
export const MessageId: Wire.Id<MessageId> = Wire.id("MessageId")

/** Id of a note. */
export type NoteId = string & Brand.Brand<"NoteId">
/** Id of a note. */
export const NoteId: Wire.Id<NoteId> = Wire.id("NoteId")

/** Id of an organization. Accounts have replaced organizations. */
export type OrganizationId = string & Brand.Brand<"OrganizationId">
/** Id of an organization. Accounts have replaced organizations. */
export const OrganizationId: Wire.Id<OrganizationId> = Wire.id("OrganizationId")

/** Id of a pipeline (deal group). */
export type PipelineId = string & Brand.Brand<"PipelineId">
/** Id of a pipeline (deal group). */
export const PipelineId: Wire.Id<PipelineId> = Wire.id("PipelineId")

/** Id of the link between a pipeline and a user group. */
export type PipelineGroupId = string & Brand.Brand<"PipelineGroupId">
/** Id of the link between a pipeline and a user group. */
export const PipelineGroupId: Wire.Id<PipelineGroupId> = Wire.id("PipelineGroupId")

/** Id of the link between a pipeline and a user. */
export type PipelineUserId = string & Brand.Brand<"PipelineUserId">
/** Id of the link between a pipeline and a user. */
export const PipelineUserId: Wire.Id<PipelineUserId> = Wire.id("PipelineUserId")

/** Id of a contact's profile data from other services (plus append). */
export type PlusAppendId = string & Brand.Brand<"PlusAppendId">
/** Id of a contact's profile data from other services (plus append). */
export const PlusAppendId: Wire.Id<PlusAppendId> = Wire.id("PlusAppendId")

/** Id of a score: the rules that assign points to contacts or deals. */
export type ScoreId = string & Brand.Brand<"ScoreId">
/** Id of a score: the rules that assign points to contacts or deals. */
export const ScoreId: Wire.Id<ScoreId> = Wire.id("ScoreId")

/** Id of a score value of a contact or deal. */
export type ScoreValueId = string & Brand.Brand<"ScoreValueId">
/** Id of a score value of a contact or deal. */
export const ScoreValueId: Wire.Id<ScoreValueId> = Wire.id("ScoreValueId")

/** Id of a segment. */
export type SegmentId = string & Brand.Brand<"SegmentId">
/** Id of a segment. */
export const SegmentId: Wire.Id<SegmentId> = Wire.id("SegmentId")

/** Id of a tag. */
export type TagId = string & Brand.Brand<"TagId">
/** Id of a tag. */
export const TagId: Wire.Id<TagId> = Wire.id("TagId")

/** Id of a task. */
export type TaskId = string & Brand.Brand<"TaskId">
/** Id of a task. */
export const TaskId: Wire.Id<TaskId> = Wire.id("TaskId")

/** Id of an outcome that tasks can have. */
export type TaskOutcomeId = string & Brand.Brand<"TaskOutcomeId">
/** Id of an outcome that tasks can have. */
export const TaskOutcomeId: Wire.Id<TaskOutcomeId> = Wire.id("TaskOutcomeId")

/** Id of a task type. */
export type TaskTypeId = string & Brand.Brand<"TaskTypeId">
/** Id of a task type. */
export const TaskTypeId: Wire.Id<TaskTypeId> = Wire.id("TaskTypeId")

/** Id of the link between a task type and a task outcome. */
export type TaskTypeOutcomeId = string & Brand.Brand<"TaskTypeOutcomeId">
/** Id of the link between a task type and a task outcome. */
export const TaskTypeOutcomeId: Wire.Id<TaskTypeOutcomeId> = Wire.id("TaskTypeOutcomeId")

/** Id of a tracked event or site visit of a contact. */
export type TrackingLogId = string & Brand.Brand<"TrackingLogId">
/** Id of a tracked event or site visit of a contact. */
export const TrackingLogId: Wire.Id<TrackingLogId> = Wire.id("TrackingLogId")

/** Id of a user. */
export type UserId = string & Brand.Brand<"UserId">
/** Id of a user. */
export const UserId: Wire.Id<UserId> = Wire.id("UserId")

/** Id of a user's permission in conversations. */
export type UserConversationsPermissionId = string & Brand.Brand<"UserConversationsPermissionId">
/** Id of a user's permission in conversations. */
export const UserConversationsPermissionId: Wire.Id<UserConversationsPermissionId> = Wire.id(
  "UserConversationsPermissionId"
)

/** Id of the link between a user and a user group. */
export type UserGroupId = string & Brand.Brand<"UserGroupId">
/** Id of the link between a user and a user group. */
export const UserGroupId: Wire.Id<UserGroupId> = Wire.id("UserGroupId")

/** Id of a webhook. */
export type WebhookId = string & Brand.Brand<"WebhookId">
/** Id of a webhook. */
export const WebhookId: Wire.Id<WebhookId> = Wire.id("WebhookId")

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

/** Id of an account: a company that contacts are associated with. */
export type AccountId = Wire.Branded<"AccountId">
export const AccountId: Wire.Id<AccountId> = Wire.id("AccountId")

/** Id of a contact's association with an account. */
export type AccountContactId = Wire.Branded<"AccountContactId">
export const AccountContactId: Wire.Id<AccountContactId> = Wire.id("AccountContactId")

/** Id of a custom field of accounts. */
export type AccountCustomFieldId = Wire.Branded<"AccountCustomFieldId">
export const AccountCustomFieldId: Wire.Id<AccountCustomFieldId> = Wire.id("AccountCustomFieldId")

/** Id of a custom field value of an account. */
export type AccountCustomFieldValueId = Wire.Branded<"AccountCustomFieldValueId">
export const AccountCustomFieldValueId: Wire.Id<AccountCustomFieldValueId> = Wire.id("AccountCustomFieldValueId")

/** Id of an activity of a contact. */
export type ActivityId = Wire.Branded<"ActivityId">
export const ActivityId: Wire.Id<ActivityId> = Wire.id("ActivityId")

/** Id of the link between an activity and a record that it is about, such as a contact or deal. */
export type ActivityRecipientId = Wire.Branded<"ActivityRecipientId">
export const ActivityRecipientId: Wire.Id<ActivityRecipientId> = Wire.id("ActivityRecipientId")

/** Id of a postal address that messages are sent from. */
export type AddressId = Wire.Branded<"AddressId">
export const AddressId: Wire.Id<AddressId> = Wire.id("AddressId")

/** Id of the link between a postal address and a user group. */
export type AddressGroupId = Wire.Branded<"AddressGroupId">
export const AddressGroupId: Wire.Id<AddressGroupId> = Wire.id("AddressGroupId")

/** Id of the link between a postal address and a list. */
export type AddressListId = Wire.Branded<"AddressListId">
export const AddressListId: Wire.Id<AddressListId> = Wire.id("AddressListId")

/** Id of an automation. */
export type AutomationId = Wire.Branded<"AutomationId">
export const AutomationId: Wire.Id<AutomationId> = Wire.id("AutomationId")

/** Id of a step (block) of an automation. */
export type AutomationBlockId = Wire.Branded<"AutomationBlockId">
export const AutomationBlockId: Wire.Id<AutomationBlockId> = Wire.id("AutomationBlockId")

/** Id of an SMS that an automation sends. */
export type AutomationSmsId = Wire.Branded<"AutomationSmsId">
export const AutomationSmsId: Wire.Id<AutomationSmsId> = Wire.id("AutomationSmsId")

/** Id of a trigger that starts an automation. */
export type AutomationTriggerId = Wire.Branded<"AutomationTriggerId">
export const AutomationTriggerId: Wire.Id<AutomationTriggerId> = Wire.id("AutomationTriggerId")

/** Id of an entry in a contact's bounce log. */
export type BounceLogId = Wire.Branded<"BounceLogId">
export const BounceLogId: Wire.Id<BounceLogId> = Wire.id("BounceLogId")

/** Id of a branding: the logo, texts and styles of a user group. */
export type BrandingId = Wire.Branded<"BrandingId">
export const BrandingId: Wire.Id<BrandingId> = Wire.id("BrandingId")

/** Id of a batch of contacts that is imported. */
export type BulkImportBatchId = Wire.Branded<"BulkImportBatchId">
export const BulkImportBatchId: Wire.Id<BulkImportBatchId> = Wire.id("BulkImportBatchId")

/** Id of a calendar feed. */
export type CalendarId = Wire.Branded<"CalendarId">
export const CalendarId: Wire.Id<CalendarId> = Wire.id("CalendarId")

/** Id of a campaign. */
export type CampaignId = Wire.Branded<"CampaignId">
export const CampaignId: Wire.Id<CampaignId> = Wire.id("CampaignId")

/** Id of a link in a campaign. */
export type CampaignLinkId = Wire.Branded<"CampaignLinkId">
export const CampaignLinkId: Wire.Id<CampaignLinkId> = Wire.id("CampaignLinkId")

/** Id of the link between a campaign and a list that it is sent to. */
export type CampaignListId = Wire.Branded<"CampaignListId">
export const CampaignListId: Wire.Id<CampaignListId> = Wire.id("CampaignListId")

/** Id of the link between a campaign and a message that it sends. */
export type CampaignMessageId = Wire.Branded<"CampaignMessageId">
export const CampaignMessageId: Wire.Id<CampaignMessageId> = Wire.id("CampaignMessageId")

/** Id of a setting of a user (config). */
export type ConfigId = Wire.Branded<"ConfigId">
export const ConfigId: Wire.Id<ConfigId> = Wire.id("ConfigId")

/** Id of a connection to a shop or another external service. */
export type ConnectionId = Wire.Branded<"ConnectionId">
export const ConnectionId: Wire.Id<ConnectionId> = Wire.id("ConnectionId")

/** Id of a contact. */
export type ContactId = Wire.Branded<"ContactId">
export const ContactId: Wire.Id<ContactId> = Wire.id("ContactId")

/** Id of a contact's enrollment in an automation. */
export type ContactAutomationId = Wire.Branded<"ContactAutomationId">
export const ContactAutomationId: Wire.Id<ContactAutomationId> = Wire.id("ContactAutomationId")

/** Id of a conversion that a contact has achieved. */
export type ContactConversionId = Wire.Branded<"ContactConversionId">
export const ContactConversionId: Wire.Id<ContactConversionId> = Wire.id("ContactConversionId")

/** Id of a contact's location and traffic source data (contact data). */
export type ContactDataId = Wire.Branded<"ContactDataId">
export const ContactDataId: Wire.Id<ContactDataId> = Wire.id("ContactDataId")

/** Id of the link between a secondary contact and a deal. */
export type ContactDealId = Wire.Branded<"ContactDealId">
export const ContactDealId: Wire.Id<ContactDealId> = Wire.id("ContactDealId")

/** Id of an e-mail that a user sent to a contact. */
export type ContactEmailId = Wire.Branded<"ContactEmailId">
export const ContactEmailId: Wire.Id<ContactEmailId> = Wire.id("ContactEmailId")

/** Id of the link between a contact and a goal that the contact reached. */
export type ContactGoalId = Wire.Branded<"ContactGoalId">
export const ContactGoalId: Wire.Id<ContactGoalId> = Wire.id("ContactGoalId")

/** Id of a subscription of a contact to a list. */
export type ContactListId = Wire.Branded<"ContactListId">
export const ContactListId: Wire.Id<ContactListId> = Wire.id("ContactListId")

/** Id of an entry in a contact's log. */
export type ContactLogId = Wire.Branded<"ContactLogId">
export const ContactLogId: Wire.Id<ContactLogId> = Wire.id("ContactLogId")

/** Id of the link between a contact and a tag. To remove a tag from a contact, use this id, not the `TagId`. */
export type ContactTagId = Wire.Branded<"ContactTagId">
export const ContactTagId: Wire.Id<ContactTagId> = Wire.id("ContactTagId")

/** Id of a conversion: a goal of the account with a value. */
export type ConversionId = Wire.Branded<"ConversionId">
export const ConversionId: Wire.Id<ConversionId> = Wire.id("ConversionId")

/** Id of a trigger that counts a conversion. */
export type ConversionTriggerId = Wire.Branded<"ConversionTriggerId">
export const ConversionTriggerId: Wire.Id<ConversionTriggerId> = Wire.id("ConversionTriggerId")

/** Id of a field of a custom object schema. */
export type CustomObjectFieldId = Wire.Branded<"CustomObjectFieldId">
export const CustomObjectFieldId: Wire.Id<CustomObjectFieldId> = Wire.id("CustomObjectFieldId")

/** Id of a record of a custom object. */
export type CustomObjectRecordId = Wire.Branded<"CustomObjectRecordId">
export const CustomObjectRecordId: Wire.Id<CustomObjectRecordId> = Wire.id("CustomObjectRecordId")

/** Id of a custom object schema. */
export type CustomObjectSchemaId = Wire.Branded<"CustomObjectSchemaId">
export const CustomObjectSchemaId: Wire.Id<CustomObjectSchemaId> = Wire.id("CustomObjectSchemaId")

/** Id of a deal. */
export type DealId = Wire.Branded<"DealId">
export const DealId: Wire.Id<DealId> = Wire.id("DealId")

/** Id of an activity of a deal: an entry in the deal's history. */
export type DealActivityId = Wire.Branded<"DealActivityId">
export const DealActivityId: Wire.Id<DealActivityId> = Wire.id("DealActivityId")

/** Id of a custom field of deals. */
export type DealCustomFieldId = Wire.Branded<"DealCustomFieldId">
export const DealCustomFieldId: Wire.Id<DealCustomFieldId> = Wire.id("DealCustomFieldId")

/** Id of a custom field value of a deal. */
export type DealCustomFieldValueId = Wire.Branded<"DealCustomFieldValueId">
export const DealCustomFieldValueId: Wire.Id<DealCustomFieldValueId> = Wire.id("DealCustomFieldValueId")

/** Id of a role that secondary contacts can have in deals. */
export type DealRoleId = Wire.Branded<"DealRoleId">
export const DealRoleId: Wire.Id<DealRoleId> = Wire.id("DealRoleId")

/** Id of a stage of a pipeline. */
export type DealStageId = Wire.Branded<"DealStageId">
export const DealStageId: Wire.Id<DealStageId> = Wire.id("DealStageId")

/** Id of an e-commerce customer. */
export type EcomCustomerId = Wire.Branded<"EcomCustomerId">
export const EcomCustomerId: Wire.Id<EcomCustomerId> = Wire.id("EcomCustomerId")

/** Id of an e-commerce order. */
export type EcomOrderId = Wire.Branded<"EcomOrderId">
export const EcomOrderId: Wire.Id<EcomOrderId> = Wire.id("EcomOrderId")

/** Id of an activity of an e-commerce order. */
export type EcomOrderActivityId = Wire.Branded<"EcomOrderActivityId">
export const EcomOrderActivityId: Wire.Id<EcomOrderActivityId> = Wire.id("EcomOrderActivityId")

/** Id of a discount on an e-commerce order. */
export type EcomOrderDiscountId = Wire.Branded<"EcomOrderDiscountId">
export const EcomOrderDiscountId: Wire.Id<EcomOrderDiscountId> = Wire.id("EcomOrderDiscountId")

/** Id of a product in an e-commerce order. */
export type EcomOrderProductId = Wire.Branded<"EcomOrderProductId">
export const EcomOrderProductId: Wire.Id<EcomOrderProductId> = Wire.id("EcomOrderProductId")

/** Id of an e-mail exchanged with a contact or recorded on a deal. */
export type EmailActivityId = Wire.Branded<"EmailActivityId">
export const EmailActivityId: Wire.Id<EmailActivityId> = Wire.id("EmailActivityId")

/** Id of a custom field of contacts. */
export type FieldId = Wire.Branded<"FieldId">
export const FieldId: Wire.Id<FieldId> = Wire.id("FieldId")

/** Id of a group of custom fields. */
export type FieldGroupId = Wire.Branded<"FieldGroupId">
export const FieldGroupId: Wire.Id<FieldGroupId> = Wire.id("FieldGroupId")

/** Id of the link between a custom field and a group of custom fields. */
export type FieldGroupMemberId = Wire.Branded<"FieldGroupMemberId">
export const FieldGroupMemberId: Wire.Id<FieldGroupMemberId> = Wire.id("FieldGroupMemberId")

/** Id of an option of a custom field of contacts. */
export type FieldOptionId = Wire.Branded<"FieldOptionId">
export const FieldOptionId: Wire.Id<FieldOptionId> = Wire.id("FieldOptionId")

/** Id of the link between a custom field of contacts and a list. */
export type FieldRelId = Wire.Branded<"FieldRelId">
export const FieldRelId: Wire.Id<FieldRelId> = Wire.id("FieldRelId")

/** Id of a custom field value of a contact. */
export type FieldValueId = Wire.Branded<"FieldValueId">
export const FieldValueId: Wire.Id<FieldValueId> = Wire.id("FieldValueId")

/** Id of a form. */
export type FormId = Wire.Branded<"FormId">
export const FormId: Wire.Id<FormId> = Wire.id("FormId")

/** Id of a geographic location. */
export type GeoAddressId = Wire.Branded<"GeoAddressId">
export const GeoAddressId: Wire.Id<GeoAddressId> = Wire.id("GeoAddressId")

/** Id of the link between a contact and a geographic location found by IP address. */
export type GeoIpId = Wire.Branded<"GeoIpId">
export const GeoIpId: Wire.Id<GeoIpId> = Wire.id("GeoIpId")

/** Id of a goal of an automation. */
export type GoalId = Wire.Branded<"GoalId">
export const GoalId: Wire.Id<GoalId> = Wire.id("GoalId")

/** Id of a user group. */
export type GroupId = Wire.Branded<"GroupId">
export const GroupId: Wire.Id<GroupId> = Wire.id("GroupId")

/** Id of the limits of a user group. */
export type GroupLimitId = Wire.Branded<"GroupLimitId">
export const GroupLimitId: Wire.Id<GroupLimitId> = Wire.id("GroupLimitId")

/** Id of a click of a contact on a link. */
export type LinkDataId = Wire.Branded<"LinkDataId">
export const LinkDataId: Wire.Id<LinkDataId> = Wire.id("LinkDataId")

/** Id of a list. */
export type ListId = Wire.Branded<"ListId">
export const ListId: Wire.Id<ListId> = Wire.id("ListId")

/** Id of an exclusion: a rule that keeps matching contacts off lists. */
export type ListExclusionId = Wire.Branded<"ListExclusionId">
export const ListExclusionId: Wire.Id<ListExclusionId> = Wire.id("ListExclusionId")

/** Id of a user group's permission for a list. */
export type ListGroupId = Wire.Branded<"ListGroupId">
export const ListGroupId: Wire.Id<ListGroupId> = Wire.id("ListGroupId")

/** Id of a log entry, such as `lastlogid` of an automation enrollment. */
export type LogId = Wire.Branded<"LogId">
export const LogId: Wire.Id<LogId> = Wire.id("LogId")

/** Id of a message. */
export type MessageId = Wire.Branded<"MessageId">
export const MessageId: Wire.Id<MessageId> = Wire.id("MessageId")

/** Id of an open or a click of a contact. */
export type MessageActivityId = Wire.Branded<"MessageActivityId">
export const MessageActivityId: Wire.Id<MessageActivityId> = Wire.id("MessageActivityId")

/** Id of a note. */
export type NoteId = Wire.Branded<"NoteId">
export const NoteId: Wire.Id<NoteId> = Wire.id("NoteId")

/** Id of an organization. Accounts have replaced organizations. */
export type OrganizationId = Wire.Branded<"OrganizationId">
export const OrganizationId: Wire.Id<OrganizationId> = Wire.id("OrganizationId")

/** Id of a personalization variable. */
export type PersonalizationId = Wire.Branded<"PersonalizationId">
export const PersonalizationId: Wire.Id<PersonalizationId> = Wire.id("PersonalizationId")

/** Id of a pipeline (deal group). */
export type PipelineId = Wire.Branded<"PipelineId">
export const PipelineId: Wire.Id<PipelineId> = Wire.id("PipelineId")

/** Id of the link between a pipeline and a user group. */
export type PipelineGroupId = Wire.Branded<"PipelineGroupId">
export const PipelineGroupId: Wire.Id<PipelineGroupId> = Wire.id("PipelineGroupId")

/** Id of the link between a pipeline and a user. */
export type PipelineUserId = Wire.Branded<"PipelineUserId">
export const PipelineUserId: Wire.Id<PipelineUserId> = Wire.id("PipelineUserId")

/** Id of a contact's profile data from other services (plus append). */
export type PlusAppendId = Wire.Branded<"PlusAppendId">
export const PlusAppendId: Wire.Id<PlusAppendId> = Wire.id("PlusAppendId")

/** Id of a saved response. */
export type SavedResponseId = Wire.Branded<"SavedResponseId">
export const SavedResponseId: Wire.Id<SavedResponseId> = Wire.id("SavedResponseId")

/** Id of a score: the rules that assign points to contacts or deals. */
export type ScoreId = Wire.Branded<"ScoreId">
export const ScoreId: Wire.Id<ScoreId> = Wire.id("ScoreId")

/** Id of a score value of a contact or deal. */
export type ScoreValueId = Wire.Branded<"ScoreValueId">
export const ScoreValueId: Wire.Id<ScoreValueId> = Wire.id("ScoreValueId")

/** Id of a segment. */
export type SegmentId = Wire.Branded<"SegmentId">
export const SegmentId: Wire.Id<SegmentId> = Wire.id("SegmentId")

/** Id of a run that matches contacts with a segment. */
export type SegmentRunId = Wire.Branded<"SegmentRunId">
export const SegmentRunId: Wire.Id<SegmentRunId> = Wire.id("SegmentRunId")

/** Id of a message that an automation shows on a website. */
export type SiteMessageId = Wire.Branded<"SiteMessageId">
export const SiteMessageId: Wire.Id<SiteMessageId> = Wire.id("SiteMessageId")

/** Id of a domain on which site tracking is allowed. */
export type SiteTrackingDomainId = Wire.Branded<"SiteTrackingDomainId">
export const SiteTrackingDomainId: Wire.Id<SiteTrackingDomainId> = Wire.id("SiteTrackingDomainId")

/** Id of a request to generate an SMS broadcast. */
export type SmsAiRequestId = Wire.Branded<"SmsAiRequestId">
export const SmsAiRequestId: Wire.Id<SmsAiRequestId> = Wire.id("SmsAiRequestId")

/** Id of an SMS broadcast. */
export type SmsBroadcastId = Wire.Branded<"SmsBroadcastId">
export const SmsBroadcastId: Wire.Id<SmsBroadcastId> = Wire.id("SmsBroadcastId")

/** Id of a label of SMS broadcasts. */
export type SmsLabelId = Wire.Branded<"SmsLabelId">
export const SmsLabelId: Wire.Id<SmsLabelId> = Wire.id("SmsLabelId")

/** Id of a sender of SMS broadcasts. */
export type SmsSenderId = Wire.Branded<"SmsSenderId">
export const SmsSenderId: Wire.Id<SmsSenderId> = Wire.id("SmsSenderId")

/** Id of a tag. */
export type TagId = Wire.Branded<"TagId">
export const TagId: Wire.Id<TagId> = Wire.id("TagId")

/** Id of a task. */
export type TaskId = Wire.Branded<"TaskId">
export const TaskId: Wire.Id<TaskId> = Wire.id("TaskId")

/** Id of an outcome that tasks can have. */
export type TaskOutcomeId = Wire.Branded<"TaskOutcomeId">
export const TaskOutcomeId: Wire.Id<TaskOutcomeId> = Wire.id("TaskOutcomeId")

/** Id of a task type. */
export type TaskTypeId = Wire.Branded<"TaskTypeId">
export const TaskTypeId: Wire.Id<TaskTypeId> = Wire.id("TaskTypeId")

/** Id of the link between a task type and a task outcome. */
export type TaskTypeOutcomeId = Wire.Branded<"TaskTypeOutcomeId">
export const TaskTypeOutcomeId: Wire.Id<TaskTypeOutcomeId> = Wire.id("TaskTypeOutcomeId")

/** Id of an e-mail template. */
export type TemplateId = Wire.Branded<"TemplateId">
export const TemplateId: Wire.Id<TemplateId> = Wire.id("TemplateId")

/** Id of a tracked event or site visit of a contact. */
export type TrackingLogId = Wire.Branded<"TrackingLogId">
export const TrackingLogId: Wire.Id<TrackingLogId> = Wire.id("TrackingLogId")

/** Id of a user. */
export type UserId = Wire.Branded<"UserId">
export const UserId: Wire.Id<UserId> = Wire.id("UserId")

/** Id of a user's permission in conversations. */
export type UserConversationsPermissionId = Wire.Branded<"UserConversationsPermissionId">
export const UserConversationsPermissionId: Wire.Id<UserConversationsPermissionId> = Wire.id(
  "UserConversationsPermissionId"
)

/** Id of the link between a user and a user group. */
export type UserGroupId = Wire.Branded<"UserGroupId">
export const UserGroupId: Wire.Id<UserGroupId> = Wire.id("UserGroupId")

/** Id of a webhook. */
export type WebhookId = Wire.Branded<"WebhookId">
export const WebhookId: Wire.Id<WebhookId> = Wire.id("WebhookId")

/** Id of a WhatsApp channel. */
export type WhatsAppChannelId = Wire.Branded<"WhatsAppChannelId">
export const WhatsAppChannelId: Wire.Id<WhatsAppChannelId> = Wire.id("WhatsAppChannelId")

/** Id of a contact in WhatsApp: not the id that `Contacts` has for the same person. */
export type WhatsAppContactId = Wire.Branded<"WhatsAppContactId">
export const WhatsAppContactId: Wire.Id<WhatsAppContactId> = Wire.id("WhatsAppContactId")

/** Id of a conversation in the WhatsApp inbox. */
export type WhatsAppConversationId = Wire.Branded<"WhatsAppConversationId">
export const WhatsAppConversationId: Wire.Id<WhatsAppConversationId> = Wire.id("WhatsAppConversationId")

/** Id of a WhatsApp flow. */
export type WhatsAppFlowId = Wire.Branded<"WhatsAppFlowId">
export const WhatsAppFlowId: Wire.Id<WhatsAppFlowId> = Wire.id("WhatsAppFlowId")

/** Id of an execution of a WhatsApp flow. */
export type WhatsAppFlowExecutionId = Wire.Branded<"WhatsAppFlowExecutionId">
export const WhatsAppFlowExecutionId: Wire.Id<WhatsAppFlowExecutionId> = Wire.id("WhatsAppFlowExecutionId")

/** Id of a contact's way through a WhatsApp flow. */
export type WhatsAppFlowExecutionContactId = Wire.Branded<"WhatsAppFlowExecutionContactId">
export const WhatsAppFlowExecutionContactId: Wire.Id<WhatsAppFlowExecutionContactId> = Wire.id(
  "WhatsAppFlowExecutionContactId"
)

/** Id of a step of a WhatsApp flow. */
export type WhatsAppFlowStepId = Wire.Branded<"WhatsAppFlowStepId">
export const WhatsAppFlowStepId: Wire.Id<WhatsAppFlowStepId> = Wire.id("WhatsAppFlowStepId")

/** Id of a version of a WhatsApp flow. */
export type WhatsAppFlowVersionId = Wire.Branded<"WhatsAppFlowVersionId">
export const WhatsAppFlowVersionId: Wire.Id<WhatsAppFlowVersionId> = Wire.id("WhatsAppFlowVersionId")

/** Id of a WhatsApp message. */
export type WhatsAppMessageId = Wire.Branded<"WhatsAppMessageId">
export const WhatsAppMessageId: Wire.Id<WhatsAppMessageId> = Wire.id("WhatsAppMessageId")

/** Id of a tag of WhatsApp conversations: not a tag of `Tags`. */
export type WhatsAppTagId = Wire.Branded<"WhatsAppTagId">
export const WhatsAppTagId: Wire.Id<WhatsAppTagId> = Wire.id("WhatsAppTagId")

/** Id of a team that WhatsApp conversations are assigned to. */
export type WhatsAppTeamId = Wire.Branded<"WhatsAppTeamId">
export const WhatsAppTeamId: Wire.Id<WhatsAppTeamId> = Wire.id("WhatsAppTeamId")

/** Id of a WhatsApp template. */
export type WhatsAppTemplateId = Wire.Branded<"WhatsAppTemplateId">
export const WhatsAppTemplateId: Wire.Id<WhatsAppTemplateId> = Wire.id("WhatsAppTemplateId")

/** Id of a user in WhatsApp: not the id that `Users` has for the same person. */
export type WhatsAppUserId = Wire.Branded<"WhatsAppUserId">
export const WhatsAppUserId: Wire.Id<WhatsAppUserId> = Wire.id("WhatsAppUserId")

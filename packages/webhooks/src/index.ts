/**
 * Webhooks: typed events, a receiver for every runtime, and an inbox that loses nothing.
 *
 * `Confirm` and `WebhookInboxSql` need packages that not every application installs. They are imported by their module path.
 */
export * as FormBody from "./FormBody.js"
export * as WebhookBody from "./WebhookBody.js"
export * as WebhookEvent from "./WebhookEvent.js"
export * as WebhookHandlers from "./WebhookHandlers.js"
export * as WebhookInbox from "./WebhookInbox.js"
export * as WebhookReceiver from "./WebhookReceiver.js"

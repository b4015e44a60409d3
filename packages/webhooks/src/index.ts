/**
 * Webhooks: typed events, a receiver for every runtime, and an inbox that loses nothing.
 */
export {}

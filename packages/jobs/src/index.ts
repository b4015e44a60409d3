/**
 * Jobs: import, export and sync of whole accounts.
 */
export {}

/**
 * E-commerce orders: what the codes of their sources and states mean.
 */

export const sources = { "0": "historical", "1": "real-time" } as const

export const states = { "0": "pending", "1": "completed", "2": "abandoned", "3": "recovered", "4": "waiting" } as const

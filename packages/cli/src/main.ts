/**
 * The command `effect-activecampaign`.
 */
export {}

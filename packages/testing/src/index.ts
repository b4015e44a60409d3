/**
 * Fakes for the tests of applications: configured replies, an account in memory, and single endpoints of the root
 * service.
 */
export * as FakeAccount from "./FakeAccount.js"
export * as FakeAccountServer from "./FakeAccountServer.js"
export * as FakeActiveCampaign from "./FakeActiveCampaign.js"
export * as FakeHttp from "./FakeHttp.js"
export * as Faults from "./Faults.js"
export * as Fixtures from "./Fixtures.js"

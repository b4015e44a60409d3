/**
 * Fake HTTP and a fake account, for the tests of applications.
 */
export * as FakeAccount from "./FakeAccount.js"
export * as FakeAccountServer from "./FakeAccountServer.js"
export * as FakeHttp from "./FakeHttp.js"

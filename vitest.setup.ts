import { afterEach } from "vitest"

const { setImmediate } = globalThis

/**
 * Lets the worker read its messages after each test. Most tests never leave the queue of microtasks, and a file of them
 * that takes a minute on a busy machine would be taken for one that hangs.
 */
afterEach(() => new Promise<void>((resolve) => void setImmediate(resolve)))

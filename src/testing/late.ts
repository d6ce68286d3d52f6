import { lateParts } from '#late.ts'

// Here a module comes over the test runner's own connection, which belongs to the request that asks for it: another one that waits for
// the same module would never hear of it. In the product modules come from the bundle.
await Promise.all(Object.values(lateParts).map((load) => load()))

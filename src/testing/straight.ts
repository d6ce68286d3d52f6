import { env } from 'cloudflare:workers'

// The runner leads whatever the Worker asks of others through a Worker of its own, which costs as much as the rest of a request does.
// Here it goes straight out, as it does where the product runs.
const { STRAIGHT } = env as unknown as Record<'STRAIGHT', { fetch: typeof fetch }>
globalThis.fetch = (input, init) => STRAIGHT.fetch(input, init)

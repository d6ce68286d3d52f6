import type { CustomerCtx } from '#context.ts'

/** How long a proof of the mailbox counts for what asks for a fresh one. */
export const freshMs = 10 * 60_000

/** Whether this visitor proved their mailbox just now. Call after the read. */
export function isFresh({ now, identity }: Pick<CustomerCtx, 'now' | 'identity'>): boolean {
  return now - identity.at <= freshMs
}

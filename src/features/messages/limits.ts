import type { ReaderCtx } from '#context.ts'
import { takeTurn } from '#platform/tenants/limits.ts'

const hourMs = 3_600_000
/** So many messages nobody writes to a shop in an hour. */
export const mostWordsPerHour = 60

/** Whether a contact, or the holder of their link, may say one thing more: each message mails somebody. Counts it. */
export function mayWrite({ deps, tenant, viewer }: ReaderCtx): Promise<boolean> {
  return takeTurn(deps, [{ key: `words:${tenant.key}:${viewer.contactId}`, max: mostWordsPerHour, windowMs: hourMs }])
}

import type { SystemCtx } from '#context.ts'
import { threadIdOf } from '#features/messages/thread.ts'
import { replyAddress } from './address.ts'

/** Whom a mail goes to: a contact, or a member of staff. */
interface Recipient {
  readonly id: string
  /** Of a contact. */
  readonly answering?: number
}

/**
 * Where an answer to a mail about `subjectId` goes; undefined for an address that is nobody's of the shop, and to customers while the
 * portal is closed: then nobody answers in it, by whatever way.
 */
export async function replyToOf(ctx: SystemCtx, subjectId: string, to: Recipient | undefined): Promise<string | undefined> {
  if (!to || (to.answering !== undefined && !ctx.shop.isPortalOn)) return undefined
  return replyAddress(ctx, { threadId: threadIdOf(subjectId), recipientId: to.id, generation: to.answering ?? 0 })
}

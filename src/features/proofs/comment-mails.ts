import type { Mail, ReaderCtx, StaffCtx } from '#context.ts'
import type { Asked } from '#features/approvals/asked.ts'
import { shopAddresses } from '#features/approvals/shop-mail.ts'

/** So long a comment waits for the next one: what is said in one sitting is one mail. Milliseconds. */
const commentPauseMs = 5 * 60_000

/** The mails that tell the other side what was said on a proof. Each takes the place of the one that still waits. */
export function commentMails(ctx: ReaderCtx | StaffCtx, { request, approvers, job }: Asked): Mail[] {
  const mail = (kind: string, to: string): Mail => {
    // Of each edition by itself: a mail quotes one, and must not take the place of what was said on another.
    const topic = `${kind}:${request.subjectId}:${request.edition}:${to}`
    const payload = { proof: request.subjectId, edition: String(request.edition), topic, to }
    return { kind, payload, topic, dueAt: ctx.now + commentPauseMs, customerId: request.customerId }
  }
  return ctx.audience === 'staff'
    ? approvers.map(({ id }) => mail('proof.commented', id))
    : shopAddresses(ctx, job?.advisorEmail).map((to) => mail('proof.comments', to))
}

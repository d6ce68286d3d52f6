import type { Action, SystemCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, once, Refused } from '#database/write.ts'
import { isStillLetIn } from '#features/customers/access.ts'
import { files } from '#features/files/schema.ts'
import { readersAtDesk, talkAtDesk } from '#features/messages/inbox-queries.ts'
import { asksShop, tellsCustomer } from '#features/messages/mails.ts'
import { mayFollow, type ThreadSubject, type Topic, topicOf } from '#features/messages/rules.ts'
import { messageFiles, messageMails } from '#features/messages/schema.ts'
import { topicForCustomer } from '#features/messages/talk-queries.ts'
import { type Author, mostIn, sayAs } from '#features/messages/thread.ts'
import { messageWords as words } from '#features/messages/words.ts'
import { move, tellsOfAnswer, tellsOfReply } from '#features/requests/actions.ts'
import { requestForCustomer } from '#features/requests/queries.ts'
import { advisors } from '#features/team/rules.ts'
import type { Occasion } from '#identity/open-context.ts'
import { mailContext } from '#identity/visitor-context.ts'
import { isId, newId } from '#lib/id.ts'
import { keepFiles, keeping } from './keep-files.ts'
import type { ContactAnswerer, StaffAnswerer } from './queries.ts'
import type { ReviewReason, Said } from './rules.ts'

/** For whom an address was made, and whether they may answer now. */
export type Found =
  | { readonly kind: 'contact'; readonly who: ContactAnswerer; readonly mayAnswer: boolean }
  | { readonly kind: 'staff'; readonly who: StaffAnswerer; readonly mayAnswer: boolean }

/** It is from them, and they may not say it there any more: somebody looks at it. */
export class NotTheirs extends Error {
  readonly reason: ReviewReason
  readonly said: Said
  constructor(reason: ReviewReason, said: Said) {
    super(reason)
    this.reason = reason
    this.said = said
  }
}

/** Says what a contact mailed, as if they had written it on the page; whoever answers at the shop is mailed. */
export async function answerAsContact(occasion: Occasion, { who }: Found, said: Said, mailKey: string): Promise<void> {
  const { recipientId: id, name, customerId, subjectId } = who
  const isLetIn = raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${id} AND ${isStillLetIn})`
  const ctx = mailContext(occasion, { kind: 'contact', id, name }, [assert(isLetIn, 'ended')])
  const [[row]] = await ctx.read([topicForCustomer], { id: subjectId, customer: customerId, contact: id })
  const topic = row && topicOf(subjectId, row)
  const seesPrices = 'seesPrices' in who && who.seesPrices
  if (!ctx.shop.isPortalOn) throw new NotTheirs('closed', said)
  const author = { authorKind: 'contact', authorId: id, authorName: name } as const
  if (isId('req', subjectId)) {
    const [[request]] = await ctx.read([requestForCustomer], { id: subjectId, customer: customerId, contact: id })
    if (!request) throw new NotTheirs('ended', said)
    const about = { kind: 'request', id: subjectId, jobId: null } as const
    const moved = { more: move('reply', subjectId, ctx.now), mails: tellsOfReply(ctx, request) }
    return say(ctx, { kind: 'request.asked', about, customerId, author, said, mailKey, ...moved })
  }
  if (!topic || !mayFollow(topic.kind, { seesPrices })) throw new NotTheirs('ended', said)
  const mails = asksShop(ctx, topic, customerId, row.advisorEmail)
  await say(ctx, { kind: 'message.written', about: topic, customerId, mails, author, said, mailKey })
}

/** Says what a member of staff mailed to the customer, as if they had written it at the desk. */
export async function answerAsStaff(occasion: Occasion, { who }: Found, said: Said, mailKey: string): Promise<void> {
  const { recipientId: id, name, customerId, subjectId } = who
  const roles = raw.join(
    advisors.map((role) => raw`${role}`),
    raw`, `,
  )
  const works = raw`EXISTS (SELECT 1 FROM staff m WHERE m.id = ${id} AND m.is_active = 1 AND m.role IN (${roles}))`
  const ctx = mailContext(occasion, { kind: 'staff', id, name }, [assert(works, 'ended')])
  const [[row], readers] = await ctx.read([talkAtDesk, readersAtDesk], { id: subjectId, staff: id })
  const topic = row && topicOf(subjectId, row)
  const author = { authorKind: 'staff', authorId: id, authorName: name } as const
  if (isId('req', subjectId)) {
    const about = { kind: 'request', id: subjectId, jobId: null } as const
    const moved = { more: move('respond', subjectId, ctx.now), mails: tellsOfAnswer(ctx.now, { id: subjectId, customerId }) }
    return say(ctx, { kind: 'request.responded', about, customerId, author, said, mailKey, ...moved })
  }
  if (!topic) throw new NotTheirs('ended', said)
  const told = readers.filter((reader) => mayFollow(topic.kind, reader))
  const mails = tellsCustomer(ctx, topic, customerId, told)
  await say(ctx, { kind: 'message.sent', about: topic, customerId, mails, author, said, mailKey })
}

interface Answer extends Pick<Action, 'kind' | 'mails'> {
  readonly about: Pick<Topic, 'id' | 'jobId'> & { readonly kind: ThreadSubject }
  /** What else becomes of it. */
  readonly more?: readonly Change[]
  readonly customerId: string
  readonly author: Author
  readonly said: Said
  readonly mailKey: string
}

async function say(
  ctx: SystemCtx,
  { kind, about, customerId, mails = [], more = [], author, said, mailKey }: Answer,
): Promise<void> {
  const { kind: subject, id, jobId } = about
  const kept = await keepFiles(ctx, author.authorId, said.files)
  const messageId = newId('msg')
  const leftOut = [...said.left, ...kept.refused].join('\n')
  const action = {
    kind,
    subjectId: id,
    customerId,
    jobId: jobId ?? undefined,
    details: { body: said.body.slice(0, 200), via: 'email' },
    mails,
  }
  try {
    await keeping(ctx, kept, () =>
      ctx.write(action, [
        ...sayAs(author, ctx.now, { kind: subject, id, customerId, jobId }, said.body, words.write.tooMany, {
          most: mostIn(subject),
          messageId,
        }),
        ...withMail(messageId, mailKey, { quoted: said.quoted, leftOut }),
        ...kept.rows.flatMap((file, position) => [
          sql.insert(files).values(file),
          sql.insert(messageFiles).values({ messageId, fileId: file.id, position }),
        ]),
        ...more,
      ]),
    )
  } catch (error) {
    if (error instanceof Refused && error.reason === 'ended') throw new NotTheirs('ended', said)
    throw error
  }
}

/** That a message came by this mail, which stands in a conversation once: refused as 'known' otherwise. */
export function withMail(
  messageId: string,
  mailKey: string,
  more: { readonly quoted: string; readonly leftOut: string },
): Change[] {
  const threadId = raw`(SELECT m.thread_id FROM messages m WHERE m.id = ${messageId})`
  return [once(sql.insert(messageMails).values({ messageId, threadId, mailKey, ...more }), 'known')]
}

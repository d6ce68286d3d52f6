import { cutting, type Mutant } from './mutant.ts'

const inbound = ['src/features/inbound']
const messages = ['src/features/messages']
const races = ['src/races-owned.test.ts']
const live = ['src/clock/live.test.ts']

/** Messages, answers by email, and open pages. */
export const talkMutants: readonly Mutant[] = [
  ...cutting('features/inbound/rules.ts', inbound, [
    "if (isBounce(headers)) return { kind: 'dropped', why: 'bounce' }",
    "if (isAutomatic(headers)) return { kind: 'dropped', why: 'automatic' }",
    "if (sender !== email) return 'another'",
    ' || more.length > 0',
  ]),
  ...cutting('lib/mail/authentication.ts', inbound, [
    'if (name.split(/\\s/)[0]?.toLowerCase() !== stamp) return []',
    "if (outcome?.toLowerCase() !== 'pass') return []",
    'if (spf === undefined) return []',
  ]),
  ...cutting('features/inbound/say.ts', inbound, [
    ["[assert(isLetIn, 'ended')]", "assert(isLetIn, 'ended')"],
    "if (!ctx.shop.isPortalOn) throw new NotTheirs('closed', said)",
  ]),
  ...cutting('features/inbound/actions.ts', inbound, [
    "if (!(await takeTurn(deps, limits))) throw tooMany('Too many mails come from there. Bring this one again later.')",
  ]),
  ...cutting('adapters/mail/inbound-postmark.ts', inbound, [
    "if (!secrets.some((secret) => sameText(password, secret))) return 'forged'",
  ]),
  ...cutting('features/messages/talk-actions.ts', messages, [
    ' || !mayFollow(topic.kind, ctx.viewer)',
    '      ownUploads(ctx, file),\n',
  ]),
  ...cutting('features/messages/talk-queries.ts', messages, [
    ['const own = and(eq(threads.customerId, theCustomer), isFollowed)', ', isFollowed'],
    ['const own = and(eq(threads.customerId, theCustomer), isFollowed)', 'eq(threads.customerId, theCustomer), '],
  ]),
  ...cutting(
    'features/messages/talk-queries.ts',
    ['src/features/assets'],
    [', eq(ownerships.customerId, theCustomer)', ' AND o.until_at IS NULL'],
  ),
  ...cutting(
    'features/messages/rules.ts',
    ['src/features/assets'],
    ['    if (!isThere && !found.threadKind) return undefined\n'],
  ),
  ...cutting('features/messages/inbox-actions.ts', messages, [
    "if (assignee && !to) throw notFound('colleague')",
    ', eq(threads.version, version)',
    ', lte(threads.lastAt, upTo)',
  ]),
  ...cutting('features/messages/portal.tsx', messages, [
    "if (!(await mayWrite(ctx))) return showTalk(c, id, fieldError(textsOf(await readFields(c)), 'body', words.write.tooOften))",
  ]),
  ...cutting('clock/live.ts', live, [
    "if (c.req.header('origin') !== new URL(c.req.url).origin) throw new AppError('forbidden', words.otherSite, words.otherSiteText)",
    'if (since !== undefined) await clock.tell(await missedBy(ctx, page, topics, Number(since)))',
  ]),
  ...cutting('clock/topics.ts', live, [['`${customerId}/${jobId}`, ', '${customerId}/']]),
  ...cutting('features/messages/replies-actions.ts', races, [
    ', eq(cannedReplies.version, version)',
    ', isNull(cannedReplies.removedAt)',
  ]),
  ...cutting('features/inbound/review-actions.ts', races, [', isNull(mailReviews.settledAt)']),
]

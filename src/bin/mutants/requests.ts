import { cutting, type Mutant } from './mutant.ts'

const drafts = ['src/features/requests/request-files.test.ts']
const strangers = ['src/features/requests/strangers.test.ts']
const talk = ['src/features/messages/questions-with-files.test.ts']
const quiet = ['src/features/automations']
const races = ['src/races-owned.test.ts']
const branding = ['src/features/branding']

/** Requests and the files with them, quiet hours, and what customers keep of their branding. */
export const requestMutants: readonly Mutant[] = [
  ...cutting('features/requests/draft-files.ts', drafts, [
    'release(raw`${files.id} IN ${held} AND ${files.id} NOT IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`),\n',
  ]),
  ...cutting('features/requests/draft-actions.ts', drafts, [
    ' AND d.contact_id = ${ctx.contactId}',
    '    holdFiles(ctx, draft, content),\n',
  ]),
  ...cutting('features/files/rights-queries.ts', drafts, [
    ' AND q.customer_id = ${theCustomer}',
    ' AND d.contact_id = ${theContact}',
  ]),
  ...cutting('features/requests/stranger-files.ts', strangers, [
    '    isOpen,\n',
    '    ...ids.map(isTheirs),\n',
    'assert(raw`${position} <= ${mostFiles}`, messageWords.attach.mostFiles),\n',
  ]),
  ...cutting('features/requests/strangers.tsx', strangers, [
    ' && (await isOfBrowser(draft, kept.secret))',
    "if (isClosed(c) || !draft?.email || draft.sentAt === null) throw notFound('Request')\n",
  ]),
  ...cutting('features/messages/say-with-files.ts', talk, [
    "    ...(ctx.audience === 'staff' ? [] : [ownUploads(ctx, file)]),\n",
  ]),
  ...cutting('middleware/guards.ts', talk, ['if (ctx.identity.forwardedTo !== undefined) throw forbidden(talk.write.notYours)']),
  ...cutting('features/automations/quiet.ts', quiet, [' || !canWait.has(kind)', 'if (!isQuiet) return undefined\n']),
  ...cutting('features/branding/actions.ts', branding, [
    "    ...(ctx.audience === 'customer' ? [ownUploads(ctx, ids)] : []),\n",
    'eq(customerLogos.version, version), ',
  ]),
  ...cutting('features/branding/queries.ts', branding, ['eq(customerLogos.customerId, theCustomer), ']),
  ...cutting('features/requests/actions.ts', races, [', seen', ', inArray(requests.state, statesFor(act))']),
  ...cutting('features/requests/accept-actions.ts', races, [
    ['isServed(customerId),\n    sql.insert(jobs)', 'isServed(customerId),'],
    ['isServed(customerId),\n    sql.insert(estimates)', 'isServed(customerId),'],
    ' AND archived_at IS NULL',
    ' AND merged_into_id IS NULL',
    ', isNull(requests.customerId)',
  ]),
  ...cutting('features/requests/draft-actions.ts', races, [
    ', eq(requestDrafts.version, version)',
    ['    isNull(requestDrafts.sentAt),\n  )', '    isNull(requestDrafts.sentAt),\n'],
  ]),
  ...cutting('features/requests/stranger-actions.ts', strangers, [
    ', eq(requestDrafts.version, version)',
    [', isNull(requestDrafts.sentAt))', ', isNull(requestDrafts.sentAt)'],
    ', eq(requestDrafts.generation, generation)',
    ', lt(requestDrafts.tries, triesAllowed)',
    'gt(requestDrafts.codeExpiresAt, now), ',
    [', isNull(requestDrafts.sentAt)],', ', isNull(requestDrafts.sentAt)'],
  ]),
  ...cutting('features/requests/strangers.tsx', strangers, [
    ['    if (isClosed(c)) return showClosed(c)\n    return draft?.email', '    if (isClosed(c)) return showClosed(c)\n'],
    [
      '    if (isClosed(c)) return showClosed(c)\n    if (!draft?.email) return c.redirect(href(ctx.base, routes.show), 303)\n    if (draft.sentAt',
      '    if (isClosed(c)) return showClosed(c)\n',
    ],
    [
      '    if (isClosed(c)) return showClosed(c)\n    if (!draft?.email) return c.redirect(href(ctx.base, routes.show), 303)\n    await askCode',
      '    if (isClosed(c)) return showClosed(c)\n',
    ],
  ]),
  ...cutting('features/branding/actions.ts', races, [
    ', isNull(customerLogos.removedAt)',
    ', eq(customerColors.version, version)',
    ', eq(customerBrands.version, version)',
  ]),
]

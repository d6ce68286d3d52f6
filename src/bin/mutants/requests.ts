import { cutting, type Mutant } from './mutant.ts'

const drafts = ['src/features/requests/request-files.test.ts']
const strangers = ['src/features/requests/strangers.test.ts']
const talk = ['src/features/messages/questions-with-files.test.ts']
const quiet = ['src/features/automations']
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
]

import { cutting, type Mutant } from './mutant.ts'

const races = ['src/races-accounts.test.ts']
const accounts = ['src/identity/accounts', ...races]
const profile = ['src/features/profile', ...races]
const people = ['src/features/people', ...races]
const imports = ['src/features/imports', ...races]
const revocation = ['src/revocation.test.ts']
const invitations = ['src/identity/invitations']
const muted = ['src/clock/muted.test.ts']

/** Whose account it is: what people change about themselves, bring in, and stand for. */
export const accountMutants: readonly Mutant[] = [
  ...cutting('identity/accounts/actions.ts', accounts, [
    "assert(isTheirs, 'signed out'),",
    ' AND c.person_id = ${ctx.personId}',
    ' AND ${isStillLetIn}',
  ]),
  ...cutting('identity/accounts/queries.ts', accounts, [
    'c.has_access = 1 AND ',
    ' AND c.removed_at IS NULL',
    ' AND k.archived_at IS NULL',
    ["raw.placeholder('account')), eq(contacts.personId, thePerson), isLetIn", ', eq(contacts.personId, thePerson)'],
    ["raw.placeholder('account')), eq(contacts.personId, thePerson), isLetIn", ', isLetIn'],
  ]),
  ...cutting(
    'identity/accounts/elsewhere.ts',
    ['src/identity/accounts'],
    [
      'eq(contacts.personId, thePerson), ',
      'ne(contacts.id, theContact), ',
      'isLetIn, ',
      " AND r.state <> 'draft'",
      ' AND i.sent_at IS NOT NULL',
      [" AND r.kind = 'estimate' AND ${readsInvoices}", ' AND ${readsInvoices}'],
      [' AND i.sent_at IS NOT NULL AND ${readsInvoices}', ' AND ${readsInvoices}'],
      ' AND ${contacts.seesPrices}',
      ' AND a.archived_at IS NULL',
      'if (ctx.viewer.others.length === 0) return undefined',
    ],
  ),
  ...cutting('middleware/failures.tsx', ['src/identity/accounts'], ["c.req.method !== 'GET' || "]),
  ...cutting(
    'identity/sessions/actions.ts',
    ['src/identity/sessions'],
    [
      "assert(isTheirs, 'not theirs'),",
      ' AND s.person_id = ${ctx.personId}',
      'eq(sessions.personId, personId), ',
      'ne(sessions.id, sessionId), ',
    ],
  ),
  ...cutting('features/profile/actions.ts', profile, [', eq(contacts.version, input.version)']),
  ...cutting(
    'features/profile/email-actions.ts',
    [...profile, ...revocation],
    [
      ", exactlyOne('spent')",
      "assert(isFree, 'taken'),",
      '    endOthers(ctx),\n',
      'invitation: raw`${contacts.invitation} + 1`, ',
      "        consequences: viewer.others.map(({ id, customerId }) => ({\n          ...{ kind: 'contact.email_changed', subjectId: id, customerId, details },\n        })),\n",
    ],
  ),
  ...cutting('middleware/origin.ts', muted, [['[^/]+$/.test(path)', '$']]),
  ...cutting('features/people/actions.ts', people, [
    ["allowed(ctx, 'mayInvite'),\n      assert", "allowed(ctx, 'mayInvite'),"],
    ["[allowed(ctx, 'mayInvite'), assert", "allowed(ctx, 'mayInvite'), "],
    ", assert(isNoWiderThan(ctx, colleague.id), 'stale')",
    "assert(isNotWider, 'stale'),",
    "allowed(ctx, 'mayEdit'), ",
    ", exactlyOne('stale')",
    'assertNotListed(customerId, id, email),',
  ]),
  ...cutting('features/people/rules.ts', people, [
    '!one.isPrimary && ',
    ' && own.canApprove',
    ' && own.canPay',
    ' && own.seesPrices',
    ' && !isWider',
    ' && one.id !== viewer.contactId',
  ]),
  ...cutting(
    'features/customers/invite-many.ts',
    [...races, 'src/features/customers'],
    ["assert(raw`changes() = ${invited.length}`, 'stale')", '.slice(0, left)'],
  ),
  ...cutting(
    'clock/retention.ts',
    ['src/clock/retention.test.ts'],
    ["eq(imports.state, 'draft'), ", ', lt(imports.createdAt, before)', ', lt(imports.finishedAt, before)'],
  ),
  ...cutting('features/imports/worker.ts', imports, [
    "[mark, exactlyOne('moved')],",
    "if (!(error instanceof Refused && error.reason === 'moved')) ",
  ]),
  ...cutting('features/profile/mute.tsx', muted, ['token?.purpose !== mutePurpose || ', ' || token.shopKey !== key']),
  ...cutting('features/imports/undo.ts', imports, ['if (!mayUndo(one, ctx.now)) throw conflict(desk.wrong.tooLate)']),
  ...cutting('features/imports/undo.ts', imports, [
    'k.version = 1 AND ',
    ' AND k.archived_at IS NULL',
    '  AND NOT EXISTS (SELECT 1 FROM events e WHERE e.customer_id = k.id AND NOT (${raw.raw(quiet)}))',
    " AND ${isFree('customer_id', 'k.id')}",
    'c.version = 1 AND ',
    ' AND c.removed_at IS NULL',
    'c.invited_at IS NULL AND ',
    ' AND c.seen_at IS NULL',
    '  AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject_id = c.id AND NOT (${raw.raw(quiet)}))',
    " AND ${isFree('contact_id', 'c.id')}",
    ' AND (${isWhole})',
    ', eq(imports.version, version)',
  ]),
  ...cutting('identity/invitations/portal.tsx', invitations, [
    '      eq(contacts.hasAccess, true),\n',
    '      isNull(contacts.removedAt),\n',
    '      isNull(customers.archivedAt),\n',
    ', eq(staff.isActive, true)',
    ' || found.invitedAt + invitationMs < ctx.now',
    " && token.purpose === (door === 'customer' ? 'ivt' : 'stf')",
  ]),
]

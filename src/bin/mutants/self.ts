import { cutting, type Mutant } from './mutant.ts'

const accounts = ['src/identity/accounts']
const devices = ['src/identity/sessions', 'src/revocation.test.ts']
const sessions = ['src/identity/accounts', 'src/identity/sign-in', 'src/revocation.test.ts']
const profile = ['src/features/profile', 'src/clock/muted.test.ts']
const assets = ['src/features/assets/assets.test.ts', 'src/features/passports/handover.test.ts']

/** Whose session, profile and things somebody reads and changes: always their own alone. */
export const selfMutants: readonly Mutant[] = [
  ...cutting('identity/accounts/queries.ts', accounts, ['      eq(contacts.personId, thePerson),\n', '      isLetIn,\n']),
  ...cutting('identity/accounts/elsewhere.ts', accounts, [" AND a.kind <> 'override'"]),
  {
    ...{
      file: 'src/identity/accounts/portal.tsx',
      tests: accounts,
      text: 'safeNext(form.ok ? form.value.next : undefined, ctx.base)',
    },
    instead: '(form.ok ? form.value.next : undefined)',
  },
  {
    ...{ file: 'src/identity/accounts/portal.tsx', tests: accounts, text: "safeNext(c.req.query('next'), ctx.base)" },
    instead: "c.req.query('next')",
  },
  ...cutting('identity/sessions/actions.ts', devices, [
    'eq(sessions.personId, ctx.personId), ',
    'eq(staffSessions.staffId, ctx.staffId), ',
    '.where(eq(table.id, ctx.sessionId))',
    'eq(sessions.id, id), ',
  ]),
  ...cutting('identity/sessions/queries.ts', devices, [
    'eq(sessions.personId, thePerson), ',
    'isNull(sessions.endedAt), ',
    ', gt(sessions.expiresAt, theNow)',
  ]),
  ...cutting('identity/sessions/devices.tsx', devices, ['    dropSession(c, ctx.tenant)\n']),
  ...cutting('identity/sessions/portal.tsx', devices, ['  dropSession(c, ctx.tenant)\n']),
  // Shop and kind are kept apart by the shop's own key and by tables of their own as well.
  ...cutting('identity/session.ts', sessions, ["payload['host'] !== host || "]),
  ...cutting('identity/customer-context.ts', sessions, [
    '      eq(customers.id, theCustomer),\n',
    '      isNull(sessions.endedAt),\n',
    '      gt(sessions.expiresAt, theNow),\n',
    '      isLetIn,\n',
  ]),
  ...cutting('features/profile/actions.ts', profile, [
    'eq(contacts.id, ctx.contactId), ',
    "      exactlyOne('stale'),\n",
    ['timeZone }).where(eq(people.id, ctx.personId))', '.where(eq(people.id, ctx.personId))'],
    ['muted }).where(eq(people.id, ctx.personId))', '.where(eq(people.id, ctx.personId))'],
    ['and(eq(people.id, person), not', 'eq(people.id, person), '],
    ', not(isMuted)',
  ]),
  ...cutting('features/profile/queries.ts', profile, [
    'eq(contacts.id, theContact), ',
    '      raw`${challenges.browser} = ${boundToChange(theSession)}`,\n',
    '      isNull(challenges.usedAt),\n',
    '      isNull(challenges.voidedAt),\n',
    '      gt(challenges.expiresAt, theNow),\n',
    '      lt(challenges.tries, triesAllowed),\n',
  ]),
  ...cutting('features/profile/email-actions.ts', profile, [
    '    { key: `email:${tenant.key}:${personId}`, max: 5, windowMs: 1440 * minute },\n',
    '    { key: `email:${tenant.key}:to:${email}`, max: 3, windowMs: 1440 * minute },\n',
    '    ...proven,\n',
    '    sql.update(challenges).set({ voidedAt: now }).where(older),\n',
    '    sql.update(challenges).set({ voidedAt: now }).where(open),\n',
    'inArray(itemLinks.contactId, theirs), ',
    'inArray(calendarFeeds.contactId, theirs), ',
    '    sql\n      .update(itemLinks)\n      .set({ revokedAt: now })\n      .where(and(inArray(itemLinks.contactId, theirs), isNull(itemLinks.revokedAt))),\n',
    '    sql\n      .update(calendarFeeds)\n      .set({ revokedAt: now })\n      .where(and(inArray(calendarFeeds.contactId, theirs), isNull(calendarFeeds.revokedAt))),\n',
    ['isNull(challenges.usedAt), isNull(challenges.voidedAt)],', 'isNull(challenges.usedAt), isNull(challenges.voidedAt)'],
    'gt(challenges.expiresAt, now), ',
    'eq(challenges.id, id), ',
  ]),
  ...cutting('features/profile/foot.ts', profile, [
    "  if (reader.muted?.includes(group)) return 'unwanted'\n",
    '  if (!ctx.shop.isPortalOn) return undefined\n',
  ]),
  ...cutting('features/assets/page-queries.ts', assets, [
    'eq(approvalRequests.customerId, customer), ',
    ['customer), eq(jobAssets.assetId, theAsset)]', ', eq(jobAssets.assetId, theAsset)'],
    ', eq(jobs.customerId, customer)',
    ", ne(statuses.stage, 'cancelled')",
    ", eq(decisions.answer, 'declined')",
    "        notInArray(approvalRequests.state, ['draft', 'withdrawn']),\n",
    'isNotDeclined, ',
    '    isPassedOn,\n',
    ' AND o.passes_history = 1',
  ]),
  ...cutting(
    'features/assets/page-queries.ts',
    ['src/features/passports/handover.test.ts'],
    ['    ne(jobs.customerId, theCustomer),\n', ' AND ${jobs.createdAt} <= o.until_at', ", eq(statuses.stage, 'done')"],
  ),
]

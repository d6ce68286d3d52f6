import { cutting, type Mutant } from './mutant.ts'

const stale = "exactlyOne('stale')"
const passports = ['src/features/passports']
const spent = ['src/features/passports/spent-code.test.ts']
const races = ['src/races-owned.test.ts']
const warranties = ['src/features/warranties']
const appointments = ['src/features/appointments']

/** The public page of what customers own, and its way to a new owner. */
export const ownedMutants: readonly Mutant[] = [
  ...cutting('features/passports/actions.ts', passports, [
    [`[save, ${stale}]`, `, ${stale}`],
    'generation: raw`${passports.generation} + 1`, ',
  ]),
  ...cutting('features/passports/actions.ts', races, [
    ', eq(passports.version, version)',
    "    assert(raw`EXISTS (SELECT 1 FROM assets a WHERE a.id = ${assetId} AND a.owner_id = ${customerId})`, 'stale'),\n",
    "    assert(raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${contactId} AND c.can_approve = 1)`, 'stale'),\n",
  ]),
  ...cutting('features/passports/actions.ts', spent, [
    ['endHandovers(ctx.now, asset.id),\n    sql', 'endHandovers(ctx.now, asset.id),'],
  ]),
  ...cutting('features/passports/claim-actions.ts', spent, [
    'isNull(handovers.usedAt), ',
    ', isNull(handovers.revokedAt)',
    ', lt(handovers.tries, handoverTries)',
    ' AND h.used_at IS NULL',
    ' AND h.revoked_at IS NULL',
    'AND h.expires_at > ${now} ',
    ' AND h.tries < ${handoverTries}',
    ', eq(handoverClaims.generation, generation)',
    ', lt(handoverClaims.tries, triesAllowed)',
    'gt(handoverClaims.codeExpiresAt, now), ',
    [', isNull(handoverClaims.takenAt)],', ', isNull(handoverClaims.takenAt)'],
  ]),
  ...cutting('features/passports/public.tsx', spent, [' && (await isOfBrowser(claim, kept.secret))']),
  ...cutting('features/passports/queries.ts', spent, [
    '  isNull(handovers.usedAt),\n',
    '  lt(handovers.tries, handoverTries),\n',
  ]),
  ...cutting('features/passports/take-over.ts', spent, [
    'eq(ownerships.customerId, ownerId), ',
    ', isNull(ownerships.untilAt)',
    'isStillThere(known.id)',
    ', isNull(assets.archivedAt)',
  ]),
  ...cutting('features/passports/portal.tsx', passports, [
    'if (!c.var.ctx.viewer.canApprove) throw forbidden(words.own.onlySome)',
    [' && !ctx.isPreview ?', ' && !ctx.isPreview'],
  ]),
  ...cutting('features/passports/public.tsx', passports, [
    ' || !(await opens(ctx.tenant.keys, tokenOf(c), passport.generation))',
    ' && (passport.openedAt !== null || passport.handoverId !== null)',
  ]),
  ...cutting('features/passports/claim-actions.ts', passports, [
    'if (!(await takeTurn(deps, [{ key: `handover:${network}`, max: 20, windowMs: 60 * minute }]))) throw tooMany(words.page.many)',
    '{ key: `handover:${mailbox}:${network}`, max: 3, windowMs: 15 * minute },',
    "if (known.length > 0 && others.length === 0) return 'own'",
    "if (claim.tries >= triesAllowed || (claim.codeExpiresAt ?? 0) <= ctx.now) return 'spent'",
    "[use, exactlyOne('gone')],",
    ['[gt(handovers.expiresAt, now), lt(', 'gt(handovers.expiresAt, now), '],
  ]),
  ...cutting('features/passports/take-over.ts', passports, ['\n      changeKey(assetId),', 'unitNumber: null, depot: null, ']),
  ...cutting('features/assets/save-actions.ts', races, [
    "assert(raw`EXISTS (SELECT 1 FROM customers c WHERE c.id = ${customerId} AND c.archived_at IS NULL)`, 'customer'),",
    ', eq(assets.version, version)',
    ', eq(assets.ownerId, ownerId)',
    '    isOwned,\n',
  ]),
  ...cutting('features/warranties/actions.ts', races, [
    ['isTheirs(subject),\n    useFiles', 'isTheirs(subject),'],
    ['isTheirs(subject),\n    [update', 'isTheirs(subject),'],
    ', eq(warranties.version, version)',
    ', isNull(warranties.removedAt)',
    ' AND o.customer_id = ${customerId}',
  ]),
  ...cutting('features/warranties/actions.ts', warranties, [' AND j.customer_id = ${customerId}']),
  ...cutting('features/appointments/actions.ts', races, [
    'isThere(customerId),',
    ' AND c.archived_at IS NULL',
    ', eq(appointments.version, version)',
    ", ne(appointments.state, 'cancelled')",
    ['...isFree(id, setting),\n      insert', '...isFree(id, setting),'],
  ]),
  ...cutting('features/appointments/actions.ts', appointments, [
    ['...belongs(jobId, customerId),\n', '...belongs(jobId, customerId),'],
    ['...belongs(jobId, customerId), ...isFree', '...belongs(jobId, customerId), '],
    ['...isFree(id, setting), update', '...isFree(id, setting), '],
    " AND a.state <> 'cancelled'",
    ['if (!isAhead(before, ctx.now)) throw conflict(desk.over)', 'if (!isAhead(before, ctx.now)) throw conflict(desk.over)'],
    'if (!isAhead(row, ctx.now)) throw conflict(desk.over)',
    "if (row.state === 'cancelled') return\n",
  ]),
  ...cutting('features/appointments/answer-actions.ts', appointments, [
    "if (row.state === 'confirmed') return\n",
    "if (row.state === 'cancelled') return\n",
    'if (!isAhead(row, ctx.now)) throw conflict(words.begun)',
    '  if (!mayCancel(row, booking, ctx.now))\n    throw conflict(booking.cancelHours === null ? words.onlyAsk : words.tooLate(ctx.shop.phone))\n',
  ]),
]

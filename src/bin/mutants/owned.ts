import { cutting, type Mutant } from './mutant.ts'

const stale = "exactlyOne('stale')"
const things = ['src/features/assets']
const passports = ['src/features/passports']
const standing = ['src/features/warranties']
const times = ['src/features/appointments']

/** What customers own, what stands good for it, its public page, its way to a new owner, and times set with customers. */
export const ownedMutants: readonly Mutant[] = [
  ...cutting('features/assets/save-actions.ts', things, [
    [`input) }, [[update, ${stale}]]`, `, ${stale}`],
    "assert(raw`EXISTS (SELECT 1 FROM customers c WHERE c.id = ${customerId} AND c.archived_at IS NULL)`, 'customer'),",
    '\n    isOwned,',
  ]),
  ...cutting('features/assets/form.ts', things, [".filter((field) => by === 'staff' || field.isForCustomer)"]),
  ...cutting('features/warranties/actions.ts', standing, [
    ['isTheirs(subject),\n    useFiles', 'isTheirs(subject),'],
    [`[update, ${stale}],\n    withdraw(topicOf(id)),`, `, ${stale}`],
    [`[update, ${stale}],\n    withdraw(topicOf(id)),`, 'withdraw(topicOf(id)),'],
    [`[[update, ${stale}], withdraw(topicOf(id))]`, ', withdraw(topicOf(id))'],
    [' AND o.customer_id = ${customerId})`', ' AND o.customer_id = ${customerId}'],
    [' AND j.customer_id = ${customerId})`', ' AND j.customer_id = ${customerId}'],
  ]),
  ...cutting(
    'features/warranties/queries.ts',
    [...standing, ...passports],
    [
      [
        '(eq(warranties.customerId, theCustomer), eq(warranties.assetId, id), stands)',
        'eq(warranties.customerId, theCustomer), ',
      ],
      ['(eq(warranties.customerId, theCustomer), eq(warranties.jobId, id), stands)', 'eq(warranties.customerId, theCustomer), '],
      ['[eq(warranties.customerId, theCustomer), stands]', 'eq(warranties.customerId, theCustomer), '],
    ],
  ),
  ...cutting(
    'features/jobs/actions.ts',
    [...standing, ...times],
    ['takeWarrantiesAlong(job, customerId),', 'leaveAppointments(job),'],
  ),
  ...cutting('features/passports/actions.ts', passports, [
    [`[save, ${stale}]`, `, ${stale}`],
    [`[close, ${stale}]`, `, ${stale}`],
    "assert(raw`EXISTS (SELECT 1 FROM assets a WHERE a.id = ${assetId} AND a.owner_id = ${customerId})`, 'stale'),",
    "assert(raw`EXISTS (SELECT 1 FROM contacts c WHERE c.id = ${contactId} AND c.can_approve = 1)`, 'stale'),",
    ['endHandovers(ctx.now, asset.id),\n    sql.insert', 'endHandovers(ctx.now, asset.id),'],
    ['generation: raw`${passports.generation} + 1`, ', 'generation: raw`${passports.generation} + 1`, '],
  ]),
  ...cutting('features/passports/portal.tsx', passports, [
    'if (!c.var.ctx.viewer.canApprove) throw forbidden(words.own.onlySome)',
    [' && !ctx.isPreview ?', ' && !ctx.isPreview'],
  ]),
  ...cutting('features/passports/public.tsx', passports, [
    ' || !(await opens(ctx.tenant.keys, tokenOf(c), passport.generation))',
    ' && (passport.openedAt !== null || passport.handoverId !== null)',
    ' && (await isOfBrowser(claim, kept.secret))',
  ]),
  ...cutting('features/passports/claim-actions.ts', passports, [
    'if (!(await takeTurn(deps, [{ key: `handover:${network}`, max: 20, windowMs: 60 * minute }]))) throw tooMany(words.page.many)',
    '{ key: `handover:${mailbox}:${network}`, max: 3, windowMs: 15 * minute },',
    "if (known.length > 0 && others.length === 0) return 'own'",
    "if (claim.tries >= triesAllowed || (claim.codeExpiresAt ?? 0) <= ctx.now) return 'spent'",
    "[use, exactlyOne('gone')],",
    [', isNull(handovers.usedAt), isNull(handovers.revokedAt)]', ', isNull(handovers.revokedAt)'],
    ['[gt(handovers.expiresAt, now), lt(', 'gt(handovers.expiresAt, now), '],
    [', lt(handovers.tries, handoverTries)],', ', lt(handovers.tries, handoverTries)'],
  ]),
  ...cutting('features/passports/take-over.ts', passports, [
    ["[end, exactlyOne('gone')]", ", exactlyOne('gone')"],
    '\n      changeKey(assetId),',
    'unitNumber: null, depot: null, ',
  ]),
  ...cutting('features/appointments/actions.ts', times, [
    '\n      isThere(customerId),',
    ['      ...belongs(jobId, customerId),\n      ...isFree(id, setting),\n      insert', '...belongs(jobId, customerId),'],
    ['      ...isFree(id, setting),\n      insert', '...isFree(id, setting),'],
    ['...isFree(id, setting), update', '...isFree(id, setting), '],
    [`update, ${stale}, callOffReminders(id)].flat(),\n    ),`, `${stale}, `],
    [`update, ${stale}, callOffReminders(id)].flat(),\n    ),`, ', callOffReminders(id)'],
    [`[update, ${stale}, callOffReminders(id)].flat()\n`, `${stale}, `],
    [`[update, ${stale}, callOffReminders(id)].flat()\n`, ', callOffReminders(id)'],
  ]),
  ...cutting('features/appointments/answer-actions.ts', times, [
    [`return [update, ${stale}]`, `, ${stale}`],
    'if (!isAhead(row, ctx.now)) throw conflict(words.begun)',
    'if (!mayCancel(row, booking, ctx.now))\n    throw conflict(booking.cancelHours === null ? words.onlyAsk : words.tooLate(ctx.shop.phone))',
  ]),
  ...cutting('features/appointments/queries.ts', times, [
    ['and(isOwn, eq(appointments.id, id))', 'isOwn, '],
    ['and(isOwn, isUpcoming)', 'isOwn, '],
    ['and(isOwn, or(', 'isOwn, '],
    ', isNotNull(contacts.personId), isLetIn),\n  )',
  ]),
  ...cutting('features/settings/actions.ts', times, [', ...moved']),
]

/** One guard to take away: a text that stands once in a file, what stands there instead, and the tests that should miss it. */
export interface Mutant {
  readonly file: string
  readonly text: string
  readonly instead: string
  readonly tests: readonly string[]
}

/** A text to cut out, or one to look up and the part of it to cut. */
type Cut = string | readonly [around: string, part: string]

const cutting = (file: string, tests: readonly string[], cuts: readonly Cut[]) =>
  cuts.map((cut): Mutant => {
    const [text, part] = typeof cut === 'string' ? [cut, cut] : cut
    return { file: `src/${file}`, text, instead: text.replace(part, ''), tests }
  })

const races = ['src/races.test.ts']
const money = ['src/features/payments/races.test.ts', 'src/races.test.ts']
const team = ['src/features/team', 'src/races.test.ts']
const factors = ['src/identity/factors']
const forwards = ['src/features/approvals/forwards.test.ts', 'src/features/approvals/passed-on.test.ts', 'src/races.test.ts']
const proofs = ['src/features/proofs', 'src/features/approvals/passed-on.test.ts']
const files = ['src/features/files']
const deliveries = ['src/features/deliveries', 'src/webhooks/mail.test.ts']
const repeats = ['src/every-write.test.ts']
const saved = ['src/features/payments/saved.test.ts']
const autopay = ['src/features/payments/autopay.test.ts']
const directory = ['src/platform', 'src/features/payments']

const stale = "exactlyOne('stale')"
const moved = "exactlyOne('moved')"

export const mutants: readonly Mutant[] = [
  ...cutting('identity/staff-context.ts', races, [
    ' AND s.ended_at IS NULL',
    ' AND s.expires_at > ${now}',
    ' AND m.is_active = 1',
    'AND m.role IN (${raw.join(\n      roles.map((role) => raw`${role}`),\n      raw`, `,\n    )})',
  ]),
  ...cutting('identity/customer-context.ts', races, [
    ' AND s.ended_at IS NULL',
    ' AND s.expires_at > ${now}',
    ' AND c.person_id = s.person_id',
  ]),
  ...cutting('identity/link-context.ts', races, [' AND l.generation = ${generation}', ' AND l.revoked_at IS NULL']),
  ...cutting(
    'features/customers/access.ts',
    [...forwards, 'src/identity', 'src/features/work'],
    [
      'c.has_access = 1 AND ',
      ' AND c.removed_at IS NULL',
      '\n  AND EXISTS (SELECT 1 FROM customers k WHERE k.id = c.customer_id AND k.archived_at IS NULL)',
      '\n  AND EXISTS (SELECT 1 FROM profile WHERE is_portal_on = 1)',
      'eq(contacts.hasAccess, true), ',
      'isNull(contacts.removedAt), ',
      ', isNull(customers.archivedAt)',
    ],
  ),
  ...cutting('identity/staff-context.ts', factors, [
    'if (proof && !isProven(proof, row, occasion.now)) throw unproven()',
    [
      "[live, assert(hasProof(proof, claims.session, occasion.now), 'unproven')]",
      ", assert(hasProof(proof, claims.session, occasion.now), 'unproven')",
    ],
  ]),
  ...cutting('identity/factors/queries.ts', factors, [
    ['s.factor_at >= ${now - proofMs}${proof', '>= ${now - proofMs}'],
    ['AND NOT EXISTS (SELECT', ' NOT'],
    ', eq(staffFactors.staffId, theStaff)',
  ]),
  ...cutting('identity/factors/prove.ts', factors, [
    ['counter })\n      .where(and(isStanding(factor), unused))', ', unused'],
    ['lastStep })\n        .where(and(isStanding(factor), unused))', ', unused'],
    ', isNull(recoveryCodes.usedAt)',
    ', isNull(staffFactors.removedAt)',
    '{ key, max: 5, windowMs: 10 * minute },',
  ]),
  ...cutting('identity/factors/passkeys.ts', factors, [
    ['isOurs && Number(time) >= ctx.now - offerMs', ' && Number(time) >= ctx.now - offerMs'],
    ['`${sessionId}.${said}`', '${sessionId}.'],
    ['`passkey challenge ${purpose}`', ' ${purpose}'],
  ]),
  ...cutting('identity/factors/actions.ts', factors, [
    ["[confirm, exactlyOne('stale')]", ", exactlyOne('stale')"],
    ["[remove, exactlyOne('stale'), ", "exactlyOne('stale'), "],
    ['hasRoom(ctx),\n      sql.insert', 'hasRoom(ctx),'],
  ]),
  ...cutting('identity/fresh-link.tsx', races, [`, ${stale}`]),
  ...cutting('identity/sign-in/actions.ts', races, [
    ", exactlyOne('spent')",
    ['isNull(challenges.usedAt),\n        isNull(challenges.voidedAt),\n', 'isNull(challenges.voidedAt),'],
    ['gt(challenges.expiresAt, ctx.now),\n        lt(', 'gt(challenges.expiresAt, ctx.now),'],
    ['        lt(challenges.tries, triesAllowed),\n      ),', 'lt(challenges.tries, triesAllowed),'],
  ]),
  ...cutting('platform/signup/actions.ts', races, [", exactlyOne('spent')"]),
  ...cutting('database/write.ts', repeats, ["assert(raw`(SELECT tenant_id FROM _tenant) = ${db.id}`, 'wrong database'), "]),
  ...cutting('features/activity/actions.ts', repeats, [
    "...(digest ? [assert(raw`NOT ${said}`, 'other words')] : []), ",
    "once(claim, 'done before')",
  ]),
  ...cutting('features/customers/actions.ts', races, [
    [`.where(isAt(id, input.version)),\n      ${stale},`, `${stale},`],
    [`[archive, ${stale}]`, `, ${stale}`],
    [`[restore, ${stale}]`, `, ${stale}`],
  ]),
  ...cutting('features/customers/merge-actions.ts', races, [
    [`[archive, ${stale}]`, `, ${stale}`],
    [`[take, ${stale}]`, `, ${stale}`],
  ]),
  ...cutting('features/customers/link-actions.ts', races, [`, ${stale}`]),
  ...cutting('features/customers/contact-actions.ts', races, [
    [`[update, ${stale}],\n      ...move`, `, ${stale}`],
    [`hasPerson)),\n    ${stale},`, `${stale},`],
    [`[remove, ${stale}]`, `, ${stale}`],
    'assertNotListed(customer.id, id, email), ',
  ]),
  ...cutting('features/customers/contact-changes.ts', races, [
    `${stale}, `,
    [', isNotNull(contacts.personId), isNull(contacts.removedAt)),\n    )', ', isNull(contacts.removedAt)'],
  ]),
  ...cutting('features/jobs/actions.ts', races, [
    `${stale},`,
    ['isServed(input.customer),\n      sql.insert', 'isServed(input.customer),'],
    ['[isServed(input.customer), ', 'isServed(input.customer), '],
    'hasNoInvoice(id), ',
    ' AND archived_at IS NULL',
    ' AND merged_into_id IS NULL',
  ]),
  ...cutting('features/jobs/side-actions.ts', races, [
    [`[update, ${stale}]`, `, ${stale}`],
    [`[remove, ${stale}]`, `, ${stale}`],
  ]),
  ...cutting('features/jobs/move-actions.ts', races, [
    `, ${stale}`,
    [
      'nobodyWasTold(\n        contacts.map((contact) => topicOf(id, contact.id)),\n        last.at,\n      ),',
      'nobodyWasTold(\n        contacts.map((contact) => topicOf(id, contact.id)),\n        last.at,\n      ),',
    ],
  ]),
  ...cutting(
    'features/invoices/actions.ts',
    [...races, 'src/features/invoices'],
    [
      "assert(raw`NOT EXISTS (SELECT 1 FROM invoices WHERE job_id = ${jobId} AND sent_at IS NULL)`, 'has a draft'),",
      "assert(raw`EXISTS (SELECT 1 FROM jobs WHERE id = ${jobId} AND customer_id = ${customerId})`, 'stale'),",
      'customerIsThere(customerId, desk.wrong.customerArchived),',
      ['customerIsThere(customerId),\n    sql.insert(invoices)', 'customerIsThere(customerId),'],
      `${stale},`,
    ],
  ),
  ...cutting('features/invoices/send-actions.ts', races, [
    [`isNull(invoices.sentAt))),\n      ${stale},`, `${stale},`],
    'assert(raw`EXISTS (SELECT 1 FROM profile WHERE currency = ${currency})`, desk.wrong.otherCurrency),',
    [`),\n        ),\n      ${stale},`, `${stale},`],
    'assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${id} AND is_open = 1)`, desk.wrong.paying),',
    'eq(invoices.balanceMinor, invoices.totalMinor),',
  ]),
  ...cutting('features/invoices/edit-actions.ts', races, [
    [`isNull(invoices.sentAt))),\n      ${stale},`, `${stale},`],
    [`isNull(invoices.voidedAt))),\n      ${stale},`, `${stale},`],
    'customerIsThere(customerId),',
    "assert(raw`NOT EXISTS (SELECT 1 FROM ledger WHERE invoice_id = ${id} AND (payment_id IS NOT NULL OR kind = 'applied'))`, 'stale'),",
    'assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${id} AND is_open = 1)`, desk.wrong.paying),',
  ]),
  ...cutting(
    'features/settings/actions.ts',
    [...races, 'src/features/settings'],
    [`, ${stale}`, "assert(raw`NOT EXISTS (SELECT 1 FROM invoices WHERE sent_at IS NOT NULL)`, 'currency')"],
  ),
  ...cutting('features/automations/actions.ts', races, [`${stale},`]),
  ...cutting('features/automations/statuses-actions.ts', races, [
    `${stale},`,
    ', raw`${statuses.removedAt} IS NULL`',
    "assert(raw`NOT EXISTS (SELECT 1 FROM jobs WHERE status_id = ${status.id})`, 'in use'),",
    ["'in use'),\n    wayThrough,", 'wayThrough,'],
    [': []),\n    wayThrough,', 'wayThrough,'],
  ]),
  ...cutting('features/team/actions.ts', team, [
    ['(touched.some(isManager) ? [confirmed(ctx)] : [])', 'confirmed(ctx)'],
    [', ...endFactors(ctx, member.id)', ', ...endFactors(ctx, member.id)'],
    `${stale},`,
    ['sameRole(ctx), change, ', 'sameRole(ctx), '],
    ['sameRole(ctx), update(member.id, version, change), ', 'sameRole(ctx), '],
    ['sameRole(ctx), ...leaving', 'sameRole(ctx), '],
    ['change), anOwnerStays', ', anOwnerStays'],
  ]),
  ...cutting('features/payments/actions.ts', money, ["assert(isOwed, 'moved'),", `${moved},`, "assert(seen, 'moved'),"]),
  ...cutting('features/payments/account-actions.ts', money, [
    `${moved},`,
    "assert(raw`(SELECT stripe_account FROM profile) = ${account}`, 'moved'),",
  ]),
  ...cutting('features/payments/apply.ts', money, [
    [`ne(payments.state, 'succeeded'))),\n      ${moved},`, `${moved},`],
    [`isAsRead)),\n      ${moved},`, `${moved},`],
  ]),
  ...cutting('features/payments/receive.ts', money, [
    `${stale},`,
    'assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${invoiceId} AND is_open = 1)`, wrong.paying),',
    "assert(raw`(SELECT balance_minor FROM invoices WHERE id = ${invoiceId}) = ${invoice.balanceMinor}`, 'stale'),",
  ]),
  ...cutting('platform/domains/actions.ts', directory, [
    'assert(raw`(SELECT shop_key FROM hosts WHERE host = ${host}) = ${shop.key}`, `${host} belongs to another shop.`),',
  ]),
  ...cutting('platform/tenants/limits.ts', ['src/guards.test.ts'], [", assert(room, 'no room')"]),
  ...cutting('platform/provisioning/actions.ts', directory, [
    "assert(raw`(SELECT shop_key FROM slugs WHERE slug = ${slug}) = ${key}`, 'slug taken'),",
  ]),
  ...cutting('features/approvals/forward-actions.ts', forwards, [
    'if (!viewer.canApprove) throw forbidden(words.approversOnly)',
    'if (!hasRoom) throw tooMany(words.tooMany)',
    'mayPassOn(ctx, sent), ',
    ' AND c.can_approve = 1',
    [' AND r.customer_id = ${customerId} AND r.state', ' AND r.customer_id = ${customerId}'],
  ]),
  ...cutting('features/approvals/forward-queries.ts', forwards, [
    ', eq(approvalRequests.customerId, theCustomer), isSent',
    ["eq(itemLinks.id, raw.placeholder('id')), isOwn", ', isOwn'],
  ]),
  ...cutting('features/proofs/comment-emails.ts', proofs, [
    ' || !(member || isNamed(ctx, to))',
    ' || !to?.canApprove',
    ' || !mayComment({ request: asked }, Number(edition))',
    '      isNull(itemLinks.forwardedTo),\n',
    '      isNull(itemLinks.revokedAt),\n',
  ]),
  ...cutting('features/proofs/pin-actions.ts', proofs, [
    '    isOpen(proofId, input.edition),\n',
    '    isOpen(asked.request.subjectId, pin.edition),\n',
    "if (!isHeard(ctx)) throw forbidden('This link is for looking only. Ask whoever passed it on.')",
    [' < ${mostMessages} FROM', ' < ${mostMessages}'],
  ]),
  ...cutting('features/files/receive.ts', files, [
    'if (count > size) throw wrongLength()',
    'if (count < size) throw wrongLength()',
    'checkSize(width, height, limits)',
    "if (size > limits.bytes) throw new AppError('too_large', 'That is too large', tooLarge(limits.bytes))",
    '    filter.end()\n',
  ]),
  ...cutting(
    'identity/sign-in/actions.ts',
    ['src/identity/sign-in'],
    ["        eq(challenges.browser, await digestOf(browser.earlier?.secret ?? '')),\n"],
  ),
  ...cutting('features/deliveries/changes.ts', deliveries, [
    "if (!subject || !link || fresh === 'yes') return []",
    'if (ctx.identity.forwardedTo !== undefined) return []',
    "eq(tasks.reason, 'silent'), ",
    'bounced_at = NULL,',
  ]),
  ...cutting('features/deliveries/actions.ts', deliveries, [
    "if (mail.sentAt === null) throw new AppError('unavailable', 'Too early', 'This mail is not noted as sent yet. Say it again.')",
    'if (mail.failedAt !== null) return []',
    'if (!ctx.shop.isPortalOn) return undefined',
    ' && asking.includes(mail.kind)',
  ]),
  ...cutting('features/deliveries/queries.ts', deliveries, [
    ', isLetIn',
    "        eq(approvalRequests.kind, raw.placeholder('kind')),\n",
    ', eq(invoices.customerId, customer)',
  ]),
  ...cutting('adapters/mail/resend-reports.ts', deliveries, [
    "if (Math.abs(Number(at) - now / 1000) > toleranceSeconds) return 'forged'",
    "if (!right.some((one) => given.some((other) => sameText(one, other)))) return 'forged'",
  ]),
  ...cutting('adapters/mail/postmark-reports.ts', deliveries, [
    "if (!secrets.some((secret) => sameText(password, secret))) return 'forged'",
  ]),
  ...cutting('clock/compose.ts', ['src/clock'], ["if (letter.portal === 'needed') return undefined"]),
  ...cutting('clock/retention.ts', ['src/clock'], ['    oldest(linkProofs, lt(linkProofs.expiresAt, ended)),\n']),
  ...cutting('features/files/upload.ts', files, [
    ['[isStillLoose, isFirst,', 'isStillLoose, '],
    ['[isStillLoose, isFirst,', ' isFirst,'],
    'if (!(error instanceof DatabaseDown)) ',
  ]),
  ...cutting('features/files/rights-queries.ts', files, [
    [' AND l.subject_id = r.subject_id AND c.customer_id = r.customer_id', ' AND c.customer_id = r.customer_id'],
    "\n      AND (r.state <> 'withdrawn' OR EXISTS (SELECT 1 FROM approvals a WHERE a.edition_id = e.id))",
  ]),
  ...cutting(
    'features/receipts/queries.ts',
    ['src/features/receipts', 'src/features/approvals/forwards.test.ts'],
    ['    isReadableByLink,\n'],
  ),
  ...cutting(
    'features/approvals/actions.ts',
    ['src/features/approvals', 'src/features/proofs'],
    [
      'if (record.edition === request.edition && ![...given.answers.keys()].every(stands)) return false',
      "if (exceeds(content.rule, given.answers)) throw invalid('Only one of these can be approved. Choose which.')",
      'if (!ticks) return { consent, terms: null, checklist: [] }',
    ],
  ),
  ...cutting(
    'features/receipts/erase-actions.ts',
    ['src/features/receipts'],
    [
      "\n  OR approvals.body ->> '$.actor.id' IN (SELECT l.id FROM item_links l WHERE l.contact_id = ${theId})",
      "\n  OR EXISTS (SELECT 1 FROM approval_payloads p JOIN contacts c ON c.id = ${theId} JOIN people m ON m.id = c.person_id\n    WHERE p.approval_id = approvals.id AND p.payload ->> '$.email' = m.email)",
    ],
  ),
  ...cutting(
    'features/approvals/actions.ts',
    ['src/features/work', 'src/races.test.ts'],
    ["...(job ? [assert(raw`(SELECT status_id FROM jobs WHERE id = ${job.id}) = ${job.statusId}`, 'job moved')] : []),"],
  ),
  ...cutting(
    'features/approvals/after-answer.ts',
    ['src/features/work'],
    [
      ["(one.state !== 'approved' || one.isEdited)", ' || one.isEdited'],
      ' || (job && missingOf(needsOf(job, shop), now).length > 0)',
      ', isNull(jobs.poNumber)',
    ],
  ),
  ...cutting('features/invoices/actions.ts', ['src/features/work'], ['if (job.isUnasked) throw conflict(desk.wrong.unasked)']),
  ...cutting('features/proofs/send-actions.ts', proofs, [
    'if (hidden > 0) throw conflict(deskWords.left.hidden([{ title: design.title, hidden }]))',
  ]),
  ...cutting('features/files/upload.ts', files, [
    "if (!isCounted) throw invalid('A page of a PDF comes with how many there are.')",
  ]),
  ...cutting(
    'features/approvals/queries.ts',
    ['src/features/work'],
    ['raw`EXISTS (SELECT 1 FROM jobs j WHERE j.id = ${approvalRequests.jobId} AND j.is_closed = 0)`,'],
  ),
  ...cutting('features/approvals/counters.ts', ['src/features/work'], ["AND (r.kind <> 'limit' OR ${contacts.seesPrices})"]),
  ...cutting(
    'features/assets/page-queries.ts',
    ['src/features/assets'],
    ['eq(ownerships.customerId, theCustomer), ', ', isNull(ownerships.untilAt)', 'eq(jobs.customerId, theCustomer), '],
  ),
  ...cutting('features/work/limit-rules.ts', ['src/features/work'], ['if (wasDeclined(asked.records, part.key)) continue']),
  ...cutting(
    'features/jobs/move-actions.ts',
    ['src/features/jobs'],
    [['starts ? [jobIsApproved(id, approvalSettings(ctx.shop).needs)]', 'jobIsApproved(id, approvalSettings(ctx.shop).needs)']],
  ),
  ...cutting(
    'identity/link-context.ts',
    [...forwards, 'src/features/work'],
    [' AND (l.expires_at IS NULL OR l.expires_at > ${now})'],
  ),
  ...cutting(
    'features/jobs/actions.ts',
    ['src/features/jobs'],
    ["assert(raw`NOT EXISTS (SELECT 1 FROM approval_requests WHERE job_id = ${job} AND edition > 0)`, 'was asked'),"],
  ),
  ...cutting('identity/fresh-proof/queries.ts', saved, [
    'raw`${challenges.browser} = ${boundTo(theSession)}`,',
    'lt(challenges.tries, triesAllowed),',
  ]),
  ...cutting('features/payments/saved-queries.ts', saved, [', eq(savedMethods.contactId, theContact)']),
  ...cutting('features/payments/checkout.ts', saved, [
    ' && (isOwn || !checkout.keeps)',
    'checkout.keeps === (purchase.keeps === true) && ',
  ]),
  ...cutting('features/payments/charge.ts', saved, ['if (ctx.now - createdAt >= askableMs) return await look()']),
  ...cutting('features/payments/attempts.ts', saved, ['if (isCharging([attempt])) return true']),
  ...cutting('features/payments/autopay-queries.ts', autopay, [
    'isLetIn, ',
    'eq(contacts.canPay, true), ',
    'raw`coalesce(${invoices.sentAt}, ${savedMethods.autopayAt}) >= ${savedMethods.autopayAt}`,',
  ]),
  ...cutting('features/payments/autopay.ts', autopay, [
    "if (asksForPo(ctx.shop, invoice) === 'demanded') return",
    'if (attempts.length > 0) return waitForThem(ctx, invoice, plan)',
    ' - invoice.goneBackMinor',
  ]),
]

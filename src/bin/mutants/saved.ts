import { cutting, type Mutant } from './mutant.ts'

const saved = ['src/features/payments/saved.test.ts']
const fresh = ['src/identity/fresh-proof']
const plan = ['src/features/payments/plan.test.ts']
const autopay = ['src/features/payments/autopay.test.ts']

/** What customers keep to pay with, and what proves that it is them who use it. */
export const savedMutants: readonly Mutant[] = [
  ...cutting('identity/fresh-proof/queries.ts', saved, [
    'raw`${challenges.browser} = ${boundTo(theSession)}`,',
    'lt(challenges.tries, triesAllowed),',
  ]),
  ...cutting('identity/fresh-proof/actions.ts', fresh, [
    '{ key: `fresh:${sessionId}`, max: 3, windowMs: 15 * minute, wait: words.waitQuarter },',
    '{ key: `fresh:${tenant.key}:${personId}`, max: 20, windowMs: 1440 * minute, wait: words.waitDay },',
  ]),
  ...cutting(
    'identity/fresh-proof/actions.ts',
    ['src/identity/ways/passkeys.test.ts'],
    [
      ['isNull(challenges.usedAt), isNull(challenges.voidedAt)],', 'isNull(challenges.usedAt), '],
      [', isNull(challenges.voidedAt)],', ', isNull(challenges.voidedAt)'],
      'gt(challenges.expiresAt, now), ',
      ', lt(challenges.tries, triesAllowed)',
    ],
  ),
  ...cutting('features/payments/portal.tsx', fresh, ['mayPay(ctx, 0)', ' || ctx.isPreview']),
  ...cutting('features/payments/saved-queries.ts', saved, [', eq(savedMethods.contactId, theContact)']),
  ...cutting('features/payments/checkout.ts', saved, [
    ' && (isOwn || !checkout.keeps)',
    'checkout.keeps === (purchase.keeps === true) && ',
  ]),
  ...cutting('features/payments/charge.ts', saved, [' && now - createdAt < askableMs']),
  ...cutting('features/payments/charge.ts', autopay, [' && Boolean(isAgreed)']),
  ...cutting('features/payments/charge.ts', ['src/features/payments/forgotten.test.ts'], ['removedAt === null && ']),
  ...cutting('features/payments/saved-pay.ts', plan, ['isAsSeen, ']),
  ...cutting('features/payments/attempts.ts', saved, ['if (isPending([attempt])) return true']),
  ...cutting('features/payments/autopay-queries.ts', autopay, [
    'isLetIn, ',
    'eq(contacts.canPay, true), ',
    ' WHERE is_portal_on = 1',
    'raw`coalesce(${invoices.sentAt}, ${savedMethods.autopayAt}) >= ${savedMethods.autopayAt}`,',
  ]),
  ...cutting('features/payments/autopay.ts', plan, [
    'callOffUntil(again ?? ctx.now, invoiceId),',
    "    assert(isPlanned(plan), 'told'),\n",
    'finishing(ctx.now + hourMs, id)',
    "      assert(goesNext(plan), 'moved'),\n",
  ]),
  ...cutting('features/payments/autopay.ts', autopay, [
    "      assert(isPlanned(plan), 'moved'),\n",
    ["about, [assert(isPlanned(plan), 'called off')]", "assert(isPlanned(plan), 'called off')"],
    "if (asksForPo(ctx.shop, invoice) === 'demanded') return",
    ' waitForThem(ctx, invoice, plan)',
  ]),
]

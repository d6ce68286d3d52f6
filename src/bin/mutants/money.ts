import { cutting, type Mutant } from './mutant.ts'

const races = ['src/races.test.ts']
const stale = "exactlyOne('stale')"
const moved = "exactlyOne('moved')"
const money = [
  'src/features/payments/races.test.ts',
  'src/features/payments/outage.test.ts',
  'src/webhooks/stripe.test.ts',
  'src/races.test.ts',
]
const rules = [
  'src/features/payments/rules.test.ts',
  'src/features/payments/shares.test.ts',
  'src/features/payments/orders.test.ts',
]
const refunds = ['src/features/payments/refunds.test.ts']
const credit = ['src/features/payments/credit.test.ts']
const together = ['src/features/payments/together.test.ts']
const late = ['src/features/invoices/late.test.ts']
const estimates = ['src/features/estimates']

/** Estimates, invoices and payments. */
export const moneyMutants: readonly Mutant[] = [
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
    'eq(invoices.balanceMinor, balanceMinor),',
  ]),
  ...cutting('features/invoices/edit-actions.ts', races, [
    [`isNull(invoices.sentAt))),\n      ${stale},`, `${stale},`],
    [`isNull(invoices.voidedAt))),\n      ${stale},`, `${stale},`],
    'customerIsThere(customerId),',
    "      assert(\n        raw`NOT EXISTS (SELECT 1 FROM ledger WHERE invoice_id = ${id} AND (payment_id IS NOT NULL OR kind = 'applied'))`,\n        'stale',\n      ),\n",
    'assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${id} AND is_open = 1)`, desk.wrong.paying),',
  ]),
  ...cutting('features/payments/account-actions.ts', money, [
    `${moved},`,
    "assert(raw`(SELECT stripe_account FROM profile) = ${account}`, 'moved'),",
  ]),
  ...cutting('features/payments/receive.ts', money, [
    `${stale},`,
    'assert(raw`NOT EXISTS (SELECT 1 FROM payment_parts WHERE invoice_id = ${invoiceId} AND is_open = 1)`, wrong.paying),',
    "assert(raw`(SELECT balance_minor FROM invoices WHERE id = ${invoiceId}) = ${invoice.balanceMinor}`, 'stale'),",
  ]),
  ...cutting('features/invoices/actions.ts', ['src/features/work'], ['if (job.isUnasked) throw conflict(desk.wrong.unasked)']),
  ...cutting('features/payments/rules.ts', rules, [
    "if (checkout.isLive !== isLive) return 'mode'",
    "if (payment.account !== account) return 'account'",
    "if (payment.currency !== checkout.currency) return 'currency'",
    "if (payment.amountMinor !== checkout.amountMinor) return 'amount'",
    ' || payment.checkoutSession === checkout.id',
    " && payment.state !== 'succeeded'",
    [' && !known.includes(back)', ' && !known.includes(back)'],
    [' && !known?.isTaken', ' && !known?.isTaken'],
    ' && !known.isReturned',
  ]),
  ...cutting('features/payments/shares.ts', rules, [' && voided.includes(invoiceId)']),
  ...cutting('features/payments/shares.ts', rules, [', { paymentId: null, minor: left }']),
  {
    ...{ file: 'src/features/payments/shares.ts', tests: rules },
    ...{ text: 'Math.min(amountMinor, Math.max(balanceMinor, 0))', instead: 'amountMinor' },
  },
  ...cutting('features/payments/checkout.ts', money, [
    "assert(purchase.isOwed, 'moved'),",
    ["[assert(seen, 'moved'), ", "assert(seen, 'moved'), "],
    [' && account === ctx.shop.stripeAccount', ' && account === ctx.shop.stripeAccount'],
  ]),
  ...cutting(
    'features/payments/checkout.ts',
    ['src/features/payments/debits.test.ts'],
    ["if (attempts.some(({ state }) => state === 'processing')) return { to: purchase.cancelUrl }\n"],
  ),
  ...cutting('features/payments/apply-steps.ts', money, [`, ne(payments.state, 'succeeded')`]),
  ...cutting('features/payments/apply-back.ts', money, ['      isAsRead(books),\n', ['[isAsRead(books), ', 'isAsRead(books), ']]),
  ...cutting('features/payments/refund-actions.ts', refunds, [
    'if (isDisputed) throw conflict(wrong.disputed)',
    "if (!isAgain && amountMinor > refundableMinor(payment, asked)) return 'more'",
    "assert(raw`${left} >= ${amountMinor}`, 'stale'), ",
    "if (payment?.state !== 'succeeded') throw notFound('Payment')",
  ]),
  ...cutting('features/payments/credit.ts', credit, [
    "assert(raw`(SELECT -sum(amount_minor) FROM ledger WHERE ${isThis(credit, invoice.currency)}) >= ${minor}`, 'stale'),",
  ]),
  ...cutting('features/payments/bundle-actions.ts', together, [
    'return unnumbered.length > 0 ? words.needsPo(unnumbered) : undefined',
    'if (bundle.totalMinor !== seenMinor) return { wrong: words.bundleChanged }',
  ]),
  ...cutting('features/payments/actions.ts', together, [
    'if (!ctx.viewer.canPay) throw forbidden(words.notYours(shownName(ctx.shop)))',
  ]),
  ...cutting(
    'webhooks/stripe.ts',
    ['src/webhooks/forged.test.ts'],
    [
      "if (event.isLive !== deps.payments.isLive) return ignored(c, event, 'other mode')",
      'if (foreign.has(outcome)) log(c, outcome, event)',
    ],
  ),
  ...cutting(
    'features/invoices/po-actions.ts',
    ['src/features/invoices/po.test.ts'],
    ["if (asksForPo(shop, invoice) === 'demanded') throw new PoMissing('A PO number is needed')", ', isNull(invoices.poNumber)'],
  ),
  ...cutting('features/invoices/credit-actions.ts', late, [
    [', eq(invoices.version, input.version)', ', eq(invoices.version, input.version)'],
    'v.maxValue(mostMinor, desk.wrong.mostCredit(formatMoney(mostMinor, currency, locale))),',
  ]),
  ...cutting('features/invoices/rules.ts', late, [' - heldMinor(invoice)', ' && !invoice.isDisputed']),
  ...cutting('features/invoices/late-fee-actions.ts', late, [
    ['if (!isLate) {', '!'],
    "      ...keptShares(invoice, `${feeSource(id)}:back`, feeMinor, payers).map((share) =>\n        sql.insert(ledger).values({ ...row, ...share, id: newId('led') }),\n      ),\n",
  ]),
  ...cutting('features/estimates/answer-actions.ts', estimates, [
    'if (estimate.supersededById !== null) throw conflict(words.superseded)',
    [
      '    throw conflict(`${words.expired(viewOf(ctx).day(validUntilOn))}. ${words.expiredText}`)',
      'throw conflict(`${words.expired(viewOf(ctx).day(validUntilOn))}. ${words.expiredText}`)',
    ],
    ['{ tier: words.nothingChosen }', ' tier: words.nothingChosen '],
    ' AND n.id IS NULL',
    ' >= ${today}',
  ]),
  ...cutting('features/invoices/send-actions.ts', estimates, [
    ['      ...ended,\n      assert(raw`EXISTS (SELECT 1 FROM profile', '      ...ended,\n'],
  ]),
  ...cutting('features/payments/attempts.ts', estimates, [", assert(raw`NOT ${stillOpen}`, 'stale')"]),
  ...cutting('features/estimates/send-actions.ts', estimates, [
    'if (approvers.length === 0 && !isQuiet) throw conflict(desk.wrong.nobody)',
    "assert(raw`(SELECT CAST(next_estimate_number AS TEXT) FROM profile) = ${number}`, 'stale'),",
    `${stale},`,
    "assert(raw`(SELECT job_id FROM estimates WHERE id = ${id}) IS NULL`, 'stale'),",
  ]),
  ...cutting('features/estimates/actions.ts', estimates, [
    [`${stale},\n      customerIsThere`, `${stale},`],
    'if (reason) throw conflict(reason)',
  ]),
]

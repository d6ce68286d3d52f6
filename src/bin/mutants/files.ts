import { cutting, type Mutant } from './mutant.ts'

const files = ['src/features/files']
const deliveries = ['src/features/deliveries', 'src/webhooks/mail.test.ts']

/** Files, mails and the clock. */
export const fileMutants: readonly Mutant[] = [
  ...cutting('features/files/receive.ts', files, [
    'if (seen.size > (size ?? limits.bytes)) throw size === undefined ? tooMuch(limits.bytes) : wrongLength()',
    'if (size !== undefined && seen.size < size) throw wrongLength()',
    'checkSize(width, height, limits)',
    'if (size > limits.bytes) throw tooMuch(limits.bytes)',
    '    filter.end()\n',
  ]),
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
    'if (Math.abs(Number(at) - now / 1000) > toleranceSeconds) return false',
    "if (!(await isSigned(body, header, secrets, now))) return 'forged'",
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
  ...cutting('features/files/upload.ts', files, ['if (!isCounted) throw invalid(words.howMany)']),
]

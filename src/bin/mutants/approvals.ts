import { cutting, type Mutant } from './mutant.ts'

const forwards = ['src/features/approvals/forwards.test.ts', 'src/features/approvals/passed-on.test.ts', 'src/races.test.ts']
const proofs = ['src/features/proofs', 'src/features/approvals/passed-on.test.ts']

/** Approvals, proofs and receipts. */
export const approvalMutants: readonly Mutant[] = [
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
    'if (!isHeard(ctx)) throw forbidden(proofWords.notYours)',
    [' < ${mostMessages} FROM', ' < ${mostMessages}'],
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
      'if (exceeds(content.rule, given.answers)) throw invalid(words.onlyOne)',
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
  ...cutting('features/proofs/send-actions.ts', proofs, [
    'if (hidden > 0) throw conflict(deskWords.left.hidden([{ title: design.title, hidden }]))',
  ]),
  ...cutting(
    'features/approvals/queries.ts',
    ['src/features/work'],
    ['raw`EXISTS (SELECT 1 FROM jobs j WHERE j.id = ${approvalRequests.jobId} AND j.is_closed = 0)`,'],
  ),
  ...cutting(
    'features/approvals/counters.ts',
    ['src/features/work'],
    ["AND (r.kind NOT IN ('limit', 'estimate') OR ${contacts.seesPrices})"],
  ),
  ...cutting('features/work/limit-rules.ts', ['src/features/work'], ['if (wasDeclined(asked.records, part.key)) continue']),
]

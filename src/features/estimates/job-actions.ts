import { and, eq, isNull } from 'drizzle-orm'
import type { BaseCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { type EditionContent, keepEdition } from '#features/approvals/editions.ts'
import { needsOf } from '#features/approvals/rules.ts'
import { approvalRequests, decisions } from '#features/approvals/schema.ts'
import { linesInto } from '#features/jobs/changes.ts'
import type { Status } from '#features/jobs/queries.ts'
import { isClosedStage, isProduction, type Stage } from '#features/jobs/rules.ts'
import { jobAssets, jobs } from '#features/jobs/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { sumOf, partsOf as workPartsOf } from '#features/work/rules.ts'
import { newId } from '#lib/id.ts'
import type { Estimate } from './queries.ts'
import type { Offer, OfferPart } from './rules.ts'
import { estimates } from './schema.ts'

/** What an approved estimate becomes a job from. */
export interface Approved {
  readonly estimate: Estimate
  readonly offer: Offer
  readonly chosen: readonly OfferPart[]
  readonly statuses: readonly Pick<Status, 'id' | 'stage'>[]
  readonly poNumber: string | null
}

/**
 * The changes that make an approved estimate a job, for the batch that keeps the record: its lines under their own keys and
 * approved by it, its discount, its vehicle. Refused with 'answered' when it became one meanwhile.
 */
export async function becomeJob(ctx: BaseCtx, approved: Approved): Promise<(approval: string) => readonly Change[]> {
  const { estimate, offer, chosen, poNumber } = approved
  const { customerId, title, advisorId } = estimate
  const id = newId('job')
  const status = firstStatus(ctx, approved.statuses)
  if (!status) return () => []
  const lines = chosen.map(({ key, title: name, ...part }) => ({
    ...{ lineKey: key, name, detail: part.detail, quantity: part.quantity, unitPriceMinor: part.unitPriceMinor },
    ...{ discountPpm: part.discountPpm, taxPpm: part.taxPpm, taxName: part.taxName, partsMinor: null, laborMilli: null },
  }))
  const parts = workPartsOf(lines, new Map())
  const content: EditionContent = {
    ...{ kind: 'work', subject: id, job: id, customer: customerId, number: 1, title, note: '', rule: 'each' },
    ...{
      currency: estimate.currency,
      totalMinor: sumOf(parts),
      parts,
      terms: null,
      checklist: [],
      needsSignature: false,
      po: 'no',
    },
  }
  const edition = await keepEdition(content, [], ctx.now)
  const requestId = newId('apr')
  const { discountPpm, discountMinor, isTaxInclusive } = offer
  return (approval) => [
    sql
      .update(estimates)
      .set({ jobId: id, version: raw`${estimates.version} + 1` })
      .where(and(eq(estimates.id, estimate.id), isNull(estimates.jobId))),
    exactlyOne('answered'),
    sql.insert(jobs).values({
      ...{ id, customerId, title, advisorId, poNumber, estimateId: estimate.id, discountPpm, discountMinor, isTaxInclusive },
      ...{ number: raw<number>`(SELECT next_job_number FROM profile WHERE id = 1)`, statusId: status.id },
      ...{ isClosed: isClosedStage(status.stage), statusAt: ctx.now, createdAt: ctx.now },
    }),
    sql.update(profile).set({ nextJobNumber: raw`${profile.nextJobNumber} + 1` }),
    ...linesInto(id, lines),
    sql.insert(jobAssets).select(raw`SELECT ${id}, asset_id FROM estimate_assets WHERE estimate_id = ${estimate.id}`),
    // What came with the request that the estimate answers, for those who make it.
    sql.run(raw`INSERT INTO job_files (id, job_id, file_id, stage, is_for_customer, added_by_id, created_at)
      SELECT 'jbf_' || lower(hex(randomblob(16))), ${id}, f.file_id, ${status.stage}, 1, coalesce(q.contact_id, ''), ${ctx.now}
      FROM request_files f JOIN requests q ON q.id = f.request_id
      WHERE q.estimate_id = ${estimate.id} AND q.customer_id = ${customerId} ORDER BY f.position`),
    ...edition.inserts,
    sql.insert(approvalRequests).values({
      ...{ id: requestId, kind: 'work', subjectId: id, jobId: id, customerId, title, state: 'approved', edition: 1 },
      ...{ parts: parts.length, openParts: 0, totalMinor: sumOf(parts), sentAt: ctx.now, answeredAt: ctx.now },
    }),
    sql.insert(decisions).values(
      parts.map(({ key }) => ({
        ...{ requestId, partKey: key, answer: 'approved' as const, partSha256: edition.partHashes.get(key) ?? '' },
        ...{ edition: 1, approvalId: approval, at: ctx.now },
      })),
    ),
  ]
}

/** Where work that was just approved begins: at the artwork where a proof is still needed, else where approved work stands. */
function firstStatus({ shop }: BaseCtx, statuses: Approved['statuses']) {
  const goals: readonly Stage[] = needsOf({ needs: null }, shop).includes('proof')
    ? ['artwork', 'requested']
    : ['approved', 'requested']
  const found = goals.map((goal) => statuses.find(({ stage }) => stage === goal)).find((one) => one !== undefined)
  return found ?? statuses.find(({ stage }) => !isProduction(stage) && !isClosedStage(stage)) ?? statuses[0]
}

import { and, eq, isNull } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { exactlyOne, Refused } from '#database/write.ts'
import { notFound } from '#errors.ts'
import { askedOf } from '#features/approvals/asked.ts'
import { askedForStaff } from '#features/approvals/queries.ts'
import { draftRequest, markEdited, withdrawRequest } from '#features/approvals/request-changes.ts'
import { jobById } from '#features/jobs/page-queries.ts'
import type { TypedProof } from './form.ts'
import { getProof } from './read.ts'
import { designs, proofs } from './schema.ts'
import { workOf } from './work.ts'

/** Begins a proof for a job, with nothing in it yet. Pressing twice makes one. */
export async function makeProof(ctx: StaffCtx, jobId: string): Promise<string> {
  const [[job]] = await ctx.read([jobById], { id: jobId })
  if (!job) throw notFound('Job')
  const id = ctx.newId('prf')
  const { customerId, title } = job
  const made = { kind: 'proof.made', subjectId: id, customerId, jobId, facts: { title } }
  await ctx.write(made, [
    sql.insert(proofs).values({ id, jobId, title, rule: 'all', createdById: ctx.staffId, createdAt: ctx.now }),
    draftRequest({ kind: 'proof', subjectId: id, jobId, customerId, title }),
  ])
  return id
}

/** Keeps what staff typed and uploaded. What was sent stays as it was, and has to be sent anew once anything differs. */
export async function saveProof(ctx: StaffCtx, id: string, typed: TypedProof): Promise<{ readonly isStale: boolean }> {
  const before = await getProof(ctx, id, namedIn(typed))
  const work = workOf(before, typed, ctx)
  const { customerId, jobId } = before.proof
  const details = { title: typed.title, designs: work.designs.length }
  const isSent = before.asked.request.edition > 0
  try {
    await ctx.write({ kind: 'proof.saved', subjectId: id, customerId, jobId, details }, [
      ...work.changes,
      ...(isSent && work.isChanged ? [markEdited(id)] : []),
    ])
    return { isStale: false }
  } catch (error) {
    if (error instanceof Refused && error.reason === 'stale') return { isStale: true }
    throw error
  }
}

/** The uploads a form names, so that the read before the action finds them. */
export function namedIn({ files, designs: typed }: TypedProof): string[] {
  return [...files, ...[...typed.values()].flatMap(({ artwork }) => artwork)]
}

/** Takes a design out of the set. What was sent keeps it. */
export async function removeDesign(ctx: StaffCtx, id: string, designKey: string): Promise<void> {
  const { proof, asked, designs: all } = await getProof(ctx, id)
  const design = all.find((one) => one.designKey === designKey)
  if (!design) return
  const { customerId, jobId } = proof
  const facts = { title: design.title }
  const remove = sql.delete(designs).where(and(eq(designs.proofId, id), eq(designs.designKey, designKey)))
  await ctx.write({ kind: 'proof.design_removed', subjectId: id, customerId, jobId, facts }, [
    [remove, exactlyOne('stale')],
    ...(asked.request.edition > 0 ? [markEdited(id)] : []),
  ])
}

/** Takes the whole proof back: nobody is asked any more, and what was decided stays on record. Twice is the same as once. */
export async function withdrawProof(ctx: StaffCtx, id: string): Promise<string> {
  const asked = askedOf(await ctx.read(askedForStaff, { subject: id }))
  const { request } = asked ?? {}
  if (request?.kind !== 'proof' || !request.jobId) throw notFound('proof')
  const { customerId, jobId, title } = request
  if (request.state === 'withdrawn') return jobId
  const remove = sql
    .update(proofs)
    .set({ removedAt: ctx.now, version: raw`${proofs.version} + 1` })
    .where(and(eq(proofs.id, id), isNull(proofs.removedAt)))
  await ctx.write({ kind: 'proof.withdrawn', subjectId: id, customerId, jobId, facts: { title } }, [
    [remove, exactlyOne('stale')],
    ...withdrawRequest(ctx.now, request.id),
  ])
  return jobId
}

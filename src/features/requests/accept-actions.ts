import { and, eq, isNull } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { newLinkKey } from '#features/customers/actions.ts'
import { ensurePerson, personOf } from '#features/customers/contact-changes.ts'
import { contacts, customers } from '#features/customers/schema.ts'
import { defaultValidDay } from '#features/estimates/actions.ts'
import { estimateAssets, estimateFiles, estimateLines, estimates } from '#features/estimates/schema.ts'
import { isPicture } from '#features/files/kinds.ts'
import { jobFiles } from '#features/files/schema.ts'
import { billingSettings, taxNameOf } from '#features/invoices/billing.ts'
import { linesInto } from '#features/jobs/changes.ts'
import { isClosedStage } from '#features/jobs/rules.ts'
import { jobAssets, jobs } from '#features/jobs/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { newId } from '#lib/id.ts'
import { move, tell } from './actions.ts'
import { desk } from './desk-words.ts'
import { printedThings, stateAfter, stillTrueOf } from './rules.ts'
import { requests } from './schema.ts'
import type { DeskAsset, DeskFile, DeskRequest } from './staff-queries.ts'
import { requestWords as words } from './words.ts'

interface Accepted {
  readonly request: DeskRequest
  readonly assets: readonly DeskAsset[]
  readonly files: readonly DeskFile[]
  readonly version: number
}
interface FirstStatus {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly stage: Parameters<typeof isClosedStage>[0]
}

/** Makes a job of a request with everything that was said in it, and tells whoever asked. Twice is the same as once. Returns its id. */
export async function acceptAsJob(
  ctx: StaffCtx,
  { request, assets, files, version }: Accepted,
  status: FirstStatus,
): Promise<string> {
  const customerId = ownerOf(request)
  const id = ctx.newId('job')
  const { what, pieces, wantedOn, assigneeId } = request
  const created = {
    ...{ kind: 'job.created', subjectId: id, customerId, jobId: id, audience: 'customer' as const },
    ...{ facts: { to: status.id, label: status.label, stage: status.stage, title: what }, details: { name: status.name } },
  }
  // Whoever sent them sees them on the job as well.
  const shown = { stage: status.stage, isForCustomer: true, addedById: request.contactId ?? '', createdAt: ctx.now }
  await ctx.write({ ...tell('accepted', request), jobId: id, consequences: [created] }, [
    ...move('accept', request.id, ctx.now, { version, set: { jobId: id, assigneeId: assigneeId ?? ctx.staffId } }),
    isServed(customerId),
    sql.insert(jobs).values({
      ...{ id, customerId, title: what, pieces, dueOn: wantedOn, advisorId: assigneeId ?? ctx.staffId },
      ...{ statusId: status.id, statusAt: ctx.now, isClosed: isClosedStage(status.stage), createdAt: ctx.now },
      number: raw<number>`(SELECT next_job_number FROM profile WHERE id = 1)`,
      internalNote: noteOf(request),
    }),
    sql.update(profile).set({ nextJobNumber: raw`${profile.nextJobNumber} + 1` }),
    ...linesInto(id, [{ ...lineOf(ctx, request), partsMinor: null, laborMilli: null }]),
    ...assets.map((asset) => sql.insert(jobAssets).values({ jobId: id, assetId: asset.id })),
    ...files.map((file) => sql.insert(jobFiles).values({ id: newId('jbf'), jobId: id, fileId: file.id, ...shown })),
  ])
  return id
}

/** The same as the draft of an estimate, which has its prices still to come. */
export async function acceptAsEstimate(ctx: StaffCtx, { request, assets, files, version }: Accepted): Promise<string> {
  const customerId = ownerOf(request)
  const id = ctx.newId('est')
  const { isTaxInclusive, depositPpm } = billingSettings(ctx.shop)
  const created = { kind: 'estimate.created', subjectId: id, customerId }
  await ctx.write({ ...tell('accepted', request), consequences: [created] }, [
    ...move('accept', request.id, ctx.now, { version, set: { estimateId: id, assigneeId: request.assigneeId ?? ctx.staffId } }),
    isServed(customerId),
    sql.insert(estimates).values({
      ...{ id, customerId, title: request.what, note: request.notes.slice(0, 2_000), currency: ctx.shop.currency },
      ...{ isTaxInclusive, depositPpm, validUntilOn: defaultValidDay(ctx), createdAt: ctx.now },
      advisorId: request.assigneeId ?? ctx.staffId,
    }),
    sql.insert(estimateLines).values({ id: newId('lin'), estimateId: id, position: 0, ...lineOf(ctx, request) }),
    ...assets.map((asset) => sql.insert(estimateAssets).values({ estimateId: id, assetId: asset.id })),
    // An estimate shows pictures; the job it becomes gets every file.
    ...files
      .filter(({ type }) => isPicture(type))
      .map((file) => sql.insert(estimateFiles).values({ id: newId('esf'), estimateId: id, fileId: file.id, createdAt: ctx.now })),
  ])
  return id
}

/** Makes a customer of a stranger who asked, with access for the mailbox they proved; or finds the one it belongs to meanwhile. */
export async function makeCustomer(
  ctx: StaffCtx,
  request: DeskRequest,
  known: { readonly id: string; readonly customerId: string } | undefined,
): Promise<void> {
  if (request.customerId !== null) return
  const { id, name, company, email, phone } = request
  const customerId = known?.customerId ?? ctx.newId('cus')
  const contactId = known?.id ?? newId('con')
  const rights = { hasAccess: true, canApprove: true, canPay: true, seesPrices: true, isPrimary: true }
  await ctx.write({ kind: 'request.customer_made', subjectId: id, customerId, details: { customer: company || name } }, [
    ...(known
      ? []
      : [
          sql.insert(customers).values({
            ...{ id: customerId, name: company || name, isCompany: company !== '', phone: phone || null },
            ...{ linkKey: newLinkKey(), createdAt: ctx.now },
          }),
          ensurePerson(ctx.now, email, name),
          sql.insert(contacts).values({
            ...{ id: contactId, customerId, personId: personOf(email), name, phone: phone || null, ...rights },
            createdAt: ctx.now,
          }),
        ].flat()),
    sql
      .update(requests)
      .set({ customerId, contactId, version: raw`${requests.version} + 1` })
      .where(and(eq(requests.id, id), isNull(requests.customerId))),
    exactlyOne('stale'),
  ])
}

function ownerOf(request: DeskRequest): string {
  stateAfter('accept', request.state)
  if (request.customerId === null) throw conflict(desk.wrong.stranger)
  return request.customerId
}

const isServed = (customer: string) =>
  assert(
    raw`EXISTS (SELECT 1 FROM customers WHERE id = ${customer} AND archived_at IS NULL AND merged_into_id IS NULL)`,
    'This customer was archived or merged meanwhile. Choose another one.',
  )

/** What was asked for as one line, its price still to be typed. */
function lineOf({ shop }: StaffCtx, { what, sizes, pieces }: DeskRequest) {
  const { taxPpm } = shop
  return {
    ...{ lineKey: newId('key'), name: what, detail: sizes, quantity: (pieces ?? 1) * 1_000, unitPriceMinor: 0 },
    ...{ discountPpm: 0, taxPpm, taxName: taxNameOf(shop)(taxPpm) },
  }
}

/** What else was said, for those who make it. */
function noteOf({ number, notes, sizes, stillTrue }: DeskRequest): string {
  const still = stillTrueOf(stillTrue)
  const printed = printedThings.flatMap((thing) => {
    const answer = still[thing]
    return answer ? [`${words.printed[thing]}: ${words.printedAnswer[answer].toLowerCase()}`] : []
  })
  return [words.number(number), notes, sizes, ...printed, still.news ?? ''].filter(Boolean).join('\n').slice(0, 4_000)
}

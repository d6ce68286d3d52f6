import { and, eq, isNull } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne, Refused } from '#database/write.ts'
import { conflict, notFound } from '#errors.ts'
import { markEdited } from '#features/approvals/request-changes.ts'
import { billingSettings, taxNameOf } from '#features/invoices/billing.ts'
import { newId } from '#lib/id.ts'
import { addDays, dayOf } from '#lib/time.ts'
import { desk } from './desk-words.ts'
import { type EstimateInput, keptOffer } from './form.ts'
import { assetsOfEstimate, type Estimate, linesOfEstimate, photosOfEstimate, sourceToCopy } from './queries.ts'
import { type EstimateLine, type OfferTerms, stateOf, whyNot } from './rules.ts'
import { estimateAssets, estimateFiles, estimateLines, estimates } from './schema.ts'

/** Saves a draft and gives its id. Refused with a sentence when the customer is not there any more. */
export async function createEstimate(ctx: StaffCtx, input: EstimateInput): Promise<string> {
  const id = ctx.newId('est')
  const lines = keptOffer(input.lines, [], taxNameOf(ctx.shop), () => newId('key'))
  const { currency } = ctx.shop
  const row = { id, currency, isTaxInclusive: billingSettings(ctx.shop).isTaxInclusive, createdAt: ctx.now }
  await ctx.write({ kind: 'estimate.created', subjectId: id, customerId: input.customer }, [
    customerIsThere(input.customer),
    sql.insert(estimates).values({ ...row, ...columnsOf(input), advisorId: ctx.staffId }),
    ...linesInto(id, lines),
    ...assetInto(id, input.assetId, input.customer),
  ])
  return id
}

/** Changes it. What was sent stays as it was sent, until the new edition goes out. */
export async function updateEstimate(
  ctx: StaffCtx,
  estimate: Estimate,
  before: readonly EstimateLine[],
  input: EstimateInput,
): Promise<void> {
  const { id } = estimate
  mustBe('edit', ctx, estimate)
  const lines = keptOffer(input.lines, before, taxNameOf(ctx.shop), () => newId('key'))
  const customer = estimate.sentAt === null ? input.customer : estimate.customerId
  await ctx.write(
    {
      kind: 'estimate.edited',
      subjectId: id,
      customerId: customer,
      details: { before: { title: estimate.title, lines: before } },
    },
    [
      sql
        .update(estimates)
        .set({ ...columnsOf(input), customerId: customer, version: raw`${estimates.version} + 1` })
        .where(and(eq(estimates.id, id), eq(estimates.version, input.version), isNull(estimates.jobId))),
      exactlyOne('stale'),
      customerIsThere(customer),
      sql.delete(estimateLines).where(eq(estimateLines.estimateId, id)),
      ...linesInto(id, lines),
      sql.delete(estimateAssets).where(eq(estimateAssets.estimateId, id)),
      ...assetInto(id, input.assetId, customer),
      ...(estimate.sentAt === null ? [] : [markEdited(id)]),
    ],
  )
}

/** Throws a conflict that says why an act cannot be done now. */
export function mustBe(act: Parameters<typeof whyNot>[0], ctx: StaffCtx, estimate: Estimate): void {
  const reason = whyNot(act, stateOf(estimate, dayOf(ctx.now, ctx.shop.timeZone)))
  if (reason) throw conflict(reason)
}

/** A draft that was never sent goes; twice is the same as once. */
export async function discardEstimate(ctx: StaffCtx, id: string, version: number): Promise<void> {
  await ctx.write({ kind: 'estimate.discarded', subjectId: id }, [
    sql
      .update(estimates)
      .set({ removedAt: ctx.now, version: raw`${estimates.version} + 1` })
      .where(and(eq(estimates.id, id), eq(estimates.version, version), isNull(estimates.sentAt), isNull(estimates.removedAt))),
    exactlyOne('stale'),
  ])
}

interface Copy {
  /** Keeps it as a template of this name instead. */
  readonly templateName?: string
  /** It takes the place of the old one as soon as it is sent. */
  readonly replaces?: boolean
}

/**
 * Makes a draft, or a template, of an estimate or a template as it stands: with new line keys, so that no old answer follows. What is
 * the customer's own, photos and vehicles, goes into a draft for the same customer, never into a template.
 */
export async function copyEstimate(ctx: StaffCtx, from: string, { templateName, replaces = false }: Copy): Promise<string> {
  const queries = [sourceToCopy, linesOfEstimate, photosOfEstimate, assetsOfEstimate] as const
  const [[source], lines, photos, held] = await ctx.read(queries, { from, id: from })
  if (!source) throw notFound('Estimate')
  const id = ctx.newId('est')
  const { title, note, currency, tiers, discountPpm, discountMinor, isTaxInclusive, depositPpm, depositMinor } = source
  const owner = templateName === undefined ? source.customerId : null
  if (templateName === undefined && owner === null) throw conflict(desk.wrong.customer)
  const row = { title, note, currency, tiers, discountPpm, discountMinor, isTaxInclusive, depositPpm, depositMinor }
  await ctx.write(
    {
      kind: templateName === undefined ? 'estimate.copied' : 'estimate.kept',
      ...{ subjectId: id, customerId: owner ?? undefined, details: { from } },
    },
    [
      ...(owner === null ? [] : [customerIsThere(owner)]),
      sql.insert(estimates).values({
        ...{ ...row, id, customerId: owner, templateName: templateName ?? null, advisorId: ctx.staffId, createdAt: ctx.now },
        validUntilOn: owner === null ? null : defaultValidDay(ctx),
      }),
      ...linesInto(
        id,
        lines.map((line) => ({ ...line, lineKey: newId('key') })),
      ),
      ...(owner === null
        ? []
        : [
            ...held.map((asset) => sql.insert(estimateAssets).values({ estimateId: id, assetId: asset.id })),
            ...photos.map(({ file, caption }) =>
              sql.insert(estimateFiles).values({ id: newId('esf'), estimateId: id, fileId: file, caption, createdAt: ctx.now }),
            ),
          ]),
      ...(replaces
        ? [
            sql
              .update(estimates)
              .set({ supersededById: id, version: raw`${estimates.version} + 1` })
              .where(and(eq(estimates.id, from), isNull(estimates.jobId))),
          ]
        : []),
    ],
  )
  return id
}

/** Removes a template. Gone already is as good. */
export async function forgetTemplate(ctx: StaffCtx, id: string): Promise<void> {
  await ctx.write({ kind: 'estimate.template_removed', subjectId: id }, [
    sql
      .update(estimates)
      .set({ removedAt: ctx.now })
      .where(and(eq(estimates.id, id), raw`${estimates.templateName} IS NOT NULL`)),
  ])
}

export const defaultValidDay = ({ now, shop }: Pick<StaffCtx, 'now' | 'shop'>) =>
  addDays(dayOf(now, shop.timeZone), billingSettings(shop).validDays)

function columnsOf(input: EstimateInput) {
  const { customer, title, note, tiers, validUntilOn, discount, deposit } = input
  const terms: Omit<OfferTerms, 'isTaxInclusive'> = {
    ...{ discountPpm: discount.ppm, discountMinor: discount.minor },
    ...{ depositPpm: deposit.ppm, depositMinor: deposit.minor },
  }
  return { customerId: customer, title, note, tiers, validUntilOn, ...terms }
}

function linesInto(estimateId: string, lines: readonly EstimateLine[]): Change[] {
  const rows = lines.map((line, position) => ({ ...line, id: newId('lin'), estimateId, position }))
  return rows.length > 0 ? [sql.insert(estimateLines).values(rows)] : []
}

function assetInto(estimateId: string, assetId: string | null, customerId: string): Change[] {
  if (!assetId) return []
  return [
    assert(
      raw`EXISTS (SELECT 1 FROM ownerships WHERE asset_id = ${assetId} AND customer_id = ${customerId} AND until_at IS NULL)`,
      'asset',
    ),
    sql.insert(estimateAssets).values({ estimateId, assetId }),
  ]
}

const customerIsThere = (customer: string) =>
  assert(
    raw`EXISTS (SELECT 1 FROM customers WHERE id = ${customer} AND archived_at IS NULL AND merged_into_id IS NULL)`,
    'customer',
  )

/** The field a refused write is about, with its sentence. */
export function wrongChoice(error: unknown): [field: string, sentence: string] | undefined {
  if (!(error instanceof Refused)) return undefined
  if (error.reason === 'customer') return ['customer', desk.wrong.customerGone]
  return error.reason === 'asset' ? ['asset', desk.wrong.asset] : undefined
}

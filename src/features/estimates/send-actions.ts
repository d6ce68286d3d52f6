import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, type Change, exactlyOne } from '#database/write.ts'
import { conflict } from '#errors.ts'
import { withdrawRequest } from '#features/approvals/request-changes.ts'
import { sendRequest } from '#features/approvals/send-actions.ts'
import { vehicleText } from '#features/assets/rules.ts'
import { profile } from '#features/settings/schema.ts'
import { Ticked, Version } from '#lib/fields.ts'
import { dayOf } from '#lib/time.ts'
import { mustBe } from './actions.ts'
import { desk } from './desk-words.ts'
import type { EstimatePhoto } from './queries.ts'
import type { EstimateRecord } from './read.ts'
import { mostOf, type Offer, type OfferPhoto, partsOf, whyNotReady } from './rules.ts'
import { estimates } from './schema.ts'

export const SendEstimate = v.object({ version: Version, isQuiet: Ticked })
export type SendEstimate = v.InferOutput<typeof SendEstimate>

/**
 * Sends it as it is now: a new edition under the same link, its number when it goes first, a mail to each who may approve and
 * sees prices. Throws conflict with what keeps it from being sent.
 */
export async function sendEstimate(ctx: StaffCtx, record: EstimateRecord, { version, isQuiet }: SendEstimate): Promise<void> {
  const { estimate, lines, asked, approvers, terms, statuses } = record
  mustBe('send', ctx, estimate)
  const reason = whyNotReady(estimate, lines, dayOf(ctx.now, ctx.shop.timeZone))
  if (reason) throw conflict(reason)
  if (estimate.currency !== ctx.shop.currency) throw conflict(desk.wrong.otherCurrency)
  if (approvers.length === 0 && !isQuiet) throw conflict(desk.wrong.nobody)
  const parts = partsOf(lines)
  const number = estimate.number ?? String(ctx.shop.nextEstimateNumber)
  const offer = offerFrom(record, number)
  await sendRequest(
    ctx,
    { asked, approvers, terms, statuses },
    {
      ...{ kind: 'estimate', subjectId: estimate.id, job: undefined, customerId: estimate.customerId },
      ...{ title: estimate.title, note: estimate.note, rule: 'any', currency: estimate.currency },
      ...{ totalMinor: mostOf(parts, offer), parts, offer, answerBy: null, isQuiet },
      files: record.photos.flatMap(({ file, preview }) => [file, ...(preview ? [preview] : [])]),
    },
    placed(ctx, record, number, version),
  )
}

function placed({ now }: StaffCtx, { estimate }: EstimateRecord, number: string, version: number): Change[] {
  const isFirst = estimate.number === null
  return [
    assert(raw`EXISTS (SELECT 1 FROM profile WHERE currency = ${estimate.currency})`, desk.wrong.otherCurrency),
    // Its number stands in the edition, so it was known before this and must be the next one still.
    ...(isFirst
      ? [
          assert(raw`(SELECT CAST(next_estimate_number AS TEXT) FROM profile) = ${number}`, 'stale'),
          sql.update(profile).set({ nextEstimateNumber: raw`${profile.nextEstimateNumber} + 1` }),
        ]
      : []),
    sql
      .update(estimates)
      .set({
        ...{ number, edition: raw`${estimates.edition} + 1`, sentAt: estimate.sentAt ?? now },
        version: raw`${estimates.version} + 1`,
      })
      .where(and(eq(estimates.id, estimate.id), eq(estimates.version, version), isNull(estimates.jobId))),
    exactlyOne('stale'),
  ]
}

function offerFrom({ estimate, assets, photos }: EstimateRecord, number: string): Offer {
  const { tiers, discountPpm, discountMinor, isTaxInclusive, depositPpm, depositMinor, validUntilOn } = estimate
  return {
    ...{ number, tiers, discountPpm, discountMinor, isTaxInclusive, depositPpm, depositMinor, validUntilOn },
    assets: assets.map((asset) => vehicleText({ ...asset, plate: null })),
    photos: photos.map(photoOf),
  }
}

function photoOf({ file, name, caption, sha256, preview, previewSha256 }: EstimatePhoto): OfferPhoto {
  return { file, alt: caption || name, sha256, shown: preview ?? file, shownSha256: previewSha256 ?? sha256 }
}

/** Takes it back: nobody can approve it any more. Done already is as good. */
export async function withdrawEstimate(ctx: StaffCtx, { estimate, asked }: EstimateRecord): Promise<void> {
  if (asked?.request.state !== 'withdrawn') mustBe('withdraw', ctx, estimate)
  const { id, customerId, title } = estimate
  await ctx.write({ kind: 'estimate.withdrawn', subjectId: id, customerId, facts: { title } }, [
    assert(raw`(SELECT job_id FROM estimates WHERE id = ${id}) IS NULL`, 'stale'),
    ...(asked ? withdrawRequest(ctx.now, asked.request.id) : []),
  ])
}

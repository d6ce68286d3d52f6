import { and, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { Mail, StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { assert, exactlyOne } from '#database/write.ts'
import { withdraw } from '#features/activity/actions.ts'
import { useFiles } from '#features/files/upload.ts'
import { Line, List, MaybeDay, Text, Version } from '#lib/fields.ts'
import { isId } from '#lib/id.ts'
import { isDay } from '#lib/time.ts'
import { desk } from './desk-words.ts'
import { ending, endingAt } from './rules.ts'
import { warranties } from './schema.ts'

const Short = v.pipe(
  Text(200),
  v.transform((text) => text.replace(/\s+/g, ' ')),
)
const fields = {
  product: Line(desk.wrong.product, 120),
  brand: Short,
  coverage: Text(2_000),
  registration: Short,
  fromOn: v.pipe(v.string(desk.wrong.fromOn), v.check(isDay, desk.wrong.fromOn)),
  untilOn: MaybeDay,
  asset: v.optional(v.string(), ''),
  file: List(
    v.pipe(
      v.string(),
      v.check((text) => isId('fil', text), 'Upload it again'),
    ),
    1,
  ),
}
export const AddWarranty = v.object({ ...fields, job: v.optional(v.string(), '') })
export const ChangeWarranty = v.object({ ...fields, version: Version })
export const RemoveWarranty = v.object({ version: Version })
export type Said = Omit<v.InferOutput<typeof ChangeWarranty>, 'version'>

interface Subject {
  readonly customerId: string
  readonly assetId: string | null
  readonly jobId: string | null
}

/** Adds a warranty on a thing, a job or both; both are its customer's while it is written. */
export async function addWarranty(ctx: StaffCtx, subject: Subject, said: Said): Promise<string> {
  const id = ctx.newId('wty')
  const row = rowOf(said)
  const { customerId, jobId } = subject
  const action = { kind: 'warranty.added', subjectId: id, customerId, jobId: jobId ?? undefined, audience: 'customer' as const }
  await ctx.write({ ...action, facts: { product: said.product }, mails: endingMail(ctx, id, customerId, row) }, [
    isTheirs(subject),
    useFiles(ctx, said.file),
    sql.insert(warranties).values({ id, ...subject, ...row, fileId: said.file[0] ?? null, createdAt: ctx.now }),
  ])
  return id
}

interface Known extends Subject {
  readonly id: string
  readonly product: string
  readonly fileId: string | null
}

/** Changes a warranty; its document stays unless another one was brought. Throws Refused('stale') when it was changed meanwhile. */
export async function changeWarranty(
  ctx: StaffCtx,
  before: Known,
  version: number,
  assetId: string | null,
  said: Said,
): Promise<void> {
  const row = rowOf(said)
  const { id, customerId, jobId } = before
  const subject = { customerId, jobId, assetId }
  const update = sql
    .update(warranties)
    .set({ ...row, assetId, fileId: said.file[0] ?? before.fileId, version: nextVersion })
    .where(isAt(id, version))
  const action = { kind: 'warranty.changed', subjectId: id, customerId, jobId: jobId ?? undefined, audience: 'customer' as const }
  await ctx.write({ ...action, facts: { product: said.product }, mails: endingMail(ctx, id, customerId, row) }, [
    isTheirs(subject),
    [update, exactlyOne('stale')],
    withdraw(topicOf(id)),
    useFiles(ctx, said.file, raw`(SELECT w.file_id FROM warranties w WHERE w.id = ${id})`),
  ])
}

/** Takes a warranty off; nobody but its log shows it any more. Throws Refused('stale') when it was changed or taken off meanwhile. */
export async function removeWarranty(ctx: StaffCtx, { id, customerId, jobId, product }: Known, version: number): Promise<void> {
  const update = sql.update(warranties).set({ removedAt: ctx.now, version: nextVersion }).where(isAt(id, version))
  const action = { kind: 'warranty.removed', subjectId: id, customerId, jobId: jobId ?? undefined, audience: 'customer' as const }
  await ctx.write({ ...action, facts: { product } }, [[update, exactlyOne('stale')], withdraw(topicOf(id))])
}

const nextVersion = raw`${warranties.version} + 1`
const isAt = (id: string, version: number) =>
  and(eq(warranties.id, id), eq(warranties.version, version), isNull(warranties.removedAt))

function rowOf({ product, brand, coverage, registration, fromOn, untilOn }: Said) {
  return { product, brand, coverage, registration, fromOn, untilOn }
}

/** A job and a thing of two customers never share one. A thing that moved on since keeps what its old owner had on it. */
function isTheirs({ customerId, assetId, jobId }: Subject) {
  const owned = raw`EXISTS (SELECT 1 FROM ownerships o WHERE o.asset_id = ${assetId} AND o.customer_id = ${customerId})`
  const ordered = raw`EXISTS (SELECT 1 FROM jobs j WHERE j.id = ${jobId} AND j.customer_id = ${customerId})`
  return assert(raw`(${assetId} IS NULL OR ${owned}) AND (${jobId} IS NULL OR ${ordered})`, 'not theirs')
}

const topicOf = (id: string) => `${ending} ${id}`

/** In the morning, 30 days before it ends; what ends sooner needs no such mail. */
function endingMail(ctx: StaffCtx, id: string, customerId: string, { untilOn }: { readonly untilOn: string | null }): Mail[] {
  if (untilOn === null) return []
  const dueAt = endingAt(untilOn, ctx.shop.timeZone)
  if (dueAt <= ctx.now) return []
  return [{ kind: ending, payload: { warranty: id, until: untilOn }, topic: topicOf(id), dueAt, customerId }]
}

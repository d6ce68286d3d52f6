import { and, eq, isNull, type SQL } from 'drizzle-orm'
import type { CustomerCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { shopAddresses } from '#features/approvals/shop-mail.ts'
import { profile } from '#features/settings/schema.ts'
import { bodyOf } from '#lib/id.ts'
import { holdFiles, letGo } from './draft-files.ts'
import type { DraftContent, RequestInput } from './form.ts'
import type { Draft } from './queries.ts'
import type { RequestKind } from './rules.ts'
import { requestAssets, requestDrafts, requestFiles, requests } from './schema.ts'

/** A contact's draft is kept until it is sent, or forgotten for so long, ms. */
const keptMs = 365 * 86_400_000

/** The request a draft becomes bears its id: sent from two tabs, it is the same one. */
export const requestIdOf = (draftId: string) => `req_${bodyOf(draftId)}`

/** Begins a draft; sent twice, it is the same one. */
export async function beginDraft(ctx: CustomerCtx, kind: RequestKind, content: DraftContent): Promise<string> {
  const id = ctx.newId('rqd')
  await ctx.write({ kind: 'request.begun', subjectId: id, customerId: ctx.customerId }, [
    sql.insert(requestDrafts).values({
      ...{ id, kind, contactId: ctx.contactId, content: { ...content, savedAt: ctx.now } },
      ...{ createdAt: ctx.now, expiresAt: ctx.now + keptMs },
    }),
  ])
  return id
}

/** Keeps what was typed into a draft. Refused as 'stale' when another tab kept something since `version`. */
export async function keepDraft(ctx: CustomerCtx, draft: Draft, content: DraftContent, version: number): Promise<void> {
  await ctx.write({ kind: 'request.kept', subjectId: draft.id, customerId: ctx.customerId }, [
    holdFiles(ctx, draft, content),
    sql
      .update(requestDrafts)
      .set({
        content: { ...content, savedAt: ctx.now },
        expiresAt: ctx.now + keptMs,
        version: raw`${requestDrafts.version} + 1`,
      })
      .where(isOwn(ctx, draft.id, version)),
    exactlyOne('stale'),
  ])
}

/** Throws a draft away; gone already is as good. */
export async function discardDraft(ctx: CustomerCtx, id: string): Promise<void> {
  await ctx.write({ kind: 'request.discarded', subjectId: id, customerId: ctx.customerId }, [
    letGo(raw`d.id = ${id} AND d.contact_id = ${ctx.contactId} AND d.sent_at IS NULL`),
    sql
      .delete(requestDrafts)
      .where(and(eq(requestDrafts.id, id), eq(requestDrafts.contactId, ctx.contactId), isNull(requestDrafts.sentAt))),
  ])
}

interface Sending {
  readonly draft: Draft
  readonly input: RequestInput
  readonly content: DraftContent
  readonly version: number
  readonly advisor: { readonly id: string; readonly email: string } | undefined
}

/** Sends a draft to the shop and tells whoever looks after this customer. From two tabs it is sent once. Returns the request's id. */
export async function sendDraft(ctx: CustomerCtx, { draft, input, content, version, advisor }: Sending): Promise<string> {
  const id = requestIdOf(draft.id)
  const { viewer, now } = ctx
  const { assets, fromJobId } = content
  const action = {
    ...{ kind: 'request.sent', subjectId: id, customerId: ctx.customerId, audience: 'customer' as const },
    facts: { what: input.what },
    mails: newRequestMails(ctx, id, advisor?.email, ctx.customerId),
  }
  await ctx.write(action, [
    [
      sql
        .update(requestDrafts)
        .set({ sentAt: now, content: {}, version: raw`${requestDrafts.version} + 1` })
        .where(isOwn(ctx, draft.id, version)),
      exactlyOne('stale'),
    ],
    ...insertRequest({
      ...{ id, kind: draft.kind, stateAt: now, createdAt: now, customerId: ctx.customerId, contactId: ctx.contactId },
      ...{ ...input, name: viewer.contactName, company: viewer.customerName, email: viewer.email },
      ...{ fromJobId: fromJobId ?? null, assigneeId: advisor?.id ?? null },
    }),
    ...assets.map((assetId) => sql.insert(requestAssets).values({ requestId: id, assetId })),
    ...content.files.map((fileId, position) => sql.insert(requestFiles).values({ requestId: id, fileId, position })),
  ])
  return id
}

const isOwn = (ctx: CustomerCtx, id: string, version: number) =>
  and(
    ...[eq(requestDrafts.id, id), eq(requestDrafts.contactId, ctx.contactId), eq(requestDrafts.version, version)],
    isNull(requestDrafts.sentAt),
  )

type Row = typeof requests.$inferInsert
type NewRequest = Omit<Row, 'number' | 'customerId' | 'contactId'> &
  Readonly<Record<'customerId' | 'contactId', string | SQL<string>>>

/** The row of a request with the shop's next number. */
export function insertRequest(row: NewRequest): Change[] {
  const number = raw<number>`(SELECT next_request_number FROM profile WHERE id = 1)`
  return [
    sql.insert(requests).values({ ...row, number }),
    sql.update(profile).set({ nextRequestNumber: raw`${profile.nextRequestNumber} + 1` }),
  ]
}

/** The mails that tell the shop of a request. */
export function newRequestMails(
  ctx: Pick<CustomerCtx, 'shop'>,
  request: string,
  advisorEmail: string | undefined,
  customerId?: string,
) {
  return shopAddresses(ctx, advisorEmail).map((to) => ({ kind: 'request.new', payload: { request, to }, customerId }))
}

import { and, asc, eq, isNull } from 'drizzle-orm'
import * as v from 'valibot'
import type { CustomerCtx } from '#context.ts'
import { raw, sql, theContact, theCustomer } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import { files } from '#features/files/schema.ts'
import { ownUploads, useFiles } from '#features/files/upload.ts'
import { Attached, mostFiles } from '#features/messages/attach.ts'
import { isId } from '#lib/id.ts'
import { contentOf, type DraftContent } from './form.ts'
import type { Draft } from './queries.ts'

/** The uploads a form names, the first ten of them, with what is wrong there. */
export function filesIn(fields: Readonly<Record<string, unknown>>): { readonly ids: readonly string[]; readonly wrong?: string } {
  const all = [fields['file[]'] ?? []].flat().filter((one) => typeof one === 'string' && isId('fil', one))
  const ids = [...new Set(all)].filter((one) => typeof one === 'string')
  const result = v.safeParse(Attached, ids)
  return { ids: ids.slice(0, mostFiles), ...(result.success ? {} : { wrong: result.issues[0].message }) }
}

const ofContact = raw`d.contact_id IN (SELECT c.id FROM contacts c WHERE c.id = ${theContact} AND c.customer_id = ${theCustomer})`

/** What a draft of this contact's holds, and those of `:uploads` (JSON) that they brought: to be ticked. */
export const draftFilesForCustomer = sql
  .select({ id: files.id, name: files.name, size: files.size })
  .from(files)
  .where(
    and(
      isNull(files.derivedFromId),
      raw`(${files.id} IN (SELECT f.value FROM request_drafts d, json_each(d.content, '$.files') f
          WHERE d.id = ${raw.placeholder('id')} AND d.sent_at IS NULL AND ${ofContact})
        OR (${files.uploadedById} = ${theContact} AND ${files.isLoose} = 1
          AND ${files.id} IN (SELECT value FROM json_each(${raw.placeholder('uploads')}))))`,
    ),
  )
  .orderBy(asc(files.createdAt), raw`files.rowid`)
export type DraftFile = Awaited<ReturnType<typeof draftFilesForCustomer.execute>>[number]

/** Part of keeping a draft: it holds these uploads from now on, and lets go of those it held before. */
export function holdFiles(ctx: CustomerCtx, draft: Draft, { files: ids }: DraftContent): Change {
  const before = contentOf(draft.content).files
  const held = heldBy(raw`d.id = ${draft.id}`)
  return [
    ownUploads(
      ctx,
      ids.filter((id) => !before.includes(id)),
    ),
    useFiles(ctx, ids, held),
    release(raw`${files.id} IN ${held} AND ${files.id} NOT IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`),
  ].flat()
}

/** Part of throwing drafts away: what `those` (of `request_drafts d`) held is swept with the uploads that nobody used. */
export const letGo = (those: ReturnType<typeof raw>): Change => release(raw`${files.id} IN ${heldBy(those)}`)

const heldBy = (those: ReturnType<typeof raw>) =>
  raw`(SELECT f.value FROM request_drafts d, json_each(d.content, '$.files') f WHERE ${those})`

const release = (which: ReturnType<typeof raw>) =>
  sql
    .update(files)
    .set({ isLoose: true })
    .where(and(eq(files.isLoose, false), which))

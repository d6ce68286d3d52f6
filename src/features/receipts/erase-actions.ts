import { and, eq, inArray, isNull, type SQL } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { notFound } from '#errors.ts'
import { approvalPayloads, approvals, receipts } from '#features/approvals/schema.ts'
import { contacts, people } from '#features/customers/schema.ts'
import { files } from '#features/files/schema.ts'
import { forgetMethods } from '#features/payments/saved.ts'
import { savedMethods } from '#features/payments/schema.ts'

const theId = raw.placeholder('id')

// Whose data a record holds: who decided, through a link of theirs, who is named by their mailbox, and who passed the link on.
const ofContact = raw`(approvals.body ->> '$.actor.id' = ${theId}
  OR approvals.body ->> '$.actor.id' IN (SELECT l.id FROM item_links l WHERE l.contact_id = ${theId})
  OR EXISTS (SELECT 1 FROM approval_payloads p JOIN contacts c ON c.id = ${theId} JOIN people m ON m.id = c.person_id
    WHERE p.approval_id = approvals.id AND p.payload ->> '$.email' = m.email))`

const theContact = sql
  .select({ id: contacts.id, customerId: contacts.customerId, name: contacts.name })
  .from(contacts)
  .leftJoin(people, eq(people.id, contacts.personId))
  .where(eq(contacts.id, theId))
const theRecord = sql
  .select({ id: approvals.id, customerId: approvals.customerId, jobId: approvals.jobId })
  .from(approvals)
  .where(eq(approvals.id, theId))
const recordsOfContact = sql.select({ id: approvals.id }).from(approvals).where(ofContact)
const pdfsOf = (scope: SQL) =>
  sql
    .select({ key: files.key })
    .from(receipts)
    .innerJoin(files, eq(files.id, receipts.fileId))
    .innerJoin(approvals, eq(approvals.id, receipts.approvalId))
    .where(scope)
const pdfsOfRecord = pdfsOf(eq(approvals.id, theId))
const pdfsOfContact = pdfsOf(ofContact)

/** Erases the personal data of one record with its PDFs. What was decided, and its proof, stay. Twice is the same as once. */
export async function eraseRecord(ctx: StaffCtx, id: string): Promise<void> {
  const [[record], pdfs] = await ctx.read([theRecord, pdfsOfRecord], { id })
  if (!record) throw notFound('Record')
  const { customerId, jobId } = record
  await ctx.write({ kind: 'approval.erased', subjectId: id, customerId, jobId: jobId ?? undefined }, [erasure(ctx.now, [id])])
  await removePdfs(ctx, pdfs)
}

/**
 * Erases what records hold of one contact: their name, mailbox, address and words; and forgets what they kept to pay with. Returns in
 * how many records. Twice is the same as once.
 */
export async function eraseContact(ctx: StaffCtx, id: string): Promise<number> {
  const [[contact], records, pdfs] = await ctx.read([theContact, recordsOfContact, pdfsOfContact], { id })
  if (!contact) throw notFound('Contact')
  const ids = records.map((record) => record.id)
  await ctx.write({ kind: 'contact.erased', subjectId: id, customerId: contact.customerId, details: { records: ids.length } }, [
    ...(ids.length > 0 ? [erasure(ctx.now, ids)] : []),
    forgetMethods(ctx.now, eq(savedMethods.contactId, id)),
  ])
  await removePdfs(ctx, pdfs)
  return ids.length
}

function erasure(now: number, ids: readonly string[]) {
  return sql
    .update(approvalPayloads)
    .set({ payload: null, salt: null, erasedAt: now })
    .where(and(inArray(approvalPayloads.approvalId, [...ids]), isNull(approvalPayloads.erasedAt)))
}

/** After the payload, so that none can be made anew; a store that fails here is asked again by pressing again. Their hashes stay. */
async function removePdfs({ deps }: StaffCtx, pdfs: readonly { readonly key: string }[]): Promise<void> {
  if (pdfs.length > 0) await deps.files.remove(pdfs.map(({ key }) => key))
}

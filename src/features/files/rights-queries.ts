import { and, eq, type SQL } from 'drizzle-orm'
import { raw, sql, theContact, theCustomer, theLink } from '#database/sql.ts'
import { files } from './schema.ts'

const columns = {
  key: files.key,
  name: files.name,
  type: files.type,
  size: files.size,
  sha256: files.sha256,
}
const theFile = raw.placeholder('id')
// The file itself, or the one it was drawn from: whoever may see one may see the other.
const original = raw`coalesce(files.derived_from_id, files.id)`

/** Any file of the shop's, but for receipts: those hold prices and have an address of their own. */
export const fileForStaff = sql
  .select(columns)
  .from(files)
  .where(and(eq(files.id, theFile), raw`NOT EXISTS (SELECT 1 FROM receipts WHERE receipts.file_id = files.id)`))

/** A file that came with a message of the customer's; about money, for a contact who sees prices. */
const isInTalk = raw`EXISTS (SELECT 1 FROM message_files mf JOIN messages m ON m.id = mf.message_id JOIN threads t ON t.id = m.thread_id
  WHERE mf.file_id = ${original} AND t.customer_id = ${theCustomer} AND (t.subject_kind IN ('general', 'job', 'asset', 'request')
    OR (t.subject_kind IN ('estimate', 'invoice') AND (SELECT c.sees_prices FROM contacts c WHERE c.id = ${theContact}))))`

/** The document of a warranty of the customer's. */
const isOnWarranty = raw`EXISTS (SELECT 1 FROM warranties w WHERE w.file_id = ${original} AND w.customer_id = ${theCustomer} AND w.removed_at IS NULL)`

/** A logo that the customer keeps. */
const isLogo = raw`EXISTS (SELECT 1 FROM customer_logos l
  WHERE l.file_id = ${original} AND l.customer_id = ${theCustomer} AND l.removed_at IS NULL)`

/** A file that came with a request of the customer's, or that this contact added to one they still write. */
const isInRequest = raw`(EXISTS (SELECT 1 FROM request_files rf JOIN requests q ON q.id = rf.request_id
    WHERE rf.file_id = ${original} AND q.customer_id = ${theCustomer})
  OR EXISTS (SELECT 1 FROM request_drafts d JOIN contacts c ON c.id = d.contact_id, json_each(d.content, '$.files') df
    WHERE df.value = ${original} AND d.contact_id = ${theContact} AND d.sent_at IS NULL AND c.customer_id = ${theCustomer}))`

/** A file shown on a job of the customer's, in an edition sent to them, in their messages or requests, of a warranty of theirs, or among their logos. */
export const fileForCustomer = fileIn(
  raw`j.customer_id = ${theCustomer}`,
  raw`r.customer_id = ${theCustomer}`,
  raw`${isInTalk} OR ${isInRequest} OR ${isOnWarranty} OR ${isLogo}`,
)

/** The same for the one item that a link opens, and its contact's company alone; what was passed on opens what was sent, not the job. */
export const fileForLink = fileIn(
  raw`EXISTS (SELECT 1 FROM item_links l JOIN contacts c ON c.id = l.contact_id
    WHERE l.id = ${theLink} AND l.purpose = 'work' AND l.forwarded_to IS NULL AND l.subject_id = j.id AND c.customer_id = j.customer_id)`,
  raw`EXISTS (SELECT 1 FROM item_links l JOIN contacts c ON c.id = l.contact_id
    WHERE l.id = ${theLink} AND l.purpose IN ('work', 'proof', 'estimate') AND l.subject_id = r.subject_id AND c.customer_id = r.customer_id)`,
  // A question that stands on the page, and prices with it.
  raw`EXISTS (SELECT 1 FROM item_links l JOIN contacts c ON c.id = l.contact_id AND c.sees_prices
      JOIN threads t ON t.subject_id = l.subject_id AND t.subject_kind = l.purpose AND t.customer_id = c.customer_id
      JOIN messages m ON m.thread_id = t.id JOIN message_files mf ON mf.message_id = m.id
    WHERE l.id = ${theLink} AND l.purpose IN ('estimate', 'invoice') AND mf.file_id = ${original})`,
)

function fileIn(jobIsTheirs: SQL, requestIsTheirs: SQL, isElsewhere = raw`0`) {
  const isOnJob = raw`EXISTS (SELECT 1 FROM job_files jf JOIN jobs j ON j.id = jf.job_id
    WHERE jf.file_id = ${original} AND jf.is_for_customer = 1 AND jf.removed_at IS NULL AND ${jobIsTheirs})`
  const isInEdition = raw`EXISTS (SELECT 1 FROM edition_files ef JOIN editions e ON e.id = ef.edition_id
    JOIN approval_requests r ON r.subject_id = ef.subject_id
    WHERE ef.file_id = ${original} AND e.number <= r.edition AND r.state <> 'draft' AND ${requestIsTheirs}
      AND (r.state <> 'withdrawn' OR EXISTS (SELECT 1 FROM approvals a WHERE a.edition_id = e.id)))`
  return sql
    .select(columns)
    .from(files)
    .where(and(eq(files.id, theFile), raw`(${isOnJob} OR ${isInEdition} OR ${isElsewhere})`))
}

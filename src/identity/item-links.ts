import { and, eq, isNull } from 'drizzle-orm'
import type { Tenant } from '#context.ts'
import { raw, sql, theNow } from '#database/sql.ts'
import type { Change } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { type ItemPurpose, itemLinks } from './schema.ts'

/** A link to one item for one contact, to stand in the batch of the action that mails it. Its id goes into the mail's payload. */
export function newItemLink(
  now: number,
  purpose: ItemPurpose,
  subjectId: string,
  contactId: string,
): { readonly id: string; readonly insert: Change } {
  const id = newId('lnk')
  return { id, insert: sql.insert(itemLinks).values({ id, purpose, subjectId, contactId, mailedAt: now, createdAt: now }) }
}

/** Ends every link to an item: it was withdrawn, or settled long ago. */
export function revokeItemLinks(now: number, subjectId: string): Change {
  return sql
    .update(itemLinks)
    .set({ revokedAt: now })
    .where(and(eq(itemLinks.subjectId, subjectId), isNull(itemLinks.revokedAt)))
}

const settledMs = 90 * 86_400_000

/** Whether what the link leads to is unsettled, or was settled less than 90 days ago: after that the link has ended. */
export const isNotLongSettled = raw`coalesce(CASE ${itemLinks.purpose}
  WHEN 'invoice' THEN (SELECT i.settled_at FROM invoices i WHERE i.id = ${itemLinks.subjectId})
  WHEN 'proof' THEN (SELECT j.status_at FROM proofs p JOIN jobs j ON j.id = p.job_id WHERE p.id = ${itemLinks.subjectId} AND j.is_closed = 1)
  WHEN 'estimate' THEN (SELECT r.answered_at FROM approval_requests r WHERE r.subject_id = ${itemLinks.subjectId})
  ELSE (SELECT j.status_at FROM jobs j WHERE j.id = ${itemLinks.subjectId} AND j.is_closed = 1) END, ${theNow}) > ${theNow} - ${settledMs}`

/** The row a link's address is made from. */
export const itemLinkById = sql
  .select()
  .from(itemLinks)
  .where(eq(itemLinks.id, raw.placeholder('link')))

const words: Readonly<Record<ItemPurpose, string>> = { invoice: 'inv', work: 'job', proof: 'prf', estimate: 'est' }

/** The address that opens the item, on the shop's own host where it has one: `/view/invoice/<token>`. */
export async function itemLinkUrl(
  deps: Deps,
  tenant: Tenant,
  link: { readonly id: string; readonly purpose: ItemPurpose; readonly generation: number },
): Promise<string> {
  const token = await makeToken(tenant.keys, words[link.purpose], tenant.key, bodyOf(link.id), link.generation)
  return `${customerOrigin(deps, tenant)}/view/${link.purpose}/${token}`
}

/** Where this shop's customers are served, from the directory and never from a request. */
export function customerOrigin(deps: Deps, tenant: Tenant): string {
  if (!tenant.host) return deps.portal.origin
  return `${deps.portal.protocol}//${tenant.host}${deps.portal.port ? `:${deps.portal.port}` : ''}`
}
/** The address of the shop's portal: what goes on its website and below its emails. */
export function portalAddress(deps: Deps, tenant: Tenant): string {
  return tenant.host ? `${customerOrigin(deps, tenant)}/portal` : `${deps.portal.origin}/public/portal/${tenant.slug}`
}
/** A customer's permanent private link. */
export function bookmarkAddress(deps: Deps, tenant: Tenant, linkKey: string): string {
  return `${portalAddress(deps, tenant)}/c/${linkKey}`
}
/** Where the shop's staff work. */
export function staffAddress(deps: Deps, tenant: Tenant): string {
  return `${deps.staff.origin}/admin/${tenant.slug}`
}

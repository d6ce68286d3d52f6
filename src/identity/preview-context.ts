import { and, eq, isNull } from 'drizzle-orm'
import type { CustomerCtx, Viewer } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { forbidden, notFound } from '#errors.ts'
import { countAsked } from '#features/approvals/counters.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { countToPay } from '#features/invoices/counters.ts'
import { countUnread } from '#features/messages/counters.ts'
import { countAnsweredRequests } from '#features/requests/counters.ts'
import { everyone } from '#features/team/rules.ts'
import { middlewareWords as words } from '#middleware/words.ts'
import { viewerColumns } from './customer-context.ts'
import type { Occasion } from './open-context.ts'
import type { SessionClaims } from './session.ts'
import { staffContext } from './staff-context.ts'
import { withAudience } from './visitor-context.ts'

const theContactSeen = sql
  .select({
    ...viewerColumns,
    invoicesDue: countToPay(customers.id),
    asked: countAsked,
    unread: countUnread,
    requestsAnswered: countAnsweredRequests,
  })
  .from(contacts)
  .leftJoin(people, eq(people.id, contacts.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(and(eq(contacts.id, raw.placeholder('contact')), isNull(contacts.removedAt)))

/** The portal as one contact sees it, shown to staff: reads only, leaves no trace on the customer's side, and the look is in the shop's own log. */
export async function previewContext(
  occasion: Occasion,
  claims: SessionClaims,
  contact: string,
  { method, path }: { readonly method: string; readonly path: string },
): Promise<CustomerCtx> {
  if (method !== 'GET') throw readOnly()
  const staff = staffContext(occasion, claims, everyone, () => {})
  const [[row]] = await staff.read([theContactSeen], { contact })
  if (!row) throw notFound('contact')
  if (path === occasion.base) await staff.write({ kind: 'portal.previewed', subjectId: contact, customerId: row.customerId }, [])
  // Who may not see money at the desk does not see it by way of a customer either.
  const seesMoney = staff.me.role !== 'production'
  const viewer: Viewer = {
    ...row,
    others: [],
    email: row.email ?? '',
    theme: row.theme ?? undefined,
    seesPrices: row.seesPrices && seesMoney,
    canPay: row.canPay && seesMoney,
  }
  const scope = { customer: viewer.customerId, contact, person: '' }
  return withAudience(
    'customer',
    staffContext(occasion, claims, everyone, () => {}, { scope, language: () => viewer.language ?? undefined }),
    {
      personId: '',
      customerId: viewer.customerId,
      contactId: contact,
      isPreview: true,
      identity: { method: 'none' as const, at: 0 },
      viewer,
      write: () => Promise.reject(readOnly()),
    },
  )
}

function readOnly() {
  return forbidden(() => words.previewOnly)
}

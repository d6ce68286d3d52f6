import { and, eq, gt, isNull } from 'drizzle-orm'
import type { CustomerCtx, Viewer } from '#context.ts'
import { raw, sql, theContact, theCustomer, theNow, thePerson, theSession } from '#database/sql.ts'
import { assert } from '#database/write.ts'
import { signedOut } from '#errors.ts'
import { countAsked } from '#features/approvals/counters.ts'
import { isLetIn, isStillLetIn } from '#features/customers/access.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { countToPay } from '#features/invoices/counters.ts'
import { countUnread } from '#features/messages/counters.ts'
import { countAnsweredRequests } from '#features/requests/counters.ts'
import { otherAccounts } from './accounts/queries.ts'
import { type Occasion, openContext } from './open-context.ts'
import { sessions } from './schema.ts'
import type { SessionClaims } from './session.ts'
import { withAudience } from './visitor-context.ts'

/** The columns of a viewer, wherever one is read. */
export const viewerColumns = {
  contactId: contacts.id,
  contactName: contacts.name,
  email: people.email,
  customerId: customers.id,
  customerName: customers.name,
  canApprove: contacts.canApprove,
  canPay: contacts.canPay,
  seesPrices: contacts.seesPrices,
  theme: people.theme,
  language: people.language,
  timeZone: people.timeZone,
  // The first contact needs no tick for it.
  canInvite: raw<boolean>`(${contacts.canInvite} OR ${contacts.isPrimary})`.mapWith(Boolean),
}

const liveSession = sql
  .select({
    ...viewerColumns,
    seenAt: sessions.seenAt,
    provedAt: sessions.provedAt,
    invoicesDue: countToPay(customers.id),
    asked: countAsked,
    others: otherAccounts,
    unread: countUnread,
    requestsAnswered: countAnsweredRequests,
  })
  .from(sessions)
  .innerJoin(contacts, eq(contacts.personId, sessions.personId))
  .innerJoin(people, eq(people.id, sessions.personId))
  .innerJoin(customers, eq(customers.id, contacts.customerId))
  .where(
    and(
      eq(sessions.id, theSession),
      eq(sessions.personId, thePerson),
      eq(contacts.id, theContact),
      eq(customers.id, theCustomer),
      isNull(sessions.endedAt),
      gt(sessions.expiresAt, theNow),
      isLetIn,
    ),
  )

/** A signed-in contact. The claims fill the scope of every query; the row decides whether they still hold. */
export function customerContext(occasion: Occasion, claims: SessionClaims, touched: (seenAt: number) => void): CustomerCtx {
  const { session, contact, person, customer } = claims
  const known: { viewer?: Viewer; provedAt?: number } = {}
  const ctx = openContext(occasion, {
    actor: {
      kind: 'contact',
      id: contact,
      get name() {
        return known.viewer?.contactName ?? ''
      },
    },
    queries: [liveSession],
    values: { session, contact, person, customer },
    admit([[row]]) {
      if (!row) throw signedOut()
      known.viewer = { ...row, theme: row.theme ?? undefined }
      known.provedAt = row.provedAt
      touched(row.seenAt)
    },
    get guards() {
      return [assert(isLive(claims, occasion.now), 'signed out')]
    },
    language: () => known.viewer?.language ?? undefined,
    needsPortal: true,
  })
  return withAudience('customer', ctx, {
    personId: person,
    customerId: customer,
    contactId: contact,
    sessionId: session,
    isPreview: false,
    get identity() {
      return { method: 'session' as const, at: known.provedAt ?? 0 }
    },
    get viewer() {
      if (!known.viewer) throw new Error('The viewer is known only after the first read')
      return known.viewer
    },
  })
}

const isLive = ({ session, contact }: SessionClaims, now: number) => raw`EXISTS (
  SELECT 1 FROM sessions s JOIN contacts c ON c.id = ${contact} AND c.person_id = s.person_id
  WHERE s.id = ${session} AND s.ended_at IS NULL AND s.expires_at > ${now}
    AND ${isStillLetIn})`

import { and, eq, gt, isNull } from 'drizzle-orm'
import type { Me, StaffCtx } from '#context.ts'
import { raw, sql, theNow, theSession, theStaff } from '#database/sql.ts'
import type { Values } from '#database/statement.ts'
import { assert } from '#database/write.ts'
import { forbidden, signedOut, unproven } from '#errors.ts'
import { countWishes } from '#features/appointments/counters.ts'
import { countBack } from '#features/approvals/counters.ts'
import { countWaiting } from '#features/messages/counters.ts'
import { countNewRequests } from '#features/requests/counters.ts'
import type { Role } from '#features/team/rules.ts'
import { staff, staffSessions } from '#features/team/schema.ts'
import { deskLanguage, type Language } from '#lib/language.ts'
import type { Proof } from '#routes.ts'
import { hasFactor, hasProof } from './factors/queries.ts'
import { isProven } from './factors/rules.ts'
import { type Occasion, openContext } from './open-context.ts'
import type { SessionClaims } from './session.ts'
import { withAudience } from './visitor-context.ts'

const liveSession = sql
  .select({
    id: staff.id,
    name: staff.name,
    email: staff.email,
    role: staff.role,
    seenAt: staffSessions.seenAt,
    openJobs: raw<number>`(SELECT count(*) FROM jobs WHERE is_closed = 0)`,
    openInvoices: raw<number>`(SELECT count(*) FROM invoices WHERE sent_at IS NOT NULL AND voided_at IS NULL AND balance_minor > 0)`,
    requestsBack: countBack,
    waiting: countWaiting,
    newRequests: countNewRequests,
    wishes: countWishes,
    provedAt: staffSessions.provedAt,
    factorAt: staffSessions.factorAt,
    hasFactor,
  })
  .from(staffSessions)
  .innerJoin(staff, eq(staff.id, staffSessions.staffId))
  .where(
    and(
      eq(staffSessions.id, theSession),
      eq(staff.id, theStaff),
      isNull(staffSessions.endedAt),
      gt(staffSessions.expiresAt, theNow),
      eq(staff.isActive, true),
    ),
  )

interface More {
  /** Fills a customer's placeholders in a preview. */
  readonly scope?: Values
  /** In whose language a preview reads; all else at the desk is in the desk's, its days and amounts too. */
  readonly language?: () => Language | undefined
  /** What they must have shown just now. */
  readonly proof?: Proof | undefined
}

/** A signed-in member of staff whose role is among those the route allows. */
export function staffContext(
  occasion: Occasion,
  claims: SessionClaims,
  roles: readonly Role[],
  touched: (seenAt: number) => void,
  { scope = {}, proof, language = () => deskLanguage }: More = {},
): StaffCtx {
  const known: { me?: Me } = {}
  const ctx = openContext(occasion, {
    actor: {
      kind: 'staff',
      id: claims.person,
      get name() {
        return known.me?.name ?? ''
      },
    },
    language,
    queries: [liveSession],
    values: { ...scope, session: claims.session, staff: claims.person },
    admit([[row]]) {
      if (!row) throw signedOut()
      if (!roles.includes(row.role)) throw forbidden()
      known.me = row
      touched(row.seenAt)
      if (proof && !isProven(proof, row, occasion.now)) throw unproven()
    },
    get guards() {
      const live = assert(isLive(claims, roles, occasion.now), 'signed out')
      return proof ? [live, assert(hasProof(proof, claims.session, occasion.now), 'unproven')] : [live]
    },
  })
  return withAudience('staff', ctx, {
    staffId: claims.person,
    sessionId: claims.session,
    get me() {
      if (!known.me) throw new Error('The member of staff is known only after the first read')
      return known.me
    },
  })
}

const isLive = ({ session, person }: SessionClaims, roles: readonly Role[], now: number) => raw`EXISTS (
  SELECT 1 FROM staff_sessions s JOIN staff m ON m.id = s.staff_id
  WHERE s.id = ${session} AND m.id = ${person} AND s.ended_at IS NULL AND s.expires_at > ${now} AND m.is_active = 1
    AND m.role IN (${raw.join(
      roles.map((role) => raw`${role}`),
      raw`, `,
    )}))`

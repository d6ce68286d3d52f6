import { and, desc, eq, gt, isNull, lt } from 'drizzle-orm'
import { raw, sql, theNow, thePerson, theSession } from '#database/sql.ts'
import { challenges } from '../schema.ts'
import { triesAllowed } from '../sign-in/rules.ts'

/** In place of a browser's digest: no secret has this for its digest, so such a code opens no door. */
export const boundTo = (session: unknown) => raw<string>`'session ' || ${session}`

/** The code that was mailed to whoever looks, for the session they look with, and still counts. */
export const freshCode = sql
  .select({ id: challenges.id, email: challenges.email, generation: challenges.generation, tries: challenges.tries })
  .from(challenges)
  .where(
    and(
      ...[
        eq(challenges.audience, 'customer'),
        eq(challenges.personId, thePerson),
        raw`${challenges.browser} = ${boundTo(theSession)}`,
      ],
      ...[
        isNull(challenges.usedAt),
        isNull(challenges.voidedAt),
        gt(challenges.expiresAt, theNow),
        lt(challenges.tries, triesAllowed),
      ],
    ),
  )
  .orderBy(desc(challenges.createdAt))
  .limit(1)
export type FreshCode = Awaited<ReturnType<typeof freshCode.execute>>[number]

import { and, desc, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { shops, slugs } from '#platform/tenants/schema.ts'
import type { Signup } from './rules.ts'
import { signups } from './schema.ts'

const signupById = sql
  .select()
  .from(signups)
  .where(eq(signups.id, raw.placeholder('id')))
const halfMade = sql
  .select({ shopKey: signups.shopKey })
  .from(signups)
  .leftJoin(shops, eq(shops.key, signups.shopKey))
  .where(
    and(
      eq(signups.email, raw.placeholder('email')),
      isNotNull(signups.shopKey),
      or(isNull(shops.status), eq(shops.status, 'making')),
    ),
  )
  .orderBy(desc(signups.createdAt))
  .limit(1)

export async function findSignup(deps: Deps, id: string): Promise<Signup | undefined> {
  const [[signup]] = await read(deps.directory, [signupById], { id })
  return signup
}

/** The shop this mailbox began to open and did not finish: opening again goes on with it. */
export async function findHalfMade(deps: Deps, email: string): Promise<string | undefined> {
  const [[row]] = await read(deps.directory, [halfMade], { email })
  return row?.shopKey ?? undefined
}

/** Those of some addresses that no shop has, or ever had. */
export async function listFreeSlugs(deps: Deps, wanted: readonly string[]): Promise<string[]> {
  const [taken] = await read(deps.directory, [
    sql
      .select({ slug: slugs.slug })
      .from(slugs)
      .where(inArray(slugs.slug, [...wanted])),
  ])
  return wanted.filter((slug) => !taken.some((row) => row.slug === slug))
}

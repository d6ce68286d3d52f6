import { and, asc, eq } from 'drizzle-orm'
import { raw, sql } from '#database/sql.ts'
import { staff } from './schema.ts'

const columns = {
  id: staff.id,
  email: staff.email,
  name: staff.name,
  role: staff.role,
  phone: staff.phone,
  title: staff.title,
  isActive: staff.isActive,
  invitedAt: staff.invitedAt,
  version: staff.version,
  /** Missing until they signed in for the first time. */
  seenAt: raw<number | null>`(SELECT max(s.seen_at) FROM staff_sessions s WHERE s.staff_id = staff.id)`,
}

/** Everybody who works at the shop now, owners first. */
export const team = sql
  .select(columns)
  .from(staff)
  .where(eq(staff.isActive, true))
  .orderBy(raw`CASE ${staff.role} WHEN 'owner' THEN 0 WHEN 'manager' THEN 1 WHEN 'advisor' THEN 2 ELSE 3 END`, asc(staff.name))
export type Member = Awaited<ReturnType<typeof team.execute>>[number]

/** One of them, also when they left. */
export const memberById = sql
  .select(columns)
  .from(staff)
  .where(eq(staff.id, raw.placeholder('id')))
export const memberByEmail = sql
  .select(columns)
  .from(staff)
  .where(eq(staff.email, raw.placeholder('email')))

/** The member of staff with this mailbox, if they still work here. */
export const staffByEmail = sql
  .select({ id: staff.id, name: staff.name, role: staff.role })
  .from(staff)
  .where(and(eq(staff.email, raw.placeholder('to')), eq(staff.isActive, true)))

import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { flag, instant, version } from '#database/columns.ts'
import type { Role } from './rules.ts'

export const staff = sqliteTable(
  'staff',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role').$type<Role>().notNull(),
    phone: text('phone'),
    title: text('title'),
    isActive: flag('is_active').notNull().default(true),
    invitedAt: instant('invited_at'),
    createdAt: instant('created_at').notNull(),
    version: version(),
  },
  (t) => [uniqueIndex('staff_email').on(t.email)],
)

export const staffSessions = sqliteTable(
  'staff_sessions',
  {
    id: text('id').primaryKey(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    host: text('host').notNull(),
    device: text('device').notNull(),
    createdAt: instant('created_at').notNull(),
    provedAt: instant('proved_at').notNull(),
    seenAt: instant('seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [index('staff_sessions_staff').on(t.staffId)],
)

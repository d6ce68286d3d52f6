import { index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
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
    /** When its owner last showed a passkey or an authenticator's code. */
    factorAt: instant('factor_at'),
    seenAt: instant('seen_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [index('staff_sessions_staff').on(t.staffId)],
)

/** What a member of staff proves themselves with afresh: an authenticator that counts codes, or a passkey. */
export const staffFactors = sqliteTable(
  'staff_factors',
  {
    id: text('id').primaryKey(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    kind: text('kind').$type<'totp' | 'passkey'>().notNull(),
    name: text('name').notNull(),
    /** Of an authenticator: its secret, encrypted with the shop's key. */
    sealedSecret: text('sealed_secret'),
    /** The last time step whose code was used (RFC 6238): none counts twice. */
    lastStep: integer('last_step'),
    /** Of a passkey: its id and public key, base64url, and how often it signed. */
    credentialId: text('credential_id'),
    publicKey: text('public_key'),
    counter: integer('counter').notNull().default(0),
    confirmedAt: instant('confirmed_at'),
    usedAt: instant('used_at'),
    removedAt: instant('removed_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('staff_factors_staff').on(t.staffId), uniqueIndex('staff_factors_credential').on(t.credentialId)],
)

/** Codes for the day the phone is lost. Each counts once. */
export const recoveryCodes = sqliteTable(
  'recovery_codes',
  {
    id: text('id').primaryKey(),
    staffId: text('staff_id')
      .notNull()
      .references(() => staff.id),
    /** HMAC of the code with the shop's key, base64url. */
    digest: text('digest').notNull(),
    usedAt: instant('used_at'),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [index('recovery_codes_staff').on(t.staffId)],
)

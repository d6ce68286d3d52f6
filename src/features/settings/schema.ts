import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { flag, instant, version } from '#database/columns.ts'
import type { BookingSettings } from '#features/appointments/rules.ts'
import type { ApprovalSettings } from '#features/approvals/rules.ts'
import type { AssetSettings } from '#features/assets/settings.ts'
import type { QuietHours } from '#features/automations/quiet.ts'
import type { BillingSettings } from '#features/invoices/billing.ts'
import type { AccountSettings } from '#features/people/rules.ts'
import type { RequestSettings } from '#features/requests/rules.ts'
import type { BrandColors } from '#ui/theme.ts'
import type { PortalTab, StripeState, Trade } from './rules.ts'

/** One row: the shop as its customers meet it, and what it set. */
export const profile = sqliteTable('profile', {
  id: integer('id').primaryKey().default(1),
  name: text('name').notNull(),
  trade: text('trade').$type<Trade>().notNull(),
  email: text('email'),
  phone: text('phone'),
  website: text('website'),
  address: text('address'),
  timeZone: text('time_zone').notNull(),
  currency: text('currency').notNull(),
  locale: text('locale').notNull(),
  colors: text('colors', { mode: 'json' }).$type<BrandColors>().notNull(),
  logoFileId: text('logo_file_id'),
  mailLogoFileId: text('mail_logo_file_id'),
  portalName: text('portal_name'),
  isPortalOn: flag('is_portal_on').notNull().default(false),
  tabs: text('tabs', { mode: 'json' }).$type<readonly PortalTab[]>().notNull(),
  taxName: text('tax_name').notNull().default('Tax'),
  taxPpm: integer('tax_ppm').notNull().default(0),
  dueDays: integer('due_days').notNull().default(14),
  invoicePrefix: text('invoice_prefix').notNull().default('INV-'),
  nextInvoiceNumber: integer('next_invoice_number').notNull().default(1001),
  nextJobNumber: integer('next_job_number').notNull().default(1001),
  nextEstimateNumber: integer('next_estimate_number').notNull().default(1001),
  nextCreditNoteNumber: integer('next_credit_note_number').notNull().default(1001),
  nextRequestNumber: integer('next_request_number').notNull().default(1001),
  paymentNote: text('payment_note').notNull().default(''),
  stripeAccount: text('stripe_account'),
  stripeState: text('stripe_state').$type<StripeState>().notNull().default('none'),
  /** How this shop asks for approval; missing means the defaults of its trade. */
  approvals: text('approvals', { mode: 'json' }).$type<ApprovalSettings>(),
  /** How this shop bills and is paid; missing means the defaults. */
  billing: text('billing', { mode: 'json' }).$type<Partial<BillingSettings>>(),
  /** By when appointments may be cancelled; missing means the defaults. */
  booking: text('booking', { mode: 'json' }).$type<Partial<BookingSettings>>(),
  /** What this shop wants to be told in a request; missing means the defaults. */
  requests: text('requests', { mode: 'json' }).$type<Partial<RequestSettings>>(),
  /** What customers may do about their own account; missing means the defaults. */
  accounts: text('accounts', { mode: 'json' }).$type<Partial<AccountSettings>>(),
  /** What is kept of customers' things, and what they may change; missing means the defaults. */
  assetSettings: text('asset_settings', { mode: 'json' }).$type<Partial<AssetSettings>>(),
  /** When no mail goes that can wait; missing where any hour will do. */
  quietHours: text('quiet_hours', { mode: 'json' }).$type<QuietHours>(),
  areAutomationsOn: flag('are_automations_on').notNull().default(true),
  /** Whether customers may sign in with a password. */
  arePasswordsOn: flag('are_passwords_on').notNull().default(false),
  /** Set when somebody first copied, or sent, a portal link: two of the setup steps. */
  linkCopiedAt: instant('link_copied_at'),
  linkSentAt: instant('link_sent_at'),
  jobMovedAt: instant('job_moved_at'),
  automationsSavedAt: instant('automations_saved_at'),
  createdAt: instant('created_at').notNull(),
  version: version(),
})

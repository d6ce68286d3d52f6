import { raw, sql } from '#database/sql.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { ChecklistItem } from '#ui/checklist.tsx'
import { profile } from './schema.ts'

/** The facts the setup steps are ticked by, in one row. */
export const selectSetup = sql
  .select({
    phone: profile.phone,
    email: profile.email,
    linkCopiedAt: profile.linkCopiedAt,
    linkSentAt: profile.linkSentAt,
    jobMovedAt: profile.jobMovedAt,
    stripeState: profile.stripeState,
    areAutomationsOn: profile.areAutomationsOn,
    automationsSavedAt: profile.automationsSavedAt,
    hasCustomer: raw<number>`EXISTS (SELECT 1 FROM contacts WHERE person_id IS NOT NULL AND removed_at IS NULL)`,
    hasJob: raw<number>`EXISTS (SELECT 1 FROM jobs)`,
  })
  .from(profile)
  .limit(1)
export type Setup = Awaited<ReturnType<typeof selectSetup.execute>>[number]

/** The eight steps from a new shop to a running one, each ticked by what is there; `work` is what this trade calls a job. */
export function setupSteps(setup: Setup, base: string, work: string): ChecklistItem[] {
  const to = paths.staff
  const aWork = `${/^[aeiou]/.test(work) ? 'an' : 'a'} ${work}`
  const customers = { href: href(base, to.customers.list), label: 'Customers' }
  return [
    {
      label: 'Say how customers reach you',
      detail: 'Your email and phone stand on every page and email.',
      done: Boolean(setup.email && setup.phone),
      action: { href: href(base, to.settings.shop.show), label: 'Shop settings' },
    },
    {
      label: 'Add a customer with an email',
      detail: 'They get a private link of their own.',
      done: setup.hasCustomer === 1,
      action: { href: href(base, to.customers.new), label: 'Add customer' },
    },
    {
      label: 'Copy a portal link',
      detail: 'It stands on each customer, ready for a text or a chat.',
      done: setup.linkCopiedAt !== null,
      action: customers,
    },
    {
      label: 'Send a portal link',
      detail: 'By email, with a one-press sign-in.',
      done: setup.linkSentAt !== null,
      action: customers,
    },
    {
      label: `Start ${aWork} for a customer`,
      detail: 'It shows in their portal at once.',
      done: setup.hasJob === 1,
      action: { href: href(base, to.jobs.new), label: `New ${work}` },
    },
    {
      label: `Move ${aWork} to its next status`,
      detail: "The customer's timeline moves with it.",
      done: setup.jobMovedAt !== null,
      action: { href: href(base, to.jobs.list), label: 'Open the board' },
    },
    {
      label: 'Connect Stripe',
      detail: 'So that invoices can be paid by card.',
      done: setup.stripeState === 'ready',
      action: { href: href(base, to.settings.payments.show), label: 'Payments' },
    },
    {
      label: 'Look through the automations',
      detail: 'Which moves email the customer, in your own words.',
      done: setup.areAutomationsOn && setup.automationsSavedAt !== null,
      action: { href: href(base, to.settings.automations.show), label: 'Automations' },
    },
  ]
}

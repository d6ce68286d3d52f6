import { eq } from 'drizzle-orm'
import type { StaffCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { createCustomer } from '#features/customers/actions.ts'
import { addContact } from '#features/customers/contact-actions.ts'
import { contactsOfCustomer, getCustomer } from '#features/customers/queries.ts'
import { contacts } from '#features/customers/schema.ts'
import type { Calendar } from './days.ts'
import type { ContactScript, CustomerScript } from './script.ts'
import type { Stage, Step } from './stage.ts'

/** A customer comes, with everybody there. */
export function customerSteps(stage: Stage, customer: CustomerScript): Step[] {
  const { team, calendar, boss, ids } = stage
  const at = calendar.at(customer.day, 0)
  const [first, ...others] = customer.contacts
  const { name, kind = 'company', phone = null, address = '', notes = '' } = customer
  return [
    {
      at,
      async run() {
        const ctx = team.at(boss, at)
        // The shop is known once something was read.
        await ctx.read([])
        const contact = {
          contactName: first?.name ?? null,
          email: first?.email ?? null,
          invite: first?.access !== false && Boolean(first?.email),
        }
        const { id } = await createCustomer(ctx, { kind, name, phone, address, notes, taxExemption: null, ...contact })
        ids.set(customer.nick, id)
        for (const other of others) await addContact(ctx, await getCustomer(ctx, id), contactForm(other))
        await visit(ctx, calendar, id, customer.contacts)
      },
    },
  ]
}

function contactForm({ name, email, phone, may, access = true }: ContactScript) {
  return {
    name,
    email: email ?? null,
    phone: phone ?? null,
    access,
    canApprove: may.includes('approve'),
    canInvite: false,
    canPay: may.includes('pay'),
    seesPrices: may.includes('prices'),
  }
}

/** Their rights, and when each was last in the portal. */
async function visit(ctx: StaffCtx, calendar: Calendar, customerId: string, people: readonly ContactScript[]): Promise<void> {
  const [rows] = await ctx.read([contactsOfCustomer], { id: customerId })
  await write(
    ctx.tenant.database,
    people.flatMap((person) => {
      const row = rows.find(({ name }) => name === person.name)
      const { canApprove, canPay, seesPrices } = contactForm(person)
      const seenAt = person.seen === undefined ? null : calendar.at(-person.seen, 2)
      return row
        ? [
            sql
              .update(contacts)
              .set({ canApprove, canPay, seesPrices, phone: person.phone ?? null, seenAt })
              .where(eq(contacts.id, row.id)),
          ]
        : []
    }),
  )
}

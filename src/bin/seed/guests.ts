import { eq } from 'drizzle-orm'
import type { CustomerCtx, Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { contacts, people } from '#features/customers/schema.ts'
import { customerContext } from '#identity/customer-context.ts'
import { sessions } from '#identity/schema.ts'
import { newId } from '#lib/id.ts'

const contactNamed = sql
  .select({ contact: contacts.id, person: people.id, customer: contacts.customerId })
  .from(people)
  .innerJoin(contacts, eq(contacts.personId, people.id))
  .where(eq(people.email, raw.placeholder('email')))
  .limit(1)

/** A contact in the portal at an instant of the story, signed in for that one act. Their mails stand in the log and are not sent. */
export async function visit<T>(
  deps: Deps,
  tenant: Tenant,
  email: string,
  now: number,
  act: (ctx: CustomerCtx) => Promise<T>,
): Promise<T> {
  const [[who]] = await read(tenant.database, [contactNamed], { email })
  if (!who) throw new Error(`Nobody has the address ${email}`)
  const id = newId('ses')
  const times = { createdAt: now, provedAt: now, seenAt: now, expiresAt: deps.now() + 600_000 }
  const row = {
    id,
    personId: who.person,
    contactId: who.contact,
    host: deps.portal.hostname,
    device: 'Safari on iPhone',
    ...times,
  }
  await write(tenant.database, [sql.insert(sessions).values(row)])
  const occasion = {
    ...{ tenant, deps, requestId: newId('req'), now, base: `/public/portal/${tenant.slug}`, host: deps.portal.hostname },
    ...{ network: 'demo', device: 'Safari on iPhone', command: undefined },
  }
  const ctx = customerContext(occasion, { kind: 'customer', session: id, ...who }, () => {})
  const quiet: CustomerCtx['write'] = (action, changes) =>
    ctx.write({ ...action, mails: (action.mails ?? []).map((mail) => ({ ...mail, isSilent: true })) }, changes)
  const silent = Object.defineProperties({}, { ...Object.getOwnPropertyDescriptors(ctx), write: { value: quiet } }) as CustomerCtx // the same properties, one of them replaced
  const done = await act(silent)
  await write(tenant.database, [sql.update(sessions).set({ endedAt: now }).where(eq(sessions.id, id))])
  return done
}

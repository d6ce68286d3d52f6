import type { Tenant } from '#context.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Deps } from '#env.ts'
import { outbox } from '#features/activity/schema.ts'
import { type ApprovalSettings, defaultApprovals } from '#features/approvals/rules.ts'
import { profile } from '#features/settings/schema.ts'
import { newId } from '#lib/id.ts'
import { parseMoney } from '#lib/money.ts'
import { addDomain } from '#platform/domains/actions.ts'
import { provisionShop } from '#platform/provisioning/actions.ts'
import { brandColors } from '#ui/theme.ts'
import { type Calendar, createCalendar } from './days.ts'
import type { ShopScript } from './script.ts'
import { playStory } from './story.ts'
import { hireTeam } from './team.ts'

/** Makes one demo shop from nothing: provisioned, furnished, its story played, its portal on. */
export async function makeDemoShop(deps: Deps, script: ShopScript): Promise<Tenant> {
  const { key, slug, name, trade, timeZone, currency } = script
  const [owner] = script.staff
  if (!owner) throw new Error(`${name} has nobody`)
  const made = await provisionShop(deps, {
    key,
    slug,
    name,
    trade,
    timeZone,
    currency,
    email: owner.email,
    ownerName: owner.name,
  })
  if (!made.ok) throw new Error(`Another shop has the address ${slug}, which the demo shop ${name} needs.`)
  const { tenant, ownerId } = made
  const calendar = createCalendar(deps.now(), timeZone)
  await furnish(tenant, script, calendar)
  if (script.host) await addDomain(deps, slug, script.host)
  const team = await hireTeam(deps, tenant, ownerId, script, calendar)
  const ids = await playStory(script, team, calendar)
  await team.leave()
  if (script.bounced) await bounce(tenant, script.bounced, ids.get(script.bounced.customer), calendar.at(0, 3))
  return tenant
}

async function furnish(tenant: Tenant, script: ShopScript, calendar: Calendar): Promise<void> {
  const { email, phone, website, address, taxName, taxPpm, paymentNote, firstJob, firstInvoice } = script
  const since = calendar.ago(500)
  await write(tenant.database, [
    sql.update(profile).set({
      ...{ email, phone, website, address, taxName, taxPpm, paymentNote, invoicePrefix: '', isPortalOn: true },
      ...{ colors: brandColors(script.color), nextJobNumber: firstJob, nextInvoiceNumber: firstInvoice, createdAt: since },
      ...(script.assets ? { assetSettings: script.assets } : {}),
      ...(script.signsAbove ? { approvals: signing(script, script.signsAbove) } : {}),
      ...{ linkCopiedAt: since, automationsSavedAt: since },
    }),
  ])
}

function signing({ trade, currency }: ShopScript, above: string): ApprovalSettings {
  const usual = defaultApprovals(trade)
  return { ...usual, work: { ...usual.work, signature: 'above', signatureAboveMinor: parseMoney(above, currency) ?? 0 } }
}

/** A mail the provider gave back, so that the desk has somebody to call. */
async function bounce(
  tenant: Tenant,
  { recipient, subject }: NonNullable<ShopScript['bounced']>,
  customerId: string | undefined,
  at: number,
): Promise<void> {
  const id = newId('out')
  const row = {
    id,
    key: id,
    kind: 'job.status',
    payload: {},
    recipient,
    subject,
    customerId: customerId ?? null,
    tries: 1,
    failure: 'The mailbox does not exist',
  }
  await write(tenant.database, [sql.insert(outbox).values({ ...row, dueAt: at, failedAt: at, createdAt: at })])
}

import { sql } from '#database/sql.ts'
import { type Change, once } from '#database/write.ts'
import { defaultStatuses } from '#features/jobs/defaults.ts'
import { statuses } from '#features/jobs/schema.ts'
import { profile } from '#features/settings/schema.ts'
import { staff } from '#features/team/schema.ts'
import { brandColors } from '#ui/theme.ts'
import { firstColor, firstTabs, fixedId, type ShopRequest } from './rules.ts'

/** What a shop starts with: its profile, its trade's statuses, its owner. Refused as 'made before' where they stand already. */
export async function firstRows(now: number, request: ShopRequest): Promise<Change[]> {
  const { key, name, trade, email, ownerName, timeZone = 'America/New_York', currency = 'USD', locale = 'en-US' } = request
  const shop = {
    name,
    trade,
    email,
    timeZone,
    currency,
    locale,
    colors: brandColors(firstColor),
    tabs: firstTabs(trade),
    createdAt: now,
  }
  const owner = { id: await fixedId('stf', key, 'owner'), email, name: ownerName, role: 'owner' as const, createdAt: now }
  const first = defaultStatuses(trade)
  const ids = await Promise.all(first.map((_, position) => fixedId('sts', key, `status ${position}`)))
  const rows = first.map((status, position) => ({ ...status, id: ids[position] ?? '', position }))
  return [
    once(sql.insert(profile).values({ id: 1, ...shop }), 'made before'),
    sql.insert(statuses).values(rows),
    sql.insert(staff).values(owner),
  ]
}

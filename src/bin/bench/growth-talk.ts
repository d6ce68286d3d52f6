import { hosts, type Place } from './place.ts'
import type { Growth } from './results.ts'
import { seedCustomer } from './seed-customer.ts'
import { seedShop, signInOwner } from './seed-shop.ts'
import { seedThread, seedThreads, seedVehicles } from './seed-talk.ts'
import { compare } from './sequence.ts'
import type { Runtime } from './workerd.ts'

interface Size {
  readonly messages: number
  readonly vehicles: number
  readonly conversations: number
}
// `page` fills the very page that `many` shows: what grows between them is what lies behind it.
const ten: Size = { messages: 10, vehicles: 10, conversations: 10 }
const page: Size = { messages: 60, vehicles: 60, conversations: 60 }
const many: Size = { messages: 5_000, vehicles: 2_000, conversations: 2_000 }

/** Page time of conversations and fleets, as customers and as the desk open them: a page of them against many, and ten against many. */
export async function measureTalk(place: Place, { port }: Runtime, times: number): Promise<Growth[]> {
  const large = await seedSide(place, 'bench-many', many)
  const growth: Growth[] = []
  for (const small of [await seedSide(place, 'bench-page', page), await seedSide(place, 'bench-ten', ten)]) {
    for (const [what, of, view] of [
      ['messages of one thread: customer', 'messages', 'talk'],
      ['messages of one thread: desk', 'messages', 'deskTalk'],
      ['vehicles of one customer: customer', 'vehicles', 'fleet'],
      ['vehicles of one customer: desk', 'vehicles', 'deskFleet'],
      ['conversations: inbox', 'conversations', 'inbox'],
    ] as const) {
      const asked = (side: Side) => Array.from({ length: times }, () => ({ port, ...side.views[view] }))
      // The first ones pay for compiling.
      await compare(asked(small).slice(0, 50), asked(large).slice(0, 50), 200)
      const [few, lots] = await compare(asked(small), asked(large), 200)
      growth.push({ what, small: { size: small.size[of], ms: few }, large: { size: many[of], ms: lots } })
    }
  }
  return growth
}

type Side = Awaited<ReturnType<typeof seedSide>>
/** A shop with a customer who talks, one with vehicles, and one with a conversation about each job. */
async function seedSide({ deps }: Place, slug: string, size: Size) {
  const shop = await seedShop(deps, slug)
  const amounts = { openJobs: 2, closedJobs: 0, dueInvoices: 2, paidInvoices: 0, lines: 2 }
  const talker = await seedCustomer(shop, hosts.portal, amounts)
  await seedThread(shop, talker, size.messages)
  const owner = await seedCustomer(shop, hosts.portal, amounts)
  await seedVehicles(shop, owner, size.vehicles)
  const asker = await seedCustomer(shop, hosts.portal, { ...amounts, closedJobs: size.conversations })
  await seedThreads(shop, asker, 5)
  const desk = { host: hosts.staff, cookie: await signInOwner(shop, hosts.staff) }
  const views = {
    talk: { host: hosts.portal, cookie: talker.cookie, path: `${shop.base}/messages/${talker.customerId}` },
    deskTalk: { ...desk, path: `${shop.desk}/inbox/${talker.customerId}` },
    fleet: { host: hosts.portal, cookie: owner.cookie, path: `${shop.base}/assets` },
    deskFleet: { ...desk, path: `${shop.desk}/customers/${owner.customerId}/assets` },
    inbox: { ...desk, path: `${shop.desk}/inbox?show=all` },
  }
  return { size, views }
}

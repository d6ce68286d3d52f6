import { hosts, type Place } from './place.ts'
import type { Growth } from './results.ts'
import { seedCustomer } from './seed-customer.ts'
import { seedDirectory } from './seed-directory.ts'
import { seedShop } from './seed-shop.ts'
import { compare } from './sequence.ts'
import { type Program, type Runtime, serve } from './workerd.ts'

/** Page time of customers with few and with many jobs and invoices, in one shop. */
export async function measureCustomers({ deps }: Place, { port }: Runtime, times: number): Promise<Growth[]> {
  const shop = await seedShop(deps, 'bench-growth')
  const jobs = { few: 10, many: 10_000 }
  // Enough of them to fill the same page: what grows is what lies behind it.
  const invoices = { few: 60, many: 2_000 }
  const money = { dueInvoices: 2, lines: 3 }
  const half = jobs.many / 2
  const few = await seedCustomer(shop, hosts.portal, { ...money, openJobs: jobs.few, closedJobs: 0, paidInvoices: invoices.few })
  const many = await seedCustomer(shop, hosts.portal, { ...money, openJobs: half, closedJobs: half, paidInvoices: invoices.many })
  const growth: Growth[] = []
  for (const [what, path, size] of [
    ['jobs of one customer: home', shop.base, jobs],
    ['jobs of one customer: job list', `${shop.base}/jobs`, jobs],
    ['invoices of one customer: invoice list', `${shop.base}/invoices`, invoices],
  ] as const) {
    const asked = (cookie: string) => Array.from({ length: times }, () => ({ port, path, host: hosts.portal, cookie }))
    // The first ones pay for compiling.
    await compare(asked(few.cookie).slice(0, 50), asked(many.cookie).slice(0, 50), 200)
    const [small, large] = await compare(asked(few.cookie), asked(many.cookie), 200)
    growth.push({ what, small: { size: size.few, ms: small }, large: { size: size.many, ms: large } })
  }
  return growth
}

/**
 * Finding a shop that the isolate has not met: every request names a former slug nobody asked for before, so the directory is
 * read each time, and the answer is the 308 to today's address, before any database of a shop.
 */
export async function measureLookup({ deps }: Place, product: Program, times: number): Promise<Growth> {
  const sizes = [10, 100_000] as const
  const runtimes: Runtime[] = []
  const series = []
  for (const size of sizes) {
    const name = `directory-${size}`
    const url = deps.directory.url.replace(/directory$/, name)
    const former = await seedDirectory({ ...deps.directory, url }, size, times + 50)
    const runtime = await serve({ ...product, variables: { ...product.variables, DIRECTORY_URL: url } }, name)
    runtimes.push(runtime)
    series.push(
      former.map((slug) => ({ port: runtime.port, path: `/public/portal/${slug}/sign-in`, host: hosts.portal, cookie: '' })),
    )
  }
  const [small = [], large = []] = series
  await compare(small.slice(0, 50), large.slice(0, 50), 308)
  const [few, many] = await compare(small.slice(50), large.slice(50), 308)
  for (const runtime of runtimes) await runtime.close()
  return {
    what: 'shops in the directory: cold look-up by slug',
    small: { size: sizes[0], ms: few },
    large: { size: sizes[1], ms: many },
  }
}

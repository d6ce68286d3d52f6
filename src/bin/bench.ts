import { mkdirSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { askPage } from './bench/ask.ts'
import { type Bundle, bundleWorker } from './bench/bundle.ts'
import { measureDecision } from './bench/decision.ts'
import { measureFirstImage } from './bench/first-image.ts'
import { measureCustomers, measureLookup } from './bench/growth.ts'
import { measureTalk } from './bench/growth-talk.ts'
import { measureLighthouse } from './bench/lighthouse.ts'
import { measureLive } from './bench/live.ts'
import { driver, load } from './bench/load.ts'
import { startLocalProduct } from './bench/local-product.ts'
import { measureOffer } from './bench/offer.ts'
import { measurePages, type Page } from './bench/pages.ts'
import { measurePaid } from './bench/paid.ts'
import { measurePaper } from './bench/paper.ts'
import { hosts, openPlace, type Place } from './bench/place.ts'
import { splitCpu } from './bench/profile.ts'
import { figuresOf, type Results } from './bench/results.ts'
import { measureSealing } from './bench/seal.ts'
import { seedCustomer } from './bench/seed-customer.ts'
import { seedShop, signInOwner } from './bench/seed-shop.ts'
import { measureStartup } from './bench/startup.ts'
import { tableOf } from './bench/table.ts'
import { measureUploads } from './bench/uploads.ts'
import { memoryOf } from './bench/usage.ts'
import { weighVisit } from './bench/weight.ts'
import { type Program, serve, workerdVersion } from './bench/workerd.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } })
const effort = values.quick ? { count: 3, seconds: 1, times: 100, starts: 3 } : { count: 9, seconds: 2, times: 500, starts: 7 }

const place = await openPlace()
const results = await measure(place)
place.close()
keep(results)

async function measure(place: Place): Promise<Results> {
  say('bundling the Worker')
  const bundle = await bundleWorker(place.dir)
  const program = programOf(place, bundle)
  say('seeding a shop')
  const pages = await seedPages(place)
  const [home] = pages
  const desk = pages.find(({ host }) => host === hosts.staff)
  if (!home || !desk) throw new Error('There is no page to measure')

  say('starting')
  const startup = await measureStartup(place, bundle, program, home, effort.starts)
  const product = await serve(program, 'product')
  say(`${pages.length} pages, product and bare`)
  const measured = await measurePages(place, bundle, product, pages, effort)
  const target = { ...home, port: product.port }
  const cpuOfHome = await profileHome(program, bundle, home)
  const firstVisit = await weighVisit(target, String((await askPage(target)).body))
  const linked = pages.find(({ path }) => path.startsWith('/view/'))
  if (!linked) throw new Error('There is no link to measure')
  const byLink = { ...linked, port: product.port }
  const linkVisit = await weighVisit(byLink, String((await askPage(byLink)).body))
  say('growth')
  const growth = [
    ...(await measureCustomers(place, product, effort.times)),
    ...(await measureTalk(place, product, effort.times)),
    await measureLookup(place, program, effort.times),
  ]
  const memory = { before: product.startMemory, after: memoryOf(product.pid) }
  say('sealing a record')
  const sealingMs = await measureSealing(effort.times)
  say('uploads')
  const uploads = await measureUploads(product, desk.path.replace(/\/jobs$/, ''), desk.cookie)
  say('fifty payments at once')
  const paid = await measurePaid(place, product.port, effort.count)
  say('a thousand open pages')
  const live = await measureLive(place, product.port, effort.count)
  await product.close()
  const browsed = await browse()
  say('an invoice of 500 lines on paper')
  const paper = await measurePaper(effort.count)
  return {
    machine: machine(),
    pages: measured,
    cpuOfHome,
    growth,
    startup,
    size: bundle.size,
    firstVisit,
    linkVisit,
    uploads,
    sealingMs,
    paid,
    live,
    ...browsed,
    paper,
    memory,
  }
}

/** What is seen in a browser, of the product as `npm start` runs it. */
async function browse() {
  const local = await startLocalProduct()
  try {
    say('the first picture of a proof')
    const firstImage = await measureFirstImage(local, effort.count)
    say('the live price of an estimate')
    const offer = await measureOffer(local, effort.times / 10)
    say('Lighthouse')
    const pages = { 'an estimate': offer.estimate, 'an invoice': offer.invoice, 'a proof': firstImage.link }
    const lighthouse = await measureLighthouse(local.debugPort, pages, 3)
    say('a decision on a proof')
    return { firstImage, offer, lighthouse, decisionMs: await measureDecision(local, firstImage.link) }
  } finally {
    await local.close()
  }
}

/** Where the CPU of a page goes, in the same code with its names kept. */
async function profileHome(program: Program, { readable, sections }: Bundle, home: Page) {
  const runtime = await serve({ ...program, main: readable }, 'profiled')
  const target = { ...home, port: runtime.port }
  await load(target, effort.seconds)
  const split = await splitCpu(runtime.inspector, sections, () => load(target, 2 * effort.seconds))
  await runtime.close()
  return split
}

function programOf({ variables, bucket }: Place, { main, compatibilityDate, compatibilityFlags }: Bundle): Program {
  return { main, variables, bucket: bucket.address, compatibilityDate, compatibilityFlags }
}

/** A shop in the middle of its week, and the pages people open most. */
async function seedPages({ deps }: Place): Promise<Page[]> {
  const shop = await seedShop(deps, 'bench-shop')
  const amounts = { openJobs: 60, closedJobs: 40, dueInvoices: 8, paidInvoices: 20, lines: 12 }
  const customer = await seedCustomer(shop, hosts.portal, amounts)
  const owner = await signInOwner(shop, hosts.staff)
  const seen = { namespace: shop.namespace, host: hosts.portal, cookie: customer.cookie }
  return [
    { name: 'home (10 jobs, 8 invoices due)', path: href(shop.base, paths.portal.home), ...seen },
    { name: 'job list (one page of 60 open, 40 past)', path: href(shop.base, paths.portal.jobs.list), ...seen },
    { name: 'invoice by its link (12 lines)', path: customer.invoiceLink, ...seen, cookie: '' },
    { name: 'invoice (12 lines)', path: href(shop.base, paths.portal.invoices.show, { id: customer.firstInvoice }), ...seen },
    {
      name: 'job list of staff (50 rows)',
      path: href(shop.desk, paths.staff.jobs.list),
      ...seen,
      host: hosts.staff,
      cookie: owner,
    },
  ]
}

function machine(): Results['machine'] {
  const processor = cpus()[0]?.model.trim() ?? 'unknown'
  const node = process.versions.node
  return {
    cores: availableParallelism(),
    processor,
    node,
    workerd: workerdVersion,
    driver,
    rounds: effort.count,
    secondsPerRound: effort.seconds,
  }
}

/** Keeps the results where they can be compared, and shows them. */
function keep(results: Results): void {
  const folder = join(import.meta.dirname, '../../bench')
  mkdirSync(folder, { recursive: true })
  const table = tableOf(results)
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify({ figures: figuresOf(results), ...results }, null, 2)}\n`)
  writeFileSync(join(folder, 'results.md'), table)
  console.log(table)
}

function say(what: string): void {
  console.error(`bench: ${what}`)
}

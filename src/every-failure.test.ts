import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { drainOutbox } from '#clock/outbox.ts'
import { depsOf } from '#env.ts'
import { connect } from '#features/payments/testing.ts'
import { type Fields, type Page, putTo } from '#testing/browser.ts'
import { libsql, stripe, testEnv } from '#testing/outside.ts'
import { ownedBy } from '#testing/owned.ts'
import { pngOf } from '#testing/pictures.ts'
import { isSoak } from '#testing/soak.ts'
import { formsOn, type Stop, tourOf } from '#testing/tour.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'

const secret = 'c4n4ry-of-a-key'
/** What a database, a library or a service may say when it fails. */
const words = `SQLITE_ERROR: near "FROM": SELECT ${secret} FROM staff_sessions at send (/srv/src/database/hrana.ts:62:11)`
const failing = { kind: 'status', status: 400, body: JSON.stringify({ error: words }), times: 'always' }
const inside = new RegExp(
  `${secret}|SQLITE|SELECT |\\.tsx?:|\\bat \\w+ \\(|node_modules|127\\.0\\.0\\.1:\\d+/(dev|v1)|sk_test|whsec_|re_test`,
)

afterEach(async () => {
  vi.restoreAllMocks()
  await Promise.all([libsql.heal('*'), stripe.heal()])
})

/** What reaches the log, in place of the terminal. */
const listen = () => vi.spyOn(console, 'error').mockImplementation(() => undefined).mock.calls

interface Tour {
  readonly shop: TestShop
  readonly stops: readonly Stop[]
  readonly forms: ReadonlyMap<string, Fields>
}
async function makeTour(): Promise<Tour> {
  const owner = await ownedBy(await makeShop({ hasHost: true }), 'Plain')
  await connect(owner.shop, await owner.shop.staff())
  const stops = await tourOf(owner)
  return { shop: owner.shop, stops, forms: await formsOn(stops) }
}

function visit({ route, address, browser }: Stop, forms: ReadonlyMap<string, Fields>): Promise<Page> {
  if (route.method === 'PUT') return putTo(browser, address)
  return route.method === 'GET' ? browser.get(address) : browser.post(address, forms.get(address) ?? { version: '1' })
}

/** What an answer says that it should not, or fails to say; `logged` is what the log got for it. */
function wrongIn(where: string, page: Page, logged: readonly unknown[][]): string[] {
  const { headers, status, text } = page
  const reference = headers.get('x-request-id') ?? 'none'
  const isBug = status === 500
  const problems = {
    'tells what is inside': inside.test(text + [...headers].join()),
    'has no policy': !/default-src 'none'/.test(headers.get('content-security-policy') ?? ''),
    'may be kept': status >= 400 && headers.get('cache-control') !== 'private, no-store',
    'has no reference': isBug && /html/.test(headers.get('content-type') ?? '') && !text.includes(reference),
    'is not in the log': isBug && !logged.some(([line]) => String(line).includes(reference)),
    'says nothing of when to try again': status === 503 && headers.get('retry-after') === null,
  }
  return Object.entries(problems).flatMap(([problem, isThere]) => (isThere ? [`${where} ${status} ${problem}`] : []))
}

/** Visits every route; gives what is wrong and which routes answered with which status. */
async function failuresOn({ stops, forms }: Tour, msBetween = 0) {
  setClock(start)
  const logged = listen()
  const wrong: string[] = []
  const answers: { where: string; status: number }[] = []
  for (const [i, stop] of stops.entries()) {
    if (msBetween > 0) setClock(start + (i + 1) * msBetween)
    const page = await visit(stop, forms)
    wrong.push(...wrongIn(stop.where, page, logged))
    answers.push({ where: stop.where, status: page.status })
  }
  return { wrong, with: (status: number) => answers.filter((one) => one.status === status).map(({ where }) => where), answers }
}

/** Routes that ask nothing of a shop's database: the platform's own, and forms that are refused before anything is read. */
const withoutShop =
  /^(POST \/admin\/:shop\/preview\/.*|\w+ (\/|\/shops\/find|\/sign-up.*|\/webhooks\/.*|\/admin\/:shop\/customers\/:id\/merge|\/verify\/keys\/:keyId))$/
/** Those that need not know whose shop it is, or remember it from the page before. */
const withoutDirectory = /^\w+ (\/|\/shops\/find|\/sign-up|\/webhooks\/.*|\/public\/portal\/:shop)$/

describe('a failure in any route', () => {
  // Nothing can be written while its database fails, so one shop does for all of it.
  let tour: Tour
  beforeAll(async () => {
    tour = await makeTour()
  })

  it('of the shop’s database is a page with a reference and nothing of what went wrong', async () => {
    await libsql.fault(tour.shop.namespace, [failing])
    const { wrong, answers } = await failuresOn(tour)
    expect(wrong).toEqual([])
    expect(answers.filter(({ where, status }) => status !== 500 && !withoutShop.test(where))).toEqual([])
  })

  it('of the directory is one too', async () => {
    await libsql.fault('directory', [failing])
    // What was found is remembered for a while, so time passes between the visits.
    const { wrong, answers } = await failuresOn(tour, 60_000)
    expect(wrong).toEqual([])
    expect(answers.filter(({ where, status }) => status !== 500 && !withoutDirectory.test(where))).toEqual([])
  })

  it('while writing is one too', async () => {
    await libsql.fault(tour.shop.namespace, [{ ...failing, match: 'write' }])
    const failed = await failuresOn(tour)
    expect(failed.wrong).toEqual([])
    expect(failed.with(500).length).toBeGreaterThan(35)
  })

  it('of Stripe says that nothing was charged, without Stripe’s words', async () => {
    const own = await makeTour()
    // A key that was taken back: it is not tried again, as a 500 would be.
    await stripe.fault([{ kind: 'status', status: 401, times: 10_000 }])
    const failed = await failuresOn({ ...own, stops: own.stops.filter(({ route }) => route.method === 'POST') })
    expect(failed.wrong).toEqual([])
    // Wherever an invoice can be paid: the walk is at two such places, in the soak at three.
    const paying = own.stops
      .map(({ where }) => where)
      .filter((where) => /^POST (?!\/admin).*\/invoices?\/:\w+\/payment$/.test(where))
    expect(paying).toHaveLength(isSoak ? 3 : 2)
    expect(failed.with(503)).toEqual(expect.arrayContaining(paying))
    expect(failed.with(500)).toEqual([])
  })

  it.each(['put', 'get'] as const)('of the file store’s %s says so and no more', async (method) => {
    const logged = listen()
    const shop = await makeShop()
    const desk = await shop.staff()
    const action = `${shop.desk}/settings/branding`
    const upload = async () =>
      desk.submit(await desk.get(action), action, { logo: new File([await pngOf(8, 4)], 'a.png', { type: 'image/png' }) })
    if (method === 'get') await upload()
    // R2 cannot be told to fail, so its binding does.
    vi.spyOn(Object.getPrototypeOf(testEnv.FILES), method).mockRejectedValue(new Error(words))
    const [[logo] = []] = await shop.rows('SELECT logo_file_id FROM profile')
    const page = method === 'put' ? await upload() : await shop.visitor().get(`${shop.base}/logo/${logo}`)
    expect(page.status).toBe(503)
    expect(wrongIn(method, page, logged)).toEqual([])
  })

  it('of ours while mail is handed over stands at the desk in other words', async () => {
    const logged = listen()
    const shop = await makeShop()
    const { customerId, email = '' } = await shop.customer()
    const desk = await shop.staff()
    const record = `${shop.desk}/customers/${customerId}`
    await desk.submit(await desk.get(record), `${record}/link/mails`)
    await shop.rows('UPDATE outbox SET tries = 19')
    const deps = { ...depsOf(testEnv), mail: { send: () => Promise.reject(new TypeError(words)) } }
    const from = { name: 'Shop', address: 'shop@mail.test' }
    const mail = { key: 'one', from, to: email, subject: 'Your page', html: '<p>Here</p>', text: 'Here' }
    await drainOutbox(deps, shop.tenant.database, () => Promise.resolve(mail))
    const page = await desk.get(`${shop.desk}/settings/automations`)
    expect(page.text).toContain('It could not be sent')
    expect(wrongIn('mail', page, [])).toEqual([])
    expect(String(logged)).toContain('SQLITE_ERROR')
  })
})

import { describe, expect, it } from 'vitest'
import { addJob, answer, brakes, editLines, linesPage, makeWork, sendLines, type WorkScene } from './testing.ts'

const record = ({ shop, contact }: WorkScene) => `${shop.desk}/customers/${contact.customerId}`
const limitId = async ({ shop }: WorkScene) =>
  String((await shop.rows('SELECT id FROM spending_limits ORDER BY created_at DESC, rowid DESC'))[0]?.[0])
const states = async ({ shop }: WorkScene) => (await shop.rows('SELECT state FROM spending_limits ORDER BY rowid')).flat()

async function propose(scene: WorkScene, perLine: string, perJob: string) {
  return scene.desk.submit(await scene.desk.get(record(scene)), `${record(scene)}/limits`, { perLine, perJob })
}
async function say(scene: WorkScene, answer: 'approved' | 'declined') {
  const browser = await scene.shop.signedIn(scene.contact)
  const page = `${scene.shop.base}/limits/${await limitId(scene)}`
  return browser.submit(await browser.get(page), `${page}/answer`, { answer })
}
async function withLimit(perLine: string, perJob: string, lines = brakes) {
  const scene = await makeWork(lines)
  await propose(scene, perLine, perJob)
  expect((await say(scene, 'approved')).status).toBe(303)
  return scene
}
/** What the limit said yes to, job by job, in minor units. */
const used = async ({ shop }: WorkScene) =>
  (await shop.rows(`SELECT body FROM approvals WHERE json_extract(body, '$.door') = 'limit' ORDER BY sequence`)).map(
    ([body]) => JSON.parse(String(body)).approvedMinor,
  )
const open = async ({ shop, job }: WorkScene) =>
  (await shop.rows('SELECT open_parts FROM approval_requests WHERE subject_id = ?', job))[0]?.[0]

describe('a spending limit', () => {
  it('is proposed by staff, mailed to approvers who see prices, and counts once one accepts: a recorded decision', async () => {
    const scene = await makeWork()
    const blind = await scene.shop.customer({ customerId: scene.contact.customerId, name: 'Lee', seesPrices: false })
    expect((await propose(scene, '150', '400')).status).toBe(303)
    expect((await scene.shop.mailsTo(scene.contact.email ?? ''))[0]?.Subject).toMatch(/proposes a spending limit/)
    expect(await scene.shop.mailsTo(blind.email ?? '')).toEqual([])
    await sendLines(scene)
    expect(await used(scene)).toEqual([])
    expect((await say(scene, 'approved')).status).toBe(303)
    expect(await states(scene)).toEqual(['accepted'])
    const [[body] = []] = await scene.shop.rows(`SELECT body FROM approvals WHERE kind = 'limit'`)
    expect(JSON.parse(String(body))).toMatchObject({ outcome: 'approved', job: null, subject: await limitId(scene) })
  })

  it('that is refused, taken back or ended by either side approves nothing', async () => {
    const scene = await makeWork()
    await propose(scene, '150', '400')
    await say(scene, 'declined')
    await propose(scene, '150', '400')
    await scene.desk.submit(await scene.desk.get(record(scene)), /limits\/lim_\w+\/ending/)
    await propose(scene, '150', '400')
    await say(scene, 'approved')
    const browser = await scene.shop.signedIn(scene.contact)
    const page = `${scene.shop.base}/limits/${await limitId(scene)}`
    expect((await browser.submit(await browser.get(page), `${page}/ending`)).status).toBe(303)
    expect(await states(scene)).toEqual(['refused', 'ended', 'ended'])
    await sendLines(scene)
    expect(await used(scene)).toEqual([])
  })

  it('that is accepted takes the place of the one before', async () => {
    const scene = await withLimit('50', '50')
    await propose(scene, '150', '400')
    await say(scene, 'approved')
    expect(await states(scene)).toEqual(['ended', 'accepted'])
  })

  it('is neither seen nor answered by another customer, by who sees no prices, or by who may not approve', async () => {
    const scene = await makeWork()
    await propose(scene, '150', '400')
    const page = `${scene.shop.base}/limits/${await limitId(scene)}`
    const { customerId } = scene.contact
    const yes = { edition: '1', answer: 'approved' }
    const [stranger, blind, looker] = [
      await scene.shop.customer({ customerName: 'Other Co.' }),
      await scene.shop.customer({ customerId, seesPrices: false }),
      await scene.shop.customer({ customerId, canApprove: false }),
    ]
    for (const [who, status] of [
      [stranger, 404],
      [blind, 404],
      [looker, 403],
    ] as const) {
      const browser = await scene.shop.signedIn(who)
      expect((await browser.post(`${page}/answer`, yes)).status).toBe(status)
      await browser.post(`${page}/ending`)
    }
    expect(await states(scene)).toEqual(['proposed'])
  })

  it('waits for nobody who sees no prices: neither on home nor in the navigation', async () => {
    const scene = await makeWork()
    const blind = await scene.shop.customer({ customerId: scene.contact.customerId, name: 'Lee', seesPrices: false })
    await propose(scene, '150', '400')
    const home = async (who: WorkScene['contact']) => (await (await scene.shop.signedIn(who)).get(scene.shop.base)).text
    expect(await home(scene.contact)).toContain('spending limit')
    const theirs = await home(blind)
    expect(theirs).not.toContain('spending limit')
    expect(theirs).toContain('Nothing needs you')
    expect(theirs).not.toContain('class="count')
  })

  it.each([
    ['0', '10'],
    ['20', '10'],
    ['x', '10'],
    ['-1', '10'],
  ])('of %s a line and %s a job is refused', async (perLine, perJob) => {
    const scene = await makeWork()
    const refused = await propose(scene, perLine, perJob)
    expect(refused.status).toBe(422)
    expect(refused.text).toMatch(/aria-invalid="true"/)
    expect(refused.text).toContain(`value="${perJob}"`)
    expect(await states(scene)).toEqual([])
  })
})

describe('sending lines under a limit', () => {
  it('asks again about a line that was declined, whatever it costs by now', async () => {
    const scene = await makeWork()
    await sendLines(scene)
    expect((await answer(scene, await scene.shop.signedIn(scene.contact), { Cabin: 'declined' })).status).toBe(303)
    await propose(scene, '100', '1000')
    await say(scene, 'approved')
    await editLines(scene, (lines) => lines.map((line) => (line.name.startsWith('Cabin') ? { ...line, price: '70' } : line)))
    await sendLines(scene)
    expect(await used(scene)).toEqual([9_600])
    expect(await open(scene)).toBe(4)
  })

  it('approves those within it at once, names it in the record, and mails the approvers', async () => {
    const scene = await withLimit('118', '1000')
    await sendLines(scene)
    expect(await used(scene)).toEqual([11_800 + 9_600 + 7_400])
    expect(await open(scene)).toBe(2)
    const [[body] = []] = await scene.shop.rows(`SELECT body FROM approvals ORDER BY sequence DESC`)
    const sealed = JSON.parse(String(body))
    expect(sealed).toMatchObject({ door: 'limit', actor: { kind: 'system', id: await limitId(scene) } })
    expect(sealed.consent).toContain('$118.00 a line and $1,000.00 a job')
    const mails = await scene.shop.mailsTo(scene.contact.email ?? '')
    expect(mails.map(({ Subject }) => Subject)).toEqual(
      expect.arrayContaining(['Unit 14, brakes: 3 lines approved within your limit', 'Unit 14, brakes: 2 lines to approve']),
    )
    const page = await (await scene.shop.signedIn(scene.contact)).get(linesPage(scene))
    expect(page.text).toContain('within your spending limit')
  })

  it.each([
    ['just the line', '118', '118', [{ name: 'A', price: '118' }], [11_800]],
    ['a cent more than the line', '118', '500', [{ name: 'A', price: '118.01' }], []],
    [
      'just the job',
      '100',
      '150',
      [
        { name: 'A', price: '100' },
        { name: 'B', price: '50' },
      ],
      [15_000],
    ],
    [
      'a cent more than the job',
      '100',
      '150',
      [
        { name: 'A', price: '100' },
        { name: 'B', price: '50.01' },
      ],
      [10_000],
    ],
    ['the price after the discount', '100', '100', [{ name: 'A', price: '125', discount: '20' }], [10_000]],
    ['all pieces of a line', '100', '500', [{ name: 'A', price: '60', quantity: '2' }], []],
  ])('counts %s', async (_, perLine, perJob, lines, expected) => {
    const scene = await withLimit(perLine, perJob, lines)
    await sendLines(scene)
    expect(await used(scene)).toEqual(expected)
  })

  it('a second time counts what the job used already, and another job has its own', async () => {
    const scene = await withLimit('100', '150', [{ name: 'A', price: '100' }])
    await sendLines(scene)
    await editLines(scene, (lines) => [...lines, { name: 'B', price: '60' }, { name: 'C', price: '50' }])
    await sendLines(scene)
    expect(await used(scene)).toEqual([10_000, 5_000])
    expect(await open(scene)).toBe(1)
    const other = { ...scene, job: await addJob(scene, 'Unit 15', [{ name: 'D', price: '90' }]) }
    await sendLines(other)
    expect(await used(scene)).toEqual([10_000, 5_000, 9_000])
  })

  it('at the same moment twice never passes the limit', async () => {
    const scene = await withLimit('100', '150', [
      { name: 'A', price: '100' },
      { name: 'B', price: '50' },
      { name: 'C', price: '60' },
    ])
    const statuses = await Promise.all([1, 2, 3, 4].map(async () => (await sendLines(scene)).status))
    expect(statuses).toContain(303)
    const sums = await used(scene)
    expect(sums.reduce((sum: number, minor: number) => sum + minor, 0)).toBe(15_000)
  })
})

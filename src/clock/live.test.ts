import { describe, expect, it } from 'vitest'
import { keysOf, makeProofScene, sendDesigns, signed } from '#features/proofs/testing.ts'
import type { Browser } from '#testing/browser.ts'
import { makeShop, type TestShop } from '#testing/world.ts'
import { newsOf, topicsForCustomer, topicsForDesk } from './topics.ts'

/** A page's socket: what it heard so far, and how it ended. */
interface Line {
  readonly status: number
  readonly heard: string[]
  readonly ended: Promise<number>
  isEnded: boolean
  say(text: string): void
}

async function listen(browser: Browser, path: string, origin = browser.origin): Promise<Line> {
  const response = await browser.fetch(path, { headers: { upgrade: 'websocket', origin } })
  const socket = response.webSocket
  const heard: string[] = []
  const { promise: ended, resolve } = Promise.withResolvers<number>()
  const line: Line = { status: response.status, heard, ended, isEnded: false, say: (text) => socket?.send(text) }
  socket?.addEventListener('message', ({ data }) => heard.push(String(data)))
  socket?.addEventListener('close', ({ code }) => {
    line.isEnded = true
    resolve(code)
  })
  socket?.accept()
  return line
}

const untilHeard = (line: Line, times = 1) => expect.poll(() => line.heard.length).toBeGreaterThanOrEqual(times)

/** A shop with two jobs of one customer, and what moves one of them on. */
async function makeWork() {
  const shop = await makeShop()
  const desk = await shop.staff()
  const contact = await shop.customer({ email: 'dana@riverside.test' })
  const [first, second] = [await makeJob(shop, desk, contact.customerId), await makeJob(shop, desk, contact.customerId)]
  const moveOn = (job: string) => desk.post(`${shop.desk}/jobs/${job}/moves`, { to: shop.statuses[2]?.id ?? '', version: '1' })
  return { shop, desk, contact, first, second, moveOn }
}

async function makeJob(shop: TestShop, desk: Browser, customer: string): Promise<string> {
  const line = { 'description[]': ['Shirt'], 'quantity[]': ['1'], 'unitPrice[]': ['9'] }
  const page = await desk.get(`${shop.desk}/jobs/new?customer=${customer}`)
  const made = await desk.submit(page, `${shop.desk}/jobs`, { title: 'Crew shirts', ...line })
  return /job_\w+/.exec(made.location)?.[0] ?? ''
}

describe('an open page', () => {
  it('hears of its own job within the request that moves it, and of no other', async () => {
    const { shop, contact, first, second, moveOn } = await makeWork()
    const dana = await shop.signedIn(contact)
    const ours = await listen(dana, `${shop.base}/live?job=${first}`)
    const others = await listen(dana, `${shop.base}/live?job=${second}`)
    const home = await listen(dana, `${shop.base}/live`)
    expect([ours.status, others.status, home.status]).toEqual([101, 101, 101])
    expect((await moveOn(first)).status).toBe(303)
    await untilHeard(ours)
    await untilHeard(home)
    expect(others.heard).toEqual([])
    expect((await moveOn(second)).status).toBe(303)
    await untilHeard(others)
    expect(ours.heard).toEqual(['changed'])
  })

  it('of the shop’s board hears of a decision on a proof within the request that makes it', async () => {
    const scene = await makeProofScene()
    await sendDesigns(scene, ['badge'])
    const { shop, contact } = scene
    const [key = ''] = Object.values(await keysOf(scene))
    const board = await shop.staff('production')
    const address = /data-live="([^"]+)"/.exec((await board.get(`${shop.desk}/jobs?as=board`)).text)?.[1] ?? ''
    const line = await listen(board, address.replaceAll('&amp;', '&'))
    const dana = await shop.signedIn(contact)
    expect(line.heard).toEqual([])
    const given = { edition: '1', 'design[]': [key], choice: key, ...signed }
    expect((await dana.post(`${scene.page}/answer`, given)).status).toBe(303)
    await untilHeard(line)
    expect((await board.get(`${shop.desk}/jobs?as=board`)).text).toContain('Spring crew polos')
  })

  it('that asks whether anybody is there is answered by the runtime, which wakes nobody for it', async () => {
    const { shop, contact } = await makeWork()
    const line = await listen(await shop.signedIn(contact), `${shop.base}/live`)
    line.say('ping')
    await untilHeard(line)
    line.say('anything else')
    line.say('ping')
    await untilHeard(line, 2)
    expect(line.heard).toEqual(['pong', 'pong'])
  })

  it('of another customer, or of one that names a job of theirs, hears nothing', async () => {
    const { shop, first, moveOn } = await makeWork()
    const stranger = await shop.signedIn(await shop.customer({ email: 'sam@hopyard.test' }))
    const lines = [await listen(stranger, `${shop.base}/live`), await listen(stranger, `${shop.base}/live?job=${first}`)]
    const desk = await listen(await shop.staff('production'), `${shop.desk}/live`)
    await moveOn(first)
    await untilHeard(desk)
    expect(lines.map(({ heard }) => heard)).toEqual([[], []])
  })

  it('is refused a socket when it belongs to another site, to nobody, or asks without one', async () => {
    const { shop, contact } = await makeWork()
    const dana = await shop.signedIn(contact)
    expect((await listen(dana, `${shop.base}/live`, 'https://elsewhere.test')).status).toBe(403)
    expect((await listen(shop.visitor(), `${shop.base}/live`)).status).toBe(303)
    expect((await dana.get(`${shop.base}/live`)).status).toBe(422)
  })

  it('loses its socket when the tick of its reader is taken, and gets no new one', async () => {
    const { shop, desk, contact } = await makeWork()
    const dana = await shop.signedIn(contact)
    const line = await listen(dana, `${shop.base}/live`)
    await desk.post(`${shop.desk}/contacts/${contact.contactId}/access`, { version: '1' })
    expect(await line.ended).toBe(4001)
    expect((await listen(dana, `${shop.base}/live`)).status).toBe(303)
  })

  it('of staff loses its socket when they leave, and one of somebody else stays', async () => {
    const { shop, desk } = await makeWork()
    const leaving = await shop.staff('advisor')
    const line = await listen(leaving, `${shop.desk}/live`)
    const staying = await listen(await shop.staff('advisor'), `${shop.desk}/live`)
    await desk.post(`${shop.desk}/settings/team/${leaving.staffId}/removal`, { version: '1' })
    expect(await line.ended).toBe(4001)
    expect(staying.isEnded).toBe(false)
    expect((await listen(leaving, `${shop.desk}/live`)).status).toBe(303)
  })

  it('hears at once what happened between its making and its socket’s opening, where that is its own', async () => {
    const { shop, contact, first, second, moveOn } = await makeWork()
    const dana = await shop.signedIn(contact)
    const socketOf = ({ text }: { text: string }) => (/data-live="([^"]+)"/.exec(text)?.[1] ?? '').replaceAll('&amp;', '&')
    const page = socketOf(await dana.get(`${shop.base}/jobs/${first}`))
    expect(page).toMatch(/since=\d+/)
    const before = await listen(dana, page)
    await moveOn(second)
    const others = await listen(dana, page)
    await moveOn(first)
    const late = await listen(dana, page)
    await untilHeard(late)
    await untilHeard(before)
    expect([late.heard, before.heard, others.heard]).toEqual([['changed'], ['changed'], ['changed']])
    const fresh = await listen(dana, socketOf(await dana.get(`${shop.base}/jobs/${first}`)))
    await moveOn(second)
    const stranger = await shop.signedIn(await shop.customer({ email: 'sam@hopyard.test' }))
    const foreign = await listen(stranger, `${shop.base}/live?job=${first}&since=0`)
    await untilHeard(await listen(dana, `${shop.base}/live?since=0`))
    expect([fresh.heard, foreign.heard]).toEqual([[], []])
  })

  it('keeps thirty sockets of one reader at most: the oldest makes room', async () => {
    const { shop, contact } = await makeWork()
    const dana = await shop.signedIn(contact)
    const first = await listen(dana, `${shop.base}/live`)
    for (let i = 0; i < 30; i++) await listen(dana, `${shop.base}/live`)
    expect(await first.ended).toBe(4002)
  })
})

describe('what is told', () => {
  it('goes to the desk, to the customer and to the job, each by its own name', () => {
    expect(newsOf({ kind: 'job.moved', subjectId: 'job_1', jobId: 'job_1', customerId: 'cus_1' })).toEqual({
      topics: ['desk', 'desk/job_1', 'desk/cus_1', 'cus_1', 'cus_1/job_1'],
      ended: [],
    })
  })

  it('reaches the pages of every job of a customer where it is about none', () => {
    const { topics } = newsOf({ kind: 'payment.succeeded', subjectId: 'pay_1', customerId: 'cus_1' })
    expect(topics).toEqual(expect.arrayContaining(topicsForCustomer('cus_1', { jobId: 'job_1' }, []).slice(1, 2)))
    expect(topics).toEqual(expect.arrayContaining(topicsForDesk({ customerId: 'cus_1', jobId: 'job_1' }, []).slice(1, 2)))
  })

  it('ends the sockets of whoever it changed the rights of', () => {
    const { ended } = newsOf({ kind: 'contact.access_ended', subjectId: 'con_1', customerId: 'cus_1' })
    expect(topicsForCustomer('cus_1', {}, ['con_1'])).toEqual(expect.arrayContaining([...ended]))
  })
})

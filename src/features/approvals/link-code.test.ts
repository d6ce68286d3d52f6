import { Hono } from 'hono'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { AppEnv } from '#context.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { depsOf } from '#env.ts'
import { jobs } from '#features/jobs/schema.ts'
import { codesOfLink } from '#identity/link-codes/queries.ts'
import { itemLinks } from '#identity/schema.ts'
import { parseForm } from '#lib/form.ts'
import { bodyOf, newId } from '#lib/id.ts'
import { codeFor, makeToken } from '#lib/token.ts'
import { guards } from '#middleware/guards.ts'
import { handle, link, mount } from '#routes.ts'
import type { Browser } from '#testing/browser.ts'
import { testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { answerFields, completeAnswer, deciderOf } from './answer-form.ts'
import type { EditionContent } from './editions.ts'
import { provenByCode } from './link-code.ts'
import { type ApprovalSettings, defaultApprovals } from './rules.ts'

const content: EditionContent = {
  ...{ kind: 'work', subject: 'job_1', job: 'job_1', customer: 'cus_1', number: 1, title: 'Unit 14', note: '', rule: 'each' },
  ...{ currency: 'USD', totalMinor: 50_000, parts: [], needsSignature: false, po: 'no', terms: null, checklist: [] },
}
const routes = { answer: link.post('/work/:token/lines/answer') }

/** A page that asks for an answer, as those of the slices do: it tells who decided, or what is missing. */
function answering(shop: TestShop, browser: Browser, edition: EditionContent) {
  const app = new Hono<AppEnv>()
  app.use(async (c, next) => {
    c.set('deps', depsOf(testEnv))
    c.set('tenant', shop.tenant)
    c.set('requestId', newId('req'))
    c.set('base', '/view')
    c.set('host', 'localhost')
    await next()
  })
  const handlers = handle(routes, {
    async answer(c) {
      const form = await parseForm(c, v.object(answerFields))
      const codes = await c.var.ctx.read(codesOfLink)
      const isForwarded = c.var.ctx.identity.forwardedTo !== undefined
      const answer = await provenByCode(c, await completeAnswer(c, form, edition, isForwarded), edition, codes)
      if (!answer.form.ok) return c.json({ errors: answer.form.errors, values: answer.form.values }, 422)
      const { proof, payload } = deciderOf(c.var.ctx, answer.form.value, {}, answer.proven)
      return c.json({ proof, email: payload.email })
    },
  })
  app.route('/view', mount(routes, handlers, guards))
  return async (path: string, fields: Record<string, string> = {}) => {
    const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const body = new URLSearchParams({ edition: '1', command: newId('cmd'), ...fields })
    const response = await app.request(`${path}/answer`, { method: 'POST', body, headers: { cookie } })
    for (const one of response.headers.getSetCookie()) {
      const [pair = ''] = one.split(';')
      browser.cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    const json = (await response.json()) as { errors?: Record<string, string>; proof?: unknown; email?: string }
    return { status: response.status, ...json }
  }
}

interface LinkOptions {
  readonly settings?: Partial<ApprovalSettings>
  readonly forwarded?: { readonly forwardedTo: string; readonly forwardedEmail: string | null }
  readonly edition?: Partial<EditionContent>
}

async function makeScene({ settings = { linkCode: 'always' }, forwarded, edition }: LinkOptions = {}) {
  const shop = await makeShop({ trade: 'fleet' })
  const contact = await shop.customer()
  await shop.rows('UPDATE profile SET approvals = ?', JSON.stringify({ ...defaultApprovals('fleet'), ...settings }))
  const job = newId('job')
  const statusId = shop.statuses[0]?.id ?? ''
  const paths: string[] = []
  await write(shop.tenant.database, [
    sql.insert(jobs).values({
      ...{ id: job, number: 3207, customerId: contact.customerId, title: 'Unit 14', statusId, statusAt: start, createdAt: start },
    }),
  ])
  for (let i = 0; i < 2; i++) {
    const row = { id: newId('lnk'), purpose: 'work', subjectId: job, contactId: contact.contactId, ...forwarded } as const
    await write(shop.tenant.database, [sql.insert(itemLinks).values({ ...row, mailedAt: start, createdAt: start })])
    paths.push(`/view/work/${await makeToken(shop.tenant.keys, 'job', shop.key, bodyOf(row.id), 1)}/lines`)
  }
  const [path = '', otherPath = ''] = paths
  const browser = shop.visitor()
  const mailed = async (email = contact.email ?? '') => {
    const mails = (await shop.mailsTo(email)).filter(({ Subject }) => /^Your code for/.test(Subject))
    const [, first = '', second = ''] = /\b(\d{4}) ?(\d{4})\b/.exec(mails[0]?.Text ?? '') ?? []
    return { count: mails.length, code: first + second }
  }
  const edited = { ...content, ...edition }
  return { shop, contact, browser, path, otherPath, mailed, answer: answering(shop, browser, edited), edited }
}
const wrongOf = (code: string) => (code.startsWith('1') ? `2${code.slice(1)}` : `1${code.slice(1)}`)

describe('an answer through a mailed link, where the shop asks for a code', () => {
  it('mails the code to the same mailbox, keeps what was typed, and counts once the code is typed', async () => {
    const { answer, path, mailed, contact } = await makeScene()
    const asked = await answer(path, { note: 'Please hurry' })
    expect(asked).toMatchObject({ status: 422, values: { note: 'Please hurry' } })
    expect(asked.errors?.['code']).toMatch(/We mailed a code to c•••@customer\.test/)
    const { code, count } = await mailed()
    expect(count).toBe(1)
    setClock(start + 60_000)
    const done = await answer(path, { code: `${code.slice(0, 4)} ${code.slice(4)}` })
    expect(done).toMatchObject({ status: 200, proof: { method: 'mailed_code', at: '2030-04-09T15:01:00.000Z' } })
    expect(done.email).toBe(contact.email)
  })

  it('can be given again in that browser while the code lives: pressing twice is the same as once', async () => {
    const { answer, path, mailed } = await makeScene()
    await answer(path)
    const { code } = await mailed()
    const [first, second] = [await answer(path, { code }), await answer(path, { code })]
    expect(second).toEqual(first)
    setClock(start + 10 * 60_000)
    expect((await answer(path, { code })).status).toBe(422)
  })

  it('is refused without a code, and with a code that was never mailed', async () => {
    const { answer, path, mailed } = await makeScene()
    expect((await answer(path, { code: '12345678' })).status).toBe(422)
    const { count } = await mailed()
    expect((await answer(path)).errors?.['code']).toMatch(/Type the code/)
    expect((await mailed()).count).toBe(count)
  })

  it('survives five wrong codes and no sixth, even with the same form and the right code', async () => {
    const { answer, path, mailed, shop } = await makeScene()
    await answer(path)
    const { code } = await mailed()
    const command = newId('cmd')
    for (let i = 0; i < 5; i++) expect((await answer(path, { code: wrongOf(code), command })).status).toBe(422)
    expect(await shop.rows('SELECT tries FROM link_proofs')).toEqual([[5]])
    expect((await answer(path, { code })).errors?.['code']).toMatch(/ended/)
    expect(await shop.rows('SELECT proved_at FROM link_proofs')).toEqual([[null]])
  })

  it('cannot be guessed by forty tries at once', async () => {
    const { answer, path, mailed, shop } = await makeScene()
    await answer(path)
    const { code } = await mailed()
    await Promise.all(Array.from({ length: 40 }, () => answer(path, { code: wrongOf(code) })))
    expect(await shop.rows('SELECT tries FROM link_proofs')).toEqual([[5]])
    expect((await answer(path, { code })).status).toBe(422)
  })

  it('takes no half code for a try', async () => {
    const { answer, path, mailed, shop } = await makeScene()
    await answer(path)
    await mailed()
    await answer(path, { code: '1234' })
    expect(await shop.rows('SELECT tries FROM link_proofs')).toEqual([[0]])
  })

  it('takes a code for ten minutes', async () => {
    const { answer, path, mailed } = await makeScene()
    await answer(path)
    const { code } = await mailed()
    setClock(start + 10 * 60_000)
    expect((await answer(path, { code })).status).toBe(422)
  })

  it('takes no code that another browser asked for', async () => {
    const { answer, path, mailed, shop, edited } = await makeScene()
    await answer(path)
    const { code } = await mailed()
    expect((await answering(shop, shop.visitor(), edited)(path, { code })).status).toBe(422)
    const thief = shop.visitor()
    const [[id] = []] = await shop.rows('SELECT id FROM link_proofs ORDER BY created_at LIMIT 1')
    thief.cookies.set(`__Host-${shop.key}-code`, `${id}.guessed`)
    expect((await answering(shop, thief, edited)(path, { code })).status).toBe(422)
    expect((await answer(path, { code })).status).toBe(200)
  })

  it('takes no code of another link', async () => {
    const { answer, path, otherPath, mailed } = await makeScene()
    await answer(path)
    const { code } = await mailed()
    expect((await answer(otherPath, { code })).status).toBe(422)
  })

  it.each<[Partial<ApprovalSettings>, number | null, boolean]>([
    [{ linkCode: 'never' }, 50_000, false],
    [{ linkCode: 'never' }, null, false],
    [{ linkCode: 'above', linkCodeAboveMinor: 50_000 }, 50_000, false],
    [{ linkCode: 'above', linkCodeAboveMinor: 49_999 }, 50_000, true],
    [{ linkCode: 'above', linkCodeAboveMinor: 50_000 }, null, true],
    [{ linkCode: 'always' }, 0, true],
  ])('is asked for a code with %j and a total of %s: %s', async (settings, totalMinor, isAsked) => {
    const { answer, path } = await makeScene({ settings, edition: { totalMinor } })
    expect((await answer(path)).status).toBe(isAsked ? 422 : 200)
  })

  it('that is not complete yet mails nothing', async () => {
    const { answer, path, mailed } = await makeScene({ edition: { checklist: ['The plate is right'] } })
    expect((await answer(path)).errors).toHaveProperty('checked')
    expect((await mailed()).count).toBe(0)
  })

  it('mails at most three codes in a quarter of an hour from one network, and ten a day in all', async () => {
    const { path, shop, mailed } = await makeScene()
    for (let i = 0; i < 4; i++) {
      const browser = shop.visitor()
      for (let j = 0; j < 4; j++) await browser.post(`${path}/code`)
    }
    expect((await mailed()).count).toBe(10)
  })
})

describe('a link that was passed on', () => {
  const forwardedTo = 'Morgan Hale'

  it('proves the address it was made for, which the record then names', async () => {
    const forwardedEmail = `morgan-${newId('x')}@boss.test`
    const { answer, path, mailed, contact } = await makeScene({ forwarded: { forwardedTo, forwardedEmail } })
    await answer(path, { signedName: forwardedTo })
    expect((await mailed(contact.email)).count).toBe(0)
    const { code } = await mailed(forwardedEmail)
    const done = await answer(path, { signedName: forwardedTo, code })
    expect(done).toMatchObject({ status: 200, proof: { method: 'mailed_code' }, email: forwardedEmail })
  })

  it('without an address cannot decide where a code is asked', async () => {
    const { answer, path, shop } = await makeScene({ forwarded: { forwardedTo, forwardedEmail: null } })
    const refused = await answer(path, { signedName: forwardedTo })
    expect(refused.errors?.['code']).toMatch(/without an email address/)
    expect((await shop.visitor().post(`${path}/code`)).status).toBe(409)
    expect(await shop.rows('SELECT count(*) FROM link_proofs')).toEqual([[0]])
  })
})

describe('asking for the code beforehand', () => {
  it('mails it, remembers the browser in a __Host- cookie no script reads, and leads back to the page', async () => {
    const { browser, path, mailed, answer, shop } = await makeScene()
    const page = await browser.post(`${path}/code`)
    expect([page.status, page.location]).toEqual([303, `${path}#f-code`])
    const [cookie = ''] = page.headers.getSetCookie()
    expect(cookie.startsWith(`__Host-${shop.key}-code=`)).toBe(true)
    for (const part of ['HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=600']) expect(cookie).toContain(part)
    const { code } = await mailed()
    expect((await answer(path, { code })).status).toBe(200)
  })

  it('keeps no code: row, outbox and events do not hold it', async () => {
    const { browser, path, mailed, shop } = await makeScene()
    await browser.post(`${path}/code`)
    const { code } = await mailed()
    const kept = JSON.stringify([
      await shop.rows('SELECT * FROM link_proofs'),
      await shop.rows('SELECT * FROM outbox'),
      await shop.rows('SELECT * FROM events'),
    ])
    expect(kept).not.toContain(code)
    const [[id] = []] = await shop.rows('SELECT id FROM link_proofs')
    expect(await codeFor(shop.tenant.keys, String(id), 1)).toBe(code)
  })

  it('answers a script in words', async () => {
    const { browser, path } = await makeScene()
    const answer = await browser.post(`${path}/code`, {}, { accept: 'application/json' })
    expect(JSON.parse(answer.text)).toEqual({ text: expect.stringMatching(/We mailed a code/) })
  })

  it('is nothing to a link of another kind, to a contact who may not approve, or to a shop without codes', async () => {
    const { path, shop } = await makeScene()
    expect((await shop.visitor().post(`${path.replace('/work/', '/proof/').replace('/lines', '')}/code`)).status).toBe(404)
    await shop.rows('UPDATE contacts SET can_approve = 0')
    expect((await shop.visitor().post(`${path}/code`)).status).toBe(404)
    const without = await makeScene({ settings: { linkCode: 'never' } })
    expect((await without.browser.post(`${without.path}/code`)).status).toBe(409)
    for (const one of [shop, without.shop]) expect(await one.rows('SELECT count(*) FROM link_proofs')).toEqual([[0]])
  })
})

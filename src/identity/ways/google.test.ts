import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { bodyOf } from '#lib/id.ts'
import { makeToken } from '#lib/token.ts'
import { subjectOf } from '#local/google/subject.ts'
import { google, libsql, type Twist, testEnv } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestContact, type TestShop } from '#testing/world.ts'
import { byGoogle, clientId, codeTo, comeBack, isIn, later, leaveForGoogle, tied } from './testing.ts'

afterEach(async () => {
  await Promise.all([google.twist({}), google.heal()])
  setClock(start)
})

const second = Math.floor(start / 1000)
const emailOf = (contact: TestContact) => contact.email ?? ''

/** Claims and signatures that must not be believed, each otherwise as it should be. */
const bad: readonly (readonly [what: string, twist: Twist])[] = [
  ['alg: none, unsigned', { header: { alg: 'none' }, signer: 'nothing' }],
  ['alg: None, unsigned', { header: { alg: 'None' }, signer: 'nothing' }],
  ['alg: RS256, unsigned', { signer: 'nothing' }],
  ['alg: HS256 with the client’s secret', { header: { alg: 'HS256' }, signer: 'secret' }],
  ['alg: RS256 over an HMAC', { signer: 'secret' }],
  ['alg: RS512', { header: { alg: 'RS512' } }],
  ['alg: PS256', { header: { alg: 'PS256' } }],
  ['alg: ES256', { header: { alg: 'ES256' } }],
  ['alg: missing', { header: { alg: null } }],
  ['kid: missing', { header: { kid: null } }],
  ['kid: empty', { header: { kid: '' } }],
  ['kid: nobody’s', { header: { kid: 'local-99' } }],
  ['kid: a path', { header: { kid: '../../dev/null' } }],
  ['kid: ours, signed with a key nobody published', { signer: 'foreign' }],
  ['a key in the header', { header: { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' }, kid: 'mine' }, signer: 'foreign' }],
  ['keys of its own to fetch', { header: { jku: 'https://evil.test/keys', kid: 'mine' }, signer: 'foreign' }],
  ['crit: something unknown', { header: { crit: ['exp2'], exp2: 1 } }],
  ['typ: an access token', { header: { typ: 'at+jwt' } }],
  ['signature: of other claims', { signer: 'other' }],
  ['iss: another', { claims: { iss: 'https://accounts.evil.test' } }],
  ['iss: Google’s own, where another was asked', { claims: { iss: 'https://accounts.google.com' } }],
  ['iss: with a slash behind it', { claims: { iss: `${testEnv.GOOGLE_URL}/` } }],
  ['iss: missing', { claims: { iss: null } }],
  ['aud: another client', { claims: { aud: 'other.client' } }],
  ['aud: missing', { claims: { aud: null } }],
  ['aud: a list with ours and another', { claims: { aud: [clientId, 'other.client'] } }],
  ['aud: a list without ours', { claims: { aud: ['other.client'] } }],
  ['aud: ours with more behind it', { claims: { aud: `${clientId}.evil` } }],
  ['azp: another client', { claims: { azp: 'other.client' } }],
  ['azp: empty', { claims: { azp: '' } }],
  ['exp: past', { claims: { exp: second - 60 } }],
  ['exp: missing', { claims: { exp: null } }],
  ['exp: a text', { claims: { exp: 'tomorrow' } }],
  ['nbf: to come', { claims: { nbf: second + 600 } }],
  ['iat: long ago', { claims: { iat: second - 3_600 } }],
  ['iat: to come', { claims: { iat: second + 600 } }],
  ['iat: missing', { claims: { iat: null } }],
  ['nonce: another', { claims: { nonce: 'n'.repeat(43) } }],
  ['nonce: empty', { claims: { nonce: '' } }],
  ['nonce: missing', { claims: { nonce: null } }],
  ['email: unverified', { claims: { email_verified: false } }],
  ['email: verified in words', { claims: { email_verified: 'true' } }],
  ['email: verified is missing', { claims: { email_verified: null } }],
  ['email: missing', { claims: { email: null } }],
  ['email: none', { claims: { email: 'dana' } }],
  ['sub: missing', { claims: { sub: null } }],
  ['sub: empty', { claims: { sub: '' } }],
  ['sub: a number', { claims: { sub: 7 } }],
  ['sub: longer than any', { claims: { sub: '7'.repeat(256) } }],
]

describe('an ID token', () => {
  let shop: TestShop
  let contact: TestContact
  beforeAll(async () => {
    shop = await makeShop()
    contact = await shop.customer()
    await tied(shop, contact, emailOf(contact))
  })

  it('that is as it should be lets its person in', async () => {
    expect(bad.length).toBeGreaterThanOrEqual(40)
    const browser = shop.visitor()
    expect((await byGoogle(shop, browser, emailOf(contact))).location).toBe(shop.base)
    expect(await isIn(shop, browser)).toBe(true)
  })

  it.each(bad)('with %s is refused', async (_, twist) => {
    const browser = shop.visitor()
    const before = await shop.rows('SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM google_identities)')
    const back = await comeBack(browser, await leaveForGoogle(shop, browser), emailOf(contact), twist)
    expect(new URL(back.location).pathname + new URL(back.location).search).toBe(`${shop.base}/sign-in?problem=google_refused`)
    expect((await browser.get(`${shop.base}/sign-in?problem=google_refused`)).text).toContain('Google did not confirm')
    expect(await shop.rows('SELECT (SELECT count(*) FROM sessions), (SELECT count(*) FROM google_identities)')).toEqual(before)
  })

  it('of another sub with the same mailbox is nobody we know: the mailbox is proven first, and the tie stays as it is', async () => {
    const browser = shop.visitor()
    const back = await comeBack(browser, await leaveForGoogle(shop, browser), emailOf(contact), { claims: { sub: '666' } })
    expect((await browser.get(new URL(back.location).pathname)).location).toBe(`${shop.base}/sign-in/code`)
    expect(await isIn(shop, browser)).toBe(false)
    const code = await codeTo(shop, emailOf(contact))
    expect((await browser.post(`${shop.base}/sign-in/code`, { code })).status).toBe(303)
    expect(await shop.rows('SELECT subject FROM google_identities')).toEqual([[subjectOf(emailOf(contact))]])
  })

  it('signed with a key that Google has only just published is believed, after a minute at most', async () => {
    await google.rotate()
    setClock(start + 120_000)
    const browser = shop.visitor()
    expect((await byGoogle(shop, browser, emailOf(contact))).location).toBe(shop.base)
  })
})

describe('the way to Google and back', () => {
  it('ties the account of a contact who proves the mailbox here, tells them, and from then on lets them in at once', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const first = shop.visitor()
    expect((await byGoogle(shop, first, emailOf(contact))).location).toBe(`${shop.base}/sign-in/code`)
    expect(await shop.rows('SELECT count(*) FROM google_identities')).toEqual([[0]])
    const code = await codeTo(shop, emailOf(contact))
    expect((await first.post(`${shop.base}/sign-in/code`, { code })).location).toBe(shop.base)
    expect(await shop.rows('SELECT person_id, subject FROM google_identities')).toEqual([
      [contact.personId, subjectOf(emailOf(contact))],
    ])
    expect((await shop.mailsTo(emailOf(contact)))[0]?.Subject).toContain('Google was connected')
    const second = shop.visitor()
    expect((await byGoogle(shop, second, emailOf(contact))).location).toBe(shop.base)
    expect(await isIn(shop, second)).toBe(true)
  })

  it('ties no account whose code was typed elsewhere: whoever owns the mailbox may not be who chose it', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const [stranger, owner] = [shop.visitor(), shop.visitor()]
    await byGoogle(shop, stranger, emailOf(contact))
    const [mail] = await shop.mailsTo(emailOf(contact))
    const { pathname } = new URL(/http\S+\/sign-in\/link\/\S+/.exec(mail?.Text ?? '')?.[0] ?? '')
    const code = await codeTo(shop, emailOf(contact))
    expect((await owner.submit(await owner.get(pathname), pathname, { code })).status).toBe(303)
    expect(await isIn(shop, owner)).toBe(true)
    expect(await shop.rows('SELECT count(*) FROM google_identities')).toEqual([[0]])
    await byGoogle(shop, stranger, emailOf(contact))
    expect(await isIn(shop, stranger)).toBe(false)
  })

  it('says the same to a mailbox nobody knows, and mails it nothing', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    const [known, unknown] = [shop.visitor(), shop.visitor()]
    const stranger = `nobody-${shop.key}@nowhere.test`
    const answers = [await byGoogle(shop, known, emailOf(contact)), await byGoogle(shop, unknown, stranger)]
    expect(answers.map(({ status, location }) => [status, location])).toEqual([
      [303, `${shop.base}/sign-in/code`],
      [303, `${shop.base}/sign-in/code`],
    ])
    const pages = [await known.get(`${shop.base}/sign-in/code`), await unknown.get(`${shop.base}/sign-in/code`)]
    const masked = pages.map(({ text }) => text.replaceAll(/nonce="[^"]*"|value="cmd_[0-9a-f]+"|[\w.+-]+@[\w.-]+\.test/g, ''))
    expect(masked[1]).toBe(masked[0])
    expect([...unknown.cookies.keys()]).toEqual([...known.cookies.keys()])
    expect(await shop.mailsTo(stranger)).toEqual([])
  })

  it('asks for the mailbox again where access ended, and lets nobody in', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await tied(shop, contact, emailOf(contact))
    await shop.rows('UPDATE contacts SET has_access = 0')
    const browser = shop.visitor()
    expect((await byGoogle(shop, browser, emailOf(contact))).location).toBe(`${shop.base}/sign-in/code`)
    expect(await isIn(shop, browser)).toBe(false)
  })

  it('is no fresh proof of the mailbox', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await tied(shop, contact, emailOf(contact))
    setClock(later)
    const browser = shop.visitor()
    await byGoogle(shop, browser, emailOf(contact))
    expect((await browser.get(`${shop.base}/ways/passkeys/new`)).location).toContain(`${shop.base}/ways/proof?next=`)
  })

  it('sends state, nonce and an S256 challenge, and stores none of them', async () => {
    const shop = await makeShop()
    const browser = shop.visitor()
    const { searchParams } = new URL(await leaveForGoogle(shop, browser))
    expect(Object.fromEntries(searchParams)).toMatchObject({
      ...{ response_type: 'code', scope: 'openid email', code_challenge_method: 'S256' },
      ...{ redirect_uri: 'http://localhost:8787/google/callback', prompt: 'select_account' },
    })
    const kept = JSON.stringify(await shop.rows('SELECT * FROM google_visits'))
    for (const name of ['state', 'nonce', 'code_challenge']) {
      const said = searchParams.get(name) ?? ''
      expect(said.length, name).toBeGreaterThanOrEqual(43)
      expect(kept).not.toContain(said)
    }
  })

  it('refuses a code that was asked for with another challenge, and one of another visit', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await tied(shop, contact, emailOf(contact))
    const browser = shop.visitor()
    const address = new URL(await leaveForGoogle(shop, browser))
    address.searchParams.set('code_challenge', 'x'.repeat(43))
    expect((await comeBack(browser, address.href, emailOf(contact))).location).toContain('problem=google_refused')
    const [mine, theirs] = [await leaveForGoogle(shop, browser), await leaveForGoogle(shop, shop.visitor())]
    const stolen = new URL(await google.choose(theirs, emailOf(contact)))
    stolen.searchParams.set('state', new URL(mine).searchParams.get('state') ?? '')
    expect((await browser.get(stolen.href)).location).toContain('problem=google_refused')
    expect(await isIn(shop, browser)).toBe(false)
  })

  it.each([
    ['missing', () => ''],
    ['altered', (state: string) => `${state.slice(0, -2)}${state.endsWith('AA') ? 'BB' : 'AA'}`],
    ['a hand-over', (_state: string, _: TestShop, handOver: string) => handOver],
    ['of another shop', (state: string, other: TestShop) => state.replace(/^ggl_[a-z0-9]+_/, `ggl_${other.key}_`)],
  ])('leads nowhere with a state that is %s', async (_, spoil) => {
    const [shop, other] = [await makeShop(), await makeShop()]
    const browser = shop.visitor()
    const back = new URL(await google.choose(await leaveForGoogle(shop, browser), 'dana@nowhere.test'))
    const [[visit] = []] = await shop.rows('SELECT id FROM google_visits')
    const handOver = await makeToken(shop.tenant.keys, 'ggh', shop.key, bodyOf(String(visit)), 1)
    back.searchParams.set('state', spoil(back.searchParams.get('state') ?? '', other, handOver))
    expect((await browser.get(back.href)).status).toBe(404)
    expect(await shop.rows('SELECT count(*) FROM google_visits WHERE answered_at IS NOT NULL')).toEqual([[0]])
  })

  it('ends after ten minutes', async () => {
    const shop = await makeShop()
    const browser = shop.visitor()
    const back = await google.choose(await leaveForGoogle(shop, browser), 'dana@nowhere.test')
    setClock(start + 10 * 60_000)
    const page = await browser.get(back)
    expect([page.status, page.text.includes('works once, for ten minutes')]).toEqual([410, true])
  })

  it('counts once: the same state, and the same hand-over, a second time are refused', async () => {
    const shop = await makeShop()
    const contact = await shop.customer()
    await tied(shop, contact, emailOf(contact))
    const browser = shop.visitor()
    const back = await google.choose(await leaveForGoogle(shop, browser), emailOf(contact))
    await google.twist({ at: Date.now() })
    const { location } = await browser.get(back)
    expect((await browser.get(back)).status).toBe(410)
    const cookies = new Map(browser.cookies)
    const path = new URL(location).pathname
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => {
        const twin = shop.visitor()
        for (const [name, value] of cookies) twin.cookies.set(name, value)
        return twin.get(path)
      }),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 410, 410, 410, 410, 410, 410, 410])
    for (const [name, value] of cookies) browser.cookies.set(name, value)
    expect((await browser.get(path)).status).toBe(410)
  })

  it('hands over to the browser it began in alone, for a minute, and on the host where it began', async () => {
    const shop = await makeShop({ hasHost: true })
    const contact = await shop.customer()
    await tied(shop, contact, emailOf(contact))
    const handOver = async (browser = shop.visitor()) => {
      const back = await comeBack(browser, await leaveForGoogle(shop, browser), emailOf(contact))
      return { browser, path: new URL(back.location).pathname }
    }
    const one = await handOver()
    expect((await shop.visitor().get(one.path)).status).toBe(410)
    const [[visit] = []] = await shop.rows('SELECT id FROM google_visits WHERE session_id IS NULL')
    const guesser = shop.visitor()
    guesser.cookies.set(`__Host-${shop.key}-google`, `${visit}.${'A'.repeat(43)}`)
    expect((await guesser.get(one.path)).status).toBe(410)
    expect(await isIn(shop, one.browser)).toBe(false)
    const two = await handOver()
    const onHost = shop.visitor('host')
    for (const [name, value] of two.browser.cookies) onHost.cookies.set(name, value)
    expect((await onHost.get(two.path.replace(shop.base, '/portal'))).status).toBe(410)
    const three = await handOver()
    setClock(start + 60_001)
    expect((await three.browser.get(three.path)).status).toBe(410)
    expect(await shop.rows(`SELECT count(*) FROM sessions`)).toEqual([[1]])
  })

  it('begins and ends on the shop’s own host, by way of the platform’s one callback', async () => {
    const shop = await makeShop({ hasHost: true })
    const contact = await shop.customer()
    await tied(shop, contact, emailOf(contact))
    const browser = shop.visitor('host')
    const leave = await browser.post('/portal/sign-in/google')
    await google.twist({ at: Date.now() })
    const back = await google.choose(leave.location, emailOf(contact))
    expect(back).toMatch(/^http:\/\/localhost:8787\/google\/callback\?/)
    // The callback sees no cookie of the shop's host.
    const { location } = await shop.visitor().get(back)
    expect(location).toMatch(new RegExp(`^http://${shop.host}:8787/portal/sign-in/google/ggh_`))
    expect((await browser.get(new URL(location).pathname)).location).toBe('/portal')
    expect((await browser.get('/portal')).status).toBe(200)
    expect((await browser.get('/google/callback')).status).toBe(404)
  })

  it.each(['//evil.test', 'https://evil.test', '/\\evil.test', '/public/portal/other', '/admin/x', '/google/callback'])(
    'never leads to %s',
    async (next) => {
      const shop = await makeShop()
      const contact = await shop.customer()
      await tied(shop, contact, emailOf(contact))
      expect((await byGoogle(shop, shop.visitor(), emailOf(contact), { next })).location).toBe(shop.base)
    },
  )

  it('leads to the page that was asked for, and for the customer whose link was opened', async () => {
    const shop = await makeShop()
    const first = await shop.customer()
    const second = await shop.customer({ customerName: 'Second Co.', email: undefined })
    await shop.rows('UPDATE contacts SET person_id = ?, has_access = 1 WHERE id = ?', first.personId, second.contactId)
    await tied(shop, first, emailOf(first))
    const browser = shop.visitor()
    const next = `${shop.base}/jobs?past=1`
    expect((await byGoogle(shop, browser, emailOf(first), { next, key: second.linkKey })).location).toBe(next)
    expect((await browser.get(shop.base)).text).toContain('Second Co.')
  })

  it.each(['/token', '/oauth2/v3/certs'])(
    'says that Google does not answer where %s does not, and the mail still works',
    async (match) => {
      const shop = await makeShop()
      const contact = await shop.customer()
      await tied(shop, contact, emailOf(contact))
      // The keys are remembered for an hour.
      setClock(start + 2 * 3_600_000)
      await google.fault([{ kind: 'status', status: 503, times: 1, match }])
      const browser = shop.visitor()
      const back = await comeBack(browser, await leaveForGoogle(shop, browser), emailOf(contact))
      expect(back.location).toContain(`${shop.base}/sign-in?problem=google_down`)
      expect((await browser.get(back.location)).text).toContain('Google does not answer right now')
      await browser.post(`${shop.base}/sign-in`, { email: emailOf(contact) })
      expect(await codeTo(shop, emailOf(contact))).not.toBe('')
    },
  )

  it('is refused by Google’s own page for another address to come back to', async () => {
    const shop = await makeShop()
    const address = new URL(await leaveForGoogle(shop, shop.visitor()))
    address.searchParams.set('redirect_uri', 'https://evil.test/google/callback')
    await expect(google.choose(address.href, 'dana@nowhere.test')).rejects.toThrow('redirect_uri_mismatch')
  })

  it('back without an account says so, at the door', async () => {
    const shop = await makeShop()
    const browser = shop.visitor()
    const state = new URL(await leaveForGoogle(shop, browser)).searchParams.get('state')
    const { location } = await browser.get(`/google/callback?error=access_denied&state=${state}`)
    expect(location).toContain(`${shop.base}/sign-in?problem=google_refused`)
  })

  it('is stopped after thirty departures an hour from one network', async () => {
    const shop = await makeShop()
    const headers = { 'cf-connecting-ip': `198.18.${shop.key.charCodeAt(1)}.${shop.key.charCodeAt(2)}` }
    const leave = () => shop.visitor().post(`${shop.base}/sign-in/google`, {}, headers)
    for (let i = 0; i < 30; i++) expect((await leave()).status).toBe(303)
    expect((await leave()).status).toBe(429)
    await libsql.heal('directory')
  })
})

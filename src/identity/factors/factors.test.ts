import { describe, expect, test } from 'vitest'
import { deliverAll, openTill, sessionIn } from '#features/payments/testing.ts'
import { paths } from '#paths.ts'
import { type Proof, walk } from '#routes.ts'
import { libsql, stripe } from '#testing/outside.ts'
import { makeShop, setClock, start, type TestShop } from '#testing/world.ts'
import { countsOf } from '#testing/writes/scene.ts'
import { age, codeOf, codesOn, confirm, confirmAndGoOn, keyOn, setUpAuthenticator, softPasskey, wrongCodeOf } from './testing.ts'

const minute = 60_000
const stale = { factorAt: null }

/** An owner with an authenticator whose last proof is eleven minutes old. */
async function withAuthenticator() {
  const shop = await makeShop()
  const desk = await shop.staff('owner', stale)
  const set = await setUpAuthenticator(shop, desk)
  setClock(start + 11 * minute)
  return { shop, desk, ...set, security: `${shop.desk}/security` }
}

/** The page of recovery codes asks for a proof, and nothing else. */
const asked = (shop: TestShop) => `${shop.desk}/security/recovery-codes`
const eventsOf = async (shop: TestShop) =>
  (await shop.rows(`SELECT kind FROM events WHERE kind LIKE 'factor.%' OR kind LIKE 'staff.pro%' ORDER BY id`)).flat()

describe('setting up an authenticator', () => {
  test('counts once its code was typed, gives ten recovery codes, and is told by email', async () => {
    const shop = await makeShop()
    const desk = await shop.staff('owner', stale)
    const security = `${shop.desk}/security`
    const started = await desk.submit(await desk.get(security), `${security}/authenticators`)
    const page = await desk.get(started.location)
    const key = keyOn(page)
    expect(page.text).toContain('otpauth://totp/')
    expect((await desk.get(security)).text).toContain('Nothing set up yet')
    const wrong = await desk.submit(page, /confirmation$/, { code: wrongCodeOf(key), name: 'My phone' })
    expect([wrong.status, wrong.text.includes('This is not the code'), keyOn(wrong)]).toEqual([422, true, key])
    const right = await desk.submit(wrong, /confirmation$/, { code: codeOf(key) })
    expect(right.location).toBe(asked(shop))
    expect(new Set(codesOn(await desk.get(right.location))).size).toBe(10)
    const own = await desk.get(security)
    expect(own.text).toContain('My phone')
    expect(own.text).toContain('10 are left.')
    const [mail] = await shop.mailsTo(shop.ownerEmail)
    expect(mail?.Text).toContain('“My phone” was added')
    expect(mail?.Text).not.toContain(key)
    expect(JSON.stringify(await shop.rows('SELECT * FROM staff_factors'))).not.toContain(key)
    expect(JSON.stringify(await shop.rows('SELECT * FROM events'))).not.toContain(key)
  })

  test('leads back to where its owner was going', async () => {
    const shop = await makeShop()
    const desk = await shop.staff('owner', stale)
    const security = `${shop.desk}/security`
    const to = `${shop.desk}/settings/payments`
    const started = await desk.submit(await desk.get(`${security}?next=${encodeURIComponent(to)}`), `${security}/authenticators`)
    const page = await desk.get(started.location)
    const done = await desk.submit(page, /confirmation$/, { code: codeOf(keyOn(page)) })
    expect((await desk.get(done.location)).text).toContain(`href="${to}"`)
    const elsewhere = await desk.get(`${security}?next=${encodeURIComponent('https://evil.test/')}`)
    expect(elsewhere.text).not.toContain('evil.test')
  })

  test('asks for the mailbox first where it was proven more than ten minutes ago, by signing in again', async () => {
    const shop = await makeShop()
    const desk = await shop.staff('owner', stale)
    const security = `${shop.desk}/security`
    const before = await desk.get(security)
    setClock(start + 10 * minute)
    expect((await desk.submit(before, `${security}/authenticators`)).status).toBe(303)
    setClock(start + 10 * minute + 1)
    const refused = await desk.submit(before, `${security}/authenticators`)
    expect([refused.status, refused.text.includes('Email me a code')]).toEqual([403, true])
    const sent = await desk.submit(await desk.get(security), `${shop.desk}/sign-in`)
    expect(sent.location).toBe(`${shop.desk}/sign-in/code`)
    const [mail] = await shop.mailsTo(shop.ownerEmail)
    const [, code = ''] = /\b(\d{4} ?\d{4})\b/.exec(mail?.Text ?? '') ?? []
    expect((await desk.post(`${shop.desk}/sign-in/code`, { code })).location).toBe(security)
    expect((await desk.submit(await desk.get(security), `${security}/authenticators`)).status).toBe(303)
  })

  test('a second one needs a proof with the first, however fresh the mailbox is', async () => {
    const { shop, desk, security } = await withAuthenticator()
    await shop.rows('UPDATE staff_sessions SET proved_at = ?', Date.now())
    const refused = await desk.submit(await desk.get(security), `${security}/authenticators`)
    expect([refused.status, refused.text.includes('Code from your authenticator app')]).toEqual([403, true])
    expect((await desk.get(`${security}/passkeys/new`)).status).toBe(403)
    expect(await shop.rows('SELECT count(*) FROM staff_factors')).toEqual([[1]])
  })

  test('is refused inside the write too, once somebody else with this mailbox added the first one', async () => {
    const shop = await makeShop()
    const desk = await shop.staff('owner', stale)
    const security = `${shop.desk}/security`
    const started = await desk.submit(await desk.get(security), `${security}/authenticators`)
    const page = await desk.get(started.location)
    await libsql.meanwhile(
      shop.namespace,
      `INSERT INTO staff_factors (id, staff_id, kind, name, counter, confirmed_at, created_at) VALUES ('fac_x', '${shop.ownerId}', 'totp', 'x', 0, 1, 1)`,
    )
    expect((await desk.submit(page, /confirmation$/, { code: codeOf(keyOn(page)), name: 'Mine' })).status).toBe(403)
    expect(await shop.rows('SELECT id FROM staff_factors WHERE confirmed_at IS NOT NULL')).toEqual([['fac_x']])
  })

  test('with a key that waited past ten minutes starts again', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    const security = `${shop.desk}/security`
    const started = await desk.submit(await desk.get(security), `${security}/authenticators`)
    const page = await desk.get(started.location)
    setClock(start + 10 * minute + 1)
    await age(shop, 0)
    const late = await desk.submit(page, /confirmation$/, { code: codeOf(keyOn(page)) })
    expect([late.status, late.text.includes('Start again')]).toEqual([410, true])
    expect(keyOn(await desk.get(started.location))).toBe('')
  })

  test('of somebody else is not there', async () => {
    const shop = await makeShop()
    const [owner, manager] = [await shop.staff(), await shop.staff('manager')]
    const security = `${shop.desk}/security`
    const started = await owner.submit(await owner.get(security), `${security}/authenticators`)
    const key = keyOn(await owner.get(started.location))
    expect((await manager.get(started.location)).status).toBe(404)
    expect((await manager.post(`${started.location}/confirmation`, { code: codeOf(key), name: 'Mine' })).status).toBe(404)
  })
})

describe('an authenticator’s code', () => {
  test('proves its owner for ten minutes', async () => {
    const { shop, desk, key } = await withAuthenticator()
    const page = await desk.get(asked(shop))
    expect(page.status).toBe(403)
    expect((await confirm(desk, page, { proof_code: codeOf(key) })).location).toBe(asked(shop))
    setClock(start + 21 * minute)
    expect((await desk.get(asked(shop))).status).toBe(200)
    setClock(start + 21 * minute + 1)
    expect((await desk.get(asked(shop))).status).toBe(403)
  })

  test.each([
    [-2, 422],
    [-1, 303],
    [0, 303],
    [1, 303],
    [2, 422],
  ])('%i steps of 30 seconds away from now answers %i', async (steps, status) => {
    const { shop, desk, key } = await withAuthenticator()
    expect((await confirm(desk, await desk.get(asked(shop)), { proof_code: codeOf(key, steps) })).status).toBe(status)
  })

  test('counts once, also in another session and where two come at the same moment', async () => {
    const { shop, desk, key } = await withAuthenticator()
    const other = await shop.staff('owner', stale)
    const [mine, theirs] = [await desk.get(asked(shop)), await other.get(asked(shop))]
    const both = await Promise.all([
      confirm(desk, mine, { proof_code: codeOf(key) }),
      confirm(other, theirs, { proof_code: codeOf(key) }),
    ])
    expect(both.map(({ status }) => status).sort()).toEqual([303, 422])
    expect(both.find(({ status }) => status === 422)?.text).toContain('This code was used already')
    const earlier = await confirm(both[0].status === 422 ? desk : other, theirs, { proof_code: codeOf(key, -1) })
    expect(earlier.status).toBe(422)
  })

  test('that is not one is said beside its field and costs no try; the sixth wrong one in ten minutes waits', async () => {
    const { shop, desk, key } = await withAuthenticator()
    const page = await desk.get(asked(shop))
    const empty = await confirm(desk, page, { proof_code: '12' })
    expect([empty.status, empty.text.includes('Type the six digits')]).toEqual([422, true])
    for (let i = 0; i < 5; i++) expect((await confirm(desk, page, { proof_code: wrongCodeOf(key) })).status).toBe(422)
    const waits = await confirm(desk, page, { proof_code: codeOf(key) })
    expect([waits.status, waits.text.includes('Wait ten minutes')]).toEqual([429, true])
    setClock(start + 21 * minute)
    expect((await confirm(desk, page, { proof_code: codeOf(key) })).status).toBe(303)
    expect(await eventsOf(shop)).toEqual([
      'factor.started',
      'factor.added',
      ...Array.from({ length: 5 }, () => 'staff.proof_failed'),
      'staff.proved',
    ])
  })

  test('costs no try where it is right', async () => {
    const { shop, desk, key } = await withAuthenticator()
    const page = await desk.get(asked(shop))
    for (let i = 0; i < 4; i++) await confirm(desk, page, { proof_code: wrongCodeOf(key) })
    expect((await confirm(desk, page, { proof_code: codeOf(key) })).status).toBe(303)
    await shop.rows('UPDATE staff_sessions SET factor_at = NULL')
    expect((await confirm(desk, page, { proof_code: wrongCodeOf(key) })).status).toBe(422)
    expect((await confirm(desk, page, { proof_code: wrongCodeOf(key) })).status).toBe(429)
  })

  test('guessed many times at once is looked at five times', async () => {
    const { shop, desk, key } = await withAuthenticator()
    const page = await desk.get(asked(shop))
    const guess = () => confirm(desk, page, { proof_code: wrongCodeOf(key) })
    const answers = await Promise.all(Array.from({ length: 8 }, guess))
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(3)
  })

  test('guessed in a stolen session locks out neither its owner’s own session nor their recovery codes, and is told once a day', async () => {
    const { shop, desk, key, codes } = await withAuthenticator()
    const thief = await shop.staff('owner', stale)
    const [theirs, mine] = [await thief.get(asked(shop)), await desk.get(asked(shop))]
    const told = async () => (await shop.mailsTo(shop.ownerEmail)).filter(({ Subject }) => Subject.startsWith('Wrong codes'))
    const guess = () => confirm(thief, theirs, { proof_code: wrongCodeOf(key) })
    for (let i = 0; i < 4; i++) await guess()
    expect(await told()).toEqual([])
    for (let i = 0; i < 2; i++) await guess()
    expect((await told()).map(({ Text }) => Text.includes('one wrong code after another'))).toEqual([true])
    expect((await confirm(thief, theirs, { proof_recovery: codes[0] ?? '' })).status).toBe(303)
    expect((await confirm(desk, mine, { proof_code: codeOf(key) })).status).toBe(303)
    setClock(start + 22 * minute)
    await shop.rows('UPDATE staff_sessions SET factor_at = NULL')
    for (let i = 0; i < 5; i++) expect((await guess()).status).toBe(422)
    expect(await told()).toHaveLength(1)
  })

  test('guessed thirty times on one day, in whatever sessions, waits for the next', async () => {
    const { shop, desk, key } = await withAuthenticator()
    for (let i = 0; i < 6; i++) {
      const another = await shop.staff('owner', stale)
      const page = await another.get(asked(shop))
      for (let n = 0; n < 5; n++) expect((await confirm(another, page, { proof_code: wrongCodeOf(key) })).status).toBe(422)
    }
    const page = await desk.get(asked(shop))
    const waits = await confirm(desk, page, { proof_code: codeOf(key) })
    expect([waits.status, waits.text.includes('try again tomorrow')]).toEqual([429, true])
    setClock(start + 1440 * minute)
    const next = await shop.staff('owner', stale)
    expect((await confirm(next, await next.get(asked(shop)), { proof_code: codeOf(key) })).status).toBe(303)
  })

  test('of another member, or of the same name at another shop, proves nothing', async () => {
    const { shop, desk } = await withAuthenticator()
    const manager = await shop.staff('manager', stale)
    const theirs = await setUpAuthenticator(shop, manager)
    setClock(start + 22 * minute)
    const wrong = await confirm(desk, await desk.get(asked(shop)), { proof_code: codeOf(theirs.key) })
    expect(wrong.status).toBe(422)
    const foreign = await makeShop()
    const elsewhere = await foreign.staff('owner', stale)
    const there = await setUpAuthenticator(foreign, elsewhere)
    setClock(start + 22 * minute)
    expect((await confirm(desk, await desk.get(asked(shop)), { proof_code: codeOf(there.key) })).status).toBe(422)
  })
})

test('what was removed between the look and the write proves nothing, and is neither added nor removed twice', async () => {
  const { shop, desk, key, security } = await withAuthenticator()
  const removed = 'UPDATE staff_factors SET removed_at = 1'
  await age(shop, 11 * minute)
  const page = await desk.get(asked(shop))
  await libsql.meanwhile(shop.namespace, removed)
  expect((await confirm(desk, page, { proof_code: codeOf(key) })).status).toBe(422)
  await shop.rows('UPDATE staff_factors SET removed_at = NULL')
  await age(shop, 0)
  const own = await desk.get(security)
  await libsql.meanwhile(shop.namespace, removed)
  expect((await desk.submit(own, /removal$/)).status).toBe(409)
  const started = await desk.submit(own, `${security}/authenticators`)
  const setting = await desk.get(started.location)
  await libsql.meanwhile(shop.namespace, `UPDATE staff_factors SET confirmed_at = 1 WHERE confirmed_at IS NULL`)
  expect((await desk.submit(setting, /confirmation$/, { code: codeOf(keyOn(setting)) })).status).toBe(409)
})

test('a member has at most ten ways', async () => {
  const { shop, desk, security } = await withAuthenticator()
  await age(shop, 0)
  const page = await desk.get(security)
  for (let i = 0; i < 9; i++)
    await shop.rows(
      `INSERT INTO staff_factors (id, staff_id, kind, name, counter, confirmed_at, created_at) VALUES (?, ?, 'totp', 'x', 0, 1, 1)`,
      `fac_${i}`,
      shop.ownerId,
    )
  expect((await desk.submit(page, `${security}/authenticators`)).status).toBe(409)
  expect((await desk.get(security)).text).toContain('Ten is the most')
})

describe('a recovery code', () => {
  test('counts once, however it is typed, and its owner is told', async () => {
    const { shop, desk, codes } = await withAuthenticator()
    const [first = ''] = codes
    const page = await desk.get(asked(shop))
    expect((await confirm(desk, page, { proof_recovery: ` ${first.replace('-', ' ').toUpperCase()}` })).status).toBe(303)
    expect((await desk.get(`${shop.desk}/security`)).text).toContain('9 are left.')
    const mails = await shop.mailsTo(shop.ownerEmail)
    expect(mails[0]?.Subject).toContain('A recovery code of yours was used')
    expect(mails.some(({ Text }) => Text.includes(first))).toBe(false)
    await age(shop, 11 * minute)
    const again = await confirm(desk, await desk.get(asked(shop)), { proof_recovery: first })
    expect([again.status, again.text.includes('used already')]).toEqual([422, true])
    expect((await confirm(desk, page, { proof_recovery: 'aaaaa-aaaaa' })).text).toContain('none of your recovery codes')
  })

  test('is guessed at five times in ten minutes, whatever is left for the authenticator', async () => {
    const { shop, desk, key } = await withAuthenticator()
    const page = await desk.get(asked(shop))
    for (let i = 0; i < 5; i++) expect((await confirm(desk, page, { proof_recovery: 'aaaaa-aaaaa' })).status).toBe(422)
    expect((await confirm(desk, page, { proof_recovery: 'aaaaa-aaaaa' })).status).toBe(429)
    expect((await confirm(desk, page, { proof_code: codeOf(key) })).status).toBe(303)
  })

  test('of older ones stops when new ones are made, which are shown for ten minutes', async () => {
    const { shop, desk, codes, security } = await withAuthenticator()
    const [old = ''] = codes
    await age(shop, 0)
    const made = await desk.submit(await desk.get(security), `${security}/recovery-codes`)
    expect(made.location).toBe(asked(shop))
    const fresh = codesOn(await desk.get(asked(shop)))
    expect(fresh).toHaveLength(10)
    expect(fresh).not.toContain(old)
    setClock(Date.now() + 10 * minute + 1)
    await age(shop, 0)
    expect(codesOn(await desk.get(asked(shop)))).toEqual([])
    await age(shop, 11 * minute)
    const page = await desk.get(asked(shop))
    expect((await confirm(desk, page, { proof_recovery: old })).status).toBe(422)
    expect((await confirm(desk, page, { proof_recovery: fresh[0] ?? '' })).status).toBe(303)
    expect((await shop.mailsTo(shop.ownerEmail)).map(({ Subject }) => Subject.split(' at ')[0])).toContain('New recovery codes')
  })

  test('is for those who have something to recover', async () => {
    const shop = await makeShop()
    const desk = await shop.staff()
    expect((await desk.post(asked(shop))).status).toBe(409)
    expect(await shop.rows('SELECT count(*) FROM recovery_codes')).toEqual([[0]])
  })
})

describe('removing a way to confirm', () => {
  test('needs a fresh proof, is told by email, ends what it proved elsewhere, and takes the codes with the last one', async () => {
    const { shop, desk, key, id, security } = await withAuthenticator()
    const other = await shop.staff()
    const page = await desk.get(security)
    expect((await desk.submit(page, /removal$/)).status).toBe(403)
    expect(await shop.rows('SELECT removed_at FROM staff_factors')).toEqual([[null]])
    const session = await confirm(desk, await desk.get(asked(shop)), { proof_code: codeOf(key) })
    expect(session.status).toBe(303)
    for (const _ of [1, 2]) expect((await desk.submit(page, /removal$/)).location).toBe(`${security}?did=removed`)
    expect(await shop.rows('SELECT sealed_secret, removed_at IS NOT NULL FROM staff_factors WHERE id = ?', id)).toEqual([
      [null, 1],
    ])
    expect(await shop.rows('SELECT count(*) FROM recovery_codes')).toEqual([[0]])
    expect((await other.get(asked(shop))).status).toBe(403)
    const mails = await shop.mailsTo(shop.ownerEmail)
    expect(mails[0]?.Text).toContain('“My phone” was removed')
  })

  test('of another member is not there', async () => {
    const { shop, id } = await withAuthenticator()
    const manager = await shop.staff('manager')
    expect((await manager.post(`${shop.desk}/security/factors/${id}/removal`)).status).toBe(404)
    expect(await shop.rows('SELECT removed_at FROM staff_factors')).toEqual([[null]])
  })

  test('makes its code worth nothing', async () => {
    const { shop, desk, key, security } = await withAuthenticator()
    await age(shop, 0)
    const second = await setUpAuthenticator(shop, desk, 'Second')
    await desk.post(`${security}/factors/${second.id}/removal`)
    await age(shop, 11 * minute)
    setClock(Date.now() + minute)
    const page = await desk.get(asked(shop))
    expect((await confirm(desk, page, { proof_code: codeOf(second.key) })).status).toBe(422)
    expect((await confirm(desk, page, { proof_code: codeOf(key) })).status).toBe(303)
  })
})

describe('a passkey', () => {
  async function withPasskey() {
    const shop = await makeShop()
    const desk = await shop.staff('owner', stale)
    const passkey = await softPasskey(desk.origin)
    const page = await desk.get(`${shop.desk}/security/passkeys/new`)
    const added = await desk.submit(page, `${shop.desk}/security/passkeys`, { name: 'Laptop', passkey: await passkey.make(page) })
    return { shop, desk, passkey, page, added, security: `${shop.desk}/security` }
  }

  test('is made, comes with recovery codes, and proves its owner with one press', async () => {
    const { shop, desk, passkey, added, security } = await withPasskey()
    expect(added.location).toBe(asked(shop))
    expect(codesOn(await desk.get(added.location))).toHaveLength(10)
    expect((await desk.get(security)).text).toContain('Laptop')
    setClock(start + 11 * minute)
    const page = await desk.get(asked(shop))
    expect(page.status).toBe(403)
    const proven = await confirm(desk, page, { proof_passkey: await passkey.show(page) })
    expect([proven.status, proven.location]).toEqual([303, asked(shop)])
    expect(await shop.rows('SELECT counter FROM staff_factors')).toEqual([[1]])
  })

  test('answers each challenge once, and none of another session, of another purpose, or of ten minutes ago', async () => {
    const { shop, desk, passkey } = await withPasskey()
    setClock(start + 11 * minute)
    const other = await shop.staff('owner', stale)
    const page = await desk.get(asked(shop))
    expect((await confirm(other, page, { proof_passkey: await passkey.show(page) })).status).toBe(422)
    const answer = await passkey.show(page)
    setClock(start + 11 * minute + 1)
    expect((await confirm(desk, page, { proof_passkey: answer })).status).toBe(303)
    await age(shop, 11 * minute)
    await shop.rows('UPDATE staff_factors SET counter = 0')
    const replayed = await confirm(desk, page, { proof_passkey: answer })
    expect([replayed.status, replayed.text.includes('This passkey did not count')]).toEqual([422, true])
    setClock(start + 11 * minute + 2)
    const late = await desk.get(asked(shop))
    setClock(start + 21 * minute + 3)
    expect((await confirm(desk, late, { proof_passkey: await passkey.show(late) })).status).toBe(422)
    await age(shop, 0)
    const making = await desk.get(`${shop.desk}/security/passkeys/new`)
    await age(shop, 11 * minute)
    expect((await confirm(desk, late, { proof_passkey: await passkey.show(making) })).status).toBe(422)
  })

  test.each([
    ['without the person being verified', 'http://admin.localhost:8787', 0x01],
    ['on another site', 'https://evil.test', 0x05],
  ])('shown %s proves nothing', async (_, origin, flags) => {
    const { shop, desk } = await withPasskey()
    const passkey = await softPasskey(origin)
    await shop.rows('UPDATE staff_factors SET credential_id = ?', passkey.id)
    setClock(start + 11 * minute)
    const page = await desk.get(asked(shop))
    expect((await confirm(desk, page, { proof_passkey: await passkey.show(page, flags) })).status).toBe(422)
  })

  test('of another member proves nothing, and what is none is refused', async () => {
    const { shop, desk } = await withPasskey()
    const manager = await shop.staff('manager', stale)
    const theirs = await softPasskey(manager.origin)
    const making = await manager.get(`${shop.desk}/security/passkeys/new`)
    await manager.submit(making, /passkeys$/, { name: 'Theirs', passkey: await theirs.make(making) })
    setClock(start + 11 * minute)
    const page = await desk.get(asked(shop))
    for (const proof_passkey of [await theirs.show(page), '{}', 'x', '{"id":1}'])
      expect((await confirm(desk, page, { proof_passkey })).status).toBe(422)
  })

  test('that was not verified, or was made for another challenge, is not kept', async () => {
    const { shop, desk } = await withPasskey()
    const [passkey, making] = [await softPasskey(desk.origin), await desk.get(`${shop.desk}/security/passkeys/new`)]
    const send = (answer: string) => desk.submit(making, /passkeys$/, { name: 'Other', passkey: answer })
    const other = await shop.staff()
    const theirs = await other.get(`${shop.desk}/security/passkeys/new`)
    for (const answer of ['', 'x', await passkey.make(making, 0x41), await passkey.make(theirs)])
      expect((await send(answer)).status).toBe(422)
    expect(await shop.rows('SELECT count(*) FROM staff_factors')).toEqual([[1]])
    expect((await send(await passkey.make(making))).status).toBe(303)
  })
})

describe('giving money back', () => {
  async function paidLongAgo() {
    const shop = await makeShop()
    const till = await openTill(shop)
    await stripe.pay(sessionIn((await till.pay()).location))
    await deliverAll(till.account)
    const { key } = await setUpAuthenticator(shop, till.desk)
    const [[id] = []] = await shop.rows('SELECT id FROM payments')
    const payment = `${shop.desk}/payments/${id}`
    const page = await till.desk.get(payment)
    setClock(start + 11 * minute)
    return { shop, ...till, key, payment, page }
  }

  test('asks to confirm first and asks Stripe nothing; then it goes on as it was typed, once', async () => {
    const { shop, desk, key, payment, page } = await paidLongAgo()
    const refused = await desk.submit(page, `${payment}/refunds`, { amount: '100', reason: 'One cap “short” & torn' })
    expect([refused.status, refused.text.includes('What you asked for is kept')]).toEqual([403, true])
    expect(await shop.rows('SELECT count(*) FROM refunds')).toEqual([[0]])
    const wrong = await confirm(desk, refused, { proof_code: wrongCodeOf(key) })
    expect(wrong.status).toBe(422)
    for (const _ of [1, 2])
      expect((await confirmAndGoOn(desk, wrong, { proof_code: codeOf(key) })).location).toBe(`${payment}?did=given`)
    expect(await shop.rows('SELECT amount_minor, state, reason FROM refunds')).toEqual([
      [10_000, 'done', 'One cap “short” & torn'],
    ])
    // The form it began with counts as the same one: it was sent, and is not sent again with other words.
    expect((await desk.submit(page, `${payment}/refunds`, { amount: '100', reason: 'One cap “short” & torn' })).status).toBe(303)
    expect((await shop.rows('SELECT count(*) FROM refunds'))[0]).toEqual([1])
  })

  test('is refused inside the write too, where the proof ends while the form is on its way', async () => {
    const { shop, desk, payment, page } = await paidLongAgo()
    await age(shop, 10 * minute)
    const fields = { amount: '100', reason: 'Short' }
    await libsql.meanwhile(shop.namespace, `UPDATE staff_sessions SET factor_at = factor_at - 1`)
    expect((await desk.submit(page, `${payment}/refunds`, fields)).status).toBe(403)
    expect(await shop.rows('SELECT count(*) FROM refunds')).toEqual([[0]])
    await age(shop, 10 * minute)
    expect((await desk.submit(page, `${payment}/refunds`, fields)).status).toBe(303)
  })

  test('leads whoever has nothing to show to set it up, and shows no form that would be lost', async () => {
    const { shop, payment } = await paidLongAgo()
    const manager = await shop.staff('manager', stale)
    const page = await manager.get(payment)
    expect(page.text).not.toContain('name="reason"')
    const setUp = `${shop.desk}/security?next=${encodeURIComponent(payment)}`
    expect(page.text).toContain(`href="${setUp}"`)
    const refused = await manager.post(`${payment}/refunds`, { amount: '1' }, { referer: manager.origin + payment })
    expect([refused.status, refused.text.includes(`href="${setUp}"`)]).toEqual([403, true])
    expect(await shop.rows('SELECT count(*) FROM refunds')).toEqual([[0]])
  })
})

describe('Stripe', () => {
  test('is neither connected nor gone on with before its owner confirmed, and is asked nothing', async () => {
    const shop = await makeShop()
    const desk = await shop.staff('owner', stale)
    const { key } = await setUpAuthenticator(shop, desk)
    setClock(start + 11 * minute)
    const settings = `${shop.desk}/settings/payments`
    const refused = await desk.submit(await desk.get(settings), `${settings}/connection`)
    expect(refused.status).toBe(403)
    expect(refused.text).not.toContain('What you asked for is kept')
    expect(await shop.rows('SELECT stripe_account, stripe_state FROM profile')).toEqual([[null, 'none']])
    const led = await confirmAndGoOn(desk, refused, { proof_code: codeOf(key) })
    expect(led.location).toMatch(/\/setup\/s\/acct_/)
    setClock(start + 22 * minute)
    const again = await desk.get(`${settings}/connection/again`)
    expect(again.status).toBe(403)
    expect((await confirm(desk, again, { proof_code: codeOf(key) })).location).toBe(`${settings}/connection/again`)
    expect((await desk.get(`${settings}/connection/again`)).location).toMatch(/\/setup\/s\/acct_/)
  })
})

describe('the route table', () => {
  const needing = (proof: Proof) =>
    [...walk(paths.staff)].filter((route) => route.proof === proof).map(({ method, path }) => `${method} ${path}`)

  test('asks for a fresh proof wherever money goes back, Stripe changes, a way to confirm goes or the books leave', () => {
    expect(needing('fresh')).toEqual([
      'POST /security/factors/:id/removal',
      'GET /security/recovery-codes',
      'POST /security/recovery-codes',
      'GET /exports/invoices.csv',
      'GET /exports/lines.csv',
      'GET /exports/payments.csv',
      'POST /payments/:id/refunds',
      'POST /payments/:id/refunds/:refund',
      'POST /settings/payments/connection',
      'GET /settings/payments/connection/again',
    ])
    expect(needing('fresh or first')).toEqual([
      'POST /security/authenticators',
      'GET /security/authenticators/:id',
      'POST /security/authenticators/:id/confirmation',
      'GET /security/passkeys/new',
      'POST /security/passkeys',
    ])
  })

  test('lets nobody reach such a route without one, and changes nothing', async () => {
    const shop = await makeShop()
    const desk = await shop.staff('owner', stale)
    await setUpAuthenticator(shop, desk)
    setClock(start + 11 * minute)
    const before = await countsOf(shop)
    for (const { method, path } of [...walk(paths.staff)].filter((route) => route.proof)) {
      const address = shop.desk + path.replace(/:\w+/g, 'x')
      const page = method === 'GET' ? await desk.get(address) : await desk.post(address)
      expect([address, page.status, page.text.includes('Code from your authenticator app')]).toEqual([address, 403, true])
    }
    expect(await countsOf(shop)).toEqual(before)
  })
})

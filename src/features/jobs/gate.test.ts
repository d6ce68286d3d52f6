import { describe, expect, it } from 'vitest'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import type { Need, RequestState } from '#features/approvals/rules.ts'
import { approvalRequests } from '#features/approvals/schema.ts'
import type { Role } from '#features/team/rules.ts'
import { newId } from '#lib/id.ts'
import { faultsOfChain } from '#lib/sealed-record.ts'
import { libsql } from '#testing/outside.ts'
import { makeShop, start } from '#testing/world.ts'

async function makeScene(needs: readonly Need[] = ['proof']) {
  const shop = await makeShop({ needs })
  const contact = await shop.customer()
  const owner = await shop.staff()
  const to = (stage: string) => shop.statuses.find((status) => status.stage === stage)?.id ?? ''
  const ticks = { needsProof: needs.includes('proof') ? 'on' : '', needsWork: needs.includes('work') ? 'on' : '' }
  const form = { customer: contact.customerId, title: 'Spring crew polos', ...ticks }
  const made = await owner.post(`${shop.desk}/jobs`, { ...form, status: to('artwork') })
  const id = /job_[0-9a-f]{32}/.exec(made.location)?.[0] ?? ''
  const page = `${shop.desk}/jobs/${id}`
  return {
    ...{ shop, contact, owner, to, form, id, page },
    stage: async () =>
      (await shop.rows('SELECT s.stage FROM jobs j JOIN statuses s ON s.id = j.status_id WHERE j.id = ?', id))[0]?.[0],
    async ask(kind: Need, state: RequestState, isEdited = false) {
      const row = { id: newId('apr'), kind, subjectId: kind === 'work' ? id : newId('prf'), jobId: id, state, isEdited }
      await write(shop.tenant.database, [
        sql.insert(approvalRequests).values({ ...row, customerId: contact.customerId, title: 'Polo', edition: 1, sentAt: start }),
      ])
    },
    async move(stage: string, role: Role = 'owner', fields: Record<string, string> = {}) {
      const staff = role === 'owner' ? owner : await shop.staff(role)
      return staff.submit(await staff.get(page), `${page}/moves`, { to: to(stage), ...fields })
    },
  }
}

describe('4.4: a job', () => {
  it.each(['in_production', 'ready', 'on_the_way', 'done'])(
    'cannot enter %s until each approval it needs stands; nothing sent counts as not approved',
    async (stage) => {
      const { move, stage: at, ask } = await makeScene()
      const refused = await move(stage)
      expect(refused.status).toBe(409)
      expect(refused.text).toContain('The proof is not approved yet')
      expect(await at()).toBe('artwork')
      await ask('proof', 'approved')
      expect((await move(stage)).status).toBe(303)
      expect(await at()).toBe(stage)
    },
  )

  it('stays out of production when its approval falls between the look and the move', async () => {
    const { shop, move, stage, ask } = await makeScene()
    await ask('proof', 'approved')
    await libsql.meanwhile(shop.namespace, "UPDATE approval_requests SET state = 'open'")
    expect((await move('in_production')).status).toBe(409)
    expect(await stage()).toBe('artwork')
  })

  it.each<[string, RequestState, boolean]>([
    ['was sent and not answered', 'open', false],
    ['shall be changed', 'changes_requested', false],
    ['was declined', 'declined', false],
    ['was taken back', 'withdrawn', false],
    ['was changed since it was approved', 'approved', true],
  ])('stays out of production while its proof %s', async (_, state, isEdited) => {
    const { move, ask } = await makeScene()
    await ask('proof', state, isEdited)
    expect((await move('in_production')).status).toBe(409)
  })

  it('that needs both waits for both', async () => {
    const { move, ask } = await makeScene(['proof', 'work'])
    expect((await move('in_production')).text).toContain('Proof and lines are not approved yet')
    await ask('proof', 'approved')
    expect((await move('in_production')).text).toContain('The lines are not approved yet')
    await ask('work', 'approved')
    expect((await move('in_production')).status).toBe(303)
  })

  it('goes on within production without being asked again, and anywhere else freely', async () => {
    const { move, ask, shop } = await makeScene()
    expect((await move('awaiting_approval')).status).toBe(303)
    await ask('proof', 'approved')
    await move('in_production')
    await shop.rows(`UPDATE approval_requests SET state = 'open'`)
    expect((await move('ready')).status).toBe(303)
    expect((await move('on_hold')).status).toBe(303)
    expect((await move('ready')).status).toBe(409)
  })

  it('is kept back on the board too, with the reason', async () => {
    const { owner, shop, id, to } = await makeScene()
    const board = await owner.get(`${shop.desk}/jobs`)
    expect(board.text).toContain('data-board')
    const fields = { to: to('in_production'), seen: String(start) }
    const answer = await owner.post(`${shop.desk}/jobs/${id}/moves`, fields, { accept: 'application/json' })
    expect(answer.status).toBe(409)
    expect(JSON.parse(answer.text).detail).toMatch(/proof is not approved yet/)
  })

  it('cannot be started in production', async () => {
    const { owner, shop, form, to } = await makeScene()
    const made = await owner.post(`${shop.desk}/jobs`, { ...form, status: to('in_production') })
    expect(made.status).toBe(422)
    expect(made.text).toContain('Start it in an earlier status')
  })

  it('keeps its status from coming to mean production under it', async () => {
    const { owner, shop, to, stage } = await makeScene()
    const row = `${shop.desk}/settings/statuses/${to('artwork')}`
    const saved = await owner.post(row, { version: '1', name: 'Artwork', label: 'Artwork', stage: 'in_production' })
    expect(saved.status).toBe(409)
    expect(await stage()).toBe('artwork')
  })

  it('that needs nothing goes straight in', async () => {
    const { move } = await makeScene([])
    expect((await move('in_production')).status).toBe(303)
  })
})

describe('starting without approval', () => {
  const reason = 'The customer is on site and waits for it'

  it('is for managers, with a written reason that stays on record', async () => {
    const { move, shop, owner, page, stage } = await makeScene()
    expect((await move('in_production', 'manager', { reason: 'because' })).status).toBe(422)
    expect((await move('in_production', 'manager', { reason })).status).toBe(303)
    expect(await stage()).toBe('in_production')
    const [[kind, outcome, payload] = []] = await shop.rows(
      'SELECT a.kind, a.outcome, p.payload FROM approvals a JOIN approval_payloads p ON p.approval_id = a.id',
    )
    expect([kind, outcome, JSON.parse(String(payload)).note]).toEqual(['override', 'overridden', reason])
    const [[body, sha256, signature, keyId] = []] = await shop.rows('SELECT body, sha256, signature, key_id FROM approvals')
    const { publicKey } = await shop.tenant.keys.signer(String(keyId))
    const record = { body: String(body), sha256: String(sha256), signature: String(signature), keyId: String(keyId) }
    expect(await faultsOfChain([record], () => publicKey)).toEqual([])
    expect((await owner.get(page)).text).toContain(reason)
  })

  it('with a reason that says too little comes back with what was typed and what it lacks', async () => {
    const { owner, page, move, stage } = await makeScene()
    const kept = await move('in_production')
    const refused = await owner.submit(kept, `${page}/moves`, { reason: 'no time' })
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('Say why in a sentence: it stays on record')
    expect(refused.text).toMatch(/<textarea[^>]*name="reason"[^>]*>no time</)
    expect(await stage()).toBe('artwork')
  })

  it('is offered to managers alone, and refused to everybody else', async () => {
    const { move, shop, stage } = await makeScene()
    expect((await move('in_production', 'manager')).text).toContain('Start without approval')
    for (const role of ['advisor', 'production'] as const) {
      expect((await move('in_production', role)).text).not.toContain('Start without approval')
      expect((await move('in_production', role, { reason })).status).toBe(403)
    }
    expect(await stage()).toBe('artwork')
    expect(await shop.rows('SELECT count(*) FROM approvals')).toEqual([[0]])
  })
})

describe('4.3: a declined proof', () => {
  it('offers staff two buttons: cancel the order, start again', async () => {
    const { move, ask, owner, page, to, stage } = await makeScene()
    await ask('proof', 'declined')
    await move('on_hold')
    const declined = await owner.get(page)
    expect(declined.text).toContain('Start again')
    expect(declined.text).toContain('Cancel the order')
    await owner.submit(declined, `${page}/moves`)
    expect(await stage()).toBe('artwork')
    await move('on_hold')
    await owner.post(`${page}/moves`, { to: to('cancelled'), seen: String(start) })
    expect(await stage()).toBe('cancelled')
  })

  it.each([
    ['declined', 'The customer declined Polo'],
    ['changes_requested', 'The customer asked for changes to Polo'],
  ] as const)('%s while its job is being made says so there, with a button to stop it', async (state, sentence) => {
    const { move, ask, owner, page, stage, shop } = await makeScene()
    await ask('proof', 'approved')
    await move('in_production')
    await shop.rows('UPDATE approval_requests SET state = ?', state)
    const shown = await owner.get(page)
    expect(shown.text).toContain(sentence)
    expect(shown.text).toContain('Stop the work, or cancel the order.')
    await owner.submit(shown, `${page}/moves`)
    expect(await stage()).toBe('on_hold')
  })
})

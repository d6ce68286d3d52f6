import { describe, expect, it } from 'vitest'
import { makeSent } from '#features/estimates/testing.ts'
import { makeShop, setClock, start } from '#testing/world.ts'
import { quietUntil } from './quiet.ts'

const zone = 'America/New_York'
const night = { from: '21:00', to: '07:00' }
const hour = 3_600_000
const at = (iso: string) => Date.parse(iso)
const until = (iso: string, quiet = night) => quietUntil('job.status', at(iso), quiet, zone)

describe('quiet hours', () => {
  it('over night hold a mail from their first minute until their end, and not at their end', () => {
    expect(until('2030-04-09T20:59:00-04:00')).toBeUndefined()
    expect(until('2030-04-09T21:00:00-04:00')).toBe(at('2030-04-10T07:00:00-04:00'))
    expect(until('2030-04-10T06:59:00-04:00')).toBe(at('2030-04-10T07:00:00-04:00'))
    expect(until('2030-04-10T07:00:00-04:00')).toBeUndefined()
  })

  it('over noon begin and end on the same day', () => {
    const noon = { from: '12:00', to: '13:30' }
    expect(until('2030-04-09T11:59:00-04:00', noon)).toBeUndefined()
    expect(until('2030-04-09T12:00:00-04:00', noon)).toBe(at('2030-04-09T13:30:00-04:00'))
    expect(until('2030-04-09T13:30:00-04:00', noon)).toBeUndefined()
  })

  it('end by the clock on the wall in the nights that it is changed', () => {
    expect(until('2030-03-09T22:00:00-05:00')).toBe(at('2030-03-10T07:00:00-04:00'))
    expect(until('2030-11-02T22:00:00-04:00')).toBe(at('2030-11-03T07:00:00-05:00'))
  })

  it('hold what can wait and nothing else', () => {
    const midnight = at('2030-04-10T00:00:00-04:00')
    expect(quietUntil('sign_in', midnight, night, zone)).toBeUndefined()
    expect(quietUntil('estimate.sent', midnight, night, zone)).toBeUndefined()
    expect(quietUntil('invoice.reminder', midnight, night, zone)).toBeDefined()
    expect(quietUntil('invoice.reminder', midnight, null, zone)).toBeUndefined()
  })
})

describe('a shop with quiet hours', () => {
  it('mails one burst of the night in the morning, once, and a code at once', async () => {
    const { shop, customer, contact, page } = await makeSent()
    await shop.ring()
    const owner = await shop.staff()
    const settings = `${shop.desk}/settings/automations`
    const form = await owner.get(settings)
    // The test's day begins at 11 in the morning of the shop.
    const saved = await owner.submit(form, `${settings}/quiet-hours`, { isQuiet: 'on', quietFrom: '10:00', quietTo: '14:00' })
    expect(saved.location).toBe(`${settings}?did=quiet`)
    const [told = ''] = (
      await shop.rows("SELECT email FROM staff WHERE role = 'owner' ORDER BY created_at LIMIT 1")
    )[0] as string[]
    const before = (await shop.mailsTo(told)).length
    for (const body of ['Are the rotors original parts?', 'And the pads?'])
      await customer.submit(await customer.get(page), /messages$/, { body })
    setClock(start + hour)
    expect(await shop.mailsTo(told)).toHaveLength(before)
    await shop.visitor().post(`${shop.base}/sign-in`, { email: contact.email ?? '' })
    expect((await shop.mailsTo(contact.email ?? ''))[0]?.Subject).toMatch(/code/i)
    setClock(start + 3 * hour)
    expect(await shop.mailsTo(told)).toHaveLength(before + 1)
    setClock(start + 5 * hour)
    expect(await shop.mailsTo(told)).toHaveLength(before + 1)
  })

  it('says what is missing when they are set without an end, and keeps none', async () => {
    const shop = await makeShop()
    const owner = await shop.staff()
    const settings = `${shop.desk}/settings/automations`
    const page = await owner.submit(await owner.get(settings), `${settings}/quiet-hours`, {
      isQuiet: 'on',
      quietFrom: '21:00',
      quietTo: '',
    })
    expect([page.status, page.text.includes('Say when they end')]).toEqual([422, true])
    expect(await shop.rows('SELECT quiet_hours FROM profile')).toEqual([[null]])
  })
})

import { describe, expect, it } from 'vitest'
import { createMailIn } from './inbound-source.ts'
import { MailUnavailable } from './mail.ts'
import { signatureOf } from './resend-reports.ts'

const now = 1_900_000_000_000
const secret = `whsec_${btoa('for this test alone')}`
const raw = [
  'Authentication-Results: amazonses.com; dkim=pass header.i=@riverside.test;',
  'From: Dana <dana@riverside.test>',
  'Subject: Re: Polos',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'Sí.',
].join('\r\n')
const event = { type: 'email.received', data: { email_id: 'e-1', to: ['x@a.test'], received_for: ['reply+x@a.test'] } }

function makeResend(answers: Readonly<Record<string, Response>> = {}) {
  const asked: { url: string; key: string | null }[] = []
  const request: typeof fetch = async (url, init) => {
    asked.push({ url: String(url), key: new Headers(init?.headers).get('authorization') })
    const about = Response.json({ id: 'e-1', raw: { download_url: 'https://cdn.test/raw?signature=s' } })
    const all: Record<string, Response> = {
      'https://api.resend.com/emails/receiving/e-1': about,
      'https://cdn.test/raw?signature=s': new Response(raw),
      ...answers,
    }
    return all[String(url)] ?? new Response('', { status: 404 })
  }
  const mailIn = createMailIn({ provider: 'resend', domain: 'a.test', secrets: [secret], key: 're_1', fetch: request })
  const read = async (body: object, at = now) => {
    const text = JSON.stringify(body)
    const seconds = String(Math.floor(at / 1000))
    const headers: Record<string, string> = {
      'svix-id': 'm',
      'svix-timestamp': seconds,
      'svix-signature': `v1,${await signatureOf(secret, `m.${seconds}.${text}`)}`,
    }
    return mailIn.read(text, (name) => headers[name], now)
  }
  return { asked, mailIn, read }
}

describe('a mail that Resend announces', () => {
  it('is fetched as it came, and our key goes to Resend alone', async () => {
    const { asked, read } = makeResend()
    expect(await read(event)).toMatchObject({
      ...{ stamp: 'amazonses.com', to: ['reply+x@a.test', 'x@a.test'], from: 'Dana <dana@riverside.test>', files: [] },
      text: expect.stringContaining('Sí.'),
    })
    expect(asked.map(({ key }) => key)).toEqual(['Bearer re_1', null])
  })

  it('is believed for its signature alone, and not when it is old', async () => {
    const { asked, mailIn, read } = makeResend()
    expect(await mailIn.read(JSON.stringify(event), () => undefined, now)).toBe('forged')
    expect(await read(event, now - 301_000)).toBe('forged')
    expect(asked).toEqual([])
  })

  it('says nothing to us where it is a report, or names no mail', async () => {
    const { read } = makeResend()
    expect(await read({ type: 'email.delivered', data: { email_id: 'e-1' } })).toBe('other')
    expect(await read({ ...event, data: { email_id: '../domains' } })).toBe('other')
  })

  it.each<[string, Record<string, Response>]>([
    ['does not know it yet', { 'https://api.resend.com/emails/receiving/e-1': new Response('', { status: 404 }) }],
    ['does not say where it lies', { 'https://api.resend.com/emails/receiving/e-1': Response.json({ raw: null }) }],
    ['does not hand it out', { 'https://cdn.test/raw?signature=s': new Response('', { status: 500 }) }],
    [
      'has one that is too large',
      { 'https://cdn.test/raw?signature=s': new Response('x', { headers: { 'content-length': '99000000' } }) },
    ],
  ])('is announced again where Resend %s', async (_, answers) => {
    await expect(makeResend(answers).read(event)).rejects.toThrow(MailUnavailable)
  })
})

describe('the door for mails', () => {
  it.each([
    ['no domain', { provider: 'postmark', domain: undefined, secrets: ['s'] }],
    ['no secret', { provider: 'postmark', domain: 'a.test', secrets: [''] }],
    ['a provider that brings none', { provider: 'smtp', domain: 'a.test', secrets: ['s'] }],
  ])('is closed with %s, and nobody is asked to answer by email', async (_, settings) => {
    const mailIn = createMailIn({ ...settings, key: '' })
    expect([mailIn.provider, mailIn.domain, await mailIn.read('{}', () => `Basic ${btoa('postmark:')}`, now)]).toEqual([
      undefined,
      undefined,
      'forged',
    ])
  })

  it('is the Worker’s own with Cloudflare, which posts nothing', () => {
    const { provider, domain } = createMailIn({ provider: 'cloudflare', domain: 'a.test', secrets: [], key: '' })
    expect([provider, domain]).toEqual([undefined, 'a.test'])
  })
})

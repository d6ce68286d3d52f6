import { describe, expect, it } from 'vitest'
import { MailRefused, MailUnavailable, type OutgoingMail } from './mail.ts'
import { createMailSender } from './sender.ts'
import { smtpMessage } from './smtp.ts'
import type { SmtpSocket } from './smtp-session.ts'

const mail: OutgoingMail = {
  key: 'out_123:1',
  from: { name: 'Näh & Söhne', address: 'shop@platform.example' },
  to: 'dana@riverside.example',
  replyTo: 'hello@smith.example',
  subject: 'Grüße\r\nBcc: x@y.example',
  html: '<p>Hi</p>',
  text: '.Hi\n.\nRCPT TO:<eve@x.example>',
  headers: { References: '<thread@platform.example>', 'X-Shop': 'Näherei' },
}
const settings = { provider: 'smtp', host: 'smtp.example', port: 465, username: 'u', password: 'pä' } as const

describe('SMTP', () => {
  it('writes every header itself, in ASCII, with a Message-ID that is the same at every try', () => {
    const { headers } = smtpMessage(mail)
    expect(headers).toEqual({
      From: `=?UTF-8?B?${base64('Näh & Söhne')}?= <shop@platform.example>`,
      To: 'dana@riverside.example',
      'Reply-To': 'hello@smith.example',
      Subject: `=?UTF-8?B?${base64('Grüße Bcc: x@y.example')}?=`,
      'Message-ID': '<out_123-1@platform.example>',
      References: '<thread@platform.example>',
      'X-Shop': `=?UTF-8?B?${base64('Näherei')}?=`,
    })
    expect(smtpMessage(mail).headers['Message-ID']).toBe(headers['Message-ID'])
  })

  it('sends a file along as a part of its own', async () => {
    const server = answering()
    const attachments = [{ name: 'receipt-1.pdf', type: 'application/pdf', bytes: new Uint8Array([37, 80, 68, 70]) }]
    await createMailSender({ ...settings, connect: server.connect }).send({ ...mail, attachments })
    const message = server.said.find((said) => said.includes('multipart/mixed')) ?? ''
    expect(message).toContain('Content-Type: application/pdf; name="receipt-1.pdf"')
    expect(message).toContain('\r\n\r\nJVBERg==\r\n')
  })

  it('says one mail to one recipient and hangs up', async () => {
    const server = answering()
    const { providerId } = await createMailSender({ ...settings, connect: server.connect }).send(mail)
    expect(providerId).toBe('<out_123-1@platform.example>')
    expect(server.opened).toEqual([{ hostname: 'smtp.example', port: 465, secureTransport: 'on', allowHalfOpen: false }])
    const [hello, auth, from, to, data, message, quit] = server.said
    expect([hello, from, to, data, quit]).toEqual([
      'EHLO platform.example',
      'MAIL FROM:<shop@platform.example>',
      'RCPT TO:<dana@riverside.example>',
      'DATA',
      'QUIT',
    ])
    expect(auth).toBe(`AUTH PLAIN ${base64('\0u\0pä')}`)
    expect(message?.split('\r\n').filter((row) => row.startsWith('.'))).toEqual(['..Hi', '..', '.'])
    expect(server.closed()).toBe(true)
  })

  it('goes over to TLS before the password on other ports', async () => {
    const server = answering()
    await createMailSender({ ...settings, port: 587, connect: server.connect }).send(mail)
    expect(server.said.slice(0, 3)).toEqual(['EHLO platform.example', 'STARTTLS', 'TLS begins'])
    expect(server.said.findIndex((said) => said.startsWith('AUTH'))).toBeGreaterThan(3)
  })

  it('says no password when TLS is not offered, or when somebody spoke before it began', async () => {
    for (const stripped of [{ EHLO: '250-x\r\n250 AUTH PLAIN\r\n' }, { STARTTLS: '220 go\r\n250 injected\r\n' }]) {
      const server = answering(stripped)
      await expect(createMailSender({ ...settings, port: 587, connect: server.connect }).send(mail)).rejects.toBeInstanceOf(
        MailUnavailable,
      )
      expect(server.said.join()).not.toContain('AUTH')
      expect(server.closed()).toBe(true)
    }
  })

  it('signs in step by step where that is the only way', async () => {
    const server = answering({
      EHLO: '250 AUTH LOGIN\r\n',
      [base64('u')]: '334 x\r\n',
      [base64('pä')]: '235 ok\r\n',
      'AUTH LOGIN': '334 x\r\n',
    })
    await createMailSender({ ...settings, connect: server.connect }).send(mail)
    expect(server.said.slice(1, 4)).toEqual(['AUTH LOGIN', base64('u'), base64('pä')])
  })

  it.each([
    ['RCPT', '550 5.1.1 no such user', MailRefused],
    ['RCPT', '450 greylisted', MailUnavailable],
    ['MAIL', '550 not yours', MailUnavailable],
    ['DATA', '554 no', MailRefused],
    ['MIME', '552-too\r\n552 big', MailRefused],
    ['MIME', '451 later', MailUnavailable],
    ['AUTH', '535 wrong', MailUnavailable],
    ['EHLO', '421 busy', MailUnavailable],
    ['MAIL', 'hang up', MailUnavailable],
    ['MIME', 'hang up', MailUnavailable],
  ])('takes %s answered by "%s" for a %o', async (step, answer, kind) => {
    const server = answering({ [step]: `${answer}\r\n` })
    await expect(createMailSender({ ...settings, connect: server.connect }).send(mail)).rejects.toBeInstanceOf(kind)
    expect(server.closed()).toBe(true)
  })

  it('may take it later when nobody listens', async () => {
    const connect = () => Promise.reject(new Error('pä at smtp.example'))
    const error = await createMailSender({ ...settings, connect })
      .send(mail)
      .catch((thrown) => thrown)
    expect(error).toBeInstanceOf(MailUnavailable)
    expect(String(error)).not.toContain('pä')
  })
})

/** A server that answers each line as SMTP servers do, or as told for what the line begins with. */
function answering(told: Record<string, string> = {}) {
  const usual = {
    EHLO: '250-x\r\n250-STARTTLS\r\n250 AUTH PLAIN LOGIN\r\n',
    STARTTLS: '220 go\r\n',
    AUTH: '235 ok\r\n',
    DATA: '354 go\r\n',
  }
  const answers: [string, string][] = [...Object.entries(told), ...Object.entries(usual)]
  const opened: object[] = []
  const said: string[] = []
  let closed = false

  function open(greeting: string): SmtpSocket {
    const heard = new TransformStream<Uint8Array, Uint8Array>(undefined, undefined, { highWaterMark: 10 })
    const voice = heard.writable.getWriter()
    const speak = (words: string) => voice.write(new TextEncoder().encode(words))
    if (greeting !== '') speak(greeting)
    const writable = new WritableStream<Uint8Array>({
      async write(bytes) {
        const words = new TextDecoder().decode(bytes).replace(/\r\n$/, '')
        said.push(words)
        const answer = answers.find(([start]) => words.startsWith(start))?.[1] ?? '250 ok\r\n'
        await (answer === 'hang up\r\n' ? voice.close() : speak(answer))
      },
    })
    return {
      readable: heard.readable,
      writable,
      startTls() {
        said.push('TLS begins')
        return open('')
      },
      async close() {
        closed = true
      },
    }
  }

  const connect = (address: SocketAddress, options: SocketOptions) => {
    opened.push({ ...address, ...options })
    return open('220 hello\r\n')
  }
  return { opened, said, connect, closed: () => closed }
}

function base64(text: string): string {
  return new TextEncoder().encode(text).toBase64()
}

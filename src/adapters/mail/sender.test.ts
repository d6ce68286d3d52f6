import { describe, expect, it } from 'vitest'
import { MailRefused, MailUnavailable, type OutgoingMail } from './mail.ts'
import { createMailSender } from './sender.ts'

const mail: OutgoingMail = {
  key: 'out_123:1',
  from: { name: 'Näh "& Co"\r\nBcc: x@y.example', address: 'shop@platform.example' },
  to: 'dana@riverside.example',
  replyTo: 'hello@smith.example',
  subject: 'Your invoice\r\nX-Evil: 1',
  html: '<p>Hi</p>',
  text: 'Hi',
  headers: { References: '<thread@platform.example>' },
  tag: 'invoice ready',
  origin: { shop: 'k3yk3y', mail: 'out_123' },
}

describe('Resend', () => {
  it('gets the mail once per key, each header one line', async () => {
    const provider = answering(200, { id: 'r_1' })
    const sender = createMailSender({ provider: 'resend', key: 're_secret', fetch: provider.fetch })
    expect(await sender.send(mail)).toEqual({ providerId: 'r_1' })
    expect(provider.requests).toEqual([
      {
        url: 'https://api.resend.com/emails',
        headers: expect.objectContaining({ authorization: 'Bearer re_secret', 'idempotency-key': 'out_123%3A1' }),
        body: {
          from: '"Näh \\"& Co\\" Bcc: x at y.example" <shop@platform.example>',
          to: ['dana@riverside.example'],
          reply_to: 'hello@smith.example',
          subject: 'Your invoice X-Evil: 1',
          html: '<p>Hi</p>',
          text: 'Hi',
          headers: { References: '<thread@platform.example>' },
          // What comes back with a report says whose mail it was.
          tags: [
            { name: 'kind', value: 'invoice_ready' },
            { name: 'shop', value: 'k3yk3y' },
            { name: 'mail', value: 'out_123' },
          ],
        },
      },
    ])
  })

  it('is reached at the address given, a slash at its end or not', async () => {
    for (const url of ['http://127.0.0.1:9000/mail', 'http://127.0.0.1:9000/mail/']) {
      const provider = answering(200, { id: 'r_1' })
      await createMailSender({ provider: 'resend', key: 'k', url, fetch: provider.fetch }).send(mail)
      expect(provider.requests[0]?.url).toBe('http://127.0.0.1:9000/mail/emails')
    }
  })

  it('has the mail already when the key was taken with other words', async () => {
    const provider = answering(409, { name: 'invalid_idempotent_request' })
    expect(await createMailSender({ provider: 'resend', key: 'k', fetch: provider.fetch }).send(mail)).toEqual({
      providerId: undefined,
    })
  })

  it.each([400, 413, 422])('refuses for good with %i', async (status) => {
    expect(await failure(status, { name: 'validation_error' })).toBeInstanceOf(MailRefused)
  })

  it.each([302, 401, 403, 404, 408, 409, 429, 500, 503])('may take it later after %i', async (status) => {
    expect(await failure(status, { name: 'other' }, { 'retry-after': '7' })).toMatchObject({
      name: 'MailUnavailable',
      retryAfterMs: 7000,
    })
  })

  it('may take it later when it cannot be reached, and nothing tells the key or the recipient', async () => {
    const broken = () => Promise.reject(new TypeError('re_secret dana@riverside.example'))
    const error = await createMailSender({ provider: 'resend', key: 're_secret', fetch: broken })
      .send(mail)
      .catch((thrown) => thrown)
    expect(error).toBeInstanceOf(MailUnavailable)
    expect(String(error)).not.toMatch(/re_secret|dana/)
    expect(String(await failure(422, { message: 'Invalid `to`: dana@riverside.example' }))).not.toContain('dana')
  })

  it('may take it later when it answers with something that is no JSON', async () => {
    const page = async () => new Response('<html>', { status: 502 })
    await expect(createMailSender({ provider: 'resend', key: 'k', fetch: page }).send(mail)).rejects.toBeInstanceOf(
      MailUnavailable,
    )
  })

  it('is not asked about an address that is none', async () => {
    const provider = answering(200, { id: 'r_1' })
    const sender = createMailSender({ provider: 'resend', key: 'k', fetch: provider.fetch })
    await expect(sender.send({ ...mail, to: 'dana@riverside.example, eve@x.example' })).rejects.toBeInstanceOf(MailRefused)
    expect(provider.requests).toEqual([])
  })

  async function failure(status: number, body: unknown, headers = {}): Promise<unknown> {
    const provider = answering(status, body, headers)
    return createMailSender({ provider: 'resend', key: 'k', fetch: provider.fetch })
      .send(mail)
      .catch((thrown) => thrown)
  }
})

describe('Postmark', () => {
  it('gets the mail with its key as metadata', async () => {
    const provider = answering(200, { ErrorCode: 0, Message: 'OK', MessageID: 'p_1' })
    expect(await createMailSender({ provider: 'postmark', token: 't', fetch: provider.fetch }).send(mail)).toEqual({
      providerId: 'p_1',
    })
    expect(provider.requests[0]).toMatchObject({
      url: 'https://api.postmarkapp.com/email',
      headers: { 'x-postmark-server-token': 't' },
      body: {
        From: '"Näh \\"& Co\\" Bcc: x at y.example" <shop@platform.example>',
        To: 'dana@riverside.example',
        ReplyTo: 'hello@smith.example',
        Subject: 'Your invoice X-Evil: 1',
        Headers: [{ Name: 'References', Value: '<thread@platform.example>' }],
        Metadata: { key: 'out_123:1', shop: 'k3yk3y', mail: 'out_123' },
        Tag: 'invoice ready',
      },
    })
  })

  it.each([
    [300, MailRefused],
    [406, MailRefused],
    [401, MailUnavailable],
    [405, MailUnavailable],
    [413, MailUnavailable],
  ])('means with error code %i a %o', async (ErrorCode, kind) => {
    const provider = answering(422, { ErrorCode, Message: 'No' })
    await expect(createMailSender({ provider: 'postmark', token: 't', fetch: provider.fetch }).send(mail)).rejects.toBeInstanceOf(
      kind,
    )
  })
})

describe('Cloudflare', () => {
  it('gets name and address apart, and no Message-ID', async () => {
    const sent: EmailMessageBuilder[] = []
    const binding = { send: async (message: EmailMessageBuilder) => ({ messageId: `c_${sent.push(message)}` }) }
    const withId = { ...mail, headers: { ...mail.headers, 'Message-ID': '<a@b>' } }
    expect(await createMailSender({ provider: 'cloudflare', binding }).send(withId)).toEqual({ providerId: 'c_1' })
    expect(sent).toEqual([
      {
        from: { name: 'Näh "& Co" Bcc: x at y.example', email: 'shop@platform.example' },
        to: 'dana@riverside.example',
        replyTo: 'hello@smith.example',
        subject: 'Your invoice X-Evil: 1',
        html: '<p>Hi</p>',
        text: 'Hi',
        headers: { References: '<thread@platform.example>' },
      },
    ])
  })

  it.each([
    ['E_RECIPIENT_SUPPRESSED', MailRefused],
    ['E_VALIDATION_ERROR', MailRefused],
    ['E_RATE_LIMIT_EXCEEDED', MailUnavailable],
    ['E_SENDER_NOT_VERIFIED', MailUnavailable],
    ['', MailUnavailable],
  ])('means with %s a %o', async (code, kind) => {
    const binding = { send: () => Promise.reject(Object.assign(new Error('no'), { code })) }
    await expect(createMailSender({ provider: 'cloudflare', binding }).send(mail)).rejects.toBeInstanceOf(kind)
  })
})

/** A provider that records what it is asked and always answers the same. */
function answering(status: number, body: unknown, headers: Record<string, string> = {}) {
  const requests: { url: string; headers: Record<string, string>; body: unknown }[] = []
  const answer: typeof fetch = async (input, init) => {
    const request = new Request(input, init)
    requests.push({ url: request.url, headers: Object.fromEntries(request.headers), body: await request.json() })
    return new Response(JSON.stringify(body), { status, headers })
  }
  return { requests, fetch: answer }
}

describe('a file that goes with the mail', () => {
  const attachments = [{ name: 'receipt-1.pdf', type: 'application/pdf', bytes: new Uint8Array([37, 80, 68, 70]) }]

  it('reaches Resend and Postmark as base64 with its name and type', async () => {
    const resend = answering(200, { id: 'r_1' })
    await createMailSender({ provider: 'resend', key: 'k', fetch: resend.fetch }).send({ ...mail, attachments })
    expect(resend.requests[0]?.body).toMatchObject({
      attachments: [{ filename: 'receipt-1.pdf', content: 'JVBERg==', content_type: 'application/pdf' }],
    })
    const postmark = answering(200, { MessageID: 'p_1' })
    await createMailSender({ provider: 'postmark', token: 't', fetch: postmark.fetch }).send({ ...mail, attachments })
    expect(postmark.requests[0]?.body).toMatchObject({
      Attachments: [{ Name: 'receipt-1.pdf', Content: 'JVBERg==', ContentType: 'application/pdf' }],
    })
  })

  it('reaches Cloudflare as bytes', async () => {
    const sent: EmailMessageBuilder[] = []
    const binding = {
      send: async (message: EmailMessageBuilder) => {
        sent.push(message)
        return { messageId: 'm_1' }
      },
    }
    await createMailSender({ provider: 'cloudflare', binding }).send({ ...mail, attachments })
    expect(sent[0]?.attachments).toEqual([
      { disposition: 'attachment', filename: 'receipt-1.pdf', type: 'application/pdf', content: attachments[0]?.bytes },
    ])
  })
})

import { createHmac } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createMailbox, type MailboxOptions } from './server.ts'

const email = {
  from: 'Smith Embroidery <shop@nameplate.example>',
  to: ['ann@example.com'],
  subject: 'Your code is 12345678',
  html: '<!doctype html><html><head><title>x</title></head><body><p>Hello <b>Ann</b></p></body></html>',
  text: 'Hello Ann\n\nYour code is 12345678',
  reply_to: 'orders@smith.example',
  headers: { 'X-Message-Key': 'msg_1' },
  tags: [{ name: 'kind', value: 'code' }],
}

async function start(options: MailboxOptions = {}) {
  const mailbox = createMailbox({ control: true, ...options })
  const origin = `http://127.0.0.1:${await mailbox.listen(0)}`
  onTestFinished(() => mailbox.close())
  const send = (body: unknown = email, headers: Record<string, string> = {}, path = '/emails') =>
    fetch(origin + path, { method: 'POST', headers: { authorization: 'Bearer re_test', ...headers }, body: JSON.stringify(body) })
  const get = async (path: string) => JSON.parse(await (await fetch(origin + path)).text())
  const page = async (path: string) => (await fetch(origin + path)).text()
  const fail = (...faults: object[]) => fetch(`${origin}/_control/faults`, { method: 'POST', body: JSON.stringify(faults) })
  const count = async () => (await get('/api/v1/messages')).total
  return { mailbox, origin, send, get, page, fail, count }
}

const answerOf = async (answer: Response) => ({ status: answer.status, ...JSON.parse(await answer.text()) })

describe('mail sent as to Resend', () => {
  test('is accepted with an id and kept whole', async () => {
    const { send, get } = await start()
    expect(await answerOf(await send())).toEqual({ status: 200, id: expect.stringMatching(/^[0-9a-f-]{36}$/) })
    expect(await get('/api/v1/message/latest')).toMatchObject({
      From: { Name: 'Smith Embroidery', Address: 'shop@nameplate.example' },
      To: [{ Name: '', Address: 'ann@example.com' }],
      ReplyTo: [{ Name: '', Address: 'orders@smith.example' }],
      Subject: email.subject,
      Text: email.text,
      HTML: email.html,
      Tags: ['kind:code'],
    })
    expect(await get('/api/v1/message/latest/headers')).toMatchObject({ 'X-Message-Key': ['msg_1'] })
  })

  test('twice under one key is one mail with one id', async () => {
    const { send, count } = await start()
    const key = { 'idempotency-key': 'msg_1' }
    const first = await answerOf(await send(email, key))
    expect(await answerOf(await send(email, key))).toEqual(first)
    expect(await count()).toBe(1)
  })

  test('under a used key with other words is refused', async () => {
    const { send, count } = await start()
    const key = { 'idempotency-key': 'msg_1' }
    await send(email, key)
    expect(await answerOf(await send({ ...email, subject: 'Other' }, key))).toMatchObject({
      statusCode: 409,
      name: 'invalid_idempotent_request',
    })
    expect(await count()).toBe(1)
  })

  test('while the same key is under way is a conflict', async () => {
    const { send, fail, count } = await start()
    await fail({ kind: 'delay', ms: 1_000 })
    const key = { 'idempotency-key': 'msg_1' }
    const both = await Promise.all([send(email, key), send(email, key)])
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409])
    expect(await count()).toBe(1)
  })

  test.each<[string, object, number, string, string]>([
    ['nobody to send to', { to: undefined }, 422, 'missing_required_field', 'to'],
    ['an empty list', { to: [] }, 422, 'missing_required_field', 'to'],
    ['no subject', { subject: undefined }, 422, 'missing_required_field', 'subject'],
    ['no words', { html: undefined, text: undefined }, 422, 'missing_required_field', 'html'],
    ['a broken sender', { from: 'Smith' }, 422, 'validation_error', 'from'],
    ['a broken receiver', { to: 'ann' }, 422, 'validation_error', 'to'],
  ])('with %s is refused by the name of the field', async (_, change, statusCode, name, field) => {
    const { send, count } = await start()
    const answer = await answerOf(await send({ ...email, ...change }))
    expect(answer).toMatchObject({ status: statusCode, statusCode, name, message: expect.stringContaining(`\`${field}\``) })
    expect(await count()).toBe(0)
  })

  test('without a key to the API is refused', async () => {
    const { send } = await start()
    expect(await answerOf(await send(email, { authorization: '' }))).toMatchObject({ statusCode: 401, name: 'missing_api_key' })
  })
})

describe('mail sent as to Postmark', () => {
  const postmark = {
    From: '"Smith, Inc." <shop@nameplate.example>',
    To: '"Doe, Ann" <ann@example.com>, bob@example.com',
    Subject: 'Ready',
    HtmlBody: '<p>Ready</p>',
    TextBody: 'Ready',
    ReplyTo: 'orders@smith.example',
    Headers: [{ Name: 'X-Message-Key', Value: 'msg_1' }],
  }
  const token = { 'x-postmark-server-token': 'server' }

  test('is accepted in its words and kept whole', async () => {
    const { send, get } = await start()
    const answer = await answerOf(await send(postmark, token, '/email'))
    expect(answer).toMatchObject({
      status: 200,
      ErrorCode: 0,
      Message: 'OK',
      To: postmark.To,
      MessageID: expect.any(String),
      SubmittedAt: expect.any(String),
    })
    expect(await get('/api/v1/message/latest')).toMatchObject({
      From: { Name: 'Smith, Inc.' },
      To: [{ Name: 'Doe, Ann', Address: 'ann@example.com' }, { Address: 'bob@example.com' }],
      ReplyTo: [{ Address: 'orders@smith.example' }],
    })
  })

  test('is refused without a token or with a broken receiver', async () => {
    const { send, count } = await start()
    expect(await answerOf(await send(postmark, {}, '/email'))).toMatchObject({ status: 401, ErrorCode: 10 })
    expect(await answerOf(await send({ ...postmark, To: 'ann' }, token, '/email'))).toMatchObject({ status: 422, ErrorCode: 300 })
    expect(await count()).toBe(0)
  })
})

describe('reading as from Mailpit', () => {
  test('lists newest first, in pages', async () => {
    const { send, get } = await start()
    for (const n of [1, 2, 3]) await send({ ...email, subject: `Mail ${n}` })
    expect(await get('/api/v1/messages?limit=1&start=1')).toMatchObject({
      total: 3,
      count: 1,
      messages_count: 3,
      start: 1,
      messages: [{ Subject: 'Mail 2', Snippet: 'Hello Ann Your code is 12345678' }],
    })
  })

  test.each([
    ['to:ann@example.com', ['One']],
    ['to:BOB@example.com', ['Two']],
    ['subject:one from:smith', ['One']],
    ['"code is 12345678"', ['Two', 'One']],
    ['to:nobody@example.com', []],
  ])('finds %s', async (query, subjects) => {
    const { send, get } = await start()
    await send({ ...email, subject: 'One' })
    await send({ ...email, subject: 'Two', to: 'bob@example.com' })
    const found = await get(`/api/v1/search?query=${encodeURIComponent(query)}`)
    expect(found.messages.map(({ Subject }: { Subject: string }) => Subject)).toEqual(subjects)
  })

  test('empties the mailbox, or takes out the named ones', async () => {
    const { send, get, count, origin } = await start()
    for (const n of [1, 2, 3]) await send({ ...email, subject: `Mail ${n}` })
    const { ID } = await get('/api/v1/message/latest')
    await fetch(`${origin}/api/v1/messages`, { method: 'DELETE', body: JSON.stringify({ IDs: [ID] }) })
    expect(await count()).toBe(2)
    await fetch(`${origin}/api/v1/messages`, { method: 'DELETE' })
    expect(await count()).toBe(0)
    expect((await fetch(`${origin}/api/v1/message/latest`)).status).toBe(404)
  })
})

describe('the pages', () => {
  test('list what came and show each of its parts', async () => {
    const { send, get, page } = await start()
    expect(await page('/')).toContain('No mail yet')
    await send()
    const { ID } = await get('/api/v1/message/latest')
    expect(await page('/')).toContain(`<a href="/message/${ID}">${email.subject}</a>`)
    expect(await page(`/message/${ID}`)).toContain(`<iframe src="/message/${ID}/body"`)
    expect(await page(`/message/${ID}?tab=text`)).toContain('Your code is 12345678</pre>')
    expect(await page(`/message/${ID}?tab=source`)).toContain('X-Message-Key: msg_1')
  })

  test('a mail runs no script and opens its links outside the frame', async () => {
    const { send, origin } = await start()
    await send({ ...email, subject: '<script>1</script>' })
    const body = await fetch(`${origin}/message/latest/body`)
    expect(body.headers.get('content-security-policy')).toMatch(/^sandbox (?!.*allow-scripts).*default-src 'none'/)
    expect(await body.text()).toContain('<head><base target="_blank">')
    expect(await (await fetch(`${origin}/message/latest`)).text()).not.toContain('<script>')
  })
})

describe('a fault', () => {
  test('that fails the request keeps no mail', async () => {
    const { send, fail, count } = await start()
    await fail({ kind: 'status', status: 500 }, { kind: 'status', status: 429 }, { kind: 'refuse' })
    expect(await answerOf(await send())).toMatchObject({ statusCode: 500, name: 'internal_server_error' })
    expect(await answerOf(await send())).toMatchObject({ statusCode: 429, name: 'rate_limit_exceeded' })
    await expect(send()).rejects.toThrow()
    expect(await count()).toBe(0)
  })

  test('that drops the answer keeps the mail, and the retry adds none', async () => {
    const { send, fail, count } = await start()
    const key = { 'idempotency-key': 'msg_1' }
    await fail({ kind: 'drop' })
    await expect(send(email, key)).rejects.toThrow()
    expect(await count()).toBe(1)
    expect((await send(email, key)).status).toBe(200)
    expect(await count()).toBe(1)
  })

  test('needs the controls to be open', async () => {
    const { fail } = await start({ control: false })
    expect((await fail({ kind: 'refuse' })).status).toBe(404)
  })
})

describe('a second start', () => {
  test('keeps the mail and the keys', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'mailbox-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    const key = { 'idempotency-key': 'msg_1' }
    const first = await start({ dir })
    await first.send(email, key)
    await first.mailbox.close()
    const second = await start({ dir })
    await second.send(email, key)
    expect(await second.count()).toBe(1)
  })

  test('says which file is damaged', () => {
    const dir = mkdtempSync(join(tmpdir(), 'mailbox-'))
    onTestFinished(() => rmSync(dir, { recursive: true }))
    writeFileSync(join(dir, 'mailbox.json'), 'no')
    expect(() => createMailbox({ dir })).toThrow(/mailbox\.json is damaged/)
  })
})

test('a taken port is an error, not a crash', async () => {
  const { origin } = await start()
  await expect(createMailbox({}).listen(Number(new URL(origin).port))).rejects.toThrow(/EADDRINUSE/)
})

test('files that come with a mail are kept and handed out as they were', async () => {
  const { origin, send, get, page } = await start()
  await send({ ...email, attachments: [{ filename: 'receipt-1.pdf', content: 'JVBERg==', content_type: 'application/pdf' }] })
  const [{ ID, Attachments }] = (await get('/api/v1/messages')).messages
  expect(Attachments).toBe(1)
  const [file] = (await get(`/api/v1/message/${ID}`)).Attachments
  expect(file).toMatchObject({ FileName: 'receipt-1.pdf', ContentType: 'application/pdf', Size: 4 })
  const part = await fetch(`${origin}/api/v1/message/${ID}/part/${file.PartID}`)
  expect([part.headers.get('content-type'), await part.text()]).toEqual(['application/pdf', '%PDF'])
  expect((await fetch(`${origin}/api/v1/message/${ID}/part/9`)).status).toBe(404)
  expect(await page(`/message/${ID}`)).toContain('receipt-1.pdf')
})

describe('what became of a mail', () => {
  const tags = [
    { name: 'kind', value: 'invoice' },
    { name: 'shop', value: 'k3y' },
    { name: 'mail', value: 'out_1' },
  ]
  const webhookSecret = `whsec_${btoa('for this test alone')}`

  test('is told to the product by the buttons of its page, signed as Resend signs', async () => {
    const told: { headers: Headers; body: string }[] = []
    const product = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        told.push({ headers: new Headers(request.headers as Record<string, string>), body })
        response.end('{}')
      })
    })
    const port = await new Promise<number>((resolve) => {
      product.listen(0, '127.0.0.1', () => resolve((product.address() as { port: number }).port))
    })
    onTestFinished(() => new Promise<void>((resolve) => product.close(() => resolve())))
    const { origin, send, get, page } = await start({ webhookUrl: `http://127.0.0.1:${port}/hook`, webhookSecret })
    await send({ ...email, tags })
    const { ID } = await get('/api/v1/message/latest')
    expect(await page(`/message/${ID}`)).toContain('Report bounce')
    for (const kind of ['delivered', 'bounced']) {
      const answer = await fetch(`${origin}/message/${ID}/reports/${kind}`, { method: 'POST', redirect: 'manual' })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, `/message/${ID}?told=${kind}`])
    }
    for (const { headers, body } of told) {
      const key = Buffer.from(webhookSecret.slice('whsec_'.length), 'base64')
      const text = `${headers.get('svix-id')}.${headers.get('svix-timestamp')}.${body}`
      expect(headers.get('svix-signature')).toBe(`v1,${createHmac('sha256', key).update(text).digest('base64')}`)
    }
    const tagged = { kind: 'invoice', shop: 'k3y', mail: 'out_1' }
    expect(told.map(({ body }) => JSON.parse(body))).toMatchObject([
      { type: 'email.delivered', data: { tags: tagged } },
      { type: 'email.bounced', data: { tags: tagged, bounce: { message: 'The mailbox does not exist' } } },
    ])
  })

  test('cannot be told where no product listens, and its page says so', async () => {
    const { origin, send, get, page } = await start({ webhookUrl: 'http://127.0.0.1:9/hook', webhookSecret })
    await send({ ...email, tags })
    const { ID } = await get('/api/v1/message/latest')
    const answer = await fetch(`${origin}/message/${ID}/reports/bounced`, { method: 'POST' })
    expect([answer.status, (await answer.text()).includes('It did not answer.')]).toEqual([502, true])
    expect((await fetch(`${origin}/message/${ID}/reports/eaten`, { method: 'POST' })).status).toBe(404)
    const quiet = await start()
    await quiet.send({ ...email, tags })
    expect(await quiet.page('/message/latest')).not.toContain('Report bounce')
    expect(await page('/message/latest')).toContain('Report delivered')
  })
})

describe('an answer to a mail', () => {
  const secret = 'for this test alone'
  const asking = { ...email, reply_to: 'reply+x@answers.test' }

  test('is brought to the product as Postmark brings it, proven or, on demand, not', async () => {
    const told: { authorization: string; body: string }[] = []
    const product = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk) => (body += chunk))
      request.on('end', () => {
        told.push({ authorization: request.headers.authorization ?? '', body })
        response.end('{"outcome":"accepted"}')
      })
    })
    const port = await new Promise<number>((resolve) => {
      product.listen(0, '127.0.0.1', () => resolve((product.address() as { port: number }).port))
    })
    onTestFinished(() => new Promise<void>((resolve) => product.close(() => resolve())))
    const { origin, send, get, page } = await start({ inboundUrl: `http://127.0.0.1:${port}/hook`, inboundSecret: secret })
    await send(asking)
    const { ID } = await get('/api/v1/message/latest')
    expect(await page(`/message/${ID}`)).toContain('Reply as ann@example.com')
    const body = JSON.stringify({ text: 'Yes', attachments: [{ name: 'a.png', content: 'iVBORw==' }] })
    const answer = await fetch(`${origin}/api/v1/message/${ID}/reply`, { method: 'POST', body })
    expect(await answer.json()).toEqual({ status: 200, answer: { outcome: 'accepted' } })
    const form = new URLSearchParams({ text: 'Or no', fail: 'on' })
    const sent = await fetch(`${origin}/message/${ID}/reply`, { method: 'POST', body: form, redirect: 'manual' })
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/message/${ID}?told=replied`])
    const [first, second] = told.map((one) => ({ ...one, body: JSON.parse(one.body) }))
    expect(first?.authorization).toBe(`Basic ${btoa(`postmark:${secret}`)}`)
    expect(first?.body).toMatchObject({
      ...{ From: 'ann@example.com', OriginalRecipient: 'reply+x@answers.test', TextBody: 'Yes' },
      Attachments: [{ Name: 'a.png', Content: 'iVBORw==' }],
      Headers: expect.arrayContaining([{ Name: 'Received-SPF', Value: expect.stringMatching(/^Pass .*ann@example\.com/) }]),
    })
    expect(second?.body.Headers).toContainEqual({ Name: 'Received-SPF', Value: expect.stringMatching(/^Fail /) })
  })

  test('is offered for mails that ask for one, where a product listens', async () => {
    const { send, page, origin } = await start()
    await send(asking)
    expect(await page('/message/latest')).not.toContain('Reply as')
    expect((await fetch(`${origin}/api/v1/message/latest/reply`, { method: 'POST', body: '{}' })).status).toBe(409)
    const listening = await start({ inboundUrl: 'http://127.0.0.1:9/hook', inboundSecret: secret })
    await listening.send(email)
    expect(await listening.page('/message/latest')).not.toContain('Reply as')
  })
})

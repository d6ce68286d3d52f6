import { describe, expect, it } from 'vitest'
import type { InboundMail } from '#adapters/mail/inbound.ts'
import { readRaw } from '#adapters/mail/inbound-raw.ts'
import { judge } from './rules.ts'

const dana = 'dana@riverside.test'
const results = (...found: string[]): [string, string] => ['authentication-results', ['mx.cloudflare.net', ...found].join('; ')]
const signed = results('dkim=pass header.d=riverside.test header.s=a', 'spf=none smtp.mailfrom=x@other.test')

interface Odd {
  readonly headers?: readonly (readonly [string, string])[]
  readonly from?: string | readonly string[]
  readonly auth?: readonly (readonly [string, string])[]
  readonly text?: string
  readonly html?: string
  readonly stamp?: InboundMail['stamp']
  readonly files?: InboundMail['files']
}
function mail({
  headers = [],
  from = `Dana <${dana}>`,
  auth = [signed],
  text = 'Yes, Friday.',
  html = '',
  stamp,
  files = [],
}: Odd): InboundMail {
  const all = typeof from === 'string' ? [from] : from
  return {
    ...{ stamp: stamp ?? 'mx.cloudflare.net', to: [], text, html, files, from: all.join(', ') },
    headers: [...auth, ...all.map((one) => ['from', one] as const), ['subject', 'Re: Polos'], ...headers],
  }
}
const outcome = (odd: Odd, email: string | undefined = dana) => {
  const verdict = judge(mail(odd), email)
  return verdict.kind === 'accepted' ? 'accepted' : verdict.kind === 'review' ? verdict.reason : verdict.why
}
const picture = (bytes: number, isInline = false) => ({ name: 'p.png', bytes: new Uint8Array(bytes), isInline })

describe('a mail to a reply address', () => {
  it.each<[string, Odd, string]>([
    ['signed by its sender’s domain', {}, 'accepted'],
    ['let in by its sender’s domain', { auth: [results(`spf=pass smtp.mailfrom=${dana}`)] }, 'accepted'],
    ['signed by a domain above its sender’s', { auth: [results('dkim=pass header.d=test')] }, 'unproven'],
    ['sent under a name below its sender’s', { auth: [results('spf=pass smtp.mailfrom=b@bounce.riverside.test')] }, 'accepted'],
    [
      'from a sender below the domain that signed',
      { from: 'dana@riverside.test', auth: [results('dkim=pass header.i=@mail.riverside.test')] },
      'accepted',
    ],
    ['signed by a name that only ends alike', { auth: [results('dkim=pass header.d=notriverside.test')] }, 'unproven'],
    ['signed by another domain', { auth: [results('dkim=pass header.d=mailer.test')] }, 'unproven'],
    ['let in by another domain', { auth: [results('spf=pass smtp.mailfrom=x@evil.test')] }, 'unproven'],
    ['with a signature that fails', { auth: [results('dkim=fail header.d=riverside.test')] }, 'unproven'],
    ['softly let in', { auth: [results(`spf=softfail smtp.mailfrom=${dana}`)] }, 'unproven'],
    ['of which nobody says anything', { auth: [] }, 'unproven'],
    [
      'whose results another server wrote',
      { auth: [['authentication-results', 'mx.evil.test; dkim=pass header.d=riverside.test']] },
      'unproven',
    ],
    ['with forged results below our server’s', { auth: [results('dkim=none'), signed] }, 'unproven'],
    [
      'with forged results above another server’s',
      { auth: [['authentication-results', 'mx.evil.test; dkim=pass header.d=riverside.test'], signed] },
      'unproven',
    ],
    [
      'with results inside of a comment',
      { auth: [results('spf=fail (x; dkim=pass header.d=riverside.test;) smtp.mailfrom=x@evil.test')] },
      'unproven',
    ],
    [
      'with results inside of a quoted sender',
      { auth: [results('spf=pass smtp.mailfrom="x; dkim=pass header.d=riverside.test"@evil.test')] },
      'unproven',
    ],
    [
      'with a sender’s address as the quoted part of another',
      { auth: [results('spf=pass smtp.mailfrom="dana@riverside.test"@evil.test')] },
      'unproven',
    ],
    [
      'as Amazon writes results',
      {
        stamp: 'amazonses.com',
        auth: [
          [
            'authentication-results',
            `amazonses.com;\n spf=pass (spfCheck: x) client-ip=209.85.1.1; envelope-from=${dana}; helo=m.test;\n dkim=fail header.i=@riverside.test;`,
          ],
        ],
      },
      'accepted',
    ],
    [
      'as Amazon writes results of another sender',
      {
        stamp: 'amazonses.com',
        auth: [
          [
            'authentication-results',
            `amazonses.com; spf=pass client-ip=1.1.1.1; envelope-from=x@evil.test; dkim=none; envelope-from=${dana}`,
          ],
        ],
      },
      'unproven',
    ],
    ['to Cloudflare’s results where Amazon takes mail in', { stamp: 'amazonses.com' }, 'unproven'],
    [
      'as Postmark writes SPF',
      {
        stamp: 'postmark',
        auth: [
          [
            'received-spf',
            `Pass (sender SPF authorized) identity=mailfrom; client-ip=1.1.1.1; envelope-from=${dana}; receiver=r`,
          ],
        ],
      },
      'accepted',
    ],
    [
      'as Postmark writes SPF that fails',
      { stamp: 'postmark', auth: [['received-spf', `Fail identity=mailfrom; envelope-from=${dana}`]] },
      'unproven',
    ],
    [
      'whose greeting alone Postmark let in',
      { stamp: 'postmark', auth: [['received-spf', `Pass identity=helo; envelope-from=${dana}`]] },
      'unproven',
    ],
    [
      'that brings a result to Postmark’s',
      {
        stamp: 'postmark',
        auth: [
          ['received-spf', 'None identity=mailfrom; envelope-from=x@evil.test'],
          ['received-spf', `Pass identity=mailfrom; envelope-from=${dana}`],
        ],
      },
      'unproven',
    ],
    [
      'whose author’s signature Postmark found',
      {
        stamp: 'postmark',
        auth: [
          ['received-spf', 'None identity=mailfrom; envelope-from=x@esp.test'],
          ['x-spam-tests', 'DKIM_SIGNED,DKIM_VALID,DKIM_VALID_AU'],
        ],
      },
      'accepted',
    ],
    [
      'whose signature Postmark found, another’s',
      {
        stamp: 'postmark',
        auth: [
          ['received-spf', 'None identity=mailfrom; envelope-from=x@esp.test'],
          ['x-spam-tests', 'DKIM_SIGNED,DKIM_VALID'],
        ],
      },
      'unproven',
    ],
    [
      'that brings its own tests for Postmark',
      {
        stamp: 'postmark',
        auth: [
          ['received-spf', 'None'],
          ['x-spam-tests', ''],
          ['x-spam-tests', 'DKIM_VALID_AU'],
        ],
      },
      'unproven',
    ],
    ['from somebody else', { from: 'Sam <sam@riverside.test>' }, 'another'],
    ['from somebody else who is called like the address', { from: `"${dana}" <sam@riverside.test>` }, 'another'],
    ['in capitals', { from: 'DANA@Riverside.TEST' }, 'accepted'],
    ['with two senders in one line', { from: `${dana}, eve@evil.test` }, 'sender'],
    ['with two lines of senders', { from: [dana, 'eve@evil.test'] }, 'sender'],
    ['with two addresses in brackets', { from: `<${dana}> <eve@evil.test>` }, 'sender'],
    ['with an address before the brackets', { from: `${dana} <eve@evil.test>` }, 'sender'],
    ['from a group', { from: `Team: ${dana};` }, 'sender'],
    ['from nobody', { from: [] }, 'sender'],
    ['from what is no address', { from: 'Dana' }, 'sender'],
    ['in letters that look alike', { from: 'dana@riversidе.test' }, 'another'],
    ['submitted by a program', { headers: [['auto-submitted', 'auto-replied']] }, 'automatic'],
    ['of ours, come back', { headers: [['auto-submitted', 'auto-generated']] }, 'automatic'],
    ['that says a person submitted it', { headers: [['auto-submitted', 'no']] }, 'accepted'],
    ['for many', { headers: [['precedence', 'bulk']] }, 'automatic'],
    ['of a list', { headers: [['list-id', '<crew.riverside.test>']] }, 'automatic'],
    ['about an absence', { headers: [['x-autoreply', 'yes']] }, 'automatic'],
    ['with an empty return path', { headers: [['return-path', '<>']] }, 'bounce'],
    ['that reports', { headers: [['content-type', 'multipart/report; report-type=delivery-status; boundary=x']] }, 'bounce'],
    ['from a mail server', { from: 'Mail Delivery <MAILER-DAEMON@mx.test>' }, 'bounce'],
    ['that names who could not be reached', { headers: [['x-failed-recipients', 'x@y.test']] }, 'bounce'],
    ['that says nothing new', { text: 'On Tue, Apr 9, 2030 at 3:00 PM Shop <s@x.test> wrote:\n> Ready?\n' }, 'empty'],
    ['that says nothing at all', { text: ' \n\n' }, 'nothing'],
    ['that brings only a file', { text: '', files: [picture(20_000)] }, 'accepted'],
    ['that brings only the logo of a signature', { text: '', files: [picture(2_000, true)] }, 'nothing'],
  ])('%s', (_, odd, expected) => {
    expect(outcome(odd)).toBe(expected)
  })

  it('of somebody who may not answer any more waits for a look', () => {
    expect(outcome({}, '')).toBe('another')
    expect(judge(mail({}), undefined)).toMatchObject({ kind: 'review', reason: 'ended' })
  })

  it.each(['Automatic reply: Polos', 'Out of office', 'Respuesta automática: Polos', 'Fuera de la oficina'])(
    'called “%s” is dropped',
    (subject) => {
      const { headers, ...rest } = mail({})
      expect(
        judge({ ...rest, headers: [...headers.filter(([name]) => name !== 'subject'), ['subject', subject]] }, dana).kind,
      ).toBe('dropped')
    },
  )

  it('that is huge keeps all its words, the end of them folded, and ten of its files', () => {
    const verdict = judge(mail({ text: 'x'.repeat(50_000), files: Array.from({ length: 12 }, () => picture(1)) }), dana)
    const { said } = verdict as Extract<typeof verdict, { said: unknown }> // accepted, or the next line fails
    expect([verdict.kind, said.body.length, said.quoted.length, said.files.length, said.left.length]).toEqual([
      'accepted',
      20_000,
      30_000,
      10,
      2,
    ])
  })
})

describe('the words of a mail', () => {
  const said = (odd: Odd) => {
    const verdict = judge(mail(odd), dana)
    return 'said' in verdict ? [verdict.said.body, verdict.said.quoted] : []
  }
  const shop = 'Smith Embroidery <shop@nameplate.example>'

  it.each<[string, string, string, RegExp]>([
    ['Gmail', `Yes.\n\nOn Tue, Apr 9, 2030 at 3:00 PM ${shop} wrote:\n\n> Ready?\n> Friday?\n`, 'Yes.', /Ready\?/],
    [
      'Gmail, broken over lines',
      `Yes.\n\nOn Tue, Apr 9, 2030 at 3:00 PM Smith Embroidery <\nshop@nameplate.example> wrote:\n\n> Ready?\n`,
      'Yes.',
      /Ready\?/,
    ],
    [
      'Gmail in Spanish',
      `Sí.\n\nEl mar, 9 abr 2030 a las 15:00, ${shop} (<s@x.test>)\nescribió:\n\n> ¿Listo?\n`,
      'Sí.',
      /¿Listo\?/,
    ],
    [
      'Apple Mail',
      `Yes.\n\nSent from my iPhone\n\n> On Apr 9, 2030, at 3:00 PM, ${shop} wrote:\n> \n> Ready?\n`,
      'Yes.\n\nSent from my iPhone',
      /Ready\?/,
    ],
    ['Apple Mail in Spanish', `Sí.\n\n> El 9 abr 2030, a las 15:00, ${shop} escribió:\n> \n> ¿Listo?`, 'Sí.', /¿Listo\?/],
    [
      'Outlook',
      `Yes.\n\n________________________________\nFrom: ${shop}\nSent: Tuesday, April 9, 2030 3:00 PM\nTo: Dana\nSubject: Polos\n\nReady?`,
      'Yes.',
      /Ready\?/,
    ],
    [
      'Outlook in Spanish',
      `Sí.\n\nDe: ${shop}\nEnviado el: martes, 9 de abril de 2030 15:00\nPara: Dana\nAsunto: Polos\n\n¿Listo?`,
      'Sí.',
      /¿Listo\?/,
    ],
    ['Outlook of old', 'Yes.\n\n-----Original Message-----\nFrom: Shop\nReady?', 'Yes.', /Ready\?/],
    ['Outlook of old in Spanish', 'Sí.\n\n-----Mensaje original-----\nDe: Shop\n¿Listo?', 'Sí.', /¿Listo\?/],
    ['Yahoo', `Yes.\n\nOn Tuesday, April 9, 2030, 3:00 PM, ${shop} wrote:\n\n  Ready?`, 'Yes.', /Ready\?/],
    ['somebody who answers below', `On Tue, Apr 9, 2030 ${shop} wrote:\n> Ready?\n\nYes.`, 'Yes.', /Ready\?/],
  ])('%s', (_, text, own, quoted) => {
    const [body, folded] = said({ text })
    expect([body, quoted.test(folded ?? '')]).toEqual([own, true])
  })

  it('between the lines of a quote stay among them', () => {
    expect(said({ text: '> Which colour?\nBlue.\n> When?\nFriday.' })[0]).toBe('> Which colour?\nBlue.\n> When?\nFriday.')
  })

  it('that only look like a quote’s beginning are kept', () => {
    const text = 'On Friday I wrote: nothing.\nFrom: the left side, please.\nOn second thought: blue.'
    expect(said({ text })).toEqual([text, ''])
  })

  it.each([
    [
      'Gmail',
      `<div dir="ltr">Yes, <b>Friday</b>&nbsp;&amp; Monday.<br>Dana</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue wrote:</div><blockquote>Ready?</blockquote></div>`,
    ],
    [
      'Outlook',
      '<style>p{}</style><p>Yes, Friday &amp; Monday.<br>Dana</p><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> Shop</div><div>Ready?</div>',
    ],
    ['Apple Mail', '<body>Yes, Friday &#38; Monday.<div>Dana</div><blockquote type="cite"><div>Ready?</div></blockquote></body>'],
  ])('are read from HTML alone, as %s writes it', (_, html) => {
    const [body = '', quoted = ''] = said({ text: '', html })
    expect([body.replaceAll('\u00a0', ' '), quoted.includes('Ready?'), body.includes('<')]).toEqual([
      'Yes, Friday & Monday.\nDana',
      true,
      false,
    ])
  })

  it('lose what runs, what is hidden, and what turns a line around', () => {
    const html = '<p>Hi<script>alert(1)</script><style>x</style><img src=x onerror=alert(1)></p>&lt;script&gt;<p>a\u202eb\u0000c'
    expect(said({ text: '', html })[0]).toBe('Hi\n\n<script>\nabc')
  })

  it('do not take a CPU for long, however they are built', () => {
    const started = performance.now()
    for (const text of ['>'.repeat(50_000), 'On '.repeat(20_000), `${'On a\n'.repeat(20_000)}wrote:`, 'From: x\n'.repeat(20_000)])
      said({ text })
    for (const html of ['<'.repeat(100_000), '<!--'.repeat(50_000), '<div '.repeat(50_000), '<blockquote>'.repeat(50_000)])
      said({ text: '', html })
    expect(performance.now() - started).toBeLessThan(10_000)
  })
})

describe('a mail as it went over the wire', () => {
  const raw = (lines: readonly string[], bytes?: Uint8Array) => {
    const head = new TextEncoder().encode(lines.join('\r\n'))
    const all = new Uint8Array(head.length + (bytes?.length ?? 0))
    all.set(head)
    all.set(bytes ?? [], head.length)
    return readRaw(all.buffer, 'mx.cloudflare.net', [])
  }

  it('is read in its parts, with its files', async () => {
    const read = await raw([
      ...['From: =?UTF-8?Q?Dana_Mu=C3=B1oz?= <dana@riverside.test>', 'Subject: =?UTF-8?B?wr9MaXN0bz8=?=', 'Message-ID: <1@x>'],
      ...[
        'MIME-Version: 1.0',
        'Content-Type: multipart/mixed; boundary=a',
        '',
        '--a',
        'Content-Type: multipart/alternative; boundary=b',
        '',
      ],
      ...['--b', 'Content-Type: text/plain; charset=utf-8', 'Content-Transfer-Encoding: quoted-printable', '', 'S=C3=AD.', '--b'],
      ...['Content-Type: text/html; charset=utf-8', '', '<p>Sí.</p>', '--b--', '--a', 'Content-Type: image/png; name="x.png"'],
      ...['Content-Disposition: attachment; filename="x.png"', 'Content-Transfer-Encoding: base64', '', 'iVBORw==', '--a--', ''],
    ])
    expect(read).toMatchObject({ from: 'Dana Muñoz <dana@riverside.test>', files: [{ name: 'x.png', isInline: false }] })
    expect([read.text.trim(), read.files[0]?.bytes.length, read.headers.find(([name]) => name === 'subject')?.[1]]).toEqual([
      'Sí.',
      4,
      '¿Listo?',
    ])
  })

  it.each([
    ['iso-8859-1', Uint8Array.of(0x53, 0xed, 0x2e)],
    ['windows-1252', Uint8Array.of(0x53, 0xed, 0x2e)],
    ['utf-8', Uint8Array.of(0x53, 0xc3, 0xad, 0x2e)],
  ])('is read in %s', async (charset, bytes) => {
    const read = await raw(
      ['From: a@b.test', `Content-Type: text/plain; charset=${charset}`, 'Content-Transfer-Encoding: 8bit', '', ''],
      bytes,
    )
    expect(read.text.trim()).toBe('Sí.')
  })
})

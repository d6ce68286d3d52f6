import { describe, expect, it } from 'vitest'
import { contrast } from '#ui/theme.ts'
import type { MailContent, MailFace } from './content.ts'
import { mailColors, renderMail } from './render.ts'

const face: MailFace = {
  shopName: 'Smith Embroidery',
  logoUrl: 'https://portal.example/logo.png',
  address: '218 Mill Street, Dayton',
  phone: '(937) 555-0142',
  email: 'hello@smith.example',
  locale: 'en-US',
  colors: mailColors('#1f5a3d'),
}
const plain: MailContent = {
  subject: 'Your invoice',
  preheader: 'Due Friday',
  heading: 'Your invoice is ready',
  paragraphs: ['Hi Dana.'],
  reason: 'You get this because you order here.',
}
const full: MailContent = {
  ...plain,
  paragraphs: ['Hi Dana,\nhere it is.', 'Thank you.'],
  code: '48201937',
  button: { label: 'Pay $826.25', url: 'https://portal.example/view/invoice/t?a=1&b=2' },
  link: { label: 'Print it', url: 'https://portal.example/print' },
  facts: [
    { label: 'Due', value: 'Fri, Apr 24' },
    { label: 'Invoice', value: '1042' },
  ],
  lines: [{ name: 'Navy polo', detail: '48 × $14.50', amount: '$696.00' }],
  totals: [
    { label: 'Tax', amount: '$130.25' },
    { label: 'To pay', amount: '$826.25', strong: true },
  ],
  afterword: ['The link works for 30 days.'],
  person: { name: 'Marisol Vega', role: 'Account manager', phone: '937 555 0143' },
}

const hostile = {
  html: '<img src=x onerror=alert(1)>',
  attribute: `" onmouseover="alert(1)' x='`,
  mustache: '{{{shopName}}} {{#lines}}{{/lines}} {{=<% %>=}}',
  crlf: 'Smith\r\nBcc: all@world.example\r\n\r\nBody',
  long: 'Ö'.repeat(5000),
  emoji: 'Dana 👩‍👩‍👧‍👦 🧵',
  rtl: 'محل التطريز',
  override: 'Smith\u202egpj.exe\u0000\u0007',
}

describe('a rendered mail', () => {
  it('says everything in the HTML and in the text', () => {
    const { html, text } = renderMail(full, face)
    const said = [
      'Your invoice is ready',
      'here it is.',
      'Thank you.',
      'Fri, Apr 24',
      '1042',
      'Navy polo',
      '48 × $14.50',
      '$696.00',
    ]
    said.push(
      '$130.25',
      'To pay',
      '$826.25',
      'Print it',
      'The link works for 30 days.',
      'Marisol Vega',
      'Account manager',
      '937 555 0143',
    )
    said.push('Smith Embroidery', '218 Mill Street, Dayton', '(937) 555-0142', 'hello@smith.example', full.reason)
    for (const words of said) {
      expect(html).toContain(words)
      expect(text).toContain(words)
    }
    expect(html).toContain('href="tel:9375550143"')
    expect(html).toContain('href="mailto:hello@smith.example"')
  })

  it('leaves out what was not said, with its place', () => {
    const { html, text } = renderMail(plain, { shopName: 'Apex', locale: 'en', colors: face.colors })
    expect(html).not.toMatch(/<img|class="go"|class="well|tel:|mailto:|\{\{/)
    expect(text).toBe(
      'Your invoice is ready\n=====================\n\nHi Dana.\n\n-- \nApex\nYou get this because you order here.\n',
    )
  })

  it('shows the code in fours and copies it bare', () => {
    const { html, text } = renderMail(full, face)
    expect(html).toMatch(/<span>4820<\/span><span style="[^"]+">1937<\/span>/)
    expect(text).toMatch(/^4820 1937$/m)
  })

  it('puts each address of the text on a line of its own and its columns under each other', () => {
    const { text } = renderMail(full, face)
    expect(text).toMatch(/^https:\/\/portal\.example\/view\/invoice\/t\?a=1&b=2$/m)
    expect(text).toMatch(/^https:\/\/portal\.example\/print$/m)
    expect(text).toContain('Due:      Fri, Apr 24\nInvoice:  1042')
    const amounts = text.split('\n').filter((row) => /\S {2,}\$[\d.]+$/.test(row))
    expect(amounts.map((row) => row.length)).toEqual([60, 60, 60])
  })

  it.each(Object.entries(hostile))('takes %s in any word as nothing but words', (_, words) => {
    const { subject, html, text } = renderWith(words)
    expect(tagsOf(html)).toEqual(tagsOf(renderWith('calm').html))
    expect(html).not.toMatch(/" onmouseover|href="(?!https:|tel:|mailto:)/)
    expect(`${subject}${html}${text}`).not.toMatch(/[\u202e\r]|(?!\n)\p{Cc}/u)
    expect(subject).not.toContain('\n')
    expect(Array.from(subject).length).toBeLessThanOrEqual(200)
  })

  it('keeps emoji of several parts whole', () => {
    expect(renderMail({ ...plain, heading: hostile.emoji }, face).html).toContain(hostile.emoji)
  })

  it.each(['javascript:alert(1)', 'data:text/html,x', '//evil.example', 'portal', ' '])('refuses to link to %s', (url) => {
    expect(() => renderMail({ ...plain, button: { label: 'Go', url } }, face)).toThrow('http')
    expect(() => renderMail({ ...plain, link: { label: 'Go', url } }, face)).toThrow('http')
    expect(() => renderMail(plain, { ...face, logoUrl: url })).toThrow('http')
  })

  it.each(['red', '#fff', '#1f5a3d;}', '#1f5a3d"><b>', ''])('refuses %s as a colour', (fill) => {
    expect(() => renderMail(plain, { ...face, colors: { ...face.colors, fill } })).toThrow('colour')
  })

  it('turns round for a language written from the right', () => {
    const { html } = renderMail(plain, { ...face, locale: 'he-IL' })
    expect(html).toContain('<html lang="he-IL" dir="rtl"')
    expect(html).toContain('text-align:right')
    expect(html).not.toContain('text-align:left')
  })

  it.each(['#1f5a3d', '#f26a1b', '#ffd400', '#7a7a7a', '#0a0a0a', '#ffffff'])(
    'can be read in both themes with the brand %s',
    (brand) => {
      const { fill, onBrand, inkLight, inkDark, light, dark } = mailColors(brand)
      const pairs = [[onBrand, fill]]
      for (const [greys, accent] of [
        [light, inkLight],
        [dark, inkDark],
      ] as const) {
        for (const ink of [greys.ink, greys.ink2, accent]) pairs.push([ink, greys.lift], [ink, greys.sunk])
      }
      for (const [a = '', b = ''] of pairs) expect(contrast(a, b)).toBeGreaterThanOrEqual(4.5)
    },
  )
})

function renderWith(words: string) {
  const link = { label: words, url: 'https://portal.example/' }
  const content: MailContent = {
    ...{ subject: words, preheader: words, heading: words, paragraphs: [words], afterword: [words], reason: words },
    ...{ code: '48201937', button: link, link, facts: [{ label: words, value: words }] },
    ...{ lines: [{ name: words, detail: words, amount: words }], totals: [{ label: words, amount: words }] },
    person: { name: words, role: words, phone: words },
  }
  return renderMail(content, { ...face, shopName: words, address: words, phone: words, email: words, locale: words })
}

/** The elements of the mail, without its words; links and line breaks come and go with what was typed. */
function tagsOf(html: string): string[] {
  return (html.match(/<\/?[a-z!][^\s>]*/gi) ?? []).filter((tag) => !/^<\/?(a|br)$/.test(tag))
}

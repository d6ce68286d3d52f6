import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { FormState } from '#lib/form.ts'
import { checkForm } from '#lib/form.ts'
import { type AnswerInput, answerFields, asksMore, missingFrom } from './answer-form.ts'
import type { EditionContent } from './editions.ts'
import type { PoRule } from './rules.ts'
import { AnswerSheet, type AnswerSheetProps, CodeField } from './views-answer.tsx'

const hostile = `</section><script>alert(1)</script>"`
const content: EditionContent = {
  ...{ kind: 'proof', subject: 'prf_1', job: 'job_1', customer: 'cus_1', number: 2, title: 'Polos', note: '', rule: 'all' },
  ...{ currency: null, totalMinor: null, parts: [], needsSignature: true, po: 'allowed' },
  terms: { number: 3, sha256: 'x' },
  checklist: ['The spelling is right', 'The size is right'],
}
const plain: EditionContent = { ...content, terms: null, checklist: [], needsSignature: false, po: 'no' }
const filled: AnswerInput = {
  ...{
    edition: 2,
    signedName: 'Dana Whitfield',
    drawn: '',
    checked: ['0', '1'],
    agrees: true,
    poNumber: null,
    note: '',
    code: null,
  },
}
const drawing = (strokes: unknown, width: unknown = 1_000, height: unknown = 400) => JSON.stringify({ width, height, strokes })
const aStroke = drawing([[10, 10, 20, 30]])

async function sheet(props: Partial<AnswerSheetProps> = {}) {
  const terms = { number: 3, text: `What you approve is made.\n${hostile}` }
  const given = { content, terms, isForwarded: false, signer: 'Dana Whitfield', button: 'Approve', ...props }
  return String(await (<AnswerSheet {...given} />))
}

describe('a yes', () => {
  it('is complete with terms agreed, each point ticked and a name', () => {
    expect(missingFrom(content, filled, false)).toEqual({})
  })

  it.each<[string, Partial<AnswerInput>, string]>([
    ['the terms', { agrees: false }, 'agrees'],
    ['the first point of the checklist', { checked: ['1'] }, 'checked'],
    ['the last point of the checklist', { checked: ['0'] }, 'checked'],
    ['another box in place of a point', { checked: ['0', '2', '7'] }, 'checked'],
    ['a name', { signedName: null }, 'signedName'],
    ['more than an initial', { signedName: 'D' }, 'signedName'],
  ])('without %s is told so beside that field', (_, change, field) => {
    expect(Object.keys(missingFrom(content, { ...filled, ...change }, false))).toEqual([field])
  })

  it('may be drawn instead of typed: both count the same', () => {
    expect(missingFrom(content, { ...filled, signedName: null, drawn: aStroke }, false)).toEqual({})
  })

  it('through a link that was passed on needs a name even where nothing is to be signed', () => {
    expect(missingFrom(plain, { ...filled, signedName: null }, true)).toHaveProperty('signedName')
    expect(missingFrom(content, { ...filled, signedName: null, drawn: aStroke }, true)).toHaveProperty('signedName')
    expect(missingFrom(plain, filled, true)).toEqual({})
  })

  it.each<[PoRule, string | null, boolean]>([
    ['no', null, false],
    ['allowed', null, false],
    ['demanded', 'PO 4411', false],
    ['demanded', null, true],
  ])('where PO numbers are %s, with %s, misses one: %s', (po, poNumber, isMissing) => {
    expect('poNumber' in missingFrom({ ...content, po }, { ...filled, poNumber }, false)).toBe(isMissing)
  })

  it.each<[string, string]>([
    ['no JSON', '{'],
    ['no drawing', '[]'],
    ['no strokes', drawing([])],
    ['an empty stroke', drawing([[]])],
    ['half a point', drawing([[10, 10, 20]])],
    ['words for numbers', drawing([['10', '10']])],
    ['fractions', drawing([[0.5, 10]])],
    ['points far outside', drawing([[10, 99_999]])],
    ['a pad of no size', drawing([[1, 1]], 0)],
    ['more than 200 strokes', drawing(Array.from({ length: 201 }, () => [1, 1]))],
    ['more than 6,000 numbers', drawing([Array.from({ length: 6_002 }, () => 1)])],
  ])('with %s for a drawing is refused, even beside a typed name', (_, drawn) => {
    expect(missingFrom(content, { ...filled, drawn }, false)['signedName']).toMatch(/could not be read/)
  })

  it('with a drawing of more than 60,000 characters does not get past the form', () => {
    const sent = { edition: '2', drawn: drawing([Array.from({ length: 30_000 }, () => 1)]) }
    expect(checkForm(v.object(answerFields), sent)).toMatchObject({ ok: false, errors: { drawn: expect.any(String) } })
  })

  it('that takes only the button says so beforehand', () => {
    expect(asksMore(plain, false)).toBe(false)
    expect(asksMore({ ...plain, po: 'allowed' }, false)).toBe(false)
    for (const more of [{ terms: content.terms }, { checklist: ['x'] }, { needsSignature: true }, { po: 'demanded' as const }])
      expect(asksMore({ ...plain, ...more }, false)).toBe(true)
    expect(asksMore(plain, true)).toBe(true)
  })
})

describe('the sheet', () => {
  it('asks in this order: terms, checklist, PO number, note, signature, button', async () => {
    const text = await sheet()
    const order = ['name="edition" value="2"', 'Version 3', 'name="agrees"', 'The spelling is right', 'name="poNumber"']
    const places = [...order, 'name="note"', 'name="signedName"', 'name="drawn"', '>Approve</button>'].map((part) =>
      text.indexOf(part),
    )
    expect(places).toEqual([...places].sort((a, b) => a - b))
    expect(places).not.toContain(-1)
  })

  it('lets the keyboard scroll the terms, and shows them as text', async () => {
    const text = await sheet()
    expect(text).toMatch(/<section class="scroll" aria-labelledby="terms-title" tabindex="0">/)
    expect(text).toContain('&lt;script&gt;')
    expect(text).not.toContain('<script')
  })

  it('suggests a name and never signs for anybody', async () => {
    const text = await sheet()
    expect(text).toContain('placeholder="Dana Whitfield"')
    expect(text).not.toContain('value="Dana Whitfield"')
  })

  it('shows again what was typed, ticked and drawn, with a sentence beside what is missing', async () => {
    const form: FormState = {
      errors: { checked: 'Tick each point', signedName: 'Sign to approve' },
      values: { agrees: 'on', 'checked[].0': '1', poNumber: 'PO 7', note: 'Soon, please', drawn: aStroke, signedName: '' },
    }
    const text = await sheet({ form })
    expect(text).toMatch(/name="agrees"[^>]*checked/)
    expect(text).not.toMatch(/name="checked\[\]"[^>]*value="0"[^>]*checked=/)
    expect(text).toMatch(/value="1"[^>]*checked/)
    for (const part of [
      'value="PO 7"',
      'Soon, please',
      'Tick each point',
      'Sign to approve',
      'aria-describedby="f-checked-wrong"',
    ])
      expect(text).toContain(part)
    expect(text).toContain(aStroke.replaceAll('"', '&quot;'))
  })

  it('where nothing is asked is a note and the button', async () => {
    const text = await sheet({ content: plain, terms: undefined })
    expect([...text.matchAll(/ name="([^"]+)"/g)].map(([, name]) => name)).toEqual(['edition', 'note'])
  })

  it('asks for a mailed code where the shop wants one, and for none once it was given', async () => {
    const ask = { maskedEmail: 'd•••@riverside.test', action: '/view/work/x/lines/code', isMailed: false, isProven: false }
    const text = await sheet({ code: <CodeField {...ask} /> })
    for (const part of ['name="code"', 'd•••@riverside.test', 'formaction="/view/work/x/lines/code"', 'formnovalidate'])
      expect(text).toContain(part)
    expect(text.indexOf('name="signedName"')).toBeLessThan(text.indexOf('name="code"'))
    expect(await sheet({ code: <CodeField {...ask} isMailed /> })).toContain('Send a new code')
    expect(await sheet({ code: <CodeField {...ask} isProven /> })).not.toContain('name="code"')
    expect(await sheet({ code: <CodeField {...ask} maskedEmail={undefined} /> })).toContain('without an email address')
  })

  it('demands nothing by itself on a page whose form may also say no', async () => {
    expect(await sheet()).toContain(' required')
    expect(await sheet({ mayRefuse: true })).not.toContain(' required')
  })
})

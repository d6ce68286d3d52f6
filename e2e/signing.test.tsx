import type { Child } from 'hono/jsx'
import { describe, expect, it } from 'vitest'
import { assets } from '#generated/assets.ts'
import { Document } from '#ui/document.tsx'
import { brandColors } from '#ui/theme.ts'
import { expectSound, openChromium, type Person, port, problemsInLooks, type Setting, somebody } from './person.ts'

openChromium()

type Props = Readonly<Record<string, unknown>>
// The Worker's types and the browser's do not fit into one program, so what is shown comes without its own.
const sheets: string = '#features/approvals/views-answer.tsx'
const { AnswerSheet, CodeField } = (await import(sheets)) as Record<'AnswerSheet' | 'CodeField', (props: Props) => Child>

const content = {
  ...{ kind: 'proof', subject: 'prf_1', job: 'job_1', customer: 'cus_1', number: 2, title: 'Polos', note: '', rule: 'all' },
  ...{ currency: null, totalMinor: null, parts: [], needsSignature: true, po: 'demanded' },
  terms: { number: 3, sha256: 'x' },
  checklist: ['The spelling is right', 'The colors are right. Screens differ, thread and ink numbers do not'],
}
const terms = { number: 3, text: 'What you approve is made exactly so.\n\nColors on a screen are not thread.\n\n'.repeat(12) }
const aDrawing = JSON.stringify({
  width: 1_000,
  height: 400,
  strokes: [
    [100, 200, 200, 100, 300, 250, 400, 120],
    [500, 200, 600, 180],
  ],
})
const wrong = {
  agrees: 'Read the terms and tick that you agree',
  checked: 'Tick each point once you have checked it',
  signedName: 'Sign to approve: type your full name or draw your signature',
  poNumber: 'Type your PO number',
}
const code = { maskedEmail: 'd•••@riverside.test', action: '/view/work/x/lines/code', isMailed: true, isProven: false }

/** Each way the sheet can stand before its reader. */
const states: Readonly<Record<string, Props>> = {
  untouched: {},
  'sent back': { form: { errors: wrong, values: { 'checked[]': '1', note: 'Soon, please', signedName: 'D' } } },
  'sent back with a drawing': { form: { errors: { poNumber: wrong.poNumber }, values: { agrees: 'on', drawn: aDrawing } } },
  'passed on, with a code': {
    isForwarded: true,
    code: <CodeField {...code} form={{ errors: { code: 'Not that one' }, values: {} }} />,
  },
  'with a button alone': {
    content: { ...content, terms: null, checklist: [], needsSignature: false, po: 'no' },
    terms: undefined,
  },
}

/** Somebody in front of a page of the shop that ends with the sheet; what they send comes back as a promise. */
async function facing(props: Props, setting: Setting = {}) {
  const person = await somebody(setting)
  const sheet = { content, terms, isForwarded: false, signer: 'Dana Whitfield', button: 'Approve and start', ...props }
  const page = (
    <Document title="Proof" locale="en-US" nonce="n" colors={brandColors('#1f5a3d')} scripts={[assets.scripts.signing]}>
      <main class="page">
        <h1>Is this what we should stitch?</h1>
        <form class="form" method="post" action="/sheet">
          <AnswerSheet {...sheet} />
        </form>
      </main>
    </Document>
  )
  let sent: (fields: URLSearchParams) => void
  const answer = new Promise<URLSearchParams>((resolve) => {
    sent = resolve
  })
  await person.page.route('**/sheet', async (route) => {
    const isAnswer = route.request().method() === 'POST'
    if (isAnswer) sent(new URLSearchParams(route.request().postData() ?? ''))
    await route.fulfill({ contentType: 'text/html', body: isAnswer ? '<h1>Approved</h1>' : `<!doctype html>${String(page)}` })
  })
  await person.page.goto(`http://localhost:${port}/sheet`)
  return { ...person, answer }
}

async function draw({ page }: Pick<Person, 'page'>) {
  const box = (await page.locator('.pad canvas').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height * 0.5)
  await page.mouse.down()
  for (let i = 1; i <= 20; i++)
    await page.mouse.move(box.x + box.width * (0.2 + i * 0.03), box.y + box.height * (0.5 + 0.2 * Math.sin(i)))
  await page.mouse.up()
}
const drawnBy = ({ page }: Pick<Person, 'page'>) => page.locator('[name=drawn]').inputValue()
/** How much of the pad is ink. */
const inkOf = ({ page }: Pick<Person, 'page'>) =>
  page.locator('.pad canvas').evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement
    const pixels = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? []
    return pixels.filter((value, i) => i % 4 === 3 && value > 0).length
  })

it.each(Object.entries(states))('the sheet is sound %s', async (name, props) => {
  const person = await facing(props)
  expect(await problemsInLooks(person, `sheet-${name.replaceAll(/\W+/g, '-')}`)).toEqual([])
})

describe('4.8 a signature, drawn or typed, after the terms and a sign-off checklist', () => {
  it('is typed by keyboard alone', async () => {
    const person = await facing({})
    const { page } = person
    const keys = ['Tab', 'Tab', 'Space', 'Tab', 'Space', 'Tab', 'Space', 'Tab']
    for (const key of keys) await page.keyboard.press(key)
    await page.keyboard.type('PO 4411')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Soon, please')
    for (const key of ['Tab', 'Tab']) await page.keyboard.press(key)
    await page.keyboard.type('Dana Whitfield')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    const sent = await person.answer
    expect(sent.getAll('checked[]')).toEqual(['0', '1'])
    expect(Object.fromEntries(sent)).toMatchObject({
      ...{ edition: '2', agrees: 'on', poNumber: 'PO 4411', note: 'Soon, please', signedName: 'Dana Whitfield', drawn: '' },
    })
  })

  it('lets the keyboard read the terms to their end', async () => {
    const { page } = await facing({})
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('scroll')
    await page.keyboard.press('PageDown')
    await expect.poll(() => page.locator('.scroll').evaluate((one) => one.scrollTop), { timeout: 10_000 }).toBeGreaterThan(50)
  })

  it('is drawn with a finger or the mouse, instead of a name', async () => {
    const person = await facing({ content: { ...content, checklist: [], po: 'allowed' } })
    const { page } = person
    await page.getByLabel('I have read the terms').check()
    await page.getByLabel('Draw', { exact: true }).check()
    expect(await page.getByLabel('Type your full name to sign').isVisible()).toBe(false)
    await draw(person)
    await expectSound(person)
    await page.getByRole('button', { name: 'Approve and start' }).click()
    const sent = await person.answer
    const { width, height, strokes } = JSON.parse(sent.get('drawn') ?? '')
    expect([width, height, strokes.length]).toEqual([1_000, 400, 1])
    expect(strokes.flat().every((one: number) => Number.isInteger(one) && one >= 0 && one <= 1_000)).toBe(true)
    expect(sent.has('signedName')).toBe(false)
  })

  it('is not sent with an empty pad: the browser says what is missing', async () => {
    const person = await facing({ content: { ...content, checklist: [], terms: null, po: 'no' }, terms: undefined })
    const { page } = person
    await page.getByLabel('Draw', { exact: true }).check()
    await page.getByRole('button', { name: 'Approve and start' }).click()
    expect(await page.locator('signature-pad').evaluate((pad) => pad.matches(':invalid'))).toBe(true)
    expect(page.url()).toMatch(/sheet$/)
    await draw(person)
    await page.getByRole('button', { name: 'Undo' }).click()
    expect(await drawnBy(person)).toBe('')
    await draw(person)
    await draw(person)
    expect(JSON.parse(await drawnBy(person)).strokes).toHaveLength(2)
    await page.getByRole('button', { name: 'Clear' }).click()
    expect([await drawnBy(person), await inkOf(person)]).toEqual(['', 0])
    expect(await page.getByRole('button', { name: 'Clear' }).isDisabled()).toBe(true)
    await draw(person)
    await page.getByRole('button', { name: 'Approve and start' }).click()
    expect((await person.answer).get('drawn')).toMatch(/strokes/)
  })

  it('stays as drawn when the screen is turned, and comes back after a look at the other way', async () => {
    const person = await facing({})
    const { page } = person
    await page.getByLabel('Draw', { exact: true }).check()
    await draw(person)
    const drawn = await drawnBy(person)
    await page.setViewportSize({ width: 844, height: 390 })
    await expect.poll(() => inkOf(person)).toBeGreaterThan(100)
    expect(await drawnBy(person)).toBe(drawn)
    await page.getByLabel('Type', { exact: true }).check()
    expect(await drawnBy(person)).toBe('')
    await page.getByLabel('Draw', { exact: true }).check()
    expect(await drawnBy(person)).toBe(drawn)
  })

  it('is typed where nothing is scripted', async () => {
    const person = await facing({ content: { ...content, po: 'no' } }, { withScript: false })
    const { page } = person
    expect(await page.getByLabel('Draw', { exact: true }).isVisible()).toBe(false)
    for (const label of ['I have read the terms', ...content.checklist]) await page.getByLabel(label).check()
    await page.getByLabel('Type your full name to sign').fill('Dana Whitfield')
    await page.getByRole('button', { name: 'Approve and start' }).click()
    const sent = await person.answer
    expect([sent.get('signedName'), sent.get('drawn')]).toEqual(['Dana Whitfield', ''])
  })
})

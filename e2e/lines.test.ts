import { expect, it } from 'vitest'
import { expectSound, openChromium, type Person, portal, problemsInLooks, signIn, somebody } from './person.ts'

openChromium()

const base = `${portal}/apex-fleet`
const gwen = 'gwen@bluestemplumbing.example'
const ruth = 'fleet@marlowparks.example'

/** The page of the lines of a work order, found the way its customer finds it. */
async function openLines({ page }: Person, job: string): Promise<void> {
  await page.goto(`${base}/jobs`)
  await page.getByRole('link', { name: job }).click()
  await page.getByRole('link', { name: /^(Answer|Look at the lines)/ }).click()
  await page.waitForURL(/\/lines$/)
}

it('the lines and the sitting are sound', async () => {
  const person = await somebody()
  await signIn(person, `${base}/sign-in`, gwen)
  await openLines(person, 'Van 14, brakes and tie rods')
  const problems = await problemsInLooks(person, 'lines')
  await person.page.goto(`${base}/lines`)
  problems.push(...(await problemsInLooks(person, 'sitting')))
  await person.page.goto(`${base}/jobs`)
  await person.page.getByRole('link', { name: 'Van 14, brakes and tie rods' }).click()
  await person.page.getByRole('link', { name: /^14, 20|^Van 14, 20|^Unit 14, 20/ }).click()
  await person.page.waitForURL(/\/assets\/ast_/)
  problems.push(...(await problemsInLooks(person, 'vehicle')))
  expect(problems).toEqual([])
})

it('a word about a line stays in sight whichever way it is answered, so that nothing is sent unseen', async () => {
  const person = await somebody()
  await signIn(person, `${base}/sign-in`, gwen)
  await openLines(person, 'Van 14, brakes and tie rods')
  const line = person.page.locator('.ask').first()
  const word = line.getByLabel('A word about it, if you like')
  expect(await word.isVisible()).toBe(false)
  await line.getByText('Decline').click()
  await word.fill('Too dear for us')
  await line.getByText('Approve').click()
  expect(await word.isVisible()).toBe(true)
  expect(await word.inputValue()).toBe('Too dear for us')
})

it('lines with signature by keyboard alone', async () => {
  const person = await somebody({ width: 1280 })
  const { page } = person
  await signIn(person, `${base}/sign-in`, gwen)
  await openLines(person, 'Van 14, brakes and tie rods')
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe('Two lines need your answer')
  await page.locator('body').press('Tab')
  const at = () =>
    page.evaluate(() => document.activeElement?.getAttribute('name') ?? document.activeElement?.textContent?.trim() ?? '')
  const tabTo = async (what: RegExp) => {
    for (let i = 0; i < 60 && !what.test(await at()); i++) await page.keyboard.press('Tab')
    expect(await at()).toMatch(what)
  }
  await tabTo(/^answer-/)
  await page.keyboard.press('Space')
  expect(await page.locator('dd[data-total]').textContent()).toBe('$1,006.00')
  await page.keyboard.press('Tab')
  await tabTo(/^answer-/)
  await page.keyboard.press('Space')
  await page.keyboard.press('ArrowRight')
  expect(await page.locator('.say').textContent()).toContain('2 of 2 answered')
  expect(await page.locator('dd[data-total]').textContent()).toBe('$1,006.00')
  await tabTo(/^why-/)
  await page.keyboard.type('We wait with that one')
  await tabTo(/^poNumber/)
  await page.keyboard.type('BP-1150')
  await tabTo(/^signedName/)
  await page.keyboard.type('Gwen Pratt')
  await tabTo(/^Send answers/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/answered=1/)
  await expectSound(person)
  expect(await page.textContent('main')).toContain('4 lines approved, 2 declined')
})

it('without JavaScript lines are approved and declined all the same', async () => {
  const person = await somebody({ withScript: false })
  const { page } = person
  const reader = await somebody()
  await signIn(reader, `${base}/sign-in`, ruth)
  await person.context.addCookies(await reader.context.cookies(new URL(base).origin))
  await openLines(person, 'Truck 6, DOT inspection')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('One line needs your answer')
  await page.getByRole('button', { name: 'Send answers' }).click()
  expect(await page.textContent('main')).toContain('Approve or decline at least one line')
  await page.getByRole('radio', { name: 'Decline' }).check()
  await page.getByLabel('Approve after all').check()
  await page.getByRole('button', { name: 'Send answers' }).click()
  await page.waitForURL(/answered=1/)
  expect(await page.textContent('main')).toContain('2 lines approved, 1 declined')
})

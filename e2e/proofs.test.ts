import { expect, it } from 'vitest'
import {
  expectSound,
  mailTo,
  openChromium,
  type Person,
  port,
  portal,
  problemsInLooks,
  signIn,
  somebody,
  staffHost,
} from './person.ts'

openChromium()

const desk = `${staffHost}/admin/smith-embroidery`
const dana = 'dana@riversidebrewing.example'

/** A picture of one colour with a square in it. */
async function pngOf({ page }: Person, color: string): Promise<Buffer> {
  const url = await page.evaluate((fill) => {
    const canvas = document.createElement('canvas')
    canvas.width = 960
    canvas.height = 600
    const drawing = canvas.getContext('2d')
    if (drawing) {
      drawing.fillStyle = '#e8e6e1'
      drawing.fillRect(0, 0, 960, 600)
      drawing.fillStyle = fill
      drawing.fillRect(320, 160, 320, 280)
    }
    return canvas.toDataURL('image/png')
  }, color)
  return Buffer.from(url.split(',')[1] ?? '', 'base64')
}

async function press({ page }: Person, name: string | RegExp) {
  await page.getByRole('button', { name }).first().click()
  await page.waitForLoadState()
}

/** Uploads artwork in a picker of the editor and waits until it is there. */
async function upload({ page }: Person, label: string, name: string, buffer: Buffer) {
  await page.getByLabel(label, { exact: true }).setInputFiles({ name, mimeType: 'image/png', buffer })
  await page.locator(`.picked input[type=hidden]`).first().waitFor({ state: 'attached' })
  await expect.poll(() => page.locator('.picked li').first().textContent()).toMatch(/ready/i)
}

async function startProof(person: Person, job: string, color: string) {
  const { page } = person
  await page.goto(`${desk}/jobs?as=list&q=${encodeURIComponent(job)}`)
  await page.getByRole('link', { name: job }).first().click()
  await press(person, /Make a proof|Another proof/)
  await page.waitForURL(/proofs\/prf_/)
  await upload(person, 'Artwork', 'hop-badge.png', await pngOf(person, color))
  await press(person, 'Save')
  await page.waitForURL(/did=saved/)
}

it('a proof round with two editions and pins on a phone', async () => {
  const marisol = await somebody({ width: 1280 })
  await signIn(marisol, `${desk}/sign-in`, 'marisol@smithembroidery.example')
  await startProof(marisol, 'Taproom aprons', '#c57a45')
  await marisol.page.getByLabel('Placement').fill('Left chest')
  await marisol.page.getByLabel('Colors, thread or ink').fill('Copper 1857 #c57a45')
  await expectSound(marisol)
  const since = Date.now() - 1_000
  await press(marisol, 'Save and send')
  await marisol.page.waitForURL(/did=sent/)
  await expectSound(marisol)
  await marisol.shot('proof-editor')

  const phone = await somebody()
  const { page } = phone
  const { links } = await mailTo(dana, /proof for Taproom aprons/, since)
  await page.goto(links.find((link) => link.includes('/view/proof/')) ?? '')
  expect(await page.textContent('h1')).toBe('Is this what we should make?')
  // A phone on a slow network has a smaller picture to choose, drawn with the large one.
  expect(await page.locator('.art img').first().getAttribute('srcset')).toMatch(/fil_\w+ 720w, .*fil_\w+ 960w/)
  await expectSound(phone)
  await phone.shot('proof-phone')

  // Zoomed by button and by key, and back.
  const art = page.locator('.art').first()
  await page.getByRole('button', { name: 'Zoom in' }).click()
  await expect
    .poll(() =>
      page
        .locator('.sheetlet')
        .first()
        .evaluate((one) => one.style.transform),
    )
    .toContain('scale(1.5)')
  await art.focus()
  await page.keyboard.press('+')
  await expect
    .poll(() =>
      page
        .locator('.sheetlet')
        .first()
        .evaluate((one) => one.style.transform),
    )
    .toContain('scale(2.25)')
  await page.keyboard.press('0')
  await expect
    .poll(() =>
      page
        .locator('.sheetlet')
        .first()
        .evaluate((one) => one.style.transform),
    )
    .toContain('scale(1)')

  // One comment by finger, one by keys alone.
  await page.getByText('Add a comment').first().click()
  await art.tap({ position: { x: 120, y: 90 } })
  await page.getByRole('textbox', { name: 'Your comment' }).fill('A bit smaller, please')
  await press(phone, 'Send comment')
  await page.waitForURL(/did=commented/)
  await page.locator('summary', { hasText: 'Add a comment' }).first().focus()
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: /Place of your comment/ }).focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('Enter')
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA')
  await page.keyboard.type('And higher')
  await press(phone, 'Send comment')
  await page.getByText('And higher').waitFor()
  expect(await page.locator('.pins a').count()).toBe(2)
  await expectSound(phone)
  await phone.shot('proof-phone-pins')

  await press(phone, 'Ask for changes')
  await page.getByLabel('What should change?').fill('Smaller and higher.')
  await press(phone, 'Send to the shop')
  expect(await page.textContent('h1')).toBe('We are working on your changes')

  // The shop answers in the thread and sends a second version of the same design.
  const { pathname } = new URL(marisol.page.url())
  await marisol.page.goto(`${staffHost}${pathname}?version=1`)
  await marisol.page.locator('.said summary').first().click()
  await marisol.page.getByLabel('Your answer to comment 1').fill('Half an inch less?')
  await marisol.page.locator('.said form button').first().click()
  await marisol.page.getByText('Half an inch less?').waitFor()
  await expectSound(marisol)
  await marisol.shot('proof-edition-desk')
  await marisol.page.goto(staffHost + pathname)
  await marisol.page.getByText('New artwork for this design').click()
  await upload(marisol, 'New artwork', 'hop-badge-2.png', await pngOf(marisol, '#7f9a63'))
  const again = Date.now() - 1_000
  await press(marisol, /Save and send version 2/)
  await marisol.page.waitForURL(/did=sent/)

  const second = await mailTo(dana, /Version 2 of the proof for Taproom aprons/, again)
  await page.goto(second.links.find((link) => link.includes('/view/proof/')) ?? '')
  expect(await page.locator('.pins a').count()).toBe(0)
  await page.getByRole('link', { name: 'Version 1' }).click()
  expect(await page.textContent('main')).toContain('can no longer be approved')
  expect(await page.textContent('main')).toContain('Half an inch less?')
  expect(await page.getByText('Add a comment').count()).toBe(0)
  await expectSound(phone)
  await page.getByRole('link', { name: 'Compare' }).click()
  for (const mode of ['Side by side', 'Overlay', 'Slider', 'Difference']) {
    await page.getByText(mode, { exact: true }).click()
    await expectSound(phone)
    await phone.shot(`proof-compare-${mode.replaceAll(' ', '-').toLowerCase()}`)
  }
  await page.getByRole('link', { name: 'Version 2' }).click()
  await page.locator('.bar').getByRole('button', { name: 'Approve' }).click()
  await expectSound(phone)
  await phone.shot('proof-phone-approve')
  for (const box of await page.locator('#approve input[type=checkbox]').all()) await box.check()
  await page.locator('#approve input[name=signedName]').fill('Dana Whitfield')
  await press(phone, 'Approve and start')
  expect(await page.textContent('h1')).toBe('Approved. We make it just like this')
  await expectSound(phone)
  await phone.shot('proof-phone-approved')
})

it('JavaScript off comments by a press on the picture, and approves with a typed name', async () => {
  const marisol = await somebody({ width: 1280, theme: 'dark' })
  await signIn(marisol, `${desk}/sign-in`, 'marisol@smithembroidery.example')
  await startProof(marisol, 'Band jackets', '#1c3f7a')
  const since = Date.now() - 1_000
  await press(marisol, 'Save and send')
  await marisol.page.waitForURL(/did=sent/)
  await marisol.shot('proof-editor-dark')

  const still = await somebody({ withScript: false, theme: 'dark' })
  const { page } = still
  const { links } = await mailTo('band@stivers.example', /proof for Band jackets/, since)
  await page.goto(links.find((link) => link.includes('/view/proof/')) ?? '')
  await page.locator('summary', { hasText: 'Add a comment' }).click()
  await page.getByLabel('Your comment').fill('Is this our blue?')
  await page.locator('input[type=image]').click({ position: { x: 160, y: 50 } })
  await page.waitForURL(/did=commented/)
  const circle = page.locator('.pins circle:not(.hit)')
  expect([await circle.getAttribute('cx'), await circle.getAttribute('cy')]).toEqual(['500', '156'])
  await still.shot('proof-still')
  await page.locator('.bar').getByRole('button', { name: 'Approve' }).click()
  for (const box of await page.locator('#approve input[type=checkbox]').all()) await box.check()
  await page.locator('#approve input[name=signedName]').fill('Tom Abara')
  await press(still, 'Approve and start')
  expect(await page.textContent('h1')).toBe('Approved. We make it just like this')
})

const widthOfArt = async ({ page }: Person) => (await page.locator('.art img').first().boundingBox())?.width ?? 0

/** Two fingers on the artwork that move apart, so many times their distance. */
async function pinch({ page, context }: Person, times: number): Promise<void> {
  await page.locator('.art').first().scrollIntoViewIfNeeded()
  const box = await page.locator('.art').first().boundingBox()
  if (!box) throw new Error('There is no artwork')
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 200)]
  const fingers = await context.newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', half?: number) => {
    const touchPoints = half === undefined ? [] : [-half, half].map((by, id) => ({ x: x + by, y, id }))
    return fingers.send('Input.dispatchTouchEvent', { type, touchPoints })
  }
  await touch('touchStart', 40)
  for (const part of [0.25, 0.5, 0.75, 1]) await touch('touchMove', 40 * (1 + part * (times - 1)))
  await touch('touchEnd')
}

it('the demo’s proofs are sound on both sides', async () => {
  const problems: string[] = []
  const person = await somebody()
  const { page } = person
  const base = `http://portal.smithembroidery.localhost:${port}/portal`
  await signIn(person, `${base}/sign-in`, dana)
  await page.goto(`${base}/jobs`)
  await page.getByRole('link', { name: 'Spring crew polos' }).first().click()
  await page.getByRole('link', { name: 'Look and answer' }).first().waitFor()
  problems.push(...(await problemsInLooks(person, 'job-with-proof')))
  await page.getByRole('link', { name: 'Look and answer' }).first().click()
  await page.getByRole('heading', { name: 'Comments' }).waitFor()
  problems.push(...(await problemsInLooks(person, 'proof-demo')))
  const before = await widthOfArt(person)
  await pinch(person, 2.5)
  await expect.poll(() => widthOfArt(person)).toBeGreaterThan(2 * before)
  const fleet = await somebody({ width: 1280 })
  await signIn(fleet, `${portal}/apex-fleet/sign-in`, 'gwen@bluestemplumbing.example')
  await fleet.page.goto(`${portal}/apex-fleet/jobs`)
  await fleet.page
    .getByRole('link', { name: /Van 14, brakes/ })
    .first()
    .click()
  await fleet.page.getByRole('link', { name: 'Look and answer' }).first().click()
  await fleet.page.getByText('Choose this one').first().waitFor()
  problems.push(...(await problemsInLooks(fleet, 'proof-choose')))
  const named = fleet.page.locator('[data-chosen]')
  expect(await named.textContent()).toBe('Choose one of the designs on the page first.')
  await fleet.page.getByText('Choose this one').first().click()
  expect(await named.textContent()).toMatch(/^You approve “.+”\.$/)
  expect(problems).toEqual([])
})

const caps = 'Trucker caps, hop patch'

it('forward, decide as the other person, revoke', async () => {
  const marisol = await somebody({ width: 1280 })
  await signIn(marisol, `${desk}/sign-in`, 'marisol@smithembroidery.example')
  await startProof(marisol, caps, '#5b3a6e')
  const since = Date.now() - 1_000
  await press(marisol, 'Save and send')
  await marisol.page.waitForURL(/did=sent/)

  // Dana opens it from her mail, goes to where links are made, and makes one for a colleague to answer.
  const maker = await somebody()
  const base = `http://portal.smithembroidery.localhost:${port}/portal`
  await signIn(maker, `${base}/sign-in`, dana)
  await maker.page.goto(`${base}/jobs`)
  await maker.page.getByRole('link', { name: caps }).first().click()
  await maker.page.getByRole('link', { name: 'Look and answer' }).first().click()
  await maker.page.waitForURL(/proofs\/prf_/)
  const proof = maker.page.url()
  await maker.page.getByRole('link', { name: 'Pass it on' }).click()
  await maker.page.getByLabel('For whom').fill('Morgan Hale')
  await maker.page.getByLabel('Their email').fill('morgan@hale-events.example')
  await maker.page.getByLabel('Look and answer for you').check()
  await press(maker, 'Make the link')
  await maker.page.getByText('a mail with it is on its way').waitFor()
  const problems = await problemsInLooks(maker, 'passed-on-made')

  // Morgan has no account and no other mail: the link alone opens the proof, and nothing else of Dana's.
  const other = await somebody()
  const { links } = await mailTo('morgan@hale-events.example', /Dana Whitfield asks you to answer/, since)
  const link = links.find((one) => one.includes('/view/proof/')) ?? ''
  await other.page.goto(link)
  expect(await other.page.textContent('h1')).toBe('Is this what we should make?')
  expect(await other.page.getByRole('link', { name: 'Pass it on' }).count()).toBe(0)
  await other.page.locator('.bar').getByRole('button', { name: 'Approve' }).click()
  problems.push(...(await problemsInLooks(other, 'passed-on-answer')))
  for (const box of await other.page.locator('#approve input[type=checkbox]').all()) await box.check()
  await other.page.locator('#approve input[name=signedName]').fill('Morgan B. Hale')
  await press(other, 'Approve and start')
  expect(await other.page.textContent('h1')).toBe('Approved. We make it just like this')

  // The record says who it was, and that nobody knows it for sure.
  await maker.page.goto(`${base}/jobs`)
  await maker.page.getByRole('link', { name: caps }).first().click()
  await maker.page
    .getByRole('link', { name: /record/i })
    .first()
    .click()
  const record = await maker.page.textContent('main')
  expect(record).toContain('Morgan B. Hale')
  expect(record).toContain('Identity not proven, passed on by Dana Whitfield for Morgan Hale')

  // Taken back, it opens nothing any more.
  await maker.page.goto(proof)
  await maker.page.getByRole('link', { name: 'Pass it on' }).click()
  await press(maker, 'Take back the link for Morgan Hale')
  await maker.page.getByText('The link opens nothing any more').waitFor()
  await other.page.goto(link)
  expect(await other.page.textContent('body')).not.toContain('Approved. We make it')
  problems.push(...(await problemsInLooks(other, 'passed-on-over')))
  expect(problems).toEqual([])
})

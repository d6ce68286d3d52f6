import type { Page } from 'playwright-core'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { desk, type LocalProduct } from './local-product.ts'

export interface OfferFigure {
  /** From the press on an add-on to the new price on the screen: ms, the median and the slowest. */
  readonly ms: number
  readonly mostMs: number
  /** Where the estimate was opened, and an invoice that was sent beside it. */
  readonly estimate: string
  readonly invoice: string
}

/** Sends an estimate of twelve lines with an add-on, opens it from its mail and ticks the add-on over and over. */
export async function measureOffer(product: LocalProduct, times: number): Promise<OfferFigure> {
  const sender = await product.openDesk()
  const estimate = await sendEstimate(sender, product)
  const invoice = await sendInvoice(sender, product)
  await sender.context().close()
  const page = await (await product.browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  await page.goto(estimate)
  const took = await page.evaluate<number[]>(`(${tickOften})(${times})`)
  await page.context().close()
  const sorted = took.sort((a, b) => a - b)
  return { ms: sorted[Math.floor(sorted.length / 2)] ?? 0, mostMs: sorted.at(-1) ?? 0, estimate, invoice }
}

// What runs in the page is text: a browser's types and the Worker's cannot stand in one program.

/** Ticks the add-on; waits each time for the price to be another and for the frame that shows it. */
const tickOften = `async (times) => {
  const box = document.querySelector('[name="addOns[]"]')
  const price = document.querySelector('[data-say=total]')
  const took = []
  for (let i = 0; i < times; i++) {
    const before = price.textContent
    const began = performance.now()
    box.click()
    while (price.textContent === before) await new Promise((resolve) => setTimeout(resolve))
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    took.push(performance.now() - began)
  }
  return took
}`

async function sendEstimate(page: Page, { deskAt, linkIn }: LocalProduct): Promise<string> {
  const title = 'Bench caps'
  await page.goto(deskAt(href(desk, paths.staff.estimates.new)))
  await page.getByLabel('Customer', { exact: true }).selectOption({ label: 'Riverside Brewing Co.' })
  await page.getByLabel('Name', { exact: true }).fill(title)
  for (let i = 0; i < 12; i++) {
    if (i > 0) await page.getByRole('button', { name: 'Add a line' }).click()
    await page.getByLabel('Item').nth(i).fill(`Cap in colour ${i}, badge`)
    await page.getByLabel('Each').nth(i).fill('9.85')
  }
  await page.getByLabel('Where').nth(11).selectOption({ label: 'Add-on to tick' })
  await page.getByRole('button', { name: 'Save draft' }).click()
  await page.waitForURL(/did=created/)
  await page.getByRole('button', { name: 'Send estimate' }).click()
  await page.waitForURL(/did=sent/)
  return linkIn(new RegExp(`estimate for ${title}`), /https?:\/\/\S+\/view\/estimate\/\S+/)
}

async function sendInvoice(page: Page, { deskAt, linkIn }: LocalProduct): Promise<string> {
  await page.goto(deskAt(href(desk, paths.staff.invoices.new)))
  await page.locator('[name=customerId]').selectOption({ label: 'Riverside Brewing Co.' })
  await page.locator('[name=title]').fill('Bench badges')
  await page.locator('[name="description[]"]').first().fill('Badge')
  await page.locator('[name="quantity[]"]').first().fill('24')
  await page.locator('[name="unitPrice[]"]').first().fill('18.50')
  await page.locator('main form button[type=submit]').last().click()
  await page.waitForURL(/invoices\/inv_/)
  await page.locator('#send button[type=submit]').first().click()
  await page.waitForURL(/did=sent/)
  return linkIn(/Bench badges|invoice/i, /https?:\/\/\S+\/view\/invoice\/[^\s/]+/)
}

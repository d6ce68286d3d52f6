import type { Browser, Page } from 'playwright-core'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { desk, type LocalProduct } from './local-product.ts'

/**
 * The phone and network of Lighthouse's slow 4G: its constants `MOTOGPOWER_EMULATION_METRICS` and `mobileSlow4G`. The connection
 * itself, that is its TCP and TLS handshakes, is none of what Chromium slows down.
 */
const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true }
const network = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 }
/** What Lighthouse makes of this machine's processor to stand for a phone's. */
const cpuSlowdown = 4

export interface FirstImage {
  /** From the press on the mailed link to the picture on the screen, the median, ms: on this machine's processor, and slowed. */
  readonly ms: number
  readonly slowedMs: number
  /** Of the picture that came, and of the file it was drawn of. */
  readonly bytes: number
  readonly originalBytes: number
  /** Where it was opened. */
  readonly link: string
}

/** Sends a proof of a large photo by the desk's own pages, and opens it from its mail on a slow phone, `times` times anew. */
export async function measureFirstImage(product: LocalProduct, times: number): Promise<FirstImage> {
  const sent = await sendProof(product)
  const looks = { plain: [] as Look[], slowed: [] as Look[] }
  for (let i = 0; i < times; i++) {
    looks.plain.push(await look(product.browser, sent.link, 1))
    looks.slowed.push(await look(product.browser, sent.link, cpuSlowdown))
  }
  const [bytes = 0] = looks.plain.map((one) => one.bytes)
  return { ms: middle(looks.plain), slowedMs: middle(looks.slowed), bytes, originalBytes: sent.originalBytes, link: sent.link }
}

async function sendProof({ openDesk, deskAt, linkIn }: LocalProduct): Promise<{ link: string; originalBytes: number }> {
  const page = await openDesk()
  const job = 'Taproom aprons'
  await page.goto(`${deskAt(href(desk, paths.staff.jobs.list))}?as=list&q=${encodeURIComponent(job)}`)
  await page.getByRole('link', { name: job }).first().click()
  await page.getByRole('button', { name: 'Make a proof' }).click()
  const buffer = await photo(page)
  await page.getByLabel('Artwork', { exact: true }).setInputFiles({ name: 'apron.jpg', mimeType: 'image/jpeg', buffer })
  await page.locator('.picked li', { hasText: 'Ready' }).waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL(/did=saved/)
  await page.getByRole('button', { name: 'Save and send' }).click()
  await page.waitForURL(/did=sent/)
  await page.context().close()
  return { link: await linkIn(new RegExp(job), /https?:\/\/\S+\/view\/proof\/\S+/), originalBytes: buffer.length }
}

async function photo(page: Page): Promise<Buffer> {
  const url = await page.evaluate<string>(drawPhoto)
  return Buffer.from(url.split(',')[1] ?? '', 'base64')
}

// What runs in the page is text: a browser's types and the Worker's cannot stand in one program.

/** Something like a photo of cloth: 12 million pixels of soft shapes under grain, each time the same. */
const drawPhoto = `(() => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 4000, height: 3000 })
  const pen = canvas.getContext('2d')
  let seed = 7
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647
  for (let i = 0; i < 4000; i++) {
    pen.fillStyle = 'hsl(' + (200 + 60 * random()) + ' 40% ' + (20 + 50 * random()) + '% / .3)'
    pen.beginPath()
    pen.ellipse(4000 * random(), 3000 * random(), 20 + 200 * random(), 20 + 90 * random(), 3 * random(), 0, 7)
    pen.fill()
  }
  const picture = pen.getImageData(0, 0, 4000, 3000)
  for (let at = 0; at < picture.data.length; at++) if (at % 4 !== 3) picture.data[at] += 16 * random() - 8
  pen.putImageData(picture, 0, 0)
  return canvas.toDataURL('image/jpeg', 0.9)
})()`

/** When the artwork was painted, and how many bytes came for it. */
const seeArt = `new Promise((resolve) => {
  new PerformanceObserver((list) => {
    for (const { element, url, startTime } of list.getEntries()) {
      if (!element?.closest('.art')) continue
      const [resource] = performance.getEntriesByName(url)
      resolve({ ms: startTime, bytes: resource?.encodedBodySize ?? 0 })
    }
  }).observe({ type: 'largest-contentful-paint', buffered: true })
})`

interface Look {
  readonly ms: number
  readonly bytes: number
}
const middle = (looks: readonly Look[]) => looks.map(({ ms }) => ms).sort((a, b) => a - b)[Math.floor(looks.length / 2)] ?? 0

async function look(browser: Browser, link: string, slowdown: number): Promise<Look> {
  const context = await browser.newContext(phone)
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('Network.enable')
  await devtools.send('Network.emulateNetworkConditions', network)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
  await page.goto(link)
  const seen = await page.evaluate<Look>(seeArt)
  await context.close()
  return seen
}

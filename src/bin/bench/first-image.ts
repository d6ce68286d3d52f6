import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { freePorts, start, stop } from '#testing/product.ts'
import { findChromium } from '../test/chromium.ts'
import { hosts } from './place.ts'

/**
 * The phone and network of Lighthouse's slow 4G: its constants `MOTOGPOWER_EMULATION_METRICS` and `mobileSlow4G`. The connection
 * itself, that is its TCP and TLS handshakes, is none of what Chromium slows down.
 */
const phone = { viewport: { width: 412, height: 823 }, deviceScaleFactor: 1.75, isMobile: true, hasTouch: true }
const network = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 }
/** What Lighthouse makes of this machine's processor to stand for a phone's. */
const cpuSlowdown = 4

const desk = '/admin/smith-embroidery'
const staff = 'marisol@smithembroidery.example'
const customer = 'dana@riversidebrewing.example'

export interface FirstImage {
  /** From the press on the mailed link to the picture on the screen, the median, ms: on this machine's processor, and slowed. */
  readonly ms: number
  readonly slowedMs: number
  /** Of the picture that came, and of the file it was drawn of. */
  readonly bytes: number
  readonly originalBytes: number
}

/** Sends a proof of a large photo by the desk's own pages, and opens it from its mail on a slow phone, `times` times anew. */
export async function measureFirstImage(times: number): Promise<FirstImage> {
  const found = await findChromium()
  if (!found.ok) throw new Error(found.sentence)
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-bench-'))
  const port = await freePorts()
  const product = await start(port, dir)
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-gpu']
  const browser = await chromium.launch({ executablePath: found.path, args })
  try {
    const sent = await sendProof(browser, port)
    const looks = { plain: [] as Look[], slowed: [] as Look[] }
    for (let i = 0; i < times; i++) {
      looks.plain.push(await look(browser, sent.link, 1))
      looks.slowed.push(await look(browser, sent.link, cpuSlowdown))
    }
    const [bytes = 0] = looks.plain.map((one) => one.bytes)
    return { ms: middle(looks.plain), slowedMs: middle(looks.slowed), bytes, originalBytes: sent.originalBytes }
  } finally {
    await browser.close()
    await stop(product)
    rmSync(dir, { recursive: true, force: true })
  }
}

async function sendProof(browser: Browser, port: number): Promise<{ link: string; originalBytes: number }> {
  const origin = `http://${hosts.staff}:${port}`
  const page = await (await browser.newContext()).newPage()
  await page.goto(`${origin}${desk}/sign-in`)
  await page.getByLabel(/email/i).fill(staff)
  await page.getByRole('button', { name: 'Email me a code' }).click()
  const [, first = '', second = ''] = /\b(\d{4}) ?(\d{4})\b/.exec(await mailTo(port, staff, /code/i)) ?? []
  await page.getByLabel('Eight-digit code').fill(first + second)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL(origin + desk)
  const job = 'Taproom aprons'
  await page.goto(`${origin}${href(desk, paths.staff.jobs.list)}?as=list&q=${encodeURIComponent(job)}`)
  await page.getByRole('link', { name: job }).first().click()
  await page.getByRole('button', { name: 'Make a proof' }).click()
  const buffer = await photo(page)
  await page.getByLabel('Artwork', { exact: true }).setInputFiles({ name: 'apron.jpg', mimeType: 'image/jpeg', buffer })
  await page.locator('.picked li', { hasText: 'Ready' }).waitFor()
  await page.getByRole('button', { name: 'Save', exact: true }).click()
  await page.waitForURL(/did=saved/)
  await page.getByRole('button', { name: 'Save and send' }).click()
  await page.waitForURL(/did=sent/)
  const link = /https?:\/\/\S+\/view\/proof\/\S+/.exec(await mailTo(port, customer, new RegExp(job)))?.[0]
  if (!link) throw new Error('The mail has no link to the proof')
  return { link, originalBytes: buffer.length }
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

/** The text of the newest mail to an address whose subject says this, once it has come. */
async function mailTo(port: number, address: string, subject: RegExp): Promise<string> {
  const api = `http://127.0.0.1:${port + 3}/api/v1`
  const ask = async <T>(path: string) => (await (await fetch(api + path)).json()) as T
  for (let tries = 0; tries < 300; tries++) {
    const query = encodeURIComponent(`to:${address}`)
    const { messages } = await ask<{ messages: { ID: string; Subject: string }[] }>(`/search?query=${query}`)
    const found = messages.find(({ Subject }) => subject.test(Subject))
    if (found) return (await ask<{ Text: string }>(`/message/${found.ID}`)).Text
    await wait(100)
  }
  throw new Error(`No mail to ${address} about ${subject}`)
}

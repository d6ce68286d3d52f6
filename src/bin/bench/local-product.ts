import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { type Browser, chromium, type Page } from 'playwright-core'
import { freePorts, start, stop } from '#testing/product.ts'
import { findChromium } from '../test/chromium.ts'
import { hosts } from './place.ts'

/** The product as `npm start` runs it, with its demo shops, and a browser to open it with. */
export interface LocalProduct {
  readonly browser: Browser
  /** Where that Chromium listens for its own protocol. */
  readonly debugPort: number
  /** A page of the desk, signed in as the owner of the demo shop. */
  openDesk(): Promise<Page>
  /** The address of a path of that desk. */
  deskAt(path: string): string
  /** The link of this shape in the newest mail to the demo shop's customer whose subject says this, once it has come. */
  linkIn(subject: RegExp, shape: RegExp): Promise<string>
  close(): Promise<void>
}

export const desk = '/admin/smith-embroidery'
const staff = 'marisol@smithembroidery.example'
const customer = 'dana@riversidebrewing.example'

/** Starts it on data of its own. Throws where no Chromium is found. */
export async function startLocalProduct(): Promise<LocalProduct> {
  const found = await findChromium()
  if (!found.ok) throw new Error(found.sentence)
  const dir = mkdtempSync(join(tmpdir(), 'nameplate-bench-'))
  const port = await freePorts()
  const debugPort = port + 9
  const product = await start(port, dir)
  const args = ['--no-sandbox', '--disable-background-networking', '--disable-gpu', `--remote-debugging-port=${debugPort}`]
  const browser = await chromium.launch({ executablePath: found.path, args })
  const origin = `http://${hosts.staff}:${port}`
  const deskAt = (path: string) => origin + path
  return {
    ...{ browser, debugPort, deskAt },
    async openDesk() {
      const page = await (await browser.newContext()).newPage()
      await page.goto(deskAt(`${desk}/sign-in`))
      await page.getByLabel(/email/i).fill(staff)
      await page.getByRole('button', { name: 'Email me a code' }).click()
      const [, first = '', second = ''] = /\b(\d{4}) ?(\d{4})\b/.exec(await mailTo(port, staff, /code/i)) ?? []
      await page.getByLabel('Eight-digit code').fill(first + second)
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.waitForURL(deskAt(desk))
      return page
    },
    async linkIn(subject, shape) {
      const link = shape.exec(await mailTo(port, customer, subject))?.[0]
      if (!link) throw new Error(`The mail about ${subject} has no link like ${shape}`)
      return link
    },
    async close() {
      await browser.close()
      await stop(product)
      rmSync(dir, { recursive: true, force: true })
    },
  }
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

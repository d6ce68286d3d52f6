import { setTimeout as wait } from 'node:timers/promises'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { desk, type LocalProduct } from './local-product.ts'

/** Approves the proof of this link while the shop's board is open: from the press until that board has read itself anew, ms. */
export async function measureDecision({ browser, openDesk, deskAt }: LocalProduct, link: string): Promise<number> {
  const board = await openDesk()
  const address = `${deskAt(href(desk, paths.staff.jobs.list))}?as=board`
  await board.goto(address)
  const page = await (await browser.newContext({ viewport: { width: 390, height: 844 } })).newPage()
  await page.goto(link)
  await page.locator('.bar').getByRole('button', { name: 'Approve' }).click()
  for (const box of await page.locator('#approve input[type=checkbox]').all()) await box.check()
  await page.locator('#approve input[name=signedName]').fill('Dana Whitfield')
  // The board's socket is open by then, as it is on a board that hangs on a wall.
  await wait(1_000)
  const anew = board.waitForResponse(address)
  const pressed = performance.now()
  await page.getByRole('button', { name: 'Approve and start' }).click()
  await (await anew).finished()
  const ms = performance.now() - pressed
  for (const one of [board, page]) await one.context().close()
  return ms
}

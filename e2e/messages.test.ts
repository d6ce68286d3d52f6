import { expect, it } from 'vitest'
import { expectSound, openChromium, type Person, portal, signIn, somebody, staffHost } from './person.ts'

openChromium()

const shop = `${portal}/apex-fleet`
const desk = `${staffHost}/admin/apex-fleet`

/** How many conversations a customer's page says have something new. */
async function unreadOf({ page }: Person): Promise<number> {
  const text = await page.locator('.tabs a[href$="/messages"]').first().textContent()
  return Number(/\d+/.exec(text ?? '')?.[0] ?? 0)
}

it.each([true, false])(
  'a customer asks about a job, the shop answers and sees that it was read, and what staff note stays with them; with JavaScript: %s',
  async (withScript) => {
    const [victor, ray] = [await somebody({ withScript }), await somebody({ width: 1280 })]
    const at = Date.now()
    const [question, answer, note] = [`When is the truck ready? ${at}`, `On Friday at noon. ${at}`, `Waits for parts ${at}`]
    await signIn(victor, `${shop}/sign-in`, 'victor@hollisfreight.example')
    await victor.page.goto(`${shop}/jobs`)
    await victor.page.getByRole('link', { name: 'Truck 31, clutch' }).first().click()
    await victor.page.waitForURL(/\/jobs\/job_/)
    const job = victor.page.url()
    await victor.page.locator('#messages').getByRole('link').last().click()
    await victor.page.getByLabel('Your message').fill(question)
    await victor.page.getByRole('button', { name: 'Send' }).click()
    await victor.page.getByText(question).last().waitFor()
    await victor.page.goto(shop)
    const before = await unreadOf(victor)

    await signIn(ray, `${desk}/sign-in`, 'ray@apexfleet.example')
    await ray.page.goto(`${desk}/inbox`)
    const row = ray.page.locator('.talks li.new', { hasText: question })
    await row.getByText('Waits').waitFor()
    await row.getByRole('link').first().click()
    await ray.page.getByLabel('New note').fill(note)
    await ray.page.getByRole('button', { name: 'Add note' }).click()
    await ray.page.getByText(note).waitFor()
    await ray.page.getByLabel('Your message').fill(answer)
    await ray.page.getByRole('button', { name: 'Send' }).click()
    await ray.page.getByText(answer).first().waitFor()
    const receipt = ray.page.getByText(/Seen by Victor/)
    expect(await receipt.count()).toBe(0)
    await expectSound(ray)

    // With a script the open page hears of it; without one, it is loaded again.
    if (!withScript) await victor.page.reload()
    await expect.poll(() => unreadOf(victor)).toBe(before + 1)
    const pages = [await victor.page.content()]
    await victor.page.goto(job)
    await victor.page.locator('#messages').getByText(answer).waitFor()
    pages.push(await victor.page.content())
    await victor.page.locator('#messages').getByRole('link').last().click()
    await victor.page.getByText(answer).last().waitFor()
    pages.push(await victor.page.content())
    if (withScript) await victor.page.mouse.move(100, 100)
    // A page alone tells nobody that a person read it; their answer does.
    else {
      await victor.page.getByLabel('Your message').fill(`Thank you ${at}`)
      await victor.page.getByRole('button', { name: 'Send' }).click()
    }
    await receipt.waitFor()
    await expectSound(victor)
    await victor.page.goto(shop)
    expect(await unreadOf(victor)).toBe(before)
    await victor.page.goto(`${shop}/messages`)
    pages.push(await victor.page.content())
    expect(pages.filter((html) => html.includes(note))).toEqual([])
    await ray.page.goto(`${desk}/inbox?show=waiting`)
    expect(await ray.page.locator('.talks li.new', { hasText: 'Truck 31, clutch' }).count()).toBe(withScript ? 0 : 1)
    await expectSound(ray)
  },
)

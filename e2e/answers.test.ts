import { expect, it } from 'vitest'
import { expectSound, mailTo, openChromium, portal, ringShop, signIn, somebody, staffHost } from './person.ts'

openChromium()

const desk = `${staffHost}/admin/apex-fleet`
const gwens = 'gwen@bluestemplumbing.example'

it('what a customer answers by email stands on the shop’s open page without reloading', async () => {
  const [ray, gwen] = [await somebody({ width: 1280 }), await somebody()]
  await signIn(ray, `${desk}/sign-in`, 'ray@apexfleet.example')
  await signIn(gwen, `${portal}/apex-fleet/sign-in`, gwens)
  await gwen.page.goto(`${portal}/apex-fleet/messages`)
  const general = await gwen.page.getByRole('link', { name: 'New message' }).getAttribute('href')
  const customer = general?.split('/').at(-1) ?? ''
  await ray.page.goto(`${desk}/inbox/${customer}`)
  const question = `Shall we keep the old hose? ${Date.now()}`
  await ray.page.getByLabel('Your message').fill(question)
  await ray.page.getByRole('button', { name: 'Send' }).click()
  await ray.page.getByText(question).first().waitFor()
  const since = Date.now()
  await ringShop('apex-fleet')
  const mail = await mailTo(gwens, /wrote to you/, since - 1_000)
  expect(mail.Text).toContain(question)
  const answer = `Yes, keep it. ${Date.now()}`
  const quote = `On Tue, Apr 9, 2030 at 3:00 PM Apex <x@y.test> wrote:\n> ${question}`
  expect(await mail.answer({ text: `${answer}\n\n${quote}` })).toEqual({ outcome: 'accepted', received: true })
  const said = ray.page.getByText(answer)
  await said.waitFor({ timeout: 5_000 })
  await ray.page.locator('details.quoted summary').last().click()
  await ray.page.locator('details.quoted p', { hasText: question }).last().waitFor()
  await expectSound(ray)
  await gwen.page.goto(`${portal}/apex-fleet/messages/${customer}`)
  await gwen.page.getByText(answer).last().waitFor()
  await expectSound(gwen)
  expect(await mail.answer({ text: 'It is me, really', pass: false })).toEqual({ outcome: 'held', received: true })
  await ray.page.goto(`${desk}/checks`)
  await ray.page.getByText('It is me, really').last().waitFor()
  await expectSound(ray)
  await ray.page.getByRole('button', { name: 'Put into conversation' }).last().click()
  await ray.page.getByText('Put into the conversation.').waitFor()
  await gwen.page.getByText('It is me, really').last().waitFor({ timeout: 5_000 })
})

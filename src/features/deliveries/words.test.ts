import { expect, it } from 'vitest'
import { makeMailed, report } from './testing.ts'

it('what happened to what was sent stands in words in every history of the desk', async () => {
  const { shop, desk, mail, link, record } = await makeMailed()
  await report(mail.ID, 'delivered')
  await shop.visitor().submit(await shop.visitor().get(link), /\/seen$/)
  const { text } = await desk.get(record)
  expect(text).toContain('Seen by the customer')
  expect(text).not.toMatch(/>(?:delivery|task|mail)\.\w+</)
})

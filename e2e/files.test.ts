import { describe, expect, it } from 'vitest'
import { expectSound, openChromium, type Person, portal, signIn, somebody, staffHost } from './person.ts'

openChromium()

const desk = `${staffHost}/admin/smith-embroidery`

/** Somebody of Smith's on the page of the first job of the list. */
async function onJob(setting: Parameters<typeof somebody>[0]): Promise<Person> {
  const person = await somebody(setting)
  await signIn(person, `${desk}/sign-in`, 'marisol@smithembroidery.example')
  await person.page.goto(`${desk}/jobs?view=list`)
  const job = await person.page.locator('main a[href*="/jobs/job_"]').first().getAttribute('href')
  await person.page.goto(new URL(job ?? '', staffHost).href)
  return person
}

/** A photo as a phone writes it: turned by its Exif, with the place in it. */
async function photo({ page }: Person): Promise<Buffer> {
  const url = await page.evaluate(() => {
    const canvas = document.createElement('canvas')
    canvas.width = 900
    canvas.height = 600
    const pen = canvas.getContext('2d')
    if (pen) {
      pen.fillStyle = '#1f5a3d'
      pen.fillRect(0, 0, 900, 600)
    }
    return canvas.toDataURL('image/jpeg')
  })
  const plain = Buffer.from(url.split(',')[1] ?? '', 'base64')
  const exif = Buffer.from('Exif\0\0MM\0*\0\0\0\b\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0GPS 39.7589N', 'latin1')
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2])
  return Buffer.concat([plain.subarray(0, 2), head, exif, plain.subarray(2)])
}

/** Two pages, each with a filled square. */
function pdf(): Buffer {
  const draw = '0 0.3 0.2 rg 20 20 160 160 re f'
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R 4 0 R]/Count 2>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 5 0 R>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 300]/Contents 5 0 R>>',
    `<</Length ${draw.length}>>stream\n${draw}\nendstream`,
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, i) => {
    const at = text.length
    text += `${i + 1} 0 obj${object}endobj\n`
    return `${String(at).padStart(10, '0')} 00000 n \n`
  })
  return Buffer.from(
    `${text}xref\n0 6\n0000000000 65535 f \n${places.join('')}trailer<</Size 6/Root 1 0 R>>\nstartxref\n${text.length}\n%%EOF\n`,
  )
}

describe('photos and files on a job', () => {
  it('go up by keyboard, and their bytes hold no place any more', async () => {
    const marisol = await onJob({ width: 1280 })
    const { page } = marisol
    const input = page.locator('[data-picker] input[type=file]')
    const chooser = page.waitForEvent('filechooser')
    await input.focus()
    await page.keyboard.press('Enter')
    await (await chooser).setFiles({ name: 'polo.jpg', mimeType: 'image/jpeg', buffer: await photo(marisol) })
    await page.locator('.picked li', { hasText: 'Ready' }).waitFor()
    await expect.poll(() => page.locator('[data-said]').textContent()).toBe('polo.jpg: Ready')
    await expectSound(marisol)
    await page.locator('#files').getByLabel('Who sees it').selectOption('customer')
    await page.locator('#files').getByLabel('Caption').last().fill('Left chest')
    await page.getByRole('button', { name: 'Add files' }).press('Enter')
    await page.waitForURL(/did=filed/)
    await expectSound(marisol)
    const link = page.locator('.filed a', { hasText: 'Left chest' }).first()
    const bytes = await page.evaluate(
      async (address) => {
        const answer = await fetch(address)
        return Array.from(new Uint8Array(await answer.arrayBuffer()), (byte) => String.fromCharCode(byte)).join('')
      },
      (await link.getAttribute('href')) ?? '',
    )
    expect(bytes.startsWith('\xff\xd8\xff')).toBe(true)
    expect(bytes).not.toContain('GPS')
    await page.locator('.filed .shot').last().click()
    await page.locator('.sheet.photo:popover-open img').waitFor()
    const turned = await page.locator('.sheet.photo:popover-open img').evaluate(async (img) => {
      await (img as HTMLImageElement).decode()
      return (img as HTMLImageElement).naturalHeight > (img as HTMLImageElement).naturalWidth
    })
    expect(turned).toBe(true)
    await expectSound(marisol)
    await marisol.shot('job-files-desk')
  })

  it('go up by being dropped, a PDF becomes pictures of its pages, and one can be taken off again', async () => {
    const marisol = await onJob({ theme: 'dark' })
    const { page } = marisol
    const carried = await page.evaluateHandle((base64) => {
      const carrier = new DataTransfer()
      const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
      carrier.items.add(new File([bytes], 'artwork.pdf', { type: 'application/pdf' }))
      carrier.items.add(new File(['<svg/>'], 'mark.svg', { type: 'image/svg+xml' }))
      return carrier
    }, pdf().toString('base64'))
    await page.locator('[data-picker] .drop').dispatchEvent('drop', { dataTransfer: carried })
    await page.locator('.picked li', { hasText: 'artwork.pdf' }).filter({ hasText: 'Ready' }).waitFor()
    await page.locator('.picked li', { hasText: 'This is an SVG' }).waitFor()
    await expectSound(marisol)
    await marisol.shot('job-files-picker')
    await page.getByRole('button', { name: 'Remove mark.svg' }).click()
    expect(await page.locator('.picked li').count()).toBe(1)
    expect(await page.locator('[data-said]').textContent()).toBe('mark.svg removed')
    await page.getByRole('button', { name: 'Add files' }).click()
    await page.waitForURL(/did=filed/)
    await page.locator('.filed .row', { hasText: 'artwork.pdf' }).last().locator('.shot').click()
    expect(await page.locator('.sheet.photo:popover-open img').count()).toBe(2)
    await expectSound(marisol)
    expect(marisol.complaints).toEqual([])
  })

  it('go up by being pasted, and once more by a press where they did not get through', async () => {
    const marisol = await onJob({})
    const { page, context } = marisol
    const paste = (name: string) =>
      page.evaluate(
        ([file = '', base64 = '']) => {
          const carrier = new DataTransfer()
          const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
          carrier.items.add(new File([bytes], file, { type: 'application/pdf' }))
          const event = new ClipboardEvent('paste', { clipboardData: carrier, bubbles: true, cancelable: true })
          document.querySelector('[data-picker] .drop')?.dispatchEvent(event)
        },
        [name, pdf().toString('base64')],
      )
    const row = (name: string) => page.locator('.picked li', { hasText: name })
    await paste('pasted.pdf')
    await row('pasted.pdf').filter({ hasText: 'Ready' }).waitFor()
    await context.setOffline(true)
    await paste('tunnel.pdf')
    await row('tunnel.pdf').filter({ hasText: 'That did not reach the shop' }).waitFor()
    await context.setOffline(false)
    await row('tunnel.pdf').getByRole('button', { name: 'Try again' }).click()
    await row('tunnel.pdf').filter({ hasText: 'Ready' }).waitFor()
    expect(await page.locator('.picked li').count()).toBe(2)
  })

  it('are seen by the customer in both themes, also without script', async () => {
    for (const setting of [{ theme: 'light' }, { theme: 'dark', width: 1280 }, { withScript: false }] as const) {
      const dana = await somebody(setting)
      await signIn(dana, `${portal}/smith-embroidery/sign-in`, 'dana@riversidebrewing.example')
      const { page } = dana
      await page.goto(`${portal}/smith-embroidery/jobs`)
      await page.getByRole('link', { name: 'Spring crew polos' }).click()
      await page.getByRole('heading', { name: 'Photos and files' }).waitFor()
      await page.locator('.shot').first().click()
      await page.locator('.sheet.photo img').first().waitFor()
      await expectSound(dana)
      await dana.shot(`job-photos-${setting.withScript === false ? 'plain' : setting.theme}`)
    }
  })
})

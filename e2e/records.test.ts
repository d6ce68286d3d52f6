import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { expectSound, openChromium, type Person, port, portal, problemsInLooks, signIn, somebody, staffHost } from './person.ts'

openChromium()

const email = 'gwen@bluestemplumbing.example'
const base = `${portal}/apex-fleet`
const desk = `${staffHost}/admin/apex-fleet`
const dir = mkdtempSync(join(tmpdir(), 'nameplate-records-'))
const made = { approval: '', check: '', json: join(dir, 'record.json'), pdf: join(dir, 'receipt.pdf'), job: '' }

/** Lines of a seeded job, sent and answered, signed by hand. */
function record(): { readonly approval: string; readonly job: string } {
  const script = join(import.meta.dirname, '../src/testing/answered-job.ts')
  const env = { ...process.env, PORT: String(port), LOCAL_DIR: inject('dir') }
  return JSON.parse(execFileSync(process.execPath, [script, 'apex-fleet', email], { env, encoding: 'utf8' }))
}

const proven = ({ page }: Person) => page.locator('[data-proven] .note')

beforeAll(async () => {
  Object.assign(made, record())
})

describe('a record', () => {
  it('reads well, and gives its files', async () => {
    const gwen = await somebody()
    const { page } = gwen
    await signIn(gwen, `${base}/sign-in`, email)
    for (const path of [`/jobs/${made.job}`, `/approvals/${made.approval}`, `/approvals/${made.approval}/edition`]) {
      await page.goto(base + path)
      const name = `record${path.replace(/[a-z]{3}_[0-9a-f]{32}/g, 'one').replace(/\W+/g, '-')}`
      expect(await problemsInLooks(gwen, name), path).toEqual([])
    }
    await page.goto(`${base}/approvals/${made.approval}`)
    expect(await page.textContent('h1')).toContain('Answered')
    const [pdf] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Receipt, PDF' }).click()])
    await pdf.saveAs(made.pdf)
    const [json] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Record as a file' }).click(),
    ])
    await json.saveAs(made.json)
    made.check = (await page.getByRole('link', { name: 'Open the check page' }).getAttribute('href')) ?? ''
    expect(readFileSync(made.pdf).subarray(0, 5).toString()).toBe('%PDF-')
  })

  it('stands at the desk with what managers may do', async () => {
    const ray = await somebody({ width: 1280, theme: 'dark' })
    await signIn(ray, `${desk}/sign-in`, 'ray@apexfleet.example')
    for (const path of [`/jobs/${made.job}`, `/approvals/${made.approval}`]) {
      await ray.page.goto(desk + path)
      await expectSound(ray)
      await ray.shot(`record-desk${path.replace(/[a-z]{3}_[0-9a-f]{32}/g, 'one').replace(/\W+/g, '-')}`)
    }
    await ray.page.getByRole('button', { name: 'Erase personal data' }).click()
    await expectSound(ray)
  })
})

describe('the check page', () => {
  it('is sound', async () => {
    const anybody = await somebody()
    await anybody.page.goto(made.check)
    expect(await problemsInLooks(anybody, 'verify')).toEqual([])
  })

  it('checks a dropped JSON and a chosen PDF without a network, and finds what was changed', async () => {
    const anybody = await somebody({ width: 1280 })
    const { page, context } = anybody
    await page.goto(made.check)
    await context.setOffline(true)
    const text = readFileSync(made.json, 'utf8')
    const drop = async (content: string) => {
      const files = await page.evaluateHandle((said) => {
        const carrier = new DataTransfer()
        carrier.items.add(new File([said], 'record.json', { type: 'application/json' }))
        return carrier
      }, content)
      await page.dispatchEvent('[data-verify]', 'drop', { dataTransfer: files })
    }
    await drop(text)
    await expect.poll(() => proven(anybody).textContent()).toContain('This record is complete and unchanged')
    const receipt = JSON.parse(text)
    await drop(JSON.stringify({ ...receipt, body: receipt.body.replace('"approved"', '"declined"') }))
    await expect.poll(() => proven(anybody).textContent()).toContain('Body does not match its hash')
    await drop(JSON.stringify({ ...receipt, payload: receipt.payload.replace('Gwen', 'Glen') }))
    await expect.poll(() => proven(anybody).textContent()).toContain('The personal data is not what was recorded')
    await drop(JSON.stringify({ ...receipt, signature: receipt.signature.replace(/^.{4}/, 'AAAA') }))
    await expect.poll(() => proven(anybody).textContent()).toContain('Signature is not the shop’s')
    await drop(JSON.stringify({ ...receipt, payload: null, salt: null, erasedAt: '2030-05-01T00:00:00.000Z' }))
    await expect.poll(() => proven(anybody).textContent()).toContain('Content erased on 2030-05-01')
    await drop('hello')
    await expect.poll(() => proven(anybody).textContent()).toContain('This is no receipt')

    await page.getByLabel('Choose a file').setInputFiles(made.pdf)
    await expect.poll(() => proven(anybody).textContent()).toContain('This PDF is unchanged')
    await expectSound(anybody)
    await anybody.shot('verify-proven')
    const changed = join(dir, 'changed.pdf')
    writeFileSync(changed, Buffer.concat([readFileSync(made.pdf), Buffer.from(' ')]))
    await page.getByLabel('Choose a file').setInputFiles(changed)
    await expect.poll(() => proven(anybody).textContent()).toContain('is not the receipt of this record')
    await expectSound(anybody)
  })

  it('says without JavaScript what can be compared', async () => {
    const anybody = await somebody({ withScript: false })
    await anybody.page.goto(made.check)
    expect(await anybody.page.textContent('main')).toContain('Checking a file needs JavaScript')
    expect(await anybody.page.locator('[data-verify]').isVisible()).toBe(false)
  })
})

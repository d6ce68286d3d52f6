import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { areWithin, plainLetters } from './letters.ts'
import { openPaper, type Paper } from './paper.ts'

const font = (file: string) =>
  new Uint8Array(readFileSync(join(import.meta.dirname, '../../node_modules/@expo-google-fonts/ibm-plex-sans', file)))
const fonts = {
  regular: font('400Regular/IBMPlexSans_400Regular.ttf'),
  bold: font('600SemiBold/IBMPlexSans_600SemiBold.ttf'),
}
const columns = [{ label: 'Item' }, { label: 'Amount', width: 80, isRight: true }]
const [ink, quiet] = ['#101010', '#606060']
const about = { title: 'Invoice INV-1001', author: 'Mill Street', language: 'en-US', size: 'letter' as const, ink, quiet, fonts }
const opened = () => openPaper({ ...about, foot: 'Mill Street' })

/** The paper as pdf.js reads it. */
async function read(paper: Paper) {
  const bytes = await paper.save()
  const pdf = await getDocument({ data: bytes.slice(), verbosity: 1 }).promise
  const pages = await Promise.all(Array.from({ length: pdf.numPages }, (_, i) => pdf.getPage(i + 1)))
  const contents = await Promise.all(pages.map((page) => page.getTextContent({ includeMarkedContent: false })))
  const texts = contents.map(({ items }) =>
    items.map((item) => ('str' in item ? item.str : '')).filter((text) => text.trim() !== ''),
  )
  return { bytes, pdf, pages, texts }
}
afterEach(() => vi.restoreAllMocks())

/** Roles of what is read on a page, in order, from whatever pdf.js gives as a node. */
function rolesIn(node: object): string[] {
  const kids: object[] = 'children' in node && Array.isArray(node.children) ? node.children : []
  const below = kids.flatMap(rolesIn)
  if (!('role' in node)) return 'id' in node ? ['content'] : []
  return below.length > 0 ? [String(node.role), ...below] : []
}

describe('a paper', () => {
  it('opens without a warning, with title, author and language', async () => {
    const warned = [vi.spyOn(console, 'log'), vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')]
    const paper = await opened()
    paper.text('Łódź naïve Ünïcode €, Ελληνικά, Привет', { role: 'H1', isBold: true })
    const { pdf, pages, texts } = await read(paper)
    await Promise.all(pages.map((page) => page.getOperatorList()))
    const { info } = await pdf.getMetadata()
    expect(info).toMatchObject({ Title: 'Invoice INV-1001', Author: 'Mill Street', Language: 'en-US' })
    expect(texts[0]).toContain('Łódź naïve Ünïcode €, Ελληνικά, Привет')
    expect(warned.flatMap(({ mock }) => mock.calls)).toEqual([])
  })

  it('writes each letter in the first of its fonts that has it, in one line, and draws nothing past the edge', async () => {
    const far = ['noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf', 'nanum-gothic/400Regular/NanumGothic_400Regular.ttf']
    const paper = await openPaper({ ...about, foot: '東京', fonts: { ...fonts, far: far.map((file) => font(`../${file}`)) } })
    paper.text('Caps 帽子 и 모자, 50 個')
    paper.text('刺繍'.repeat(200))
    const { bytes, pages } = await read(paper)
    const [page] = pages
    const items = (await page?.getTextContent())?.items.flatMap((item) => ('str' in item ? [item] : [])) ?? []
    const first = items.filter(({ transform }) => transform[5] === items[0]?.transform[5])
    expect(first.map(({ str }) => str).join('')).toBe('Caps 帽子 и 모자, 50 個')
    for (const { transform, width } of items) expect(transform[4] + width).toBeLessThanOrEqual(612 - 49)
    expect(items.filter(({ str }) => str.includes('刺繍')).map(({ str }) => str.length)).not.toContain(400)
    expect(bytes.byteLength).toBeLessThan(60_000)
  })

  it('of 500 rows repeats the heads on each page, loses no row and stays under a megabyte', async () => {
    const paper = await opened()
    const rows = Array.from({ length: 500 }, (_, i) => [{ text: `Row ${i}`, detail: 'Left chest, navy' }, { text: `${i}.00` }])
    paper.table(columns, rows, ink)
    const { bytes, pages, texts } = await read(paper)
    expect(pages.length).toBeGreaterThan(10)
    expect(texts.every((page) => page[0] === 'Item' && page[1] === 'Amount')).toBe(true)
    const found = texts.flat().filter((text) => text.startsWith('Row '))
    expect(found).toEqual(rows.map((_, i) => `Row ${i}`))
    expect(bytes.byteLength).toBeLessThan(1024 * 1024)
  })

  it('breaks a word that is wider than its column, and a row longer than a page, and draws nothing past the edge', async () => {
    const paper = await opened()
    paper.table(columns, [[{ text: 'x'.repeat(9_000) }, { text: '1.00' }]], ink)
    const { pages } = await read(paper)
    expect(pages.length).toBeGreaterThan(1)
    for (const page of pages) {
      const [, , width = 0, height = 0] = page.view
      for (const item of (await page.getTextContent()).items) {
        if (!('str' in item)) continue
        const [, , , , x, y] = item.transform as number[]
        expect((x ?? 0) + item.width).toBeLessThanOrEqual(width - 49)
        expect(y).toBeGreaterThan(0)
        expect(y).toBeLessThan(height)
      }
    }
  })

  it('says what each part is and in which order it is read; heads that are repeated are read once', async () => {
    const paper = await opened()
    paper.text('Invoice', { role: 'H1' })
    paper.pair('Total', '12.00', { isRight: true })
    paper.table(
      columns,
      Array.from({ length: 60 }, (_, i) => [{ text: `Row ${i}` }, { text: '1' }]),
      ink,
    )
    const { pages } = await read(paper)
    const trees = await Promise.all(pages.map((page) => page.getStructTree()))
    const roles = trees.map(rolesIn)
    expect(roles[0]?.slice(0, 8)).toEqual(['Root', 'Document', 'H1', 'content', 'P', 'content', 'content', 'Table'])
    expect(roles[0]?.filter((role) => role === 'TH')).toHaveLength(2)
    expect(roles[1]).toContain('TD')
    expect(roles[1]).not.toContain('TH')
  })
})

describe('letters', () => {
  it('are composed, and pictures among them are left out', () => {
    expect(plainLetters('Cafe\u0301 ready 🎉👍🏽!')).toBe('Café ready !')
    expect(plainLetters('Brand™ ©')).toBe('Brand™ ©')
  })

  it('that a font has not are known; a text of pictures alone says nothing on paper', () => {
    const latin = [33, 126]
    expect(areWithin('Plain words 🎉', latin)).toBe(true)
    expect(areWithin('', latin)).toBe(true)
    expect([areWithin('日本語', latin), areWithin('مرحبا', latin), areWithin('🎉', latin)]).toEqual([false, false, false])
  })
})

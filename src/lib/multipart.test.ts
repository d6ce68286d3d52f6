import { describe, expect, it } from 'vitest'
import { BrokenMultipart, boundaryOf, partsOf, textOf } from './multipart.ts'

const limits = { parts: 5, head: 400 }
const crlf = (text: string) => text.replaceAll('\n', '\r\n')
const whole = crlf(`--b
Content-Disposition: form-data; name="body"

Hello
--b
Content-Disposition: form-data; name="file[]"; filename="a%22b.png"
Content-Type: image/png

\r\n--\r\n-\r--bb\r\n--
--b--
`)

/** The body in pieces of so many bytes. */
function inPieces(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  let at = 0
  return new ReadableStream<Uint8Array>({
    pull(controller) {
      if (at >= bytes.length) return controller.close()
      controller.enqueue(bytes.slice(at, at + size))
      at += size
    },
  })
}
async function read(text: string, size = 1_000, boundary = 'b') {
  const found: [string, string | undefined, string][] = []
  for await (const { name, fileName, body } of partsOf(inPieces(text, size), boundary, limits))
    found.push([name, fileName, await textOf(body, 10_000)])
  return found
}
const part = (head: string, body = 'x') => crlf(`--b\n${head}\n\n${body}\n--b--\n`)
const named = 'Content-Disposition: form-data; name="a"'

describe('a form of parts', () => {
  it('is the same however its bytes arrive', async () => {
    const once = await read(whole)
    expect(once[0]).toEqual(['body', undefined, 'Hello'])
    expect(once[1]?.slice(0, 2)).toEqual(['file[]', 'a"b.png'])
    for (let size = 1; size < whole.length; size++) expect(await read(whole, size)).toEqual(once)
  })

  it('passes over what its reader leaves', async () => {
    const names: string[] = []
    for await (const { name, body } of partsOf(inPieces(whole, 3), 'b', limits)) {
      names.push(name)
      for await (const _ of body) break
    }
    expect(names).toEqual(['body', 'file[]'])
  })

  it.each([
    ['an end that never comes', part(named).slice(0, -7)],
    ['nothing at all', ''],
    ['another boundary', part(named).replaceAll('--b', '--c')],
    ['something behind a boundary', part(named).replace('--b\r\n', '--b x\r\n')],
    ['no lines in front', crlf('--b\n\nx\n--b--\n')],
    ['lines without an end', `--b\r\n${named}; filename="${'x'.repeat(10_000)}`],
    ['lines that are too long', part(`${named}\nX-Y: ${'x'.repeat(500)}`)],
    ['no disposition', part('Content-Type: text/plain')],
    ['two dispositions', part(`${named}\n${named}`)],
    ['another disposition', part('Content-Disposition: attachment; name="a"')],
    ['no name', part('Content-Disposition: form-data; filename="a"')],
    ['two names', part(`${named}; name="b"`)],
    ['a name without quotes', part('Content-Disposition: form-data; name=a')],
    ['a name with something behind it', part(`${named} filename="x"`)],
    ['six parts where five may be', `${crlf(`--b\n${named}\n\nx\n`).repeat(6)}--b--`],
  ])('with %s is refused', async (_, text) => {
    await expect(read(text)).rejects.toThrow(BrokenMultipart)
  })

  it('that is no text is refused as one', async () => {
    const bytes = Uint8Array.from([
      ...new TextEncoder().encode(crlf(`--b\n${named}\n\n`)),
      0xff,
      0xfe,
      ...new TextEncoder().encode('\r\n--b--'),
    ])
    const body = new Blob([bytes]).stream()
    const reading = async () => {
      for await (const { body: said } of partsOf(body, 'b', limits)) await textOf(said, 100)
    }
    await expect(reading()).rejects.toThrow(BrokenMultipart)
  })

  it.each([
    ['multipart/form-data; boundary=----WebKitFormBoundaryAbC123', '----WebKitFormBoundaryAbC123'],
    ['multipart/form-data; charset=utf-8; boundary="a b"', 'a b'],
    ['Multipart/Form-Data;boundary=x', 'x'],
    ['multipart/form-data', undefined],
    ['multipart/form-data; boundary=', undefined],
    ['multipart/form-data; boundary=""', undefined],
    [`multipart/form-data; boundary=${'x'.repeat(71)}`, undefined],
    ['multipart/mixed; boundary=x', undefined],
    ['application/x-www-form-urlencoded', undefined],
    ['', undefined],
  ])('of the type “%s” has the boundary %s', (type, boundary) => {
    expect(boundaryOf(type)).toBe(boundary)
  })
})

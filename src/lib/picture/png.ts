import { blank, type Grammar, Malformed, pass, type SizeSeen, take, textOf, viewOf } from './filter.ts'

/** What draws the picture, its colours and its movement. */
const kept = new Set('PLTE IDAT tRNS gAMA cHRM sRGB iCCP cICP mDCV cLLI sBIT bKGD hIST pHYs sPLT acTL fcTL fdAT'.split(' '))
/** The name that a blanked chunk gets: by its letters one that no reader has to know. */
const emptied = 'voId'

/** PNG (ISO/IEC 15948): keeps the chunks that draw, and makes each other one an empty chunk of the same length. */
export function* png(seen: SizeSeen): Grammar {
  if (textOf(yield take(16)) !== '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR') throw new Malformed('No PNG')
  const header = viewOf(yield take(13))
  seen(header.getUint32(0), header.getUint32(4))
  yield pass(4)
  for (let hasData = false; ; ) {
    const head = yield take(8)
    const size = viewOf(head).getUint32(0)
    const type = textOf(head.subarray(4))
    if (type === 'IEND' && size === 0 && hasData) {
      yield pass(4)
      return
    }
    if (size > 0x7fffffff || !/^[a-z]|^PLTE|^IDAT/.test(type)) throw new Malformed(`A chunk ${type}`)
    hasData ||= type === 'IDAT'
    if (kept.has(type)) yield pass(size + 4)
    else yield* empty(head, size)
  }
}

function* empty(head: Uint8Array, size: number): Grammar {
  head.set(
    Uint8Array.from(emptied, (character) => character.charCodeAt(0)),
    4,
  )
  yield blank(size)
  const sum = yield take(4)
  viewOf(sum).setUint32(0, checksumOf(emptied, size))
}

/** The checksum (annex D) of a name and so many zeros. */
function checksumOf(name: string, zeros: number): number {
  let crc = 0xffffffff
  for (const character of name) crc = step(crc, character.charCodeAt(0))
  for (let i = 0; i < zeros; i++) crc = step(crc, 0)
  return (crc ^ 0xffffffff) >>> 0
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  return crc
})
const step = (crc: number, byte: number) => (crc >>> 8) ^ (table[(crc ^ byte) & 255] ?? 0)

import { blank, type Grammar, Malformed, type Part, pass, type SizeSeen, take, textOf, viewOf } from './filter.ts'

const kept = new Set(['ALPH', 'ANIM', 'ICCP'])
/** In the flags of an extended file: that it carries Exif, that it carries XMP. */
const tellsMore = 0x0c

/** WebP (RFC 9649): keeps the chunks that draw, and makes each other one a chunk of zeros that readers skip. */
export function* webp(seen: SizeSeen): Grammar {
  const riff = yield take(12)
  if (!/^RIFF.{4}WEBP$/s.test(textOf(riff))) throw new Malformed('No WebP')
  const size = viewOf(riff).getUint32(4, true)
  let left = size - 4
  for (let drawn = false; left > 0 || !drawn; ) {
    const head = yield take(8)
    const type = textOf(head.subarray(0, 4))
    const length = viewOf(head).getUint32(4, true)
    const isFirst = left + 4 === size
    if (isFirst && !/^VP8[ LX]$/.test(type)) throw new Malformed('It does not begin with a picture')
    // The chunks of a moving picture's frame stand inside its own: they are walked as if they followed it.
    const whole = type === 'ANMF' ? 16 : length + (length & 1)
    left -= 8 + whole
    if (left < 0) throw new Malformed('A chunk longer than the file')
    drawn ||= type === 'VP8 ' || type === 'VP8L'
    yield* chunk(type, head, whole, seen)
  }
}

function* chunk(type: string, head: Uint8Array, whole: number, seen: SizeSeen): Grammar {
  if (type === 'VP8X') yield pass(whole - (yield* extended(whole, seen)))
  else if (type === 'VP8 ') yield pass(whole - (yield* lossy(whole, seen)))
  else if (type === 'VP8L') yield pass(whole - (yield* lossless(whole, seen)))
  else if (type === 'ANMF' || kept.has(type)) yield pass(whole)
  else {
    head.set([0x4a, 0x55, 0x4e, 0x4b])
    yield blank(whole)
  }
}

function* extended(whole: number, seen: SizeSeen): Part<number> {
  const bytes = yield* held(10, whole)
  bytes[0] = (bytes[0] ?? 0) & ~tellsMore
  const view = viewOf(bytes)
  // Two sides of 24 bits each.
  seen((view.getUint32(3, true) >>> 8) + 1, (view.getUint32(6, true) >>> 8) + 1)
  return bytes.length
}

function* lossy(whole: number, seen: SizeSeen): Part<number> {
  const bytes = yield* held(10, whole)
  if (textOf(bytes.subarray(3, 6)) !== '\x9d\x01\x2a') throw new Malformed('No key frame')
  const view = viewOf(bytes)
  seen(view.getUint16(6, true) & 0x3fff, view.getUint16(8, true) & 0x3fff)
  return bytes.length
}

function* lossless(whole: number, seen: SizeSeen): Part<number> {
  const bytes = yield* held(5, whole)
  if (bytes[0] !== 0x2f) throw new Malformed('No lossless picture')
  const bits = viewOf(bytes).getUint32(1, true)
  seen((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1)
  return bytes.length
}

function* held(size: number, whole: number): Part<Uint8Array> {
  if (whole < size) throw new Malformed('A short chunk')
  return yield take(size)
}

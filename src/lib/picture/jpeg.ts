import { type Grammar, Malformed, type Part, pass, passTo, type SizeSeen, take, textOf, viewOf } from './filter.ts'
import { readOrientation, writeOrientation } from './orientation.ts'

const [endOfImage, startOfScan, comment] = [0xd9, 0xda, 0xfe]

/** JPEG (ITU-T T.81): keeps what draws the picture, its colours and which way is up; blanks every other application segment and comment. */
export function* jpeg(seen: SizeSeen): Grammar {
  if (textOf(yield take(2)) !== '\xff\xd8') throw new Malformed('No JPEG')
  let frames = 0
  let isTurned = false
  for (let marker = yield* markerHere(); marker !== endOfImage; ) {
    // Markers without a length stand only inside a scan.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xd8)) throw new Malformed('A marker out of place')
    const size = viewOf(yield take(2)).getUint16(0) - 2
    if (size < 0) throw new Malformed('A segment without a length')
    if (isFrame(marker)) {
      if (++frames > 1) throw new Malformed('Two frames')
      yield* frame(size, (width, height) => seen(width, height, isTurned))
    } else if (isApplication(marker) || marker === comment) {
      isTurned = clean(marker, yield take(size)) || isTurned
    } else yield pass(size)
    marker = marker === startOfScan ? yield* afterScan() : yield* markerHere()
  }
  if (frames === 0) throw new Malformed('No frame')
}

function* markerHere(): Part<number> {
  if (textOf(yield take(1)) !== '\xff') throw new Malformed('No marker')
  return yield* codeOf()
}

/** The marker's code, behind any fill bytes. */
function* codeOf(): Part<number> {
  for (;;) {
    const [code = 0] = yield take(1)
    if (code !== 0xff) return code
  }
}

/** The first marker behind the drawn data, in which FF 00 is a byte and restarts are no end. */
function* afterScan(): Part<number> {
  for (;;) {
    yield passTo(0xff)
    const code = yield* markerHere()
    if (code !== 0 && (code < 0xd0 || code > 0xd7)) return code
  }
}

function* frame(size: number, seen: SizeSeen): Grammar {
  if (size < 6) throw new Malformed('A short frame')
  const header = viewOf(yield take(6))
  seen(header.getUint16(3), header.getUint16(1))
  yield pass(size - 6)
}

/** Blanks what a segment tells beside the picture. Returns whether it says that the picture lies on its side. */
function clean(marker: number, bytes: Uint8Array): boolean {
  const name = textOf(bytes.subarray(0, 12))
  if (marker === 0xe0 && name.startsWith('JFIF\0') && bytes.length >= 14) {
    // Everything up to the sides of the thumbnail, which stay zero.
    bytes.fill(0, 12)
    return false
  }
  if (marker === 0xe1 && name.startsWith('Exif\0\0')) {
    const orientation = readOrientation(bytes.subarray(6))
    bytes.fill(0)
    return writeOrientation(bytes, orientation)
  }
  if (marker === 0xe2 && name === 'ICC_PROFILE\0') return false
  if (marker === 0xee && name.startsWith('Adobe')) bytes.fill(0, 12)
  else bytes.fill(0)
  return false
}

const isApplication = (marker: number) => marker >= 0xe0 && marker <= 0xef
/** SOF0 to SOF15, without DHT (C4), JPG (C8) and DAC (CC), which share their range. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

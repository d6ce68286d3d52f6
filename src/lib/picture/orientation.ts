import { viewOf } from './filter.ts'

const orientationTag = 0x0112
/** The head of a TIFF with one entry, big end first, and where the value goes. */
const alone = 'Exif\0\0MM\0*\0\0\0\b\0\x01\x01\x12\0\x03\0\0\0\x01'
const length = alone.length + 8

/** Which way is up in a picture, 1 to 8, as its Exif (a TIFF) says; 1 where it says nothing one can rely on. */
export function readOrientation(tiff: Uint8Array): number {
  const view = viewOf(tiff)
  if (tiff.length < 8) return 1
  const isLittle = view.getUint16(0) === 0x4949
  const start = view.getUint32(4, isLittle)
  if (start + 2 > tiff.length) return 1
  const count = view.getUint16(start, isLittle)
  for (let i = 0, at = start + 2; i < count && at + 12 <= tiff.length; i++, at += 12) {
    if (view.getUint16(at, isLittle) !== orientationTag) continue
    const value = view.getUint16(at + 8, isLittle)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** Writes an Exif that says which way is up and nothing else into a blanked segment. Returns whether the picture lies on its side. */
export function writeOrientation(segment: Uint8Array, orientation: number): boolean {
  if (orientation === 1 || segment.length < length) return false
  segment.set(Uint8Array.from(alone, (character) => character.charCodeAt(0)))
  viewOf(segment).setUint16(alone.length, orientation)
  return orientation >= 5
}

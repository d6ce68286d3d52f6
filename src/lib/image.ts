export interface SniffedImage {
  readonly type: 'image/png' | 'image/jpeg' | 'image/webp' | 'image/gif' | 'application/pdf'
  readonly width?: number
  readonly height?: number
}

/** What a file is by its first bytes alone, with its size in pixels where the header says it; undefined for anything else, SVG and HTML too. */
export function sniffImage(bytes: Uint8Array): SniffedImage | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return png(view) ?? jpeg(view) ?? webp(view) ?? gif(view) ?? pdf(view)
  } catch (error) {
    // Reading past the end means that the header is cut short.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** PNG (ISO/IEC 15948): the signature, then IHDR of 13 bytes. */
function png(view: DataView): SniffedImage | undefined {
  if (!startsWith(view, 0, '\x89PNG\r\n\x1a\n') || view.getUint32(8) !== 13 || !startsWith(view, 12, 'IHDR')) return undefined
  return sized('image/png', view.getUint32(16), view.getUint32(20))
}

/** GIF87a and GIF89a: the logical screen. */
function gif(view: DataView): SniffedImage | undefined {
  if (!startsWith(view, 0, 'GIF87a') && !startsWith(view, 0, 'GIF89a')) return undefined
  return sized('image/gif', view.getUint16(6, true), view.getUint16(8, true))
}

function pdf(view: DataView): SniffedImage | undefined {
  return startsWith(view, 0, '%PDF-') && /[12]/.test(String.fromCharCode(view.getUint8(5)))
    ? { type: 'application/pdf' }
    : undefined
}

/** WebP (RFC 9649): lossy, lossless or extended. */
function webp(view: DataView): SniffedImage | undefined {
  if (!startsWith(view, 0, 'RIFF') || !startsWith(view, 8, 'WEBP')) return undefined
  if (startsWith(view, 12, 'VP8X')) return sized('image/webp', uint24(view, 24) + 1, uint24(view, 27) + 1)
  if (startsWith(view, 12, 'VP8L') && view.getUint8(20) === 0x2f) {
    const bits = view.getUint32(21, true)
    return sized('image/webp', (bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1)
  }
  if (startsWith(view, 12, 'VP8 ') && startsWith(view, 23, '\x9d\x01\x2a')) {
    return sized('image/webp', view.getUint16(26, true) & 0x3fff, view.getUint16(28, true) & 0x3fff)
  }
  return undefined
}

/** JPEG (ITU-T T.81): segments up to the frame header. Bytes that end before it are still a JPEG, of unknown size. */
function jpeg(view: DataView): SniffedImage | undefined {
  if (!startsWith(view, 0, '\xff\xd8\xff')) return undefined
  let at = 2
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return undefined
    const marker = view.getUint8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    if (isFrame(marker)) return sized('image/jpeg', view.getUint16(at + 7), view.getUint16(at + 5))
    const length = view.getUint16(at + 2)
    // Segments before the frame all have a length, and the scan may not come first.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda) || length < 2) return undefined
    at += 2 + length
  }
  return { type: 'image/jpeg' }
}

/** SOF0 to SOF15, without DHT (C4), JPG (C8) and DAC (CC), which share their range. */
function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
}

function sized(type: SniffedImage['type'], width: number, height: number): SniffedImage | undefined {
  return width > 0 && height > 0 ? { type, width, height } : undefined
}

function startsWith(view: DataView, at: number, text: string): boolean {
  if (at + text.length > view.byteLength) return false
  for (let i = 0; i < text.length; i++) if (view.getUint8(at + i) !== text.charCodeAt(i)) return false
  return true
}

function uint24(view: DataView, at: number): number {
  return view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
}

import { encode } from 'uqr'

// ISO/IEC 18004 asks for four light modules around the symbol.
const quietZone = 4

/** A QR code as one SVG path of dark modules for viewBox "0 0 size size", quiet zone included. Throws when the text is too long (about 2,300 bytes). */
export function qrPath(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: quietZone })
  return { size, path: data.map(rowPath).join('') }
}

function rowPath(row: readonly boolean[], y: number): string {
  let path = ''
  for (let x = 0; x < row.length; x++) {
    const start = x
    while (row[x]) x++
    if (x > start) path += `M${start} ${y}h${x - start}v1h${start - x}z`
  }
  return path
}

import { type Pixel, png } from './png.ts'

const green = [0x1f, 0x5a, 0x3d] as const
const cream = [0xf3, 0xea, 0xd7] as const
const size = 400
/** Samples across each pixel, so that edges are smooth. */
const fine = 3

/** Smith Embroidery's badge: a green disc, a ring of stitches, an S in thread. Drawn on a field of 40 by 40. */
export function smithLogo(): Buffer {
  const scale = 40 / size
  return png(size, (x, y) => {
    let disc = 0
    let thread = 0
    for (let i = 0; i < fine * fine; i++) {
      const px = (x + ((i % fine) + 0.5) / fine) * scale
      const py = (y + (Math.floor(i / fine) + 0.5) / fine) * scale
      if (Math.hypot(px - 20, py - 20) > 20) continue
      disc++
      if (isStitch(px, py) || isLetter(px, py)) thread++
    }
    return blend(disc, thread)
  })
}

function blend(disc: number, thread: number): Pixel {
  if (disc === 0) return [0, 0, 0, 0]
  const part = thread / disc
  const mix = (i: 0 | 1 | 2) => Math.round(green[i] * (1 - part) + cream[i] * part)
  return [mix(0), mix(1), mix(2), Math.round((disc / (fine * fine)) * 255)]
}

const stitches = 20
/** A dashed ring of radius 16.5. */
function isStitch(x: number, y: number): boolean {
  if (Math.abs(Math.hypot(x - 20, y - 20) - 16.5) > 0.75) return false
  const turn = Math.atan2(y - 20, x - 20) / (2 * Math.PI) + 1
  return (turn * stitches) % 1 < 0.56
}

/** The letter: two arcs that meet in the middle, as thick as a satin stitch. */
function isLetter(x: number, y: number): boolean {
  const upper =
    isArc(x - 20, y - 15.9, (angle) => angle > -200 && angle < -25) ||
    isArc(x - 20, y - 15.9, (angle) => angle > 75 && angle < 160)
  const lower = isArc(x - 20, y - 24.1, (angle) => angle > -105 && angle < 155)
  return upper || lower
}

function isArc(x: number, y: number, covers: (angle: number) => boolean): boolean {
  const isOnLine = Math.abs(Math.hypot(x / 1.22, y) - 4.1) < 1.25
  const angle = (Math.atan2(y, x) * 180) / Math.PI
  return isOnLine && (covers(angle) || covers(angle - 360))
}

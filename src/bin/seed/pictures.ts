import { type Pixel, png } from './png.ts'

const size = 360
type Color = readonly [number, number, number]

/** A drawing on a field of 36 by 36: the first part that covers a place colours it. */
function drawing(parts: readonly (readonly [color: Color, covers: (x: number, y: number) => boolean])[]): Buffer {
  return png(size, (px, py): Pixel => {
    const [x, y] = [px / 10, py / 10]
    const [red, green, blue] = parts.find(([, covers]) => covers(x, y))?.[0] ?? [0xe8, 0xe6, 0xe1]
    return [red, green, blue, 255]
  })
}

const disc = (cx: number, cy: number, radius: number) => (x: number, y: number) => Math.hypot(x - cx, y - cy) < radius
const box = (left: number, top: number, right: number, bottom: number) => (x: number, y: number) =>
  x > left && x < right && y > top && y < bottom

const navy: Color = [0x22, 0x2f, 0x4a]
const copper: Color = [0xc0, 0x76, 0x3c]
const cream: Color = [0xf3, 0xea, 0xd7]

/** A navy polo with a copper badge on its left chest. */
export const polo = () =>
  drawing([
    [cream, disc(22.5, 15, 0.9)],
    [copper, disc(22.5, 15, 1.9)],
    [[0x18, 0x22, 0x38], box(17.7, 7.5, 18.3, 15)],
    [[0x2d, 0x3c, 0x5c], (x, y) => y > 5 && y < 8.2 && Math.abs(x - 18) < 4.6 && Math.abs(x - 18) > (y - 5) * 0.9],
    [navy, box(10, 7, 26, 32)],
    [
      navy,
      (x, y) =>
        y > 7 && y < 16 && Math.abs(x - 18) < 15 - (y - 7) * 0.2 && Math.abs(x - 18) > 7 && y > 7 + (Math.abs(x - 18) - 8) * 0.7,
    ],
  ])

/** The badge close by: a copper disc in a ring of stitches, on cloth. */
export const badge = () =>
  drawing([
    [cream, (x, y) => Math.abs(Math.hypot(x - 18, y - 18) - 9) < 0.5 && (Math.atan2(y - 18, x - 18) * 6 + 40) % 1 < 0.6],
    [cream, (x, y) => Math.abs(x - 18) < 1 + Math.sin(y) * 0.6 && y > 12 && y < 24],
    [copper, disc(18, 18, 12)],
    [[0x1d, 0x29, 0x42], (x, y) => (Math.floor(x * 2) + Math.floor(y * 2)) % 2 === 0],
    [navy, () => true],
  ])

/** A brake rotor with its hub and five studs; `face` is what the pads have touched. */
function rotor(face: Color, scratch: Color) {
  const stud = (i: number) => disc(18 + 4.4 * Math.cos(i * 1.2566), 18 + 4.4 * Math.sin(i * 1.2566), 0.8)
  return drawing([
    ...[0, 1, 2, 3, 4].map((i) => [[0x30, 0x30, 0x32] as Color, stud(i)] as const),
    [[0x22, 0x22, 0x24], disc(18, 18, 2.2)],
    [[0x6d, 0x6e, 0x70], disc(18, 18, 6.5)],
    [scratch, (x, y) => Math.hypot(x - 18, y - 18) < 15.5 && Math.sin(Math.hypot(x - 18, y - 18) * 9) > 0.8],
    [face, disc(18, 18, 15.5)],
  ])
}
export const wornRotor = () => rotor([0x8a, 0x6a, 0x4f], [0x5e, 0x3f, 0x2a])
export const newRotor = () => rotor([0xb9, 0xbc, 0xc0], [0xc9, 0xcc, 0xd0])

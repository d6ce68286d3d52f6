import { type Pixel, png } from './png.ts'

type Color = readonly [number, number, number]
type Part = readonly [color: Color, covers: (x: number, y: number) => boolean]

/** A drawing on a field of 96 by 60: the first part that covers a place colours it. */
function artwork(cloth: Color, parts: readonly Part[]): Buffer {
  const all: readonly Part[] = [...parts, [cloth, () => true]]
  return png(
    960,
    (px, py): Pixel => {
      const [x, y] = [px / 10, py / 10]
      const [red, green, blue] = all.find(([, covers]) => covers(x, y))?.[0] ?? cloth
      return [red, green, blue, 255]
    },
    600,
  )
}

const disc = (cx: number, cy: number, radius: number) => (x: number, y: number) => Math.hypot(x - cx, y - cy) < radius
const ring = (cx: number, cy: number, radius: number, width: number) => (x: number, y: number) =>
  Math.abs(Math.hypot(x - cx, y - cy) - radius) < width
const box = (left: number, top: number, right: number, bottom: number) => (x: number, y: number) =>
  x > left && x < right && y > top && y < bottom

const paper: Color = [0xe8, 0xe6, 0xe1]
const navy: Color = [0x22, 0x2f, 0x4a]
const dark: Color = [0x18, 0x22, 0x38]
const cream: Color = [0xef, 0xe6, 0xd2]

/** A hop cone in a ring, `size` wide, in thread of this colour. */
function badge(cx: number, cy: number, size: number, thread: Color, leaf: Color, stroke: number): Part[] {
  const unit = size / 24
  const scales = [0, 1, 2, 3].map(
    (i): Part => [
      i % 2 === 0 ? leaf : cream,
      (x, y) => {
        const [u, v] = [(x - cx) / unit, (y - cy) / unit]
        return Math.abs(v + 6 - i * 3.4) < 2.4 - Math.abs(u) * 0.45 && Math.abs(u) < 5.2 - i * 0.9
      },
    ],
  )
  const stitches = (x: number, y: number) => (Math.atan2(y - cy, x - cx) * 7 + 40) % 1 < 0.68
  const rim = ring(cx, cy, size * 0.41, size * 0.018 * stroke)
  return [...scales, [cream, (x, y) => rim(x, y) && stitches(x, y)], [thread, disc(cx, cy, size / 2)]]
}

const threads = (colors: readonly Color[]): Part[] => colors.map((color, i) => [color, disc(70 + i * 6, 51, 1.8)])

function polo(size: number, x: number, thread: Color, leaf: Color, stroke: number): Buffer {
  return artwork(paper, [
    ...badge(x, 21, size, thread, leaf, stroke),
    [dark, box(27.6, 9, 28.4, 20)],
    [[0x2d, 0x3c, 0x5c], (px, py) => py > 5 && py < 10 && Math.abs(px - 28) < 7 && Math.abs(px - 28) > (py - 5) * 1.1],
    [navy, box(15, 8, 41, 56)],
    [navy, (px, py) => py > 8 && py < 26 && Math.abs(px - 28) < 23 - (py - 8) * 0.15 && py > 8 + (Math.abs(px - 28) - 12) * 0.7],
    ...badge(76, 27, 30, thread, leaf, stroke),
    ...threads([thread, cream, leaf]),
  ])
}
const copper: Color = [0xc5, 0x7a, 0x45]
const gold: Color = [0xd8, 0xb4, 0x4a]
const hop: Color = [0x7f, 0x9a, 0x63]

/** The badge as it was sent first, large and thin, and as it became. */
export const poloFirst = () => polo(9, 35, gold, [0x8c, 0x8a, 0x55], 0.5)
export const poloSecond = () => polo(6.4, 35.4, copper, hop, 1)

/** A cap from the front. */
export const cap = () =>
  artwork(paper, [
    ...badge(48, 27, 17, copper, hop, 1),
    [dark, (x, y) => y > 41 && y < 47 - (x - 48) ** 2 / 160 && Math.abs(x - 48) < 28],
    [[0xd9, 0xd2, 0xc3], (x, y) => y > 9 && y < 42 && Math.abs(x - 48) < 16],
    [navy, (x, y) => y < 42 && Math.hypot((x - 48) / 1.05, y - 40) < 30],
  ])

const phone: Part = [[0x33, 0x38, 0x40], (x, y) => y > 40 && y < 42.4 && x > 30 && x < 62 && Math.floor(x * 1.4) % 3 !== 0]

/** A door with its lettering; the second has a line more below the name. */
export const door = (hasPhone: boolean) =>
  artwork(
    [0xf2, 0xf3, 0xf4],
    [
      ...(hasPhone ? [phone] : []),
      [[0xf2, 0x6a, 0x1b], (x, y) => y > 33 && y < 35 && x > 24 && x < 68],
      [
        [0x1c, 0x3f, 0x7a],
        (x, y) => y > 22 && y < 30 && x > 24 && x < 68 && Math.floor(x / 3.2) % 4 !== 3 && (y < 25 || Math.floor(x) % 2 === 0),
      ],
      [[0x9a, 0xa1, 0xa8], box(76, 27, 84, 29.5)],
      [[0xbf, 0xd4, 0xe0], (x, y) => y > 5 && y < 17 && x > 20 + (17 - y) * 0.8 && x < 84],
      [[0xc9, 0xcd, 0xd1], (x, y) => (x > 11 && x < 12) || (x > 90 && x < 91) || (y > 56 && y < 57)],
    ],
  )

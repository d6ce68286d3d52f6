import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { sniffImage } from '#lib/image.ts'
import { smithLogo } from './logo.ts'
import { png } from './png.ts'

it('the demo shop’s logo is a PNG that the product takes', () => {
  const logo = smithLogo()
  expect(sniffImage(logo)).toMatchObject({ type: 'image/png', width: 400, height: 400 })
  expect(logo.length).toBeLessThan(50_000)
})

it('a drawn PNG holds exactly the pixels it was given', () => {
  const file = png(2, (x, y) => [x * 255, y * 255, 7, 255])
  const at = file.indexOf('IDAT')
  const rows = inflateSync(file.subarray(at + 4, at + 4 + file.readUInt32BE(at - 4)))
  expect([...rows]).toEqual([0, 0, 0, 7, 255, 255, 0, 7, 255, 0, 0, 255, 7, 255, 255, 255, 7, 255])
})

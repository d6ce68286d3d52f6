import { expect, test } from 'vitest'
import { parseShare, shareText } from './share.ts'

test.each([
  ['10%', { ppm: 100_000, minor: 0 }],
  [' 7.5 % ', { ppm: 75_000, minor: 0 }],
  ['50', { ppm: 0, minor: 5_000 }],
  ['1,234.50', { ppm: 0, minor: 123_450 }],
  ['', { ppm: 0, minor: 0 }],
  ['101%', undefined],
  ['-5', undefined],
  ['some', undefined],
])('a share typed as %j is read', (text, share) => {
  expect(parseShare(text, 'USD')).toEqual(share)
})

test.each(['10%', '7.5%', '50.00', ''])('a share is shown as it was typed: %j', (text) => {
  const share = parseShare(text, 'USD')
  expect(share && shareText(share, 'USD')).toBe(text)
})

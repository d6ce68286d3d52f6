import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { networkOf } from './network.ts'

describe('the network of an address', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['0:0:0:0:0:ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    [' 203.0.113.7 ', '203.0.113.7'],
  ])('%s counts as %s', (ip, network) => {
    expect(networkOf(ip)).toBe(network)
  })

  test.each([
    '',
    'unknown',
    '256.1.1.1',
    '1.2.3',
    '1.2.3.4.',
    '1.2.3.4.5',
    'example.com',
    'a:b',
    ':::',
    '::1]/x',
    '1:2:3:4:5:6:7:8:9',
  ])('%j is no address, and all such count together', (ip) => {
    expect(networkOf(ip)).toBe('unknown')
  })

  test('every spelling and every host of one /64 counts the same', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }),
        fc.array(fc.nat(0xffff), { minLength: 4, maxLength: 4 }),
        (groups, host) => {
          fc.pre(groups.slice(0, 4).some((g) => g > 0))
          const short = groups.map((g) => g.toString(16)).join(':')
          const long = [...groups.slice(0, 4), ...host].map((g) => g.toString(16).toUpperCase().padStart(4, '0')).join(':')
          expect(networkOf(long)).toBe(networkOf(short))
          expect(networkOf(short)).toMatch(/^[0-9a-f:]+::\/64$/)
        },
      ),
    )
  })

  test('a written address of four numbers is kept', () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        expect(networkOf(ip)).toBe(ip)
      }),
    )
  })
})

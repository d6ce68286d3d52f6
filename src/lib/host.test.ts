import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isHostName, normalizeHost } from './host.ts'

describe('a host', () => {
  test.each([
    ['Portal.SmithEmbroidery.com', 'portal.smithembroidery.com'],
    ['portal.example.com.', 'portal.example.com'],
    ['portal.example.com:8787', 'portal.example.com'],
    ['portal.example.com.:443', 'portal.example.com'],
    ['localhost:8787', 'localhost'],
    ['admin.localhost', 'admin.localhost'],
    ['bücher.example', 'xn--bcher-kva.example'],
    ['XN--BCHER-KVA.example', 'xn--bcher-kva.example'],
    ['portal。example.com', 'portal.example.com'],
  ])('%s is kept as %s', (text, host) => {
    expect(normalizeHost(text)).toBe(host)
  })

  test.each([
    '',
    '.',
    '..',
    'a..b',
    'example.com..',
    '.example.com',
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f.1',
    '1.2.3.4:80',
    'example.1',
    'example.0x7f',
    '[::1]',
    '[::1]:80',
    '::1',
    'a b.com',
    ' a.com',
    'a.com\n',
    'a\tb.com',
    'user@a.com',
    'a.com/path',
    'a.com\\b',
    'a.com?x',
    'a.com#x',
    'ex%61mple.com',
    'a.com:port',
    'a.com:80:90',
    'a_b.com',
    '-a.com',
    'a-.com',
    'a\u200b.com',
    'a\u00ad.com',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(126)}com`,
    'xn--a.com\u0000',
  ])('%j is none', (text) => {
    expect(normalizeHost(text)).toBeUndefined()
  })

  test('what is kept stays as it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.domain(), fc.string(), fc.string({ unit: 'binary' })), (text) => {
        const host = normalizeHost(text)
        if (host !== undefined) expect(normalizeHost(host)).toBe(host)
      }),
    )
  })

  test('one to enter as your own has a dot and no port', () => {
    expect(
      ['portal.example.com', 'Portal.Example.COM', 'portal.smithembroidery.localhost', 'bücher.example'].every(isHostName),
    ).toBe(true)
    expect(['localhost', 'portal.example.com:8787', 'https://portal.example.com', '1.2.3.4', ''].some(isHostName)).toBe(false)
  })
})

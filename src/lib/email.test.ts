import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { maskEmail, normalizeEmail } from './email.ts'

describe('a mailbox', () => {
  test.each([
    [' Sam@Example.COM ', 'sam@example.com'],
    ["o'brien+jobs@example.co.uk", "o'brien+jobs@example.co.uk"],
    ['sam@bücher.example', 'sam@xn--bcher-kva.example'],
    ['ｓａｍ＠example.com', 'sam@example.com'],
    ['first.last@sub.example.com', 'first.last@sub.example.com'],
  ])('%s is written %s', (text, email) => {
    expect(normalizeEmail(text)).toBe(email)
  })

  test.each([
    '',
    'sam',
    '@example.com',
    'sam@',
    'sam@localhost',
    'a@b@example.com',
    'sam @example.com',
    'sam@exa mple.com',
    'sam@example.com\nBcc: x@y.com',
    'sam\u200b@example.com',
    'sam@exam\u200dple.com',
    '\u202esam@example.com',
    'sam\u0000@example.com',
    '"sam"@example.com',
    'sam@[127.0.0.1]',
    'sam@127.0.0.1',
    'sam@example.com:25',
    'sam@example.com.',
    'sam@.example.com',
    '.sam@example.com',
    'sam.@example.com',
    'sa..m@example.com',
    'sam,pat@example.com',
    'Sam <sam@example.com>',
    'sаm@example.com',
    `${'a'.repeat(65)}@example.com`,
    `sam@${'a.'.repeat(125)}com`,
  ])('%j is none', (text) => {
    expect(normalizeEmail(text)).toBeUndefined()
  })

  test('its spelling is the same when read again', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.emailAddress(),
          fc.string({ unit: 'binary' }).map((s) => `${s}@example.com`),
        ),
        (text) => {
          const email = normalizeEmail(text)
          if (email === undefined) return
          expect(normalizeEmail(email)).toBe(email)
          expect(email).toMatch(/^[!-~]+@[a-z0-9.-]+$/)
          expect(email.length).toBeLessThanOrEqual(254)
        },
      ),
    )
  })

  test('shown to a stranger it keeps its first letter and its domain', () => {
    expect(maskEmail('sam@example.com')).toBe('s•••@example.com')
    expect(maskEmail('s@example.com')).toBe('s•••@example.com')
  })
})

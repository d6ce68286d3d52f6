import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { redact } from './redact.ts'

const mac = 'Zm9vYmFyYmF6cXV4Zm9vYmFyYmF6cXV4_-A'

describe('a log line', () => {
  test.each([
    ['a token', `GET /view/invoice/inv_k7m2q9x4_01J8ZQ5Y_${mac} 200`, 'GET /view/invoice/[token] 200'],
    [
      'a calendar address',
      `GET /portal/calendar/cal_k7m2q9x4_${'0a'.repeat(16)}_${mac}/appointments.ics 200`,
      'GET /portal/calendar/[token]/appointments.ics 200',
    ],
    ['a bookmark key', 'GET /public/portal/smith/c/k7m2q9x4p 303', 'GET /public/portal/smith/c/[key] 303'],
    ['an encoded bookmark', 'next=%2Fportal%2Fc%2Fk7m2q9x4p', 'next=%2Fportal%2Fc%2F[key]'],
    ['a JWT', 'cookie __Host-ab=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl;', 'cookie __Host-ab=[jwt];'],
    ['a code', 'POST code=12345678&x=1', 'POST code=[code]&x=1'],
    ['a code in two halves', 'code=1234+5678', 'code=[code]'],
    ['a code in JSON', '{"code":"12345678"}', '{"code":"[code]"}'],
    ['a bearer token', 'authorization: Bearer abc.DEF-123_xyz==', 'authorization: Bearer [secret]'],
    ['a Stripe key', `key sk_live_${'51Habc123DEF'}`, 'key [secret]'],
    ['a restricted key', 'rk_test_51Habc', '[secret]'],
    ['the browser’s half of a proof', `-door=chl_${'0a'.repeat(16)}.${mac}; x`, `-door=chl_${'0a'.repeat(16)}.[secret]; x`],
    ['a password in an address', 'smtp://user:pa55word@mail.test:587', 'smtp://[secret]@mail.test:587'],
    ['a mail address', '550 no such user <ada@hilltop.test>', '550 no such user <[address]>'],
    [
      'what a parser could not read',
      `SyntaxError: Unexpected token 'D', "Dear Ada," is not valid JSON`,
      'SyntaxError: A text is not valid JSON',
    ],
    ['a mail key', `API key re_${'9hQ4_b7Yk2'} is invalid`, 'API key [secret] is invalid'],
    ['a webhook secret', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw+/=', '[secret]'],
  ])('does not carry %s', (_, line, safe) => {
    expect(redact(line)).toBe(safe)
    expect(redact(safe)).toBe(safe)
  })

  test.each([
    'GET /portal/jobs/job_01J8ZQ5Y 200 12ms',
    'status code=404',
    'code SQLITE_CONSTRAINT',
    'inv_123 paid 12345678 minor',
    'bearer of news',
    '/css/a.css',
  ])('keeps what is no secret: %s', (line) => {
    expect(redact(line)).toBe(line)
  })

  test('never keeps the mac of a token, wherever it stands', () => {
    const lower = fc.stringMatching(/^[a-z]{2,4}$/)
    const shop = fc.stringMatching(/^[a-z0-9]{6,12}$/)
    const row = fc.stringMatching(/^[A-Za-z0-9]{1,30}$/)
    const secret = fc.stringMatching(/^[A-Za-z0-9_-]{20,50}$/)
    fc.assert(
      fc.property(fc.string(), lower, shop, row, secret, fc.string(), (before, purpose, key, id, tail, after) => {
        expect(redact(`${before} ${purpose}_${key}_${id}_${tail} ${after}`)).not.toContain(`_${tail}`)
      }),
    )
  })
})

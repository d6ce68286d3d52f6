import { describe, expect, test } from 'vitest'
import { isPhone, smsHref, telHref } from './phone.ts'

describe('a phone number', () => {
  test.each([
    ['+1 (555) 010-0199', 'tel:+15550100199'],
    ['555.010.0199', 'tel:5550100199'],
    ['(555) 010-0199 ext. 12', 'tel:5550100199;ext=12'],
    ['555-010-0199x7', 'tel:5550100199;ext=7'],
    ['+49 30/901820', 'tel:+4930901820'],
  ])('%s dials %s', (text, href) => {
    expect(isPhone(text)).toBe(true)
    expect(telHref(text)).toBe(href)
  })

  test.each([
    '',
    '12345',
    'call me',
    '1-800-FLOWERS',
    '+',
    '1'.repeat(16),
    '555 010 0199;phone-context=x',
    'javascript:5550100199',
    '++15550100199',
  ])('%j is none', (text) => {
    expect(isPhone(text)).toBe(false)
  })

  test('a text message carries its words to either kind of phone', () => {
    expect(smsHref('+1 (555) 010-0199', 'Your portal: https://x.com/c/a?b=1&c=2')).toBe(
      'sms:+15550100199?&body=Your%20portal%3A%20https%3A%2F%2Fx.com%2Fc%2Fa%3Fb%3D1%26c%3D2',
    )
    expect(smsHref(undefined, 'Hi')).toBe('sms:?&body=Hi')
    expect(smsHref(undefined, 'broken \ud800 pair')).toBe('sms:?&body=broken%20%EF%BF%BD%20pair')
  })
})

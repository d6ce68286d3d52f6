import { describe, expect, it } from 'vitest'
import { displayName, extraHeaders, headerText, mailAddress, mailbox, rawMailbox, rawText } from './headers.ts'
import { MailRefused } from './mail.ts'

const corpus = [
  'Smith\r\nBcc: all@world.example',
  'Smith\n\n<html>',
  'Smith\u0085X\u2028Y\u0000',
  'Smith" <ceo@bank.example>, "x',
  'Back\\slash "quoted"',
  '<b>Smith</b> {{shopName}}',
  'Näh & Söhne',
  'מתפרה של סמית',
  'pay\u202eelif.exe\u200b',
  '👩‍👩‍👧‍👦🧵'.repeat(30),
  'x'.repeat(5000),
  '=?UTF-8?B?QQ==?=',
  '',
]

describe('header text', () => {
  it.each(corpus)('is one visible line: %j', (text) => {
    for (const line of [headerText(text), displayName(text), mailbox(text, 'shop@platform.example')]) {
      expect(line).not.toMatch(/[\p{Cc}\u2028\u2029\u200b\u202a-\u202e]/u)
    }
  })

  it.each(corpus)('is ASCII in short lines in a raw message, and reads back: %j', (text) => {
    const raw = rawText(text)
    expect(raw).toMatch(/^[\x20-\x7e\r\n]*$/)
    expect(raw).not.toMatch(/\r(?!\n )|(?<!\r)\n/)
    for (const word of raw.match(/=\?[^ \r]*\?=/g) ?? []) expect(word.length).toBeLessThanOrEqual(75)
    expect(decoded(raw)).toBe(headerText(text))
    expect(rawMailbox(text, 'shop@platform.example')).toMatch(/^[\x20-\x7e\r\n]+$/)
  })
})

describe('a mailbox', () => {
  it.each(corpus)('has one address, ours, whatever the name: %j', (name) => {
    for (const box of [mailbox(name, 'shop@platform.example'), rawMailbox(name, 'shop@platform.example')]) {
      const bare = box.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').replaceAll(/\s+/g, ' ')
      expect(bare.match(/[^\s<>,]+@[^\s<>,]+/g)).toEqual(['shop@platform.example'])
      expect(bare).not.toContain(',')
    }
  })

  it('does not let a name pass for an address', () => {
    expect(displayName('security@bank.example')).toBe('security at bank.example')
    expect(displayName('Threads @ Home')).toBe('Threads @ Home')
  })

  it.each([
    'a@b.example, c@d.example',
    'a@b.example\r\nBcc: c@d.example',
    'a b@c.example',
    '<a@b.example>',
    'a@b',
    'a@',
    '@b.example',
    'a@[127.0.0.1]',
    'ä@b.example',
    '',
  ])('is refused for the address %j', (address) => {
    expect(() => mailAddress(address)).toThrow(MailRefused)
  })

  it('writes an international host in ASCII', () => {
    expect(mailAddress('dana@münchen.example')).toBe('dana@xn--mnchen-3ya.example')
  })
})

describe('extra headers', () => {
  it('keep their names and lose their line breaks', () => {
    expect(extraHeaders({ References: '<a@b>\r\n <c@d>', 'X-Kind': 'a\r\nBcc: x@y.example' })).toEqual({
      References: '<a@b> <c@d>',
      'X-Kind': 'a Bcc: x@y.example',
    })
  })

  it.each(['From', 'to', 'BCC', 'Content-Type', 'Subject', 'X Y', 'X:Y', 'X-Y\r\nBcc', ''])('refuse the name %j', (name) => {
    expect(() => extraHeaders({ [name]: 'x' })).toThrow(MailRefused)
  })
})

function decoded(raw: string): string {
  if (!raw.includes('=?')) return raw
  return raw
    .split('\r\n ')
    .map((word) => new TextDecoder().decode(Uint8Array.fromBase64(word.slice('=?UTF-8?B?'.length, -2))))
    .join('')
}

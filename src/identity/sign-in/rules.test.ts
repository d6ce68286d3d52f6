import { describe, expect, it } from 'vitest'
import { safeNext } from './rules.ts'

const base = '/public/portal/smith'
const own = 'https://portal.test'

/** Ways to lead somebody elsewhere that were tried on others: another host, another scheme, another shop, another part of this one. */
const payloads = [
  ...['//evil.test', '///evil.test', '////evil.test', '//evil.test/public/portal/smith', '//evil.test\\@portal.test'],
  ...['/\\evil.test', '\\/evil.test', '\\\\evil.test', '/\\/evil.test', '\\evil.test', '/.//evil.test', '/;//evil.test'],
  ...['https://evil.test', 'http://evil.test', 'HTTPS://EVIL.TEST', 'https:evil.test', 'https:/evil.test', 'https:///evil.test'],
  ...['https://portal.test@evil.test', 'https://portal.test.evil.test', `https://evil.test${base}`, `${own}${base}`, own],
  ...['javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', 'data:text/html,x', 'vbscript:x', 'mailto:x@x.test'],
  ...['\t//evil.test', ' //evil.test', '/\t/evil.test', '/\n/evil.test', '/\r\n/evil.test', '/ /evil.test', '\u0000//evil.test'],
  ...['%2f%2fevil.test', '/%2f/evil.test', '/%5cevil.test', '／／evil.test', '/。。/evil.test', '/＼evil.test'],
  ...['evil.test', 'www.evil.test', '.evil.test', '@evil.test', ':80@evil.test', '?next=//evil.test', '#//evil.test', ''],
  ...['/', '/admin/smith', '/view/invoice/x', '/google/callback', '/public/portal/other', '/public/portal/smithers'],
  ...[`${base}.evil.test`, `${base}@evil.test`, `${base}//evil.test`, `${base}/\\evil.test`, `${base}/\t/evil.test`],
  ...[`${base}/../other`, `${base}/..`, `${base}/%2e%2e/other`, `${base}/%2E./other/jobs`, `${base}/jobs/../../other`],
  ...[`${base}/./../other`, `${base}/sign-in`, `${base}/sign-in/code`, `${base}/${'a'.repeat(500)}`, `${base}/jöbs`],
]

describe('where an address may lead on to', () => {
  it.each(payloads)('is not %j', (next) => {
    expect(safeNext(next, base)).toBeUndefined()
  })

  it.each([base, `${base}/jobs`, `${base}/jobs?past=1`, `${base}?x=1`, `${base}/messages/cus_1#last`])('is %s', (next) => {
    expect(safeNext(next, base)).toBe(next)
    expect(new URL(next, own).href.startsWith(own + base)).toBe(true)
  })
})

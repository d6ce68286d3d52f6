import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { carriers, isTracking, trackingUrl } from './tracking.ts'

describe('tracking', () => {
  test.each([
    ['ups', '1Z 999 AA1 01 2345 6784', 'https://www.ups.com/track?tracknum=1Z999AA10123456784'],
    ['usps', '9400 1000 0000 0000 0000 00', 'https://tools.usps.com/go/TrackConfirmAction?tLabels=9400100000000000000000'],
    ['fedex', '123456789012', 'https://www.fedex.com/fedextrack/?trknbr=123456789012'],
    ['dhl', '1234567890', 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=1234567890'],
    ['canada-post', 'ee123456789ca', 'https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=EE123456789CA'],
    ['other', ' https://track.example.com/p/1?x=%20a ', 'https://track.example.com/p/1?x=%20a'],
  ])('%s %s opens its page', (carrier, number, url) => {
    expect(isTracking(carrier, number)).toBe(true)
    expect(trackingUrl(carrier, number)).toBe(url)
  })

  test.each([
    ['other', 'javascript:alert(1)'],
    ['other', 'http://track.example.com/1'],
    ['other', 'data:text/html,x'],
    ['other', 'https://user:pass@example.com/'],
    ['other', 'https://exa mple.com/'],
    ['other', 'https://example.com/"onclick="x'],
    ['other', '//example.com'],
    ['other', 'https://'],
    ['ups', ''],
    ['toString', '1'],
    ['pigeon', '1Z999AA10123456784'],
  ])('%s %s opens nothing', (carrier, number) => {
    expect(trackingUrl(carrier, number)).toBeUndefined()
    expect(isTracking(carrier, number)).toBe(false)
  })

  test('another carrier may have a plain number without a page', () => {
    expect(isTracking('other', 'PRO 123-456')).toBe(true)
    expect(trackingUrl('other', 'PRO 123-456')).toBeUndefined()
  })

  test.each([
    ['ups', '12'],
    ['usps', 'hello'],
    ['fedex', '1Z999AA10123456784'],
    ['dhl', '12 34'],
    ['canada-post', '123'],
  ])('%s does not know %s', (carrier, number) => {
    expect(isTracking(carrier, number)).toBe(false)
  })

  test('whatever is typed, the page is on the carrier’s own host over https', () => {
    const own = carriers
      .filter(({ key }) => key !== 'other')
      .map(({ key }) => [key, new URL(`${trackingUrl(key, '1')}`).host] as const)
    const hosts = new Map(own)
    fc.assert(
      fc.property(fc.constantFrom(...hosts.keys()), fc.string({ unit: 'binary', minLength: 1 }), (carrier, number) => {
        const url = trackingUrl(carrier, number)
        if (url === undefined) return
        expect(new URL(url).protocol).toBe('https:')
        expect(new URL(url).host).toBe(hosts.get(carrier))
      }),
    )
  })
})

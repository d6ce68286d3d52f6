import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CalendarEvent, calendarOf } from './ics.ts'

const fitting: CalendarEvent = {
  uid: 'apt_1@shop',
  sequence: 2,
  changedAt: Date.UTC(2030, 3, 9, 15, 0, 7, 123),
  startsAt: Date.UTC(2030, 3, 10, 19, 0),
  endsAt: Date.UTC(2030, 3, 10, 20, 30),
  title: 'Fitting',
  place: '218 Mill Street',
  text: 'Bring the old one',
  url: 'https://shop.test/portal/appointments/apt_1',
  status: 'CONFIRMED',
}
const bytes = (text: string) => new TextEncoder().encode(text).length
/** What a reader makes of it: lines joined again (3.1), values as they were written (3.3.11). */
function read(ics: string): Record<string, string> {
  const lines = ics.replaceAll('\r\n ', '').split('\r\n')
  const inside = lines.slice(lines.indexOf('BEGIN:VEVENT') + 1, lines.indexOf('END:VEVENT'))
  return Object.fromEntries(
    inside.map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at), line.slice(at + 1).replace(/\\(.)/g, (_, one: string) => (/n/i.test(one) ? '\n' : one))]
    }),
  )
}

describe('a calendar file', () => {
  it('says when in UTC, which change it is, whose it is and whether it stands', () => {
    const ics = calendarOf('Our shop', [fitting])
    expect(read(ics)).toEqual({
      UID: 'apt_1@shop',
      SEQUENCE: '2',
      DTSTAMP: '20300409T150007Z',
      'LAST-MODIFIED': '20300409T150007Z',
      DTSTART: '20300410T190000Z',
      DTEND: '20300410T203000Z',
      SUMMARY: 'Fitting',
      LOCATION: '218 Mill Street',
      DESCRIPTION: 'Bring the old one',
      URL: 'https://shop.test/portal/appointments/apt_1',
      STATUS: 'CONFIRMED',
    })
    expect(ics).toMatch(/^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\nPRODID:/)
    expect(ics).toMatch(/END:VEVENT\r\nEND:VCALENDAR\r\n$/)
    expect(ics).toContain('\r\nX-WR-CALNAME:Our shop\r\n')
  })

  it('with nothing in it is still one', () => {
    expect(calendarOf('Our shop', [])).toMatch(/^BEGIN:VCALENDAR\r\n[\s\S]*\r\nEND:VCALENDAR\r\n$/)
  })

  it('marks commas, semicolons, backslashes and line ends, and lets nobody write a line of their own', () => {
    const ics = calendarOf('A; b, c', [{ ...fitting, title: 'Fit; drop, C:\\new', text: 'One\r\nEND:VEVENT\rTwo\u0007' }])
    expect(ics).toContain('\r\nX-WR-CALNAME:A\\; b\\, c\r\n')
    expect(ics).toContain('\r\nSUMMARY:Fit\\; drop\\, C:\\\\new\r\n')
    expect(ics).toContain('\r\nDESCRIPTION:One\\nEND:VEVENT\\nTwo\r\n')
    expect(ics.match(/^END:VEVENT/gm)).toHaveLength(1)
  })

  it('leaves out what is empty', () => {
    const ics = calendarOf('x', [{ ...fitting, place: '', text: '', url: undefined }])
    expect(ics).not.toMatch(/LOCATION|DESCRIPTION|URL/)
  })

  it('has no line past 75 bytes, cuts no character apart and reads back as it was, whatever is typed', () => {
    // What was typed as the sign of a broken character is not broken here.
    const typed = fc.string({ unit: 'grapheme', maxLength: 300 }).filter((said) => !said.includes('\ufffd'))
    fc.assert(
      fc.property(typed, typed, (title, text) => {
        const ics = calendarOf('x', [{ ...fitting, title, text }])
        expect(ics.split('\r\n').every((line) => bytes(line) <= 75)).toBe(true)
        expect(ics.replaceAll('\r\n', '')).not.toMatch(/[\r\n\ufffd]/)
        const clean = (said: string) => said.replace(/\r\n?/g, '\n').replace(/(?!\n)\p{Cc}/gu, '')
        expect(read(ics)['SUMMARY']).toBe(clean(title))
        expect(read(ics)['DESCRIPTION'] ?? '').toBe(clean(text))
      }),
    )
  })
})

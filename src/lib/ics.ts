/** One entry of a calendar, in the terms of RFC 5545. */
export interface CalendarEvent {
  /** The same for as long as the entry lives, and nobody else's. */
  readonly uid: string
  /** Counts the changes, so that a calendar takes the newer one. */
  readonly sequence: number
  /** When it was last changed, begins and ends; ms UTC. */
  readonly changedAt: number
  readonly startsAt: number
  readonly endsAt: number
  readonly title: string
  readonly place: string
  readonly text: string
  readonly url?: string | undefined
  readonly status: 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'
}

/** A calendar file (RFC 5545) of these entries. All times are UTC, so that it needs no zones and no summer moves it. */
export function calendarOf(name: string, events: readonly CalendarEvent[]): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Appointments//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    // NAME is RFC 7986; most calendars still read the older one.
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...events.flatMap(linesOf),
    'END:VCALENDAR',
  ]
  return lines.map((line) => `${folded(line)}\r\n`).join('')
}

function linesOf(event: CalendarEvent): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${event.uid}`,
    `SEQUENCE:${event.sequence}`,
    `DTSTAMP:${stampOf(event.changedAt)}`,
    `LAST-MODIFIED:${stampOf(event.changedAt)}`,
    `DTSTART:${stampOf(event.startsAt)}`,
    `DTEND:${stampOf(event.endsAt)}`,
    `SUMMARY:${escaped(event.title)}`,
    ...(event.place ? [`LOCATION:${escaped(event.place)}`] : []),
    ...(event.text ? [`DESCRIPTION:${escaped(event.text)}`] : []),
    ...(event.url ? [`URL:${event.url}`] : []),
    `STATUS:${event.status}`,
    'END:VEVENT',
  ]
}

/** An instant in UTC, to the second: 20300410T190000Z (3.3.5, form 2). */
function stampOf(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d{3}/g, '')
}

/** A text value (3.3.11): what has a meaning of its own is marked, line ends are written out, other control characters go. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?!\n)\p{Cc}/gu, '')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')
}

const mostBytes = 75
const utf8 = new TextEncoder()

/** No line is longer than 75 bytes (3.1): the rest goes on after a line end and a space, and no character is cut apart. */
function folded(line: string): string {
  const parts: string[] = []
  let part = ''
  let bytes = 0
  for (const character of line) {
    const size = utf8.encode(character).length
    if (bytes + size > mostBytes) {
      parts.push(part)
      part = ' '
      bytes = 1
    }
    part += character
    bytes += size
  }
  return [...parts, part].join('\r\n')
}

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Fields } from '#testing/browser.ts'
import { ownedBy } from '#testing/owned.ts'
import { isSoak } from '#testing/soak.ts'
import { formsOn, type Stop, tourOf } from '#testing/tour.ts'
import { makeShop } from '#testing/world.ts'

/** How many shops are bombarded, and how often at each route; `npm run soak` asks for more of both. */
const runs = Number(import.meta.env['VITE_SOAK_RUNS'] ?? 1)
const timesEach = isSoak ? 3 : 1

/** One field of a body, already encoded: what no browser would send can be sent too. */
type Pair = readonly [name: string, value: string]
type Change = (pairs: readonly Pair[], pick: number) => readonly Pair[]

const encoded = encodeURIComponent
const raw = fc.constantFrom(
  // Lone surrogates, broken sequences, nothing at all: as bytes, because no text can hold them.
  ...['%ED%A0%80', '%ED%BF%BF', '%FF%FE', '%C0%AF', '%00', 'a%00b', '%', '%zz', '%F0%9F', ''],
)
const typed = fc.constantFrom(
  ...['__proto__', 'constructor', 'toString', 'null', 'undefined', 'NaN', '-NaN', 'Infinity', '1e309', '-1e309', '-1', '-0', '0'],
  ...['0x10', '1e3', '1,5', '1.005', '٣', '１２', '9007199254740993', '99999999999999999999', '-99999999.99', '0.0000000001'],
  ...[
    'true',
    '[object Object]',
    '[]',
    '{}',
    '{"$ne":null}',
    "' OR 1=1 --",
    '%',
    '_',
    '\\',
    '../../x',
    '2030-02-30',
    '+275760-09-13',
  ],
  ...[
    '\u202egpj.exe',
    '\u200b',
    '\u200d\u2060\ufeff',
    'a\u0300'.repeat(50),
    '\u0000',
    '\ud83d',
    '👩‍👩‍👧‍👦'.repeat(30),
    '\r\n\r\nx: y',
    '\t',
  ],
  ...['аdmin@shop.test', 'a@раypal.com', '"a b"@x.test', 'a@[127.0.0.1]', 'a@x..test', `${'a'.repeat(65)}@x.test`, 'a@b@c.test'],
  ...['a'.repeat(300), 'a\n'.repeat(3_000), 'é'.repeat(30_000), 'x'.repeat(260_000), '<'.repeat(5_000)],
)
const hostile = fc.oneof(
  { weight: 6, arbitrary: typed.map(encodeSafely) },
  { weight: 2, arbitrary: raw },
  fc.string({ unit: 'binary' }).map(encodeSafely),
)

/** A lone surrogate cannot be encoded by itself; a browser sends what stands for it. */
function encodeSafely(text: string): string {
  return encoded(text.toWellFormed())
}

const change: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 6,
    arbitrary: hostile.map(
      (value): Change =>
        (pairs, pick) =>
          at(pairs, pick, ([name]) => [[name, value]]),
    ),
  },
  hostile.map(
    (value): Change =>
      (pairs, pick) =>
        at(pairs, pick, (pair) => [pair, [pair[0], value]]),
  ),
  hostile.map(
    (value): Change =>
      (pairs, pick) =>
        at(pairs, pick, ([name]) => [[`${name}%5B%5D`, value]]),
  ),
  hostile.map(
    (value): Change =>
      (pairs, pick) =>
        at(pairs, pick, ([name]) => [[`${name}.__proto__`, value]]),
  ),
  hostile.map(
    (value): Change =>
      (pairs) =>
        pairs.map(([name, old]): Pair => [name, name === 'command' || name === 'version' ? old : value]),
  ),
  fc.constant<Change>((pairs, pick) => at(pairs, pick, () => [])),
  fc.constant<Change>((pairs, pick) =>
    at(pairs, pick, (pair) => Array.from({ length: pair[1].length < 200 ? 400 : 4 }, () => pair)),
  ),
  fc
    .constantFrom('__proto__', 'constructor', 'constructor.prototype', '__proto__%5Bx%5D', 'hasOwnProperty', '', 'command')
    .chain((name) =>
      hostile.map(
        (value): Change =>
          (pairs) => [...pairs, [name, value]],
      ),
    ),
)
const body = fc.record({
  changes: fc.array(change, { minLength: 1, maxLength: 3 }),
  picks: fc.array(fc.nat(40), { minLength: 3, maxLength: 3 }),
  as: fc.nat(11),
})
type Body = typeof body extends fc.Arbitrary<infer T> ? T : never

test('whatever is sent to any route that writes is answered in words of ours, never with a failure of ours', async () => {
  await fc.assert(
    fc.asyncProperty(fc.infiniteStream(body), async (bodies) => {
      const owner = await ownedBy(await makeShop({ hasHost: true }), 'Plain')
      const stops = await tourOf(owner)
      const forms = await formsOn(stops)
      const writes = stops.filter(({ route }) => route.method !== 'GET')
      for (const stop of writes.toSorted((a, b) => turnOf(a) - turnOf(b))) {
        for (const one of take(bodies, timesEach)) await send(stop, forms.get(stop.address) ?? everyName(forms), one)
      }
    }),
    { numRuns: runs, endOnFailure: true },
  )
})

/** For a route no page has a form for just now: every field there is. */
const everyName = (forms: ReadonlyMap<string, Fields>): Fields => Object.assign({}, ...forms.values())

/** The desk comes after the portal, which it can switch off; signing out comes last at each, or nobody would be let in any more. */
function turnOf({ where }: Stop): number {
  const isEnd = where.includes('/sign-out') || where.endsWith('/devices/removal')
  return (where.includes(' /admin/') ? 2 : 0) + (isEnd ? 1 : 0)
}

async function send({ route, where, address, browser }: Stop, fields: Fields, { changes, picks, as }: Body): Promise<void> {
  const pairs = changes.reduce<readonly Pair[]>((all, one, i) => one(all, picks[i] ?? 0), pairsOf(fields))
  const { type, text } = bodyOf(pairs, as)
  const bytes = new TextEncoder().encode(text)
  const response = await browser.fetch(address, {
    method: route.method,
    body: bytes,
    headers: {
      'content-type': type,
      'content-length': String(bytes.byteLength),
      'sec-fetch-site': 'same-origin',
      origin: browser.origin,
    },
  })
  const sent = `${where} as ${type}: ${text.slice(0, 2_000)}`
  expect(response.status, sent).toBeLessThan(500)
  // What the validation library says by itself is for programmers.
  expect(await response.text(), sent).not.toMatch(/Invalid (?:key|type|\w+): Expected/)
}

/** Most as forms are sent; some as forms with parts, as JSON, as text, or broken off. */
function bodyOf(pairs: readonly Pair[], as: number): { type: string; text: string } {
  const text = pairs.map(([name, value]) => `${name}=${value}`).join('&')
  if (as === 0) return { type: 'application/json', text: `{"__proto__":{"x":1},"a":${'['.repeat(5_000)}` }
  if (as === 1) return { type: 'text/plain', text }
  if (as === 2) return { type: 'multipart/form-data; boundary=x', text: text.slice(0, 50) }
  if (as === 3) {
    const parts = pairs.map(([name, value]) => `--x\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    return { type: 'multipart/form-data; boundary=x', text: `${parts.join('')}--x--\r\n` }
  }
  return { type: 'application/x-www-form-urlencoded', text }
}

function pairsOf(fields: Fields): Pair[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [String(value)]).map((one): Pair => [encodeSafely(name), encodeSafely(one)]),
  )
}

/** Changes the field that was picked. */
function at(pairs: readonly Pair[], pick: number, change: (pair: Pair) => readonly Pair[]): readonly Pair[] {
  const place = pick % Math.max(1, pairs.length)
  return pairs.flatMap((pair, i) => (i === place ? change(pair) : [pair]))
}

function* take<T>(stream: Iterator<T>, count: number): Generator<T> {
  for (let i = 0; i < count; i++) yield stream.next().value as T
}

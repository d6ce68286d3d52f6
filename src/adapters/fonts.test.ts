import { expect, test } from 'vitest'
import { depsOf } from '#env.ts'
import { farFonts } from '#generated/pdf-letters.ts'
import { testEnv } from '#testing/outside.ts'
import { FilesUnavailable } from './files.ts'
import { createFontStore } from './fonts.ts'

test.each(['han', 'hangul'] as const)('the font for %s comes from the static assets', async (name) => {
  const bytes = await depsOf(testEnv).fonts.get(name)
  // A TrueType file begins with its version, 1.0.
  expect([...bytes.slice(0, 4)]).toEqual([0, 1, 0, 0])
})

test('assets that have it not, or never answer, or never end, are said to be unavailable', async () => {
  const answering = (work: () => Promise<Response>) => createFontStore({ fetch: work } as unknown as Fetcher)
  const endless = new ReadableStream({ start: (body) => body.enqueue(new Uint8Array([0, 1])) })
  const answers = [
    async () => new Response(null, { status: 404 }),
    () => new Promise<Response>(() => {}),
    async () => new Response(endless),
  ]
  await Promise.all(answers.map((work) => expect(answering(work).get('han')).rejects.toThrow(FilesUnavailable)))
  expect(Object.values(farFonts).every((address) => /^\/assets\/\w+-[0-9a-f]{8}\.ttf$/.test(address))).toBe(true)
})

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What the product did for one page: where it sent what, and what it answered. */
export interface Recording {
  readonly path: string
  readonly url: string
  readonly body: string
  readonly html: string
}

/** Writes the least a Worker could do for these pages: each one's own request to its database, and as many bytes back. */
export function writeBareWorker(dir: string, recordings: readonly Recording[]): string {
  const main = join(dir, 'bare.js')
  const pages = Object.fromEntries(recordings.map(({ path, url, body, html }) => [path, { url, body, html }]))
  writeFileSync(main, `const pages = ${JSON.stringify(pages)}\n${worker}`)
  return main
}

const worker = `export default {
  async fetch(request) {
    const { url, body, html } = pages[new URL(request.url).pathname]
    const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'application/json' } })
    await answer.text()
    return new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8' } })
  },
}
`

/** Writes a Worker that does nothing: what workerd itself costs before any code of ours. */
export function writeEmptyWorker(dir: string): string {
  const main = join(dir, 'empty.js')
  writeFileSync(main, `export default { fetch: () => new Response('') }\n`)
  return main
}

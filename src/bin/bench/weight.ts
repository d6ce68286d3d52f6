import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ask } from './ask.ts'
import type { Target } from './load.ts'

const folder = join(import.meta.dirname, '../../../public')

export interface Part {
  readonly address: string
  readonly gzip: number
}
export interface Weight {
  readonly parts: readonly Part[]
  readonly gzip: number
  readonly foreign: readonly string[]
}

/** Everything a browser fetches on a first visit to a page, each as it travels: compressed unless it is so already. */
export async function weighVisit(page: Target, html: string): Promise<Weight> {
  const parts: Part[] = [{ address: 'the page', gzip: gzipSync(html).length }]
  const waiting = referencesIn(html)
  const seen = new Set<string>()
  const foreign: string[] = []
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    if (seen.has(address) || address.startsWith('data:')) continue
    seen.add(address)
    if (/^(https?:)?\/\//.test(address)) foreign.push(address)
    else {
      const { body, type } = await bodyOf(page, address)
      parts.push({ address, gzip: /image\/(png|jpeg|webp)|woff2/.test(type) ? body.length : gzipSync(body).length })
      if (address.endsWith('.css'))
        waiting.push(...[...String(body).matchAll(/url\(["']?([^"')]+)/g)].map(([, url]) => url ?? ''))
    }
  }
  return { parts, gzip: parts.reduce((sum, { gzip }) => sum + gzip, 0), foreign }
}

/** What the page makes a browser load by itself: no links, no forms. */
function referencesIn(html: string): string[] {
  const tags = html.match(/<(?:link|script|img|source|iframe)\b[^>]*>/g) ?? []
  return tags.flatMap((tag) => /\s(?:href|src)="([^"]+)"/.exec(tag)?.[1]?.replaceAll('&amp;', '&') ?? [])
}

async function bodyOf(page: Target, address: string): Promise<{ body: Buffer; type: string }> {
  if (address.startsWith('/assets/')) return { body: readFileSync(join(folder, address)), type: address.split('.').at(-1) ?? '' }
  const answer = await ask({ ...page, path: address })
  if (answer.status !== 200) throw new Error(`${address}, named by ${page.path}, was answered ${answer.status}`)
  return answer
}

import type { Context } from 'hono'
import { Toast } from '#ui/block.tsx'

/** What `?did=…` says was just done, if it is one of the page's own words for it. */
export function flashOf(c: Context, words: Readonly<Record<string, string>>) {
  const did = c.req.query('did')
  const text = did !== undefined && Object.hasOwn(words, did) ? words[did] : undefined
  return text && <Toast text={text} />
}

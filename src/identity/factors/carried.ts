import type { Context } from 'hono'
import { proofPrefix, readFields } from '#lib/form.ts'
import { safeNext } from '../sign-in/rules.ts'

/** Where somebody was going when they were asked to confirm, and what they had typed. */
export interface Carried {
  readonly to: string
  /** The page they came from. */
  readonly from: string | undefined
  /** Sent on once more as it was; else they are led there. */
  readonly isPost: boolean
  readonly fields: readonly (readonly [name: string, value: string])[]
}

/** Fields of the confirmation itself: nothing of them goes into what is carried, and no command counts them. */
const isOwn = (name: string) => name.startsWith(proofPrefix)

/** What the request that was refused wanted. */
export async function carriedOf(c: Context, from: string | undefined): Promise<Carried> {
  const { pathname, search } = new URL(c.req.url)
  const isPost = c.req.method === 'POST'
  return { to: pathname + search, from, isPost, fields: isPost ? textsOf(await readFields(c)) : [] }
}

/** What a confirmation carries along. Only a page below this base is ever led to. */
export function carriedIn(raw: Readonly<Record<string, unknown>>, base: string): Carried {
  const text = (name: string) => (typeof raw[name] === 'string' ? raw[name] : undefined)
  const to = safeNext(text('proof_to'), base)
  const isPost = to !== undefined && text('proof_again') === 'post'
  return { to: to ?? base, from: safeNext(text('proof_from'), base), isPost, fields: textsOf(raw) }
}

function textsOf(raw: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(raw)
    .filter(([name]) => !isOwn(name))
    .flatMap(([name, value]) => [value].flat().map((one): [string, unknown] => [name, one]))
    .filter((pair): pair is [string, string] => typeof pair[1] === 'string')
}

import type { Context } from 'hono'
import type { BaseCtx } from '#context.ts'
import { notFound } from '#errors.ts'
import { rangeOf } from '#lib/range.ts'
import { isPicture } from './kinds.ts'
import type { fileForCustomer, fileForLink, fileForStaff } from './rights-queries.ts'

type RightfulFile = typeof fileForCustomer | typeof fileForLink | typeof fileForStaff
export type Asked = Pick<Context, 'body'> & {
  readonly req: { header(name: string): string | undefined; param(name: 'id'): string }
  readonly var: { readonly ctx: BaseCtx }
}

/** Whatever a file is, opened alone it may run nothing, and no other site may draw it in. */
const sealed = {
  'content-security-policy': "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox",
  'cross-origin-resource-policy': 'same-origin',
  'accept-ranges': 'bytes',
  // A browser may keep it, but must ask each time: a right that ended ends here on the next look.
  'cache-control': 'private, no-cache',
}

/**
 * Sends the file of the address to whom the query lets have it, whole or in part; everybody else is told that it is not here.
 * The one handler for every audience.
 */
export async function sendFile(c: Asked, query: RightfulFile): Promise<Response> {
  const { ctx } = c.var
  const [[file]] = await ctx.read([query], { id: c.req.param('id') })
  if (!file) throw notFound('file')
  const etag = `"${file.sha256}"`
  const headers = { ...sealed, etag, 'content-type': file.type, 'content-disposition': dispositionOf(file) }
  if (c.req.header('if-none-match')?.includes(etag)) return c.body(null, 304, headers)
  const isSame = (c.req.header('if-range') ?? etag) === etag
  const range = rangeOf(isSame ? c.req.header('range') : undefined, file.size)
  if (range === 'unsatisfiable') return c.body(null, 416, { ...headers, 'content-range': `bytes */${file.size}` })
  const body = await ctx.deps.files.get(file.key, range)
  if (!body) throw notFound('file')
  if (!range) return c.body(body, 200, { ...headers, 'content-length': String(file.size) })
  const { offset, length } = range
  return c.body(body, 206, {
    ...headers,
    'content-length': String(length),
    'content-range': `bytes ${offset}-${offset + length - 1}/${file.size}`,
  })
}

/** Pictures are shown, everything else is saved, under its own name (RFC 6266, RFC 8187). */
function dispositionOf({ name, type }: { readonly name: string; readonly type: string }): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const exact = encodeURIComponent(name).replace(/['()*!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`)
  return `${isPicture(type) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${exact}`
}

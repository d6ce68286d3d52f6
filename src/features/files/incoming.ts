import type { Incoming } from './receive.ts'
import type { Drawn } from './upload.ts'

interface Sent {
  readonly raw: Request
  header(name: string): string | undefined
  query(name: string): string | undefined
}

/** The file that a request brings as its body. */
export const incomingOf = (request: Sent): Incoming => ({
  body: request.raw.body,
  size: Number(request.header('content-length') ?? 0),
  name: request.query('name') ?? '',
})

/** Which picture of a file it is. */
export function drawnOf(request: Pick<Sent, 'query'>): Drawn {
  const asked = request.query('page')
  const page = asked === undefined ? undefined : /^[1-9]\d?$/.test(asked) ? Number(asked) : 0
  const counted = request.query('pages')
  const pages = counted && /^[1-9]\d{0,4}$/.test(counted) ? Number(counted) : undefined
  return { page, pages, isNarrow: request.query('narrow') === '1' }
}

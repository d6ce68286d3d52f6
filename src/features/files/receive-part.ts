import type { BaseCtx } from '#context.ts'
import { invalid } from '#errors.ts'
import { headBytes, kindOf } from './kinds.ts'
import { type Limits, type Received, store } from './receive.ts'

/**
 * The same as `receive` for bytes whose number nobody said before: a file inside of a form. Throws AppError with a sentence for the
 * person, FilesUnavailable when the store gives no answer; either way nothing is kept.
 */
export async function receivePart(
  ctx: BaseCtx,
  chunks: AsyncIterable<Uint8Array>,
  name: string,
  limits: Limits,
): Promise<Received> {
  const rest = chunks[Symbol.asyncIterator]()
  const head = await beginningOf(rest)
  if (head.length === 0) throw invalid('This file is empty. Choose another one.')
  const typed = kindOf(head, name)
  if (!typed.ok) throw invalid(typed.problem)
  return store(ctx, { chunks: after(head, rest), kind: typed.kind, limits })
}

/** As much as tells what it is. */
async function beginningOf(rest: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
  let head = new Uint8Array()
  while (head.length < headBytes) {
    const { done, value } = await rest.next()
    if (done) break
    const longer = new Uint8Array(head.length + value.length)
    longer.set(head)
    longer.set(value, head.length)
    head = longer
  }
  return head
}

async function* after(head: Uint8Array, rest: AsyncIterator<Uint8Array>) {
  yield head
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
}

import type { Context } from 'hono'
import { Refused } from '#database/write.ts'
import { type FormState, readFields, textsOf } from '#lib/form.ts'
import { middlewareWords as words } from './words.ts'

/** Answers a form; one that was sent before with other words is shown again as typed, under a fresh mark, with 409. */
export async function unlessSentBefore(
  c: Context,
  answer: () => Promise<Response>,
  again: (form: FormState) => Response | Promise<Response>,
): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof Refused) || error.reason !== 'other words') throw error
    const { body, headers } = await again({ errors: { form: words.otherWords }, values: textsOf(await readFields(c)) })
    return new Response(body, { status: 409, headers })
  }
}

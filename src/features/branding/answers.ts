import type { Context } from 'hono'
import type * as v from 'valibot'
import { Refused } from '#database/write.ts'
import { type FormState, parseForm, readFields, textsOf } from '#lib/form.ts'
import { unlessSentBefore } from '#middleware/sent-before.ts'
import type { Keeper } from './actions.ts'
import { type Did, brandWords as words } from './words.ts'

/** Which form of the page came back: one of those that add, the notes, or the one of a logo or colour by its id. */
export interface Tried {
  readonly at: string
  readonly form: FormState
  readonly status?: 409
}

/** Where a customer's branding is kept: on their portal, or at the desk. */
export interface BrandPlace {
  readonly ctx: Keeper
  readonly customerId: string
  done(did: Did): Response
  again(tried: Tried): Response | Promise<Response>
}

interface Sent<T> {
  readonly schema: v.GenericSchema<unknown, T>
  /** The form, as `Tried` names it. */
  readonly at: string
  readonly did: Did
}

/** Does what a form of the page asks for; one that does not fit, or that somebody was faster than, comes back as it was typed. */
export async function answer<T>(
  c: Context,
  { done, again }: BrandPlace,
  { schema, at, did }: Sent<T>,
  act: (typed: T) => Promise<void>,
): Promise<Response> {
  const form = await parseForm(c, schema)
  if (!form.ok) return again({ at, form })
  const acting = async () => {
    try {
      await act(form.value)
      return done(did)
    } catch (error) {
      if (!(error instanceof Refused && error.reason === 'stale')) throw error
      return again({ at, form: { errors: { form: words.stale }, values: textsOf(await readFields(c)) }, status: 409 })
    }
  }
  return unlessSentBefore(c, acting, (sent) => again({ at, form: sent }))
}

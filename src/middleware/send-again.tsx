import type { Context } from 'hono'
import { FilesUnavailable } from '#adapters/files.ts'
import { PaymentsUnavailable } from '#adapters/stripe.ts'
import type { AppEnv } from '#context.ts'
import { DatabaseDown } from '#database/batch.ts'
import { readFields } from '#lib/form.ts'
import { SubmitButton } from '#ui/buttons.tsx'
import { middlewareWords as words } from './words.ts'

/**
 * A button that sends the form which met an outage once more, as it was typed: nobody types it twice, and its mark makes a second
 * sending harmless. Undefined where there is no form, or one with a file or a password, which are not carried.
 */
export async function sendAgain(c: Context<AppEnv>, error: Error) {
  const isPassing = error instanceof DatabaseDown || error instanceof PaymentsUnavailable || error instanceof FilesUnavailable
  if (!isPassing || c.req.method !== 'POST') return undefined
  // Nobody may have looked at the body yet: it need not be a form.
  const raw = await readFields(c).catch(() => ({}))
  const fields = Object.entries(raw).flatMap(([name, value]) => [value].flat().map((one) => ({ name, one })))
  const cannot = fields.some(({ name, one }) => name === 'proof_password' || (one instanceof File && one.size > 0))
  if (fields.length === 0 || cannot) return undefined
  const { pathname, search } = new URL(c.req.url)
  return (
    <form method="post" action={pathname + search}>
      {fields.map(({ name, one }) => typeof one === 'string' && <input type="hidden" name={name} value={one} />)}
      <SubmitButton primary busyText={words.tryingAgain}>
        {words.tryAgain}
      </SubmitButton>
    </form>
  )
}

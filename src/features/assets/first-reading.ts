import * as v from 'valibot'
import { checkForm } from '#lib/form.ts'
import { Distance } from './form.ts'

/** What the form of a new thing says of its odometer, or the sentence beside the field. */
export function firstReading(raw: Record<string, unknown>): {
  readonly value: number | null
  readonly error?: Readonly<Record<string, string>>
} {
  const form = checkForm(v.object({ odometer: Distance }), raw)
  return form.ok ? { value: form.value.odometer } : { value: null, error: form.errors }
}

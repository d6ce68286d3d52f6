import type { Child } from 'hono/jsx'
import type { FormState } from '#lib/form.ts'
import { TextField } from './fields.tsx'

export interface SignatureWords {
  readonly sign: string
  readonly how: { readonly typed: string; readonly drawn: string }
  readonly typeName: string
  readonly fullName: string
  readonly pad: string
  readonly undo: string
  readonly clear: string
  readonly drawn: string
  readonly cleared: string
  readonly missing: { readonly signedName: string }
}

interface SignatureFieldProps {
  form?: FormState | undefined
  /** A name that may be theirs, shown and never typed for them. */
  suggestion: string
  isRequired: boolean
  /** The name is typed beside a drawing too. */
  isNameKept: boolean
  hint?: Child
  words: SignatureWords
}

/**
 * A signature: a typed name, or, where the script `signing` runs, strokes on a pad. Sends `signedName` and `drawn`. Without
 * script there is the name alone.
 */
export const SignatureField = ({ form, suggestion, isRequired, isNameKept, hint, words }: SignatureFieldProps) => {
  const isDrawn = (form?.values['drawn'] ?? '') !== ''
  return (
    <signature-pad
      class="signing"
      data-keeps-name={isNameKept ? '' : undefined}
      data-required={isRequired ? words.missing.signedName : undefined}
      data-drawn={words.drawn}
      data-cleared={words.cleared}
    >
      <fieldset class="ways-to-sign">
        <legend>{words.sign}</legend>
        <div class="choice">
          {(['typed', 'drawn'] as const).map((way) => (
            <label>
              <input type="radio" name="signs" value={way} checked={(way === 'drawn') === isDrawn} />
              <span>{words.how[way]}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="sign">
        <TextField
          label={isNameKept ? words.fullName : words.typeName}
          name="signedName"
          form={form}
          hint={hint}
          placeholder={suggestion}
          autocomplete="name"
          maxlength={120}
          required={isRequired}
        />
      </div>
      <div class="pad" hidden>
        <canvas role="img" aria-label={words.pad} />
        <p class="ends">
          <button class="btn plain" type="button" data-undo>
            {words.undo}
          </button>
          <button class="btn plain" type="button" data-clear>
            {words.clear}
          </button>
        </p>
        <p class="sr" role="status" />
      </div>
      <input type="hidden" name="drawn" value={form?.values['drawn'] ?? ''} />
    </signature-pad>
  )
}

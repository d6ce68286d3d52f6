import type { Child } from 'hono/jsx'
import { maskEmail } from '#lib/email.ts'
import type { FormState } from '#lib/form.ts'
import { ResendButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { freshWords as words } from './words.ts'

interface ProofFormProps {
  /** Where the form goes that came without a proof, with all it said. */
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  readonly email: string
  /** What happens with the right code. */
  readonly button: Child
  readonly back: string
  readonly form?: FormState | undefined
}

/** Asks for the code that was mailed, and goes on with what it was asked for. */
export const ProofForm = ({ action, fields, email, button, back, form }: ProofFormProps) => (
  <>
    <p class="quiet">{words.mailed(maskEmail(email))}</p>
    <form class="form" method="post" action={action} novalidate>
      <CommandField />
      <Hidden fields={fields} />
      <TextField label={words.code} name="code" code placeholder="0000 0000" required form={form} />
      <SubmitButton primary>{button}</SubmitButton>
    </form>
    <div class="ends apart">
      <a class="btn plain" href={back}>
        {words.back}
      </a>
      <form method="post" action={action}>
        <CommandField />
        <Hidden fields={fields} />
        <input type="hidden" name="again" value="on" />
        <ResendButton seconds={30} waiting={words.waiting}>
          {words.again}
        </ResendButton>
      </form>
    </div>
  </>
)

const Hidden = ({ fields }: Pick<ProofFormProps, 'fields'>) => (
  <>
    {fields.map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
  </>
)

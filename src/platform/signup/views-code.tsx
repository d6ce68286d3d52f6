import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { LinkButton, ResendButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { Mark } from './views.tsx'

const { platform } = paths

interface CodePageProps {
  email: string
  form?: FormState | undefined
  /** Nothing can be typed any more: too late, or too many wrong codes. */
  isSpent?: boolean | undefined
}

export const CodePage = ({ email, form, isSpent }: CodePageProps) => (
  <>
    <Mark />
    <h1>{isSpent ? 'This code is used up' : 'Look in your mail'}</h1>
    {isSpent ? (
      <p class="quiet">It was too late, or typed wrong too often. Get a fresh one: it takes a moment.</p>
    ) : (
      <>
        <p class="quiet">
          We sent a button and a code to <b class="nowrap">{email}</b>. Both work for 10 minutes.
        </p>
        <CodeForm form={form} action={href('', platform.signUp.redeem)} />
      </>
    )}
    <div class={isSpent ? undefined : 'ends apart'}>
      {!isSpent && (
        <LinkButton href={href('', platform.signUp.form)} plain>
          Another email
        </LinkButton>
      )}
      <form method="post" action={href('', platform.signUp.ask)}>
        <CommandField />
        <input type="hidden" name="email" value={email} />
        {isSpent ? (
          <SubmitButton primary wide>
            Mail me a fresh code
          </SubmitButton>
        ) : (
          <ResendButton seconds={30} waiting="Send it again ({s} s)">
            Send it again
          </ResendButton>
        )}
      </form>
    </div>
  </>
)

const CodeForm = ({ form, action }: { form: FormState | undefined; action: string }) => (
  <form method="post" action={action}>
    <CommandField />
    <TextField label="8-digit code" name="code" form={form} code required autofocus />
    <SubmitButton primary wide>
      Go on
    </SubmitButton>
  </form>
)

/** Behind the mailed button. Nothing happens until a person presses; in another browser the code is asked for too. */
export const ConfirmPage = ({ isHere, action, form }: { isHere: boolean; action: string; form?: FormState | undefined }) =>
  isHere ? (
    <>
      <Mark />
      <h1>Your address is right</h1>
      <p class="quiet">One press, and you name your shop.</p>
      <form method="post" action={action}>
        <CommandField />
        <SubmitButton primary wide>
          Continue
        </SubmitButton>
      </form>
    </>
  ) : (
    <>
      <Mark />
      <h1>You began in another browser</h1>
      <p class="quiet">Go on there, or type the code from the same mail to go on here.</p>
      <CodeForm form={form} action={action} />
    </>
  )

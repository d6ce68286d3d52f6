import type { FormState } from '#lib/form.ts'
import { LinkButton, ResendButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { requestWords as words } from './words.ts'

interface CheckProps {
  readonly email: string
  readonly actions: { readonly prove: string; readonly again: string; readonly change: string }
  readonly form?: FormState | undefined
}

/** Asks for the code; the same whoever the mailbox belongs to. */
export const CheckPage = ({ email, actions, form }: CheckProps) => (
  <>
    <h1>{words.open.checkHeading}</h1>
    <p class="quiet">
      {words.open.check} <b>{email}</b>. {words.open.checkText}
    </p>
    <form method="post" action={actions.prove} novalidate>
      <CommandField />
      <TextField label={words.open.codeLabel} name="code" code placeholder="0000 0000" required form={form} />
      <SubmitButton primary busyText={words.sending}>
        {words.open.prove}
      </SubmitButton>
    </form>
    <div class="ends apart">
      <a class="btn plain" href={actions.change}>
        {words.open.change}
      </a>
      <form method="post" action={actions.again}>
        <CommandField />
        <ResendButton seconds={30} waiting={words.open.waiting}>
          {words.open.again}
        </ResendButton>
      </form>
    </div>
  </>
)

export const SentPage = ({ email, another }: { readonly email: string; readonly another: string }) => (
  <>
    <h1>{words.open.sentHeading}</h1>
    <p class="quiet">{words.open.sentText(email)}</p>
    <p class="actions">
      <LinkButton href={another}>{words.open.another}</LinkButton>
    </p>
  </>
)

export const NoRequestsPage = ({ shopName, signIn }: { readonly shopName: string; readonly signIn: string }) => (
  <>
    <h1>{words.open.off}</h1>
    <p class="quiet">{words.open.offText(shopName)}</p>
    <p>
      {words.open.known} <a href={signIn}>{words.open.signIn}</a>
    </p>
  </>
)

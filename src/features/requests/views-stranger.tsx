import { uploadLimits } from '#features/files/kinds.ts'
import { acceptedFiles } from '#features/files/rules.ts'
import type { FormState } from '#lib/form.ts'
import { Block } from '#ui/block.tsx'
import { LinkButton, ResendButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { FilePicker } from '#ui/file-picker.tsx'
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

interface SentProps {
  readonly email: string
  /** Names of what was added already. */
  readonly added: readonly string[]
  readonly links: { readonly another: string; readonly addFiles: string }
  readonly form?: FormState | undefined
}

/** It reached the shop; now that the mailbox is proven, files are taken too. */
export const SentPage = ({ email, added, links, form }: SentProps) => (
  <>
    <h1>{words.open.sentHeading}</h1>
    <p class="quiet">{words.open.sentText(email)}</p>
    <Block title={words.open.files.title}>
      {added.length > 0 ? (
        <p role="status">
          {words.open.files.added} <b>{added.join(', ')}</b>
        </p>
      ) : (
        <p class="quiet">{words.open.files.text}</p>
      )}
      <form class="form gap" method="post" action={links.addFiles} enctype="multipart/form-data" novalidate>
        <CommandField />
        <FilePicker
          label={words.files.label}
          name="file[]"
          form={form}
          accept={acceptedFiles}
          acceptText={words.open.files.hint}
          multiple
          maxBytes={uploadLimits.bytes}
        />
        <SubmitButton primary={added.length === 0} busyText={words.sending}>
          {words.open.files.add}
        </SubmitButton>
      </form>
    </Block>
    <p class="actions">
      <LinkButton plain href={links.another}>
        {words.open.another}
      </LinkButton>
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

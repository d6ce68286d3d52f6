import type { Child } from 'hono/jsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import type { GoogleIdentity, Passkey } from './queries.ts'
import { waysWords as words } from './words.ts'

const routes = paths.portal.ways

const ToWays = ({ base }: { readonly base: string }) => <Back href={href(base, routes.show)} label={words.back} />

interface NewPasskeyProps {
  readonly base: string
  readonly name: string
  /** What the browser makes it from. */
  readonly options: string
  readonly form: FormState | undefined
}

/** One button: the browser asks for the rest. */
export const NewPasskeyPage = ({ base, name, options, form }: NewPasskeyProps) => (
  <>
    <ToWays base={base} />
    <h1>{words.passkey.addHeading}</h1>
    <p class="lede">{words.passkey.addText}</p>
    <form class="form gap" method="post" action={href(base, routes.addPasskey)} data-passkey="add" data-options={options} hidden>
      <CommandField />
      <input type="hidden" name="passkey" />
      <ErrorSummary form={form} title={words.passkey.notAdded} />
      <TextField
        label={words.passkey.name}
        name="label"
        value={name}
        maxlength={60}
        required
        hint={words.passkey.nameHint}
        form={form}
      />
      <p class="wrong" role="alert" data-failed={words.passkey.failed} />
      <p class="ends">
        <SubmitButton primary busyText={words.passkey.busy}>
          {words.passkey.addAct}
        </SubmitButton>
      </p>
    </form>
    <p class="note bad" data-no-passkeys="" hidden>
      {words.passkey.unsupported}
    </p>
    <noscript>
      <p>{words.passkey.needsScript}</p>
    </noscript>
  </>
)

interface PasskeyProps {
  readonly base: string
  readonly passkey: Passkey
  readonly form: FormState | undefined
}

/** Its name, and its end. */
export const PasskeyPage = ({ base, passkey: { id, name }, form }: PasskeyProps) => (
  <>
    <ToWays base={base} />
    <h1>{name}</h1>
    <form class="form gap" method="post" action={href(base, routes.renamePasskey, { id })} novalidate>
      <CommandField />
      <TextField
        label={words.passkey.name}
        name="label"
        value={name}
        maxlength={60}
        required
        hint={words.passkey.nameHint}
        form={form}
      />
      <p class="ends">
        <SubmitButton primary>{words.passkey.save}</SubmitButton>
      </p>
    </form>
    <Ending action={href(base, routes.removePasskey, { id })} text={words.passkey.removeText} act={words.passkey.remove} />
  </>
)

/** Connects an account, or disconnects the one there is. */
export const GooglePage = ({ base, google }: { readonly base: string; readonly google: GoogleIdentity | undefined }) => (
  <>
    <ToWays base={base} />
    <h1>{google ? words.google.title : words.google.add}</h1>
    <p class="lede">{google ? words.google.tied(google.email) : words.google.addText}</p>
    {google ? (
      <Ending action={href(base, routes.untieGoogle)} text={words.google.removeText} act={words.google.remove} />
    ) : (
      <form class="gap" method="post" action={href(base, routes.startGoogle)}>
        <CommandField />
        <SubmitButton primary>{words.google.act}</SubmitButton>
      </form>
    )}
  </>
)

interface PasswordProps {
  readonly base: string
  readonly email: string
  readonly hasOne: boolean
  readonly form: FormState | undefined
}

/** The new one, once: nobody is asked to type twice what they can look at. */
export const PasswordPage = ({ base, email, hasOne, form }: PasswordProps) => (
  <>
    <ToWays base={base} />
    <h1>{hasOne ? words.password.changeHeading : words.password.setHeading}</h1>
    <p class="lede">{words.password.text}</p>
    <form class="form gap" method="post" action={href(base, routes.setPassword)} novalidate>
      <CommandField />
      {/* For password managers: whose it is. */}
      <input type="text" name="proof_username" autocomplete="username" value={email} readonly hidden />
      <ErrorSummary form={form} title={words.password.notSaved} />
      <TextField
        label={words.password.fresh}
        name="proof_password"
        type="password"
        autocomplete="new-password"
        required
        hint={words.password.hint}
        form={form}
      />
      <p class="ends">
        <SubmitButton primary>{words.password.save}</SubmitButton>
      </p>
    </form>
    {hasOne && <Ending action={href(base, routes.removePassword)} text={words.password.removeText} act={words.password.remove} />}
  </>
)

interface EndingProps {
  readonly action: string
  readonly text: Child
  readonly act: string
}

/** What cannot be taken back stands apart, with what it does. */
const Ending = ({ action, text, act }: EndingProps) => (
  <Block title={act}>
    <p class="quiet">{text}</p>
    <form class="gap" method="post" action={action}>
      <CommandField />
      <SubmitButton danger>{act}</SubmitButton>
    </form>
  </Block>
)

import type { FormState } from '#lib/form.ts'
import { Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import type { Carried } from './carried.ts'
import type { Proved } from './prove.ts'
import { factorWords } from './words.ts'

const { confirm: words, wrong } = factorWords

export interface ConfirmProps {
  /** Takes what is shown. */
  readonly action: string
  readonly cancel: string
  readonly carried: Carried
  readonly hasAuthenticator: boolean
  readonly hasCodes: boolean
  /** What the browser shows a passkey for; missing where there is none. */
  readonly passkey: string | undefined
  readonly failed?: Exclude<Proved, 'proven'> | undefined
}

/** Why it is asked, and every way this member has to answer. */
export const ConfirmPage = (props: ConfirmProps) => {
  const { carried, cancel, passkey, hasAuthenticator, failed } = props
  const carriesWords = carried.fields.some(([name, value]) => !/^(command|version|next)$/.test(name) && value !== '')
  return (
    <div class="confirm">
      <h1>{words.title}</h1>
      <p class="quiet">{words.why}</p>
      {carriesWords && <p class="quiet">{words.kept}</p>}
      {failed?.way === 'passkey' && <Note bad title={sentenceOf(failed)} />}
      {passkey && (
        <form method="post" action={props.action} data-passkey="show" data-options={passkey} hidden>
          <Along {...props} />
          <input type="hidden" name="proof_passkey" />
          <p class="wrong" role="alert" data-failed={words.passkeyFailed} />
          <SubmitButton primary wide busyText={factorWords.passkey.busy}>
            {words.passkey}
          </SubmitButton>
        </form>
      )}
      <form method="post" action={props.action} novalidate>
        <Along {...props} />
        {hasAuthenticator && <CodeField {...props} />}
        <p class="ends">
          {hasAuthenticator && <SubmitButton primary={!passkey}>{words.act}</SubmitButton>}
          <LinkButton plain href={cancel}>
            {words.cancel}
          </LinkButton>
        </p>
        {props.hasCodes && <Recovery {...props} />}
      </form>
      {passkey && !hasAuthenticator && (
        <>
          <p class="quiet" data-no-passkeys="" hidden>
            {words.noPasskeys}
          </p>
          <noscript>
            <p class="quiet">{factorWords.ways.needsScript}</p>
          </noscript>
        </>
      )}
    </div>
  )
}

/** Where it goes on, and what was typed there. */
const Along = ({ carried: { to, from, isPost, fields } }: ConfirmProps) => (
  <>
    <input type="hidden" name="proof_to" value={to} />
    {from && <input type="hidden" name="proof_from" value={from} />}
    {isPost && <input type="hidden" name="proof_again" value="post" />}
    {fields.map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    {!fields.some(([name]) => name === 'command') && <CommandField />}
  </>
)

const CodeField = ({ passkey, failed }: ConfirmProps) => (
  <TextField
    label={words.code}
    name="proof_code"
    code
    hint={words.codeHint}
    autofocus={failed ? failed.way === 'code' : !passkey}
    form={stateOf(failed, 'code', 'proof_code')}
  />
)

const Recovery = ({ failed }: ConfirmProps) => (
  <details open={failed?.way === 'recovery'}>
    <summary>{words.recovery}</summary>
    <TextField
      label={words.recoveryLabel}
      name="proof_recovery"
      autocomplete="off"
      maxlength={20}
      hint={words.recoveryHint}
      autofocus={failed?.way === 'recovery'}
      form={stateOf(failed, 'recovery', 'proof_recovery')}
    />
    <p class="ends">
      <SubmitButton>{words.recoveryAct}</SubmitButton>
    </p>
  </details>
)

function stateOf(failed: ConfirmProps['failed'], way: string, name: string): FormState | undefined {
  return failed?.way === way ? { errors: { [name]: sentenceOf(failed) }, values: {} } : undefined
}

function sentenceOf({ way, problem }: NonNullable<ConfirmProps['failed']>): string {
  if (problem === 'wait' || problem === 'tomorrow') return wrong[problem]
  if (way === 'passkey') return wrong.wrongPasskey
  if (way === 'code') return wrong[problem]
  return { missing: wrong.missingRecovery, wrong: wrong.wrongRecovery, used: wrong.usedRecovery }[problem]
}

interface FirstProps {
  /** Their own page, where it is set up. */
  readonly setUp: string
  readonly cancel: string
  /** Given where the mailbox must be proven again before that. */
  readonly mailbox: MailboxProps | undefined
}

/** For whoever has nothing to show yet. */
export const FirstPage = ({ setUp, cancel, mailbox }: FirstProps) => (
  <div class="confirm">
    <h1>{words.first}</h1>
    <p class="quiet">{words.firstText}</p>
    {mailbox && <Mailbox {...mailbox} />}
    <p class="ends">
      {!mailbox && (
        <LinkButton primary href={setUp}>
          {words.firstAct}
        </LinkButton>
      )}
      <LinkButton plain href={cancel}>
        {words.cancel}
      </LinkButton>
    </p>
  </div>
)

export interface MailboxProps {
  /** The door, which mails a code. */
  readonly action: string
  readonly email: string
  readonly next: string
}

/** Signs in once more by mail, and comes back here. */
export const Mailbox = ({ action, email, next }: MailboxProps) => (
  <>
    <p class="quiet">{factorWords.mailbox.text(email)}</p>
    <form method="post" action={action}>
      <CommandField />
      <input type="hidden" name="email" value={email} />
      <input type="hidden" name="next" value={next} />
      <SubmitButton primary>{factorWords.mailbox.act}</SubmitButton>
    </form>
  </>
)

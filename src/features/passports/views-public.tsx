import type { Done } from '#features/assets/page-queries.ts'
import { type AssetKind, modelOf } from '#features/assets/rules.ts'
import { DoneRows } from '#features/assets/views.tsx'
import { assetWords } from '#features/assets/words.ts'
import type { JobView } from '#features/jobs/view.ts'
import { shownName } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { Block, Facts } from '#ui/block.tsx'
import { LinkButton, ResendButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, TextField } from '#ui/fields.tsx'
import type { Passport } from './queries.ts'
import { passportWords } from './words.ts'

const { page: words, check, done: over } = passportWords

interface PageProps {
  view: JobView
  passport: Passport
  /** What was done to it, where its owner shows that. */
  done: readonly Done[] | undefined
  /** Where the code of its owner is sent. */
  action: string
  form?: FormState | undefined
}

/** What a stranger reads of a thing: what its owner ticked, and no more. */
export const PassportPage = ({ view, passport, done, action, form }: PageProps) => {
  const isOn = passport.openedAt !== null
  const name = isOn && passport.showsName ? passport.name : undefined
  const facts = [
    { label: assetWords.plate, value: passport.showsPlate ? passport.plate : null },
    { label: assetWords.vin, value: passport.showsVin && passport.vin && <span class="mono">{passport.vin}</span> },
  ].filter(({ value }) => value)
  return (
    <>
      <h1>{isOn ? headingOf({ ...passport, name }) : words.heading}</h1>
      {isOn && (
        <p class="quiet">
          {[name && modelOf(passport), words.by(shownName(view.shop))].filter(Boolean).join('. ')} {words.private}
        </p>
      )}
      {isOn && facts.length > 0 && <Facts items={facts} />}
      {isOn && done && (
        <Block id="history" title={words.history}>
          <p class="quiet small">{words.historyText}</p>
          {done.length > 0 ? <DoneRows view={view} done={done} /> : <p>{words.noHistory}</p>}
        </Block>
      )}
      {passport.handoverId !== null || form ? (
        <details class="unfold" open={!isOn || form !== undefined}>
          <summary>{words.mine}</summary>
          <Claiming action={action} form={form} />
        </details>
      ) : null}
    </>
  )
}

/** "2021 Ford Transit": what a thing is called that keeps its name to itself. */
export function headingOf({
  name,
  kind,
  ...what
}: { readonly name: string | undefined; readonly kind: AssetKind } & Parameters<typeof modelOf>[0]): string {
  return name || modelOf(what) || passportWords.unnamed[kind]
}

const Claiming = ({ action, form }: { action: string; form: FormState | undefined }) => (
  <form class="stack" method="post" action={action} novalidate>
    <CommandField />
    <p class="quiet">{words.mineText}</p>
    <ErrorSummary form={form} title={words.notYet} />
    <TextField label={words.code} name="code" form={form} hint={words.codeHint} maxlength={14} autocomplete="off" />
    <TextField label={words.claimant} name="claimant" form={form} maxlength={120} autocomplete="name" />
    <TextField label={words.company} name="company" form={form} maxlength={120} autocomplete="organization" />
    <TextField label={words.email} name="email" type="email" form={form} autocomplete="email" />
    <SubmitButton primary busyText={words.sending}>
      {words.send}
    </SubmitButton>
  </form>
)

interface CheckProps {
  readonly email: string
  readonly actions: { readonly prove: string; readonly again: string }
  readonly form?: FormState | undefined
}

/** Asks for the code in the mail; the same whoever the mailbox belongs to. */
export const CheckPage = ({ email, actions, form }: CheckProps) => (
  <>
    <h1>{check.heading}</h1>
    <p class="quiet">
      {check.text} <b>{email}</b>. {check.text2}
    </p>
    <form method="post" action={actions.prove} novalidate>
      <CommandField />
      <TextField label={check.label} name="code" code placeholder="0000 0000" required form={form} />
      <SubmitButton primary busyText={words.sending}>
        {check.prove}
      </SubmitButton>
    </form>
    <form method="post" action={actions.again}>
      <CommandField />
      <ResendButton seconds={30} waiting={check.waiting}>
        {check.again}
      </ResendButton>
    </form>
  </>
)

export const TakenPage = ({ shopName, signIn }: { readonly shopName: string; readonly signIn: string }) => (
  <>
    <h1>{over.heading}</h1>
    <p class="quiet">{over.text(shopName)}</p>
    <p class="actions">
      <LinkButton primary href={signIn}>
        {over.signIn}
      </LinkButton>
    </p>
  </>
)

import { type Profile, shownName } from '#features/settings/rules.ts'
import { ProofForm } from '#identity/fresh-proof/proof-form.tsx'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { autopayWords as words } from './autopay-words.ts'
import type { OwnMethod } from './saved-queries.ts'
import { savedWords as saved } from './saved-words.ts'

interface TermsPageProps {
  readonly base: string
  readonly shop: Profile
  readonly email: string
  readonly method: OwnMethod
  /** A code is on its way. */
  readonly asksCode: boolean
  readonly form: FormState | undefined
}

/** What somebody agrees to who has new invoices paid by themselves. */
export const TermsPage = ({ base, shop, email, method, asksCode, form }: TermsPageProps) => {
  const { list, start } = paths.portal.waysToPay
  const action = href(base, start, { id: method.id })
  const back = href(base, list)
  return (
    <>
      <Back href={back} label={saved.title} />
      <h1>{words.heading(method.label)}</h1>
      <div class="form gap">
        {words.terms(shownName(shop), method.label).map((text) => (
          <p>{text}</p>
        ))}
        {asksCode ? (
          <ProofForm {...{ action, email, back, form }} fields={[]} button={words.agree} />
        ) : (
          <form method="post" action={action}>
            <CommandField />
            <SubmitButton primary>{words.agree}</SubmitButton>
          </form>
        )}
      </div>
    </>
  )
}

/** Switches it on or off, for one way to pay. */
export const AutopaySwitch = ({ base, id, label, isOn }: { base: string; id: string; label: string; isOn: boolean }) => {
  const { terms, stop } = paths.portal.waysToPay
  if (!isOn)
    return (
      <a class="btn" href={href(base, terms, { id })} aria-label={words.startLabel(label)}>
        {words.start}
      </a>
    )
  return (
    <form method="post" action={href(base, stop, { id })}>
      <CommandField />
      <SubmitButton label={words.stopLabel(label)}>{words.stop}</SubmitButton>
    </form>
  )
}

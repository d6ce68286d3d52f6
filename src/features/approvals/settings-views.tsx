import { SettingsFrame } from '#features/settings/nav.tsx'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { formatInstant } from '#lib/time.ts'
import { Block } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Switch, Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextArea, TextField } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { type Changed, StaleNote } from '#ui/stale-note.tsx'
import type { Terms } from './queries.ts'
import { dayKey, type Kind, kinds, weekdays } from './settings-form.ts'
import { kindNames, poNames, ruleNames } from './settings-words.ts'

interface ApprovalsPageProps {
  base: string
  shop: Profile
  links: { readonly save: string; readonly chain: string; preview(kind: Kind): string; terms(number: number): string }
  /** What the fields hold. */
  form: FormState
  /** Newest first. */
  terms: readonly Terms[]
  /** What somebody else saved meanwhile. */
  changes?: readonly Changed[] | undefined
}

export const ApprovalsPage = ({ base, shop, links, form, terms, changes }: ApprovalsPageProps) => (
  <SettingsFrame base={base} at="approvals" title="Approvals" detail="What you ask before you make it, and how a yes is given.">
    <form class="form" method="post" action={links.save}>
      <CommandField />
      <VersionField version={shop.version} />
      {changes && <StaleNote changes={changes} />}
      <ErrorSummary form={form} title="Not saved yet" />
      <Needs form={form} />
      {kinds.map((kind) => (
        <Asking kind={kind} preview={links.preview(kind)} form={form} currency={shop.currency} />
      ))}
      <TermsText form={form} current={terms[0]} />
      <Details form={form} currency={shop.currency} />
      <Reminders form={form} />
      <Mails form={form} />
      <p class="ends">
        <SubmitButton primary busyText="Saving…">
          Save
        </SubmitButton>
      </p>
    </form>
    <Block title="Records of what was decided" id="records">
      <p class="quiet small">
        Every answer your shop ever got in one file, each sealed to the one before it. Anybody can check it, also without us.
      </p>
      <p>
        <LinkButton icon="download" href={links.chain}>
          Download all records
        </LinkButton>
      </p>
    </Block>
    {terms.length > 0 && <Versions terms={terms} shop={shop} hrefOf={links.terms} />}
  </SettingsFrame>
)

interface PartProps {
  form: FormState
}

const Needs = ({ form }: PartProps) => (
  <fieldset class="set">
    <legend>What a new job needs before production</legend>
    <Tick label="An approved proof" name="needsProof" form={form} />
    <Tick label="Approved work-order lines" name="needsWork" form={form} />
    <p class="hint quiet small">
      Nothing sent counts as not approved. Each job can be set otherwise on its own page, and an override asks for a reason.
    </p>
  </fieldset>
)

/** One kind of thing that is asked: its signature and its checklist. */
const Asking = ({ kind, preview, form, currency }: PartProps & { kind: Kind; preview: string; currency: string }) => (
  <fieldset class="set">
    <legend>{kindNames[kind]}</legend>
    <RuleFields label="Ask for a signature" rule={`${kind}Signature`} above={`${kind}Above`} form={form} currency={currency} />
    <TextArea
      label="Sign-off checklist"
      name={`${kind}Checklist`}
      form={form}
      rows={4}
      hint="One point on each line, in the order they are asked. Each is ticked before the signature. Empty asks nothing."
    />
    <p>
      <a class="act" href={preview}>
        See it as your customer does
      </a>
    </p>
  </fieldset>
)

interface RuleFieldsProps extends PartProps {
  label: string
  rule: string
  above: string
  currency: string
}
const RuleFields = ({ label, rule, above, form, currency }: RuleFieldsProps) => (
  <div class="pair above">
    <Select label={label} name={rule} form={form} options={ruleNames} />
    <TextField
      label="Which amount"
      name={above}
      form={form}
      before={currency}
      inputmode="decimal"
      hint="Before tax. What has no price counts as above."
    />
  </div>
)

const TermsText = ({ form, current }: PartProps & { current: Terms | undefined }) => (
  <fieldset class="set">
    <legend>Terms</legend>
    <TextArea
      label="Your own text, read before signing"
      name="terms"
      form={form}
      rows={8}
      maxlength={20_000}
      hint={
        current
          ? `Version ${current.number} is in force. Another text becomes version ${current.number + 1}; what was sent keeps the text it was sent with.`
          : 'Empty asks nobody to agree to anything. Each change becomes a version of its own.'
      }
    />
  </fieldset>
)

const Details = ({ form, currency }: PartProps & { currency: string }) => (
  <fieldset class="set">
    <legend>Proof of who answers</legend>
    <Select label="PO number at approval" name="po" form={form} options={poNames} />
    <RuleFields label="Ask for a mailed code" rule="linkCode" above="linkCodeAbove" form={form} currency={currency} />
    <p class="quiet small">
      A link in an email opens without signing in. With a code, an answer through it also proves that the mailbox is theirs.
      Whoever signs in is never asked for one.
    </p>
  </fieldset>
)

const Reminders = ({ form }: PartProps) => (
  <fieldset class="set">
    <legend>Reminders</legend>
    <div class="pair">
      <TextField
        label="Days after sending"
        name="remindAfter"
        form={form}
        inputmode="text"
        hint="Like 2, 5. Empty for none. They stop with the answer."
      />
      <TextField label="Hours before the answer is due" name="remindBefore" form={form} inputmode="numeric" hint="0 for none." />
    </div>
    <TextField
      label="Days without a look before you are told to call"
      name="callAfter"
      form={form}
      inputmode="numeric"
      hint="After an estimate, a proof, lines or an invoice was mailed. Empty is 3."
    />
    <fieldset class="field days">
      <legend>Days you work</legend>
      <div>
        {weekdays.map((name, i) => (
          <Tick label={name} name={dayKey(i + 1)} form={form} />
        ))}
      </div>
      <span class="hint">A due date that waits for an approval moves by these days.</span>
    </fieldset>
  </fieldset>
)

const Mails = ({ form }: PartProps) => (
  <fieldset class="set">
    <legend>Emails to you</legend>
    <Switch label="Email the shop when a customer answers or comments" name="mailsShop" form={form} />
    <TextArea label="Also to" name="recipients" form={form} rows={2} hint="Beside the job’s advisor. One address on each line." />
  </fieldset>
)

const Versions = ({ terms, shop, hrefOf }: Pick<ApprovalsPageProps, 'shop' | 'terms'> & { hrefOf(number: number): string }) => (
  <Block title="Versions of your terms" id="versions">
    <Rows class="small">
      {terms.map(({ number, text, createdAt }, i) => (
        <Row
          title={i === 0 ? `Version ${number}, in force` : `Version ${number}`}
          href={hrefOf(number)}
          detail={text === '' ? 'No terms' : `${text.slice(0, 90)}${text.length > 90 ? '…' : ''}`}
          end={<span class="quiet">{formatInstant(createdAt, { locale: shop.locale, zone: shop.timeZone })}</span>}
        />
      ))}
    </Rows>
  </Block>
)

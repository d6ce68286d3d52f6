import type { Child } from 'hono/jsx'
import type { FormState } from '#lib/form.ts'
import { Note } from '#ui/block.tsx'
import { ResendButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextField } from '#ui/fields.tsx'
import { atDoorWords, type Problem } from '../ways/door-words.ts'
import type { Door } from './rules.ts'
import { doorWords, signInWords as words } from './words.ts'

interface AskProps {
  readonly door: Door
  readonly action: string
  /** What the door asks for, and why. */
  readonly lede: string
  readonly form?: FormState | undefined
  readonly next?: string | undefined
  readonly linkKey?: string | undefined
  /** Why another way in did not work. */
  readonly problem?: Problem | undefined
  /** The other ways in. */
  readonly children?: Child
}

/** One field and one answer, whoever asks. */
export const AskPage = ({ door, action, lede, form, next, linkKey, problem, children }: AskProps) => (
  <>
    <h1>{doorWords[door].heading}</h1>
    <p class="quiet">{lede}</p>
    {problem && <Note bad title={atDoorWords.problems[problem]} />}
    <form method="post" action={action} novalidate>
      <CommandField />
      {next && <input type="hidden" name="next" value={next} />}
      {linkKey && <input type="hidden" name="key" value={linkKey} />}
      <TextField
        label={doorWords[door].email}
        name="email"
        type="email"
        autocomplete={door === 'customer' ? 'email webauthn' : 'email'}
        inputmode="email"
        required
        form={form}
      />
      <SubmitButton primary>{words.ask}</SubmitButton>
    </form>
    {children}
  </>
)

interface CodeProps {
  readonly email: string
  readonly actions: { readonly redeem: string; readonly again: string; readonly form: string }
  readonly form?: FormState | undefined
  readonly isStaff?: boolean
}

/** The address in the middle of a sentence, which may go on with a comma. */
const Mailed = ({ email, around: [before, after = ''] }: { readonly email: string; readonly around: readonly string[] }) => (
  <p class="quiet">
    {before} <b>{email}</b>
    {after.startsWith(',') ? after : ` ${after}`}
  </p>
)

export const CodePage = ({ email, actions, form, isStaff = false }: CodeProps) => (
  <>
    <h1>{words.checkHeading}</h1>
    <Mailed email={email} around={isStaff ? words.mailedStaff : words.mailed} />
    <form method="post" action={actions.redeem} novalidate>
      <CommandField />
      <TextField label={words.code} name="code" code placeholder="0000 0000" required hint={words.codeHint} form={form} />
      <SubmitButton primary>{words.signIn}</SubmitButton>
    </form>
    <div class="ends apart">
      <a class="btn plain" href={actions.form}>
        {words.another}
      </a>
      <form method="post" action={actions.again}>
        <CommandField />
        <ResendButton seconds={30} waiting={words.waiting}>
          {words.again}
        </ResendButton>
      </form>
    </div>
  </>
)

/** What the mailed button opens. Nothing happens until a person presses Continue, in the browser where it began. */
export const ConfirmPage = ({ maskedEmail, action }: { readonly maskedEmail: string; readonly action: string }) => (
  <>
    <h1>{words.continueHeading}</h1>
    <p class="quiet">{words.continueText}</p>
    <form method="post" action={action}>
      <CommandField />
      <SubmitButton primary>{words.continueAs(maskedEmail)}</SubmitButton>
    </form>
  </>
)

/** The same link in another browser: the code in the mail proves that its reader is here. */
export const ElsewherePage = ({ action, form }: { readonly action: string; readonly form?: FormState | undefined }) => (
  <>
    <h1>{words.elsewhereHeading}</h1>
    <p class="quiet">{words.elsewhere}</p>
    <form method="post" action={action} novalidate>
      <CommandField />
      <TextField label={words.code} name="code" code required form={form} />
      <SubmitButton primary>{words.signIn}</SubmitButton>
    </form>
  </>
)

/** A spent or old link or code: a fresh one is one press away. */
export const SpentPage = ({ action, email }: { readonly action: string; readonly email: string | undefined }) => (
  <>
    <h1>{words.spentHeading}</h1>
    <p class="quiet">{words.spent}</p>
    {email ? (
      <form method="post" action={action}>
        <CommandField />
        <input type="hidden" name="email" value={email} />
        <SubmitButton primary>{words.fresh}</SubmitButton>
      </form>
    ) : (
      <p class="actions">
        <a class="btn primary" href={action}>
          {words.fresh}
        </a>
      </p>
    )}
  </>
)

interface InvitationProps {
  readonly name: string
  readonly maskedEmail: string
  readonly shopName: string
  readonly action: string
}

export const InvitationPage = ({ name, maskedEmail, shopName, action }: InvitationProps) => (
  <>
    <h1>{words.invitationHeading(name.split(/\s+/)[0] ?? '')}</h1>
    <p class="quiet">{words.invitationText(shopName, maskedEmail)}</p>
    <form method="post" action={action}>
      <CommandField />
      <SubmitButton primary>{words.ask}</SubmitButton>
    </form>
  </>
)

export const SentencePage = ({
  title,
  text,
  href,
  label,
}: {
  readonly title: string
  readonly text: string
  readonly href: string
  readonly label: string
}) => (
  <>
    <h1>{title}</h1>
    <p class="quiet">{text}</p>
    <p class="actions">
      <a class="btn primary" href={href}>
        {label}
      </a>
    </p>
  </>
)

import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { TextField } from '#ui/fields.tsx'
import { Onward, onwardTo } from './at-door.tsx'
import { waysWords } from './words.ts'

const { password: words } = waysWords
const { door, signIn, ways } = paths.portal

interface PasswordDoorProps {
  readonly base: string
  readonly next: string | undefined
  readonly linkKey: string | undefined
  readonly form: FormState | undefined
}

/** Email and password. Who forgot theirs proves the mailbox and sets another. */
export const PasswordDoorPage = ({ base, next, linkKey, form }: PasswordDoorProps) => (
  <>
    <h1>{words.doorHeading}</h1>
    <form method="post" action={href(base, door.enter)} novalidate>
      <Onward next={next} linkKey={linkKey} />
      <TextField label={words.email} name="email" type="email" autocomplete="username" inputmode="email" required form={form} />
      <TextField label={words.label} name="proof_password" type="password" autocomplete="current-password" required form={form} />
      <SubmitButton primary>{words.enter}</SubmitButton>
    </form>
    <div class="other-ways">
      <LinkButton plain href={onwardTo(href(base, signIn.form), href(base, ways.password), linkKey)}>
        {words.forgotten}
      </LinkButton>
      <LinkButton plain href={onwardTo(href(base, signIn.form), next, linkKey)}>
        {words.byEmail}
      </LinkButton>
    </div>
  </>
)

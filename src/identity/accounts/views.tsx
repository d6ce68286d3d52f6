import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { initialsOf } from '#ui/initials.ts'
import { Row, Rows } from '#ui/rows.tsx'
import type { Account } from './queries.ts'
import { accountWords as words } from './words.ts'

interface Props {
  readonly base: string
  readonly email: string
  readonly accounts: readonly Account[]
  /** The one this session stands for now; missing right after sign-in, when nobody chose yet. */
  readonly current: string | undefined
  /** Where they wanted to go. */
  readonly next: string | undefined
}

/** Every customer of whoever signed in, one press each. */
export const ChoosePage = ({ base, email, accounts, current, next }: Props) => (
  <>
    <Head title={words.heading} detail={words.lede(email)} />
    <Block id="accounts" title={words.list}>
      <Rows>
        {accounts.map(({ id, name }) => (
          <Row
            title={name}
            initials={initialsOf(name)}
            detail={id === current ? words.here : undefined}
            action={
              <form method="post" action={href(base, paths.portal.accounts.open, { id })}>
                <CommandField />
                {next && <input type="hidden" name="next" value={next} />}
                <SubmitButton label={words.openLabel(name)}>{words.open}</SubmitButton>
              </form>
            }
          />
        ))}
      </Rows>
    </Block>
  </>
)

interface ChangeOverProps {
  readonly base: string
  /** Whose it is that they asked for. */
  readonly account: Account
  /** The customer this session stands for. */
  readonly stays: string
  /** What they asked for. */
  readonly next: string
}

/** In place of something that another of a person's customers has: one press changes over and opens it. */
export const ChangeOverPage = ({ base, account, stays, next }: ChangeOverProps) => {
  const { elsewhere } = words
  return (
    <form method="post" action={href(base, paths.portal.accounts.open, { id: account.id })}>
      <Head title={elsewhere.heading(account.name)} detail={elsewhere.text(stays)} />
      <CommandField />
      <input type="hidden" name="next" value={next} />
      <p class="ends named">
        <SubmitButton primary>{elsewhere.go(account.name)}</SubmitButton>
        <LinkButton plain href={base}>
          {elsewhere.stay(stays)}
        </LinkButton>
      </p>
    </form>
  )
}

import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Head } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
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

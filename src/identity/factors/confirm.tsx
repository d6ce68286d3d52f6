import type { StaffCtx } from '#context.ts'
import { show } from '#middleware/pages.tsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { Carried } from './carried.ts'
import { requestOptions } from './passkeys.ts'
import type { Proved } from './prove.ts'
import type { Factor, RecoveryCode } from './queries.ts'
import { isFresh } from './rules.ts'
import { securityPage } from './set-up.ts'
import { ConfirmPage, FirstPage, type MailboxProps } from './views-confirm.tsx'
import { factorWords } from './words.ts'

const { confirm: words } = factorWords

/** What somebody can show. */
export interface Ways {
  readonly factors: readonly Factor[]
  readonly codes: readonly RecoveryCode[]
}

/** Asks a member of staff to show that it is them, or to set up what they could show. Call after a read of theirs. */
export async function showConfirm(c: unknown, ctx: StaffCtx, ways: Ways, carried: Carried, failed?: Exclude<Proved, 'proven'>) {
  const cancel = carried.from ?? ctx.base
  if (ways.factors.length === 0) return showFirst(c, ctx, carried, cancel)
  const page = (
    <ConfirmPage
      action={href(ctx.base, paths.staff.security.prove)}
      cancel={cancel}
      carried={carried}
      hasAuthenticator={ways.factors.some(({ kind }) => kind === 'totp')}
      hasCodes={ways.codes.some(({ usedAt }) => usedAt === null)}
      passkey={await requestOptions(ctx, ways.factors)}
      failed={failed}
    />
  )
  const status = failed === undefined ? 403 : failed.problem === 'wait' || failed.problem === 'tomorrow' ? 429 : 422
  return show(c, page, { title: words.title, at: 'me', scripts: ['passkey'], status })
}

function showFirst(c: unknown, ctx: StaffCtx, carried: Carried, cancel: string) {
  const next = carried.isPost ? carried.from : carried.to
  const setUp = securityPage(ctx, next)
  const mailbox = isFresh(ctx.me.provedAt, ctx.now) ? undefined : mailboxOf(ctx, setUp)
  return show(c, <FirstPage setUp={setUp} cancel={cancel} mailbox={mailbox} />, { title: words.first, at: 'me', status: 403 })
}

/** The way to prove a mailbox once more. */
export function mailboxOf({ base, me }: StaffCtx, next: string): MailboxProps {
  return { action: href(base, paths.staff.signIn.ask), email: me.email, next }
}

import type { StaffCtx } from '#context.ts'
import { isManager } from '#features/team/rules.ts'
import { dayOf, formatDay, formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import type { Factor } from './queries.ts'
import { mostFactors } from './rules.ts'
import { Mailbox, type MailboxProps } from './views-confirm.tsx'
import { factorWords as words } from './words.ts'

const routes = paths.staff.security

interface SecurityProps {
  readonly ctx: StaffCtx
  readonly factors: readonly Factor[]
  readonly codesLeft: number
  /** Where they were going. */
  readonly next: string | undefined
  /** Given where their mailbox must be proven again before the first is added. */
  readonly mailbox: MailboxProps | undefined
}

/** How one member of staff signs in, and what they confirm with. */
export const SecurityPage = (props: SecurityProps) => {
  const { ctx, factors, mailbox } = props
  return (
    <>
      <Head title={words.title} detail={words.lede} />
      <Block id="ways" title={words.ways.title}>
        <p>{isManager(ctx.me.role) ? words.ways.why : words.ways.whyOthers}</p>
        {factors.length === 0 ? (
          <Empty title={words.ways.none}>{words.ways.noneText}</Empty>
        ) : (
          <Rows>
            {factors.map((factor) => (
              <FactorRow {...props} factor={factor} />
            ))}
          </Rows>
        )}
        {mailbox ? (
          <>
            <h3 class="gap">{words.mailbox.title}</h3>
            <Mailbox {...mailbox} />
          </>
        ) : (
          <Adding {...props} />
        )}
      </Block>
      {factors.length > 0 && <Codes {...props} />}
      <Block id="sign-in" title={words.signIn.title}>
        <p>{words.signIn.text(ctx.me.email)}</p>
      </Block>
    </>
  )
}

const FactorRow = ({ ctx, factors, factor }: SecurityProps & { factor: Factor }) => {
  const { id, kind, name, createdAt, usedAt } = factor
  const place = { locale: ctx.shop.locale, zone: ctx.shop.timeZone }
  const used = usedAt === null ? words.ways.unused : words.ways.used(formatInstant(usedAt, place, 'year'))
  const called = name === words.kinds[kind] ? [] : [`${words.kinds[kind]}.`]
  const addedOn = formatDay(dayOf(createdAt, place.zone), place.locale, 'year')
  return (
    <Row
      title={name}
      detail={[...called, words.ways.added(addedOn), used].join(' ')}
      action={
        <>
          <SheetButton for={`remove-${id}`} class="btn plain danger">
            {words.ways.remove}
          </SheetButton>
          <Sheet id={`remove-${id}`} title={words.ways.removeTitle(name)}>
            <p>{factors.length === 1 ? words.ways.removeLast : words.ways.removeText}</p>
            <form class="ends" method="post" action={href(ctx.base, routes.remove, { id })}>
              <CommandField />
              <SubmitButton danger>{words.ways.remove}</SubmitButton>
              <SheetButton for={`remove-${id}`} action="hide">
                {words.ways.keep}
              </SheetButton>
            </form>
          </Sheet>
        </>
      }
    />
  )
}

const Adding = ({ ctx, factors, next }: SecurityProps) => {
  if (factors.length >= mostFactors) return <p class="quiet">{words.ways.full}</p>
  const query = next ? `?next=${encodeURIComponent(next)}` : ''
  return (
    <form class="ends" method="post" action={href(ctx.base, routes.startAuthenticator)}>
      <CommandField />
      {next && <input type="hidden" name="next" value={next} />}
      <LinkButton primary={factors.length === 0} href={href(ctx.base, routes.newPasskey) + query}>
        {words.ways.addPasskey}
      </LinkButton>
      <SubmitButton>{words.ways.addAuthenticator}</SubmitButton>
    </form>
  )
}

const Codes = ({ ctx, codesLeft }: SecurityProps) => (
  <Block id="codes" title={words.codes.title}>
    <p>
      {words.codes.what} {codesLeft === 0 ? words.codes.noneLeft : words.codes.left(codesLeft)}
    </p>
    <SheetButton for="renew">{words.codes.renew}</SheetButton>
    <Sheet id="renew" title={words.codes.renewTitle}>
      <p>{words.codes.renewText}</p>
      <form class="ends" method="post" action={href(ctx.base, routes.renewCodes)}>
        <CommandField />
        <SubmitButton primary>{words.codes.renew}</SubmitButton>
        <SheetButton for="renew" action="hide">
          {words.ways.keep}
        </SheetButton>
      </form>
    </Sheet>
  </Block>
)

/** Ten codes, in the minutes after they were made. */
export const CodesPage = ({ base, codes, next }: { base: string; codes: readonly string[]; next: string }) => (
  <>
    <Back href={href(base, routes.show)} label={words.title} />
    <Head title={words.codes.newTitle} detail={words.codes.newText} />
    <ol class="codes" id="codes" aria-label={words.codes.label}>
      {codes.map((code) => (
        <li>{code}</li>
      ))}
    </ol>
    <p class="ends no-paper">
      <LinkButton primary href={next}>
        {words.codes.kept}
      </LinkButton>
      <button class="btn" type="button" data-copy="codes" data-copied={words.codes.copied}>
        {words.codes.copy}
      </button>
      <button class="btn" type="button" data-print="" hidden>
        {words.codes.print}
      </button>
    </p>
  </>
)

/** Codes that were made before: nobody sees them again. */
export const CodesGonePage = ({ base }: { base: string }) => (
  <>
    <Head title={words.codes.gone} detail={words.codes.goneText} />
    <p class="ends gap">
      <LinkButton primary href={href(base, routes.show)}>
        {words.codes.back}
      </LinkButton>
    </p>
  </>
)

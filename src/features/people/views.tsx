import type { CustomerCtx } from '#context.ts'
import { portalStateOf, type Rights } from '#features/customers/rules.ts'
import { shownName } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, TextArea, TextField } from '#ui/fields.tsx'
import { initialsOf } from '#ui/initials.ts'
import { Row, Rows } from '#ui/rows.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import type { Colleague, Company } from './queries.ts'
import { mayRemove } from './rules.ts'
import { peopleWords as words } from './words.ts'

interface Props {
  readonly ctx: CustomerCtx
}

/** Everybody at the company, and the way to bring in more. */
export const PeoplePage = ({ ctx, rows }: Props & { readonly rows: readonly Colleague[] }) => {
  const { viewer, base } = ctx
  return (
    <>
      <Back href={href(base, paths.portal.home)} label={words.home} />
      <Head
        title={words.heading(rows.length, viewer.customerName)}
        actions={
          <LinkButton primary icon="plus" href={href(base, paths.portal.people.new)}>
            {words.add}
          </LinkButton>
        }
      />
      <Block id="people" title={words.list}>
        <Rows>
          {rows.map((row) => (
            <Row
              title={row.name}
              initials={initialsOf(row.name)}
              detail={
                <>
                  <EmailShown email={row.email} />
                  {[rightsInWords(row), noteOf(row, viewer.contactId)].filter(Boolean).join(' · ')}
                </>
              }
              action={mayRemove(row, viewer) && <Remove base={base} row={row} />}
            />
          ))}
        </Rows>
      </Block>
    </>
  )
}

/** Where a line has no room for an address, it breaks behind the @. */
const EmailShown = ({ email }: { email: string | null }) => {
  const [name, host] = email?.split('@') ?? []
  return name && host ? (
    <>
      {name}@<wbr />
      {host} ·{' '}
    </>
  ) : null
}

function noteOf(row: Colleague, me: string): string {
  if (row.id === me) return words.you
  const state = portalStateOf(row)
  const { states } = words
  const said = state === 'active' || state === 'invited' ? states[state] : state === 'not invited' ? states.waiting : states.off
  return row.isPrimary ? `${words.first}, ${said}` : said
}

function rightsInWords({ canApprove, canPay, seesPrices }: Rights): string {
  const { rights } = words
  const said = [
    canApprove && rights.approve,
    canPay && rights.pay,
    !canApprove && !canPay && rights.look,
    !seesPrices && rights.noPrices,
  ]
  return said.filter((word) => word !== false).join(', ')
}

const Remove = ({ base, row }: { base: string; row: Colleague }) => (
  <div>
    <SheetButton for={`remove-${row.id}`} class="btn plain">
      {words.remove}
    </SheetButton>
    <Sheet id={`remove-${row.id}`} title={words.removeTitle(row.name)}>
      <p class="quiet">{words.removeText}</p>
      <form method="post" action={href(base, paths.portal.people.remove, { id: row.id })}>
        <CommandField />
        <VersionField version={row.version} />
        <div class="ends apart">
          <SheetButton for={`remove-${row.id}`} class="btn plain" action="hide">
            {words.keep}
          </SheetButton>
          <SubmitButton danger label={words.removeLabel(row.name)}>
            {words.remove}
          </SubmitButton>
        </div>
      </form>
    </Sheet>
  </div>
)

export const NewColleaguePage = ({ ctx, form }: Props & { readonly form?: FormState | undefined }) => {
  const { viewer, base } = ctx
  return (
    <>
      <Back href={href(base, paths.portal.people.list)} label={words.title} />
      <Head title={words.newHeading} detail={words.newLede(viewer.customerName)} />
      <form class="form gap" method="post" action={href(base, paths.portal.people.invite)} novalidate>
        <CommandField />
        <ErrorSummary form={form} title={words.notYet} />
        <TextField label={words.name} name="name" form={form} required autocomplete="off" maxlength={120} />
        <TextField label={words.email} name="email" type="email" form={form} required autocomplete="off" inputmode="email" />
        <TextField label={words.phone} name="phone" type="tel" form={form} autocomplete="off" />
        <fieldset class="set gap">
          <legend>{words.may}</legend>
          {viewer.canApprove && <Tick label={words.approve} hint={words.approveHint} name="canApprove" form={form} />}
          {viewer.canPay && <Tick label={words.pay} hint={words.payHint} name="canPay" form={form} />}
          {viewer.seesPrices && <Tick label={words.prices} hint={words.pricesHint} name="seesPrices" form={form} />}
        </fieldset>
        <p class="ends">
          <SubmitButton primary>{words.invite}</SubmitButton>
          <LinkButton plain href={href(base, paths.portal.people.list)}>
            {words.cancel}
          </LinkButton>
        </p>
      </form>
    </>
  )
}

export const CompanyPage = ({
  ctx,
  company,
  form,
}: Props & { readonly company: Company; readonly form?: FormState | undefined }) => {
  const { company: said } = words
  return (
    <>
      <Back href={href(ctx.base, paths.portal.home)} label={words.home} />
      <Head title={said.heading} detail={said.lede(shownName(ctx.shop))} />
      <form class="form gap" method="post" action={href(ctx.base, paths.portal.company.save)} novalidate>
        <CommandField />
        <VersionField version={company.version} />
        <ErrorSummary form={form} title={said.notYet} />
        <TextField label={said.name} name="name" value={company.name} form={form} required autocomplete="organization" />
        <TextField label={said.phone} name="phone" type="tel" value={company.phone ?? ''} form={form} autocomplete="tel" />
        <TextArea label={said.address} name="address" value={company.address ?? ''} form={form} rows={3} />
        <p class="ends">
          <SubmitButton primary>{said.save}</SubmitButton>
        </p>
      </form>
    </>
  )
}

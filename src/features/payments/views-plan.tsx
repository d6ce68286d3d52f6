import type { Invoice } from '#features/invoices/queries.ts'
import type { InvoiceRecord } from '#features/invoices/read.ts'
import { isDue, plainDay, standingTotal } from '#features/invoices/rules.ts'
import type { Profile } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { decimalOf, formatMoney } from '#lib/money.ts'
import { addDays, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { ErrorSummary, Select, TextField } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Money } from '#ui/tables.tsx'
import { type Instalment, standingOf } from './instalment-rules.ts'
import { mostSteps, splits } from './plan-form.ts'
import { planReaderWords, planWords as words } from './plan-words.ts'

interface PlanPageProps {
  readonly base: string
  readonly shop: Profile
  readonly record: InvoiceRecord
  readonly today: string
  readonly form: FormState | undefined
}

/** Sets a plan by a rule, or row by row. */
export const PlanPage = (props: PlanPageProps) => {
  const { base, shop, record, form } = props
  const { invoice, steps } = record
  const back = href(base, paths.staff.invoices.show, { id: invoice.id })
  const kind = form?.values['kind']
  return (
    <>
      <Back href={back} label={invoice.number ?? 'Draft'} />
      <h1>{words.title}</h1>
      <p class="lede">{words.lead(formatMoney(standingTotal(invoice), invoice.currency, shop.locale))}</p>
      <SplitForm {...props} form={kind === 'split' ? form : undefined} />
      <RowsForm {...props} form={kind === 'split' ? undefined : form} />
      {steps.length > 0 && (
        <Block title={words.removeTitle}>
          <form method="post" action={href(base, paths.staff.plans.save, { id: invoice.id })}>
            <Marks version={invoice.version} kind="none" />
            <SubmitButton>{words.remove}</SubmitButton>
          </form>
        </Block>
      )}
    </>
  )
}

const Marks = ({ version, kind }: { version: number; kind: 'split' | 'rows' | 'none' }) => (
  <>
    <CommandField />
    <VersionField version={version} />
    <input type="hidden" name="kind" value={kind} />
  </>
)

const Tell = ({ record, id }: Pick<PlanPageProps, 'record'> & { id: string }) =>
  record.invoice.sentAt !== null && record.recipients.length > 0 ? <Tick label={words.tell} name="tell" id={id} checked /> : null

const SplitForm = ({ base, record, today, form }: PlanPageProps) => {
  const { invoice, steps } = record
  return (
    <Block id="split" title={words.split}>
      <form class="form wide" method="post" action={href(base, paths.staff.plans.save, { id: invoice.id })}>
        <Marks version={invoice.version} kind="split" />
        <ErrorSummary form={form} title="This is not right yet" />
        <div class="pair">
          <Select
            label={words.splitHow}
            name="split"
            form={form}
            options={splits.map((value) => ({ value, label: words.splits[value] }))}
          />
          <TextField
            label={words.percent}
            name="percent"
            form={form}
            value="30"
            after="%"
            inputmode="decimal"
            hint={words.percentHint}
          />
        </div>
        <div class="pair">
          <TextField
            label={words.firstOn}
            name="firstOn"
            type="date"
            form={form}
            value={steps[0]?.dueOn ?? invoice.dueOn ?? addDays(today, 14)}
            required
          />
          <TextField label={words.every} name="every" form={form} value="30" after="days" inputmode="numeric" />
        </div>
        <Tell record={record} id="f-tell-split" />
        <SubmitButton>{words.splitAct}</SubmitButton>
      </form>
    </Block>
  )
}

const RowsForm = ({ base, record, form }: PlanPageProps) => {
  const { invoice, steps } = record
  const typed = form
    ? rowsIn(form)
    : steps.map(({ dueOn, amountMinor }) => ({ day: dueOn, amount: decimalOf(amountMinor, invoice.currency) }))
  // One place more than there are parts.
  const places = Math.min(Math.max(typed.length, 2) + 1, mostSteps)
  const rows = Array.from({ length: places }, (_, i) => typed[i] ?? { day: '', amount: '' })
  return (
    <Block id="rows" title={words.rows}>
      <form class="form wide" method="post" action={href(base, paths.staff.plans.save, { id: invoice.id })}>
        <Marks version={invoice.version} kind="rows" />
        <ErrorSummary form={form} title="This is not right yet" />
        <p class="quiet">{words.rowsHint}</p>
        {rows.map(({ day, amount }, i) => (
          <div class="pair">
            <TextField label={words.day(i + 1)} name="day[]" id={`f-day-${i}`} type="date" value={day} />
            <TextField
              label={words.amount(i + 1)}
              name="amount[]"
              id={`f-amount-${i}`}
              value={amount}
              before={invoice.currency}
              inputmode="decimal"
            />
          </div>
        ))}
        <Tell record={record} id="f-tell-rows" />
        <p class="ends gap">
          <SubmitButton primary>{words.save}</SubmitButton>
          <LinkButton plain href={href(base, paths.staff.invoices.show, { id: invoice.id })}>
            Cancel
          </LinkButton>
        </p>
      </form>
    </Block>
  )
}

function rowsIn({ values }: FormState) {
  return Array.from({ length: mostSteps }, (_, i) => ({
    day: values[`day[].${i}`] ?? '',
    amount: values[`amount[].${i}`] ?? '',
  })).filter(({ day, amount }) => day !== '' || amount !== '')
}

interface StepsProps {
  readonly shop: Profile
  readonly invoice: { readonly balanceMinor: number; readonly currency: string; readonly sentAt: number | null }
  readonly steps: readonly Instalment[]
  readonly today?: string | undefined
}

/** How an invoice is paid, part by part, and what of it is. */
export const StepsBlock = ({ shop, invoice, steps, today = '' }: StepsProps) => {
  if (steps.length === 0) return null
  const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
  // Nothing of a draft is owed yet, so nothing of it is paid.
  const owed = invoice.sentAt === null ? steps.reduce((sum, { amountMinor }) => sum + amountMinor, 0) : invoice.balanceMinor
  return (
    <Block id="plan" title={planReaderWords.title}>
      <Rows>
        {standingOf(steps, owed).map(({ position, dueOn, amountMinor, leftMinor }) => (
          <Row
            title={today ? plainDay(dueOn, shop.locale, today) : formatDay(dueOn, shop.locale, 'year')}
            detail={
              leftMinor === 0
                ? planReaderWords.paid
                : leftMinor === amountMinor
                  ? planReaderWords.part(position + 1)
                  : planReaderWords.left(money(leftMinor))
            }
            end={<Money>{money(amountMinor)}</Money>}
          />
        ))}
      </Rows>
    </Block>
  )
}

/** Where a plan is set, on the invoice's page at the desk. */
export const PlanLink = ({ base, invoice, hasPlan }: { base: string; invoice: Invoice; hasPlan: boolean }) =>
  invoice.voidedAt !== null || (invoice.sentAt !== null && !isDue(invoice)) ? null : (
    <Block title={words.title}>
      {!hasPlan && <p class="quiet">{words.none}</p>}
      <p>
        <LinkButton href={href(base, paths.staff.plans.show, { id: invoice.id })}>
          {hasPlan ? words.change : words.act}
        </LinkButton>
      </p>
    </Block>
  )

import { JobRow } from '#features/jobs/job-row.tsx'
import type { ListedJob } from '#features/jobs/queries.ts'
import type { Trade } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { dueInWords, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Empty } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Money } from '#ui/tables.tsx'
import { countShipping, sumDue } from './rules.ts'
import { homeWords as words } from './words.ts'

interface Due {
  readonly id: string
  readonly number: string | null
  readonly title: string
  readonly dueOn: string | null
  readonly balanceMinor: number
  readonly currency: string
}

interface HomeProps {
  readonly base: string
  readonly trade: Trade
  readonly locale: string
  readonly todayOn: string
  readonly jobs: readonly ListedJob[]
  readonly due: readonly Due[]
  readonly paysOnline: (minor: number) => boolean
}

/** The heading is the answer: how many things need you. */
export const HomePage = (props: HomeProps) => {
  const { base, trade, jobs, due } = props
  return (
    <>
      <h1>{due.length > 0 ? words.heading(due.length) : words.headingQuiet}</h1>
      <p class="lede">{words.lede(trade, jobs.length - countShipping(jobs), countShipping(jobs))}</p>
      <div class="cols">
        <div>
          {due.length > 0 && (
            <Block id="needs" title={words.needs}>
              <Rows class="needs">
                {due.map((invoice, i) => (
                  <DueRow {...props} invoice={invoice} isFirst={i === 0} />
                ))}
              </Rows>
            </Block>
          )}
          <Block
            id="active"
            title={words.active}
            aside={<a href={`${href(base, paths.portal.jobs.list)}?past=1`}>{words.past(trade)}</a>}
          >
            {jobs.length > 0 ? (
              <Rows class="jobs">
                {jobs.map((job) => (
                  <JobRow job={job} base={base} trade={trade} locale={props.locale} todayOn={props.todayOn} />
                ))}
              </Rows>
            ) : (
              <Empty title={words.noJobs(trade)}>{words.noJobsText(trade)}</Empty>
            )}
          </Block>
        </div>
        <aside>{due.length > 0 && <ToPay {...props} />}</aside>
      </div>
    </>
  )
}

const DueRow = ({ invoice, isFirst, base, locale, todayOn, paysOnline }: HomeProps & { invoice: Due; isFirst: boolean }) => {
  const canPay = paysOnline(invoice.balanceMinor)
  const amount = formatMoney(invoice.balanceMinor, invoice.currency, locale)
  const address = href(base, paths.portal.invoices.show, { id: invoice.id })
  return (
    <Row
      title={words.pay(invoice.number ?? '', invoice.title)}
      href={address}
      detail={<DueDay dueOn={invoice.dueOn} locale={locale} todayOn={todayOn} />}
      action={
        <LinkButton href={address} primary={isFirst} label={canPay ? words.payLabel(amount, invoice.number ?? '') : undefined}>
          {canPay ? words.payAmount(amount) : words.look}
        </LinkButton>
      }
    />
  )
}

const DueDay = ({ dueOn, locale, todayOn }: { dueOn: string | null; locale: string; todayOn: string }) => {
  if (!dueOn) return null
  const isLate = dueOn < todayOn
  return (
    <>
      {isLate && <span class="bad">{dueInWords(dueOn, todayOn)}. </span>}
      {isLate ? words.wasDue(formatDay(dueOn, locale)) : words.due(formatDay(dueOn, locale), dueInWords(dueOn, todayOn))}
    </>
  )
}

const ToPay = ({ base, due, locale, todayOn }: HomeProps) => {
  const sum = sumDue(due)
  return (
    <Block
      id="to-pay"
      title={words.toPay}
      aside={
        sum && (
          <span class="num">
            <b class="money">{formatMoney(sum.minor, sum.currency, locale)}</b>
          </span>
        )
      }
    >
      <Rows>
        {due.map((invoice) => (
          <Row
            title={words.invoice(invoice.number ?? '')}
            href={href(base, paths.portal.invoices.show, { id: invoice.id })}
            detail={invoice.dueOn && words.dueShort(formatDay(invoice.dueOn, locale), invoice.dueOn < todayOn)}
            end={<Money>{formatMoney(invoice.balanceMinor, invoice.currency, locale)}</Money>}
          />
        ))}
      </Rows>
      <p>
        <a class="act small" href={href(base, paths.portal.invoices.list)}>
          {words.allInvoices}
        </a>
      </p>
    </Block>
  )
}

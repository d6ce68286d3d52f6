import type { Child } from 'hono/jsx'
import type { Viewer } from '#context.ts'
import type { AskedOfCustomer } from '#features/approvals/waiting-queries.ts'
import { waitsForBank } from '#features/invoices/rules.ts'
import { JobRow } from '#features/jobs/job-row.tsx'
import type { ListedJob } from '#features/jobs/queries.ts'
import type { When } from '#features/messages/place.ts'
import { mayFollow } from '#features/messages/rules.ts'
import type { ThreadRow } from '#features/messages/talk-queries.ts'
import { ThreadRows } from '#features/messages/views-rows.tsx'
import { messageWords as talk } from '#features/messages/words.ts'
import { hasTab, type Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { dueInWords } from '#lib/time-told.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Count, Empty } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Money } from '#ui/tables.tsx'
import { countShipping, sumDue } from './rules.ts'
import { AskedOfOthers, AskedRow } from './views-asked.tsx'
import { homeWords as words } from './words.ts'

interface Due {
  readonly id: string
  readonly number: string | null
  readonly title: string
  readonly dueOn: string | null
  readonly balanceMinor: number
  readonly currency: string
  readonly isPending: boolean
  readonly isDisputed: boolean
}

interface HomeProps {
  readonly base: string
  readonly shop: Profile
  readonly viewer: Viewer
  readonly now: number
  readonly todayOn: string
  readonly jobs: readonly ListedJob[]
  readonly due: readonly Due[]
  readonly asked: readonly AskedOfCustomer[]
  readonly unread: readonly ThreadRow[]
  readonly when: When
  /** What is to come. */
  readonly appointments?: Child
  /** What they own, and what stands good for it. */
  readonly owned?: Child
  readonly paysOnline: (minor: number) => boolean
}

/** The heading is the answer: how many things need you. */
export const HomePage = (props: HomeProps) => {
  const { base, jobs, viewer, shop } = props
  const { trade, locale } = shop
  const asked = viewer.canApprove ? props.asked : []
  const due = props.due.filter((invoice) => !waitsForBank(invoice))
  const waiting = viewer.asked + due.length
  const reader = { base, shop, now: props.now, seesPrices: viewer.seesPrices }
  return (
    <>
      <h1>{waiting > 0 ? words.heading(waiting) : words.headingQuiet}</h1>
      <p class="lede">{words.lede(trade, jobs.length - countShipping(jobs), countShipping(jobs))}</p>
      <div class="cols">
        <div>
          {waiting > 0 && (
            <Block id="needs" title={words.needs}>
              <Rows class="needs">
                {asked.map((request, i) => (
                  <AskedRow {...reader} request={request} isFirst={i === 0} />
                ))}
                {due.map((invoice, i) => (
                  <DueRow {...props} invoice={invoice} isFirst={i + asked.length === 0} />
                ))}
              </Rows>
            </Block>
          )}
          {!viewer.canApprove && props.asked.length > 0 && <AskedOfOthers {...reader} asked={props.asked} />}
          <Block
            id="active"
            title={words.active}
            aside={<a href={`${href(base, paths.portal.jobs.list)}?past=1`}>{words.past(trade)}</a>}
          >
            {jobs.length > 0 ? (
              <Rows class="jobs">
                {jobs.map((job) => (
                  <JobRow job={job} base={base} trade={trade} locale={locale} todayOn={props.todayOn} />
                ))}
              </Rows>
            ) : (
              <Empty title={words.noJobs(trade)}>{words.noJobsText(trade)}</Empty>
            )}
          </Block>
        </div>
        <aside>
          {props.appointments}
          {props.due.length > 0 && <ToPay {...props} />}
          <Unread {...props} />
          {props.owned}
          {hasTab(shop, 'requests') && <Requests base={base} answered={viewer.requestsAnswered} />}
        </aside>
      </div>
    </>
  )
}

const Unread = ({ unread, when, ...view }: HomeProps) => {
  const threads = unread.filter(({ threadKind }) => mayFollow(threadKind, view.viewer))
  if (threads.length === 0 || !hasTab(view.shop, 'messages')) return null
  return (
    <Block id="unread" title={talk.home.title}>
      <ThreadRows threads={threads} when={when} base={view.base} shop={view.shop} viewer={view.viewer} />
      <p>
        <a class="act small" href={href(view.base, paths.portal.messages.list)}>
          {talk.home.all}
        </a>
      </p>
    </Block>
  )
}

/** The way to ask for something, and to what was asked. */
const Requests = ({ base, answered }: { base: string; answered: number }) => (
  <Block id="requests" title={words.requests}>
    <div class="ends">
      <LinkButton icon="plus" href={href(base, paths.portal.drafts.new)}>
        {words.request}
      </LinkButton>
      <a class="act small" href={href(base, paths.portal.requests.list)}>
        {words.allRequests} <Count of={answered} label={words.answered} />
      </a>
    </div>
  </Block>
)

const DueRow = ({
  invoice,
  isFirst,
  base,
  shop: { locale },
  todayOn,
  paysOnline,
}: HomeProps & { invoice: Due; isFirst: boolean }) => {
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

const ToPay = ({ base, due, shop: { locale }, todayOn }: HomeProps) => {
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
            detail={
              (invoice.isDisputed && words.atBank) ||
              (invoice.isPending && words.onItsWay) ||
              (invoice.dueOn && words.dueShort(formatDay(invoice.dueOn, locale), invoice.dueOn < todayOn))
            }
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

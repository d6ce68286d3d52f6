import { hasVehicles } from '#features/assets/rules.ts'
import type { Trade } from '#features/settings/rules.ts'
import { daysBetween, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Row, Rows } from '#ui/rows.tsx'
import { Status, Stitch } from '#ui/status.tsx'
import { statusLabel } from './defaults-es.ts'
import type { ListedJob } from './queries.ts'
import { isLate, ringOf, stitchOf, waitsForCustomer } from './rules.ts'
import type { JobView } from './view.ts'
import { jobWords, vocabularies } from './words.ts'

interface JobRowProps {
  job: ListedJob
  base: string
  trade: Trade
  locale: string
  todayOn: string
  /** When it came to its end, in words, where the list tells. */
  endedAt?: string | undefined
}

/** One job in a customer's list, with its ring and its stitches. */
export const JobRow = ({ job, base, trade, locale, todayOn, endedAt }: JobRowProps) => {
  const isWaiting = waitsForCustomer(job.stage) && Boolean(job.hasSomebody)
  const stitch = job.isClosed ? undefined : stitchOf(job)
  return (
    <Row
      title={job.title}
      href={href(base, paths.portal.jobs.show, { id: job.id })}
      detail={nameOf(trade, job)}
      end={
        <>
          <Status ring={ringOf(job)} label={isWaiting ? jobWords.waits : statusLabel(job.label)} you={isWaiting} />
          {job.isClosed
            ? endedAt && <p>{endedAt}</p>
            : job.dueOn && <Due job={job} dueOn={job.dueOn} locale={locale} todayOn={todayOn} />}
        </>
      }
      full={
        stitch && (
          <Stitch steps={stitch.steps} at={stitch.at} label={jobWords.step(stitch.at, stitch.steps, statusLabel(job.label))} />
        )
      }
    />
  )
}

/** A list of them; what came to its end says when. */
export const JobRows = ({ view, jobs }: { view: JobView; jobs: readonly ListedJob[] }) => (
  <Rows class="jobs">
    {jobs.map((job) => (
      <JobRow
        job={job}
        base={view.base}
        trade={view.shop.trade}
        locale={view.shop.locale}
        todayOn={view.today}
        endedAt={job.isClosed ? view.when(job.statusAt) : undefined}
      />
    ))}
  </Rows>
)

const Due = ({ job, dueOn, locale, todayOn }: Pick<JobRowProps, 'job' | 'locale' | 'todayOn'> & { dueOn: string }) => (
  <p>
    {isLate(job, todayOn) && <span class="bad">{jobWords.late(daysBetween(dueOn, todayOn))}. </span>}
    {jobWords.promised(formatDay(dueOn, locale, dueOn.slice(0, 4) === todayOn.slice(0, 4) ? 'short' : 'year'))}
  </p>
)

/** "Order 2418, 48 pieces", or "Work order 1042, 14". */
function nameOf(trade: Trade, job: Pick<ListedJob, 'number' | 'pieces' | 'assetName'>): string {
  const what = hasVehicles(trade) ? job.assetName : job.pieces !== null && jobWords.pieces(job.pieces)
  return [`${vocabularies[trade].One} ${job.number}`, what].filter(Boolean).join(', ')
}

import type { Child } from 'hono/jsx'
import type { Viewer } from '#context.ts'
import { needsOf } from '#features/approvals/rules.ts'
import { readsInvoices } from '#features/invoices/rules.ts'
import { Block } from '#ui/block.tsx'
import { Track, type TrackStep } from '#ui/status.tsx'
import { statusLabel } from './defaults-es.ts'
import type { JobFile } from './file-queries.ts'
import type { JobAsset, JobInvoice, JobLine, PageJob, Shipment } from './page-queries.ts'
import type { FileHref } from './photos.ts'
import { waitsForCustomer } from './rules.ts'
import { type Happening, type TrackPart, type TrackStatus, trackOf } from './timeline.ts'
import { type JobView, lateText } from './view.ts'
import { LinesTable } from './views.tsx'
import { Advisor, Deliveries, Details, Invoices } from './views-aside.tsx'
import { Ask } from './views-ask.tsx'
import { type DueParts, DueStory } from './views-due.tsx'
import { Files } from './views-files.tsx'
import { jobWords, stageSentences } from './words.ts'

export interface JobParts extends DueParts {
  readonly job: PageJob
  readonly lines: readonly JobLine[]
  readonly assets: readonly JobAsset[]
  readonly shipments: readonly Shipment[]
  readonly moves: readonly Happening[]
  readonly invoices: readonly JobInvoice[]
  readonly statuses: readonly TrackStatus[]
  readonly files: readonly JobFile[]
}
interface PageProps extends JobParts {
  view: JobView
  viewer: Viewer
  /** Where the portal's own pages begin for this reader. */
  portal: string
  /** Where a file lies for this reader. */
  fileHref: FileHref
  /** Where a vehicle's own page is, for a reader of the whole portal. */
  assetHref?: (id: string) => string
  /** Staff looking on: nobody pays here. */
  isPreview?: boolean
  /** What of it waits for this reader’s answer, and the way there. */
  ask?: Child
  /** What stands above the heading: the way back. */
  back?: Child
  /** What was sent for approval and answered. */
  rounds?: Child
  /** For a reader who came by a link: what else there is. */
  elsewhere?: Child
  /** What is asked, with its artwork, where something is. */
  asks?: Child
  /** The proofs that were sent. */
  proofs?: Child
  /** What is said about it. */
  talk?: Child
  /** The appointments about it that are to come. */
  appointments?: Child
}

/** One job as its customer reads it. */
export const JobPage = ({
  view,
  viewer,
  portal,
  fileHref,
  assetHref,
  isPreview = false,
  back,
  rounds,
  elsewhere,
  ask,
  asks,
  proofs,
  talk,
  appointments,
  ...parts
}: PageProps) => {
  const { job, lines, shipments, invoices, files } = parts
  const words = jobWords.page
  return (
    <>
      {back}
      <h1>{job.title}</h1>
      <p class="lede">{stageSentences[job.stage]}</p>
      {ask}
      {asks}
      {!ask && !asks && waitsForCustomer(job.stage) && <Ask view={view} job={job} />}
      <Block title={words.progress} aside={<Promised view={view} job={job} />}>
        <Track steps={stepsOf(view, trackIn(view, parts))} />
        <DueStory view={view} {...parts} isAsked={viewer.canApprove} />
      </Block>
      <div class="cols">
        <div>
          {job.publicNote && (
            <Block title={words.note}>
              <Paragraphs text={job.publicNote} />
            </Block>
          )}
          {lines.length > 0 && (
            <Block title={view.vocabulary.lines} aside={job.pieces === null ? undefined : jobWords.pieces(job.pieces)}>
              <LinesTable view={view} lines={lines} terms={job} seesPrices={viewer.seesPrices} />
            </Block>
          )}
          {proofs}
          {files.length > 0 && <Files view={view} files={files} lines={lines} hrefOf={fileHref} />}
          {talk}
          {rounds}
        </div>
        <aside>
          {appointments}
          {job.advisorName && <Advisor job={job} name={job.advisorName} shopPhone={view.shop.phone} />}
          {shipments.length > 0 && <Deliveries view={view} shipments={shipments} />}
          {invoices.length > 0 && readsInvoices(viewer) && (
            <Invoices view={view} invoices={invoices} canPay={viewer.canPay} portal={portal} isPreview={isPreview} />
          )}
          <Details view={view} assetHref={assetHref} {...parts} />
          {elsewhere}
        </aside>
      </div>
    </>
  )
}

/** The track of a page's rows. */
export function trackIn(
  { shop }: JobView,
  { job, statuses, moves }: Pick<JobParts, 'statuses' | 'moves'> & { job: PageJob },
): TrackPart[] {
  const status = { id: job.statusId, label: job.label, stage: job.stage }
  return trackOf(statuses, { statusId: job.statusId, statusAt: job.statusAt, status }, moves, needsOf(job, shop).length > 0)
}

export function stepsOf(view: JobView, parts: readonly TrackPart[]): TrackStep[] {
  return parts.map(({ label, state, at }) =>
    state === 'skipped'
      ? { label: statusLabel(label), state: 'todo', detail: jobWords.page.skipped }
      : { label: statusLabel(label), state, detail: at === undefined ? undefined : view.when(at) },
  )
}

export const Promised = ({ view, job }: { view: JobView; job: { dueOn: string | null; isClosed: boolean } }) => {
  const late = lateText(job, view.today)
  return job.dueOn ? (
    <span class="quiet">
      {jobWords.page.promised} <b>{view.day(job.dueOn)}</b>
      {late && <span class="bad">, {late}</span>}
    </span>
  ) : null
}

/** What somebody typed, line by line. */
export const Paragraphs = ({ text }: { text: string }) => (
  <>
    {text.split(/\n{2,}/).map((paragraph) => (
      <p>{paragraph.split('\n').map((line, i) => (i === 0 ? line : [<br />, line]))}</p>
    ))}
  </>
)

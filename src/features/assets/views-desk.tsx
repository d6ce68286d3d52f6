import type { Child } from 'hono/jsx'
import type { EditionPart } from '#features/approvals/editions.ts'
import { ringOf } from '#features/jobs/rules.ts'
import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Facts, Head, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Status } from '#ui/status.tsx'
import { Money } from '#ui/tables.tsx'
import { desk } from './desk-words.ts'
import type { DeclinedLine, DeskAsset, DeskJob, Reading } from './page-queries.ts'
import { modelOf } from './rules.ts'
import { assetSettings, ownFieldsOf } from './settings.ts'
import { distanceText, serviceOf, serviceText } from './view.ts'
import { ownFacts } from './views-own.ts'
import { ReadingBlock, type ReadingProps } from './views-reading.tsx'
import { AssetStatus } from './views-status.tsx'
import { CheckedVin } from './vin.tsx'
import { assetWords } from './words.ts'

interface PageProps {
  view: JobView
  asset: DeskAsset
  jobs: readonly DeskJob[]
  declined: readonly DeclinedLine[]
  owners: readonly {
    readonly customerId: string
    readonly name: string
    readonly fromAt: number
    readonly untilAt: number | null
  }[]
  readings: readonly Reading[]
  may: { readonly edit: boolean; readonly seeMoney: boolean }
  reading: Pick<ReadingProps, 'form' | 'isLower'>
  /** Further blocks beside its work: warranties. */
  children?: Child
  /** A further block beside its facts: its public page. */
  beside?: Child
}

/** A thing as the desk works with it: what is known of it, and everything that was done to it, whoever owned it then. */
export const DeskAssetPage = (props: PageProps) => {
  const { view, asset, jobs, declined, owners, readings, may, reading } = props
  const { assets, jobs: work } = paths.staff
  const at = { id: asset.id }
  const isAway = asset.archivedAt !== null
  return (
    <>
      <Back href={href(view.base, assets.list)} label={desk.title} />
      <Head
        title={asset.name}
        detail={[modelOf(asset), asset.plate].filter(Boolean).join(', ')}
        actions={
          may.edit &&
          !isAway && (
            <>
              <LinkButton plain href={href(view.base, assets.edit, at)}>
                {desk.edit}
              </LinkButton>
              <LinkButton primary icon="plus" href={`${href(view.base, work.new)}?customer=${asset.ownerId}&asset=${asset.id}`}>
                {desk.newWork(view.vocabulary.one)}
              </LinkButton>
            </>
          )
        }
      />
      {isAway && (
        <Note title={desk.archived}>
          <p>{desk.archivedText}</p>
          {may.edit && <Putting view={view} asset={asset} />}
        </Note>
      )}
      <div class="cols">
        <div>
          <Block id="work" title={desk.work}>
            {jobs.length > 0 ? <JobRows view={view} jobs={jobs} ownerId={asset.ownerId} /> : <p class="quiet">{desk.noWork}</p>}
          </Block>
          {declined.length > 0 && (
            <Block id="declined" title={desk.declined}>
              <Rows>
                {declined.map((line) => (
                  <DeclinedRow view={view} line={line} seesMoney={may.seeMoney} />
                ))}
              </Rows>
            </Block>
          )}
          {props.children}
        </div>
        <aside>
          <Block title={assetWords.details} id="details">
            <Facts small items={factsOf(view, asset)} />
          </Block>
          <ReadingBlock
            view={view}
            action={href(view.base, assets.read, at)}
            last={asset}
            readings={readings}
            isOpen={!isAway}
            {...reading}
          />
          {props.beside}
          {owners.length > 1 && (
            <Block id="owners" title={desk.owners}>
              <Rows class="small">
                {owners.map(({ customerId, name, fromAt, untilAt }) => (
                  <Row
                    title={name}
                    href={href(view.base, paths.staff.customers.show, { id: customerId })}
                    detail={untilAt ? desk.owned(view.dayAt(fromAt), view.dayAt(untilAt)) : desk.ownedNow(view.dayAt(fromAt))}
                  />
                ))}
              </Rows>
            </Block>
          )}
          {may.edit && !isAway && <Putting view={view} asset={asset} />}
        </aside>
      </div>
    </>
  )
}

/** Puts it away, or takes it out again. */
const Putting = ({ view, asset }: Pick<PageProps, 'view' | 'asset'>) => {
  const { archive, restore } = paths.staff.assets
  const isAway = asset.archivedAt !== null
  return (
    <form class="gap" method="post" action={href(view.base, isAway ? restore : archive, { id: asset.id })}>
      <CommandField />
      <VersionField version={asset.version} />
      <SubmitButton plain={!isAway}>{isAway ? desk.restore : desk.archive}</SubmitButton>
    </form>
  )
}

const JobRows = ({ view, jobs, ownerId }: Pick<PageProps, 'view' | 'jobs'> & { ownerId: string }) => (
  <Rows>
    {jobs.map((job) => (
      <Row
        title={job.title}
        href={href(view.base, paths.staff.jobs.show, { id: job.id })}
        detail={[job.number, job.customerId !== ownerId && job.customerName].filter(Boolean).join(', ')}
        end={
          <>
            <Status ring={ringOf(job)} label={job.status} quiet={job.isClosed} />
            <p>{job.isClosed ? view.dayAt(job.statusAt) : job.dueOn && view.day(job.dueOn)}</p>
          </>
        }
      />
    ))}
  </Rows>
)

const DeclinedRow = ({ view, line, seesMoney }: { view: JobView; line: DeclinedLine; seesMoney: boolean }) => {
  const { title, amountMinor }: EditionPart = JSON.parse(line.part)
  return (
    <Row
      title={title}
      href={href(view.base, paths.staff.jobs.show, { id: line.jobId })}
      detail={assetWords.on(`${view.vocabulary.One} ${line.number}`, view.when(line.at))}
      end={seesMoney && amountMinor !== null && <Money>{view.money(amountMinor)}</Money>}
    />
  )
}

function factsOf(view: JobView, asset: DeskAsset) {
  const { labels } = desk
  const facts: { label: Child; value: Child }[] = [
    {
      label: labels.status,
      value: (
        <AssetStatus
          state={asset.state}
          service={serviceOf(view, asset)}
          states={assetWords.states}
          services={assetWords.service}
        />
      ),
    },
    {
      label: labels.owner,
      value: asset.ownerId ? (
        <a href={href(view.base, paths.staff.customers.show, { id: asset.ownerId })}>{asset.ownerName}</a>
      ) : (
        desk.nobody
      ),
    },
    { label: labels.unit, value: asset.unitNumber },
    { label: labels.plate, value: asset.plate },
    { label: labels.vin, value: asset.vin && <CheckedVin vin={asset.vin} year={asset.year} /> },
    { label: labels.depot, value: asset.depot },
    { label: labels.odometer, value: asset.odometer !== null && distanceText(view, asset.odometer, asset.odometerUnit) },
    { label: labels.service, value: serviceText(view, asset) },
    ...ownFacts(view, asset, ownFieldsOf(assetSettings(view.shop), asset.kind)),
  ]
  return facts.filter(({ value }) => value)
}

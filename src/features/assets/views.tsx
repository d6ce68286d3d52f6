import type { Child } from 'hono/jsx'
import type { EditionPart } from '#features/approvals/editions.ts'
import { JobRows } from '#features/jobs/job-row.tsx'
import type { ListedJob } from '#features/jobs/queries.ts'
import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Facts, Head } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Money } from '#ui/tables.tsx'
import type { DeclinedLine, Done, PageAsset, Reading } from './page-queries.ts'
import { modelOf } from './rules.ts'
import { assetSettings, ownFieldsOf } from './settings.ts'
import { distanceText, serviceOf, serviceText, usualKind } from './view.ts'
import { ownFacts } from './views-own.ts'
import { ReadingBlock, type ReadingProps } from './views-reading.tsx'
import { AssetStatus } from './views-status.tsx'
import { CheckedVin } from './vin.tsx'
import { assetWords as words } from './words.ts'

interface AssetPageProps {
  view: JobView
  viewer: { readonly seesPrices: boolean }
  asset: PageAsset
  jobs: readonly ListedJob[]
  declined: readonly DeclinedLine[]
  before: readonly Done[]
  readings: readonly Reading[]
  mayEdit: boolean
  reading: Pick<ReadingProps, 'form' | 'isLower'>
  /** Further blocks above its history. */
  above?: Child
  /** What was said about it, and the way to ask. */
  talk?: Child
  /** Its public page and the way to a new owner, for who may decide on them. */
  passportHref: string | undefined
}

/** A thing as its owner sees it: how it stands, what was declined on it and can still be approved, and the work on it. */
export const AssetPage = (props: AssetPageProps) => {
  const { view, viewer, asset, jobs, declined, before, readings, mayEdit } = props
  const { assets, drafts } = paths.portal
  return (
    <>
      <Back href={href(view.base, assets.list)} label={words.list.titles[usualKind(view)]} />
      <Head
        title={asset.name}
        detail={[modelOf(asset), asset.plate].filter(Boolean).join(', ')}
        actions={
          <>
            {mayEdit && (
              <LinkButton plain href={href(view.base, assets.edit, { id: asset.id })}>
                {words.edit}
              </LinkButton>
            )}
            <LinkButton icon="plus" href={`${href(view.base, drafts.new)}?kind=service&asset=${asset.id}`}>
              {words.request}
            </LinkButton>
          </>
        }
      />
      <div class="cols">
        <div>
          <Declined view={view} viewer={viewer} declined={declined} />
          {props.above}
          <Block id="history" title={words.work}>
            {jobs.length > 0 ? <JobRows view={view} jobs={jobs} /> : <p class="quiet">{words.noWork}</p>}
          </Block>
          {before.length > 0 && <Before view={view} before={before} />}
          {props.talk}
        </div>
        <aside>
          <Block id="details" title={words.details}>
            <Facts small items={factsOf(view, asset, mayEdit)} />
          </Block>
          <ReadingBlock
            view={view}
            action={href(view.base, assets.read, { id: asset.id })}
            last={asset}
            readings={readings}
            isOpen={mayEdit}
            {...props.reading}
          />
          {props.passportHref && (
            <p class="gap no-paper">
              <LinkButton plain icon="qr" href={props.passportHref}>
                {words.passport}
              </LinkButton>
            </p>
          )}
        </aside>
      </div>
    </>
  )
}

function factsOf(view: JobView, asset: PageAsset, mayEdit: boolean) {
  const { fields } = words
  const { vin, year } = asset
  const facts: { label: Child; value: Child }[] = [
    {
      label: fields.state,
      value: <AssetStatus state={asset.state} service={serviceOf(view, asset)} states={words.states} services={words.service} />,
    },
    { label: fields.unitNumber, value: asset.unitNumber },
    { label: words.plate, value: asset.plate },
    { label: words.vin, value: vin && (mayEdit ? <CheckedVin vin={vin} year={year} /> : <span class="mono">{vin}</span>) },
    { label: fields.depot, value: asset.depot },
    { label: fields.odometer, value: asset.odometer !== null && distanceText(view, asset.odometer, asset.odometerUnit) },
    { label: fields.serviceDue, value: serviceText(view, asset) },
    ...ownFacts(view, asset, ownFieldsOf(assetSettings(view.shop), asset.kind, true)),
  ]
  return facts.filter(({ value }) => value)
}

const Declined = ({ view, viewer, declined }: Pick<AssetPageProps, 'view' | 'viewer' | 'declined'>) => (
  <Block id="declined" title={words.declined}>
    {declined.length === 0 ? (
      <p class="quiet">{words.noneDeclined}</p>
    ) : (
      <>
        <p class="small quiet">{words.declinedText}</p>
        <Rows>
          {declined.map(({ jobId, number, part, at }) => {
            const { title, amountMinor }: EditionPart = JSON.parse(part)
            return (
              <Row
                title={title}
                href={`${href(view.base, paths.portal.work.show, { id: jobId })}#declined`}
                detail={words.on(`${view.vocabulary.One} ${number}`, view.when(at))}
                end={viewer.seesPrices && amountMinor !== null && <Money>{view.money(amountMinor)}</Money>}
              />
            )
          })}
        </Rows>
      </>
    )}
  </Block>
)

/** What was done to it earlier: words and days, and nothing of who had it then. */
const Before = ({ view, before }: Pick<AssetPageProps, 'view' | 'before'>) => (
  <Block id="before" title={words.before}>
    <p class="small quiet">{words.beforeText}</p>
    <DoneRows view={view} done={before} />
  </Block>
)

export const DoneRows = ({ view, done }: { view: Pick<JobView, 'dayAt'>; done: readonly Done[] }) => (
  <Rows>
    {done.map(({ at, what }) => (
      <Row title={what.split('\n').join(', ')} detail={view.dayAt(at)} />
    ))}
  </Rows>
)

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
import type { DeclinedLine, PageAsset } from './page-queries.ts'
import { modelOf } from './rules.ts'
import { vehicleFacts } from './vehicle-facts.tsx'
import { assetWords as words } from './words.ts'

interface AssetPageProps {
  view: JobView
  viewer: { readonly seesPrices: boolean }
  asset: PageAsset
  jobs: readonly ListedJob[]
  declined: readonly DeclinedLine[]
}

/** A vehicle as its owner sees it: what was declined on it and can still be approved, and the work on it. */
export const AssetPage = ({ view, viewer, asset, jobs, declined }: AssetPageProps) => (
  <>
    <Back href={href(view.base, paths.portal.jobs.list)} label={view.vocabulary.Many} />
    <Head
      title={asset.name}
      detail={[modelOf(asset), asset.plate].filter(Boolean).join(', ')}
      actions={
        <LinkButton icon="plus" href={`${href(view.base, paths.portal.drafts.new)}?kind=service&asset=${asset.id}`}>
          {words.request}
        </LinkButton>
      }
    />
    <div class="cols">
      <div>
        <Declined view={view} viewer={viewer} declined={declined} />
        <Block title={words.work}>
          {jobs.length > 0 ? <JobRows view={view} jobs={jobs} /> : <p class="quiet">{words.noWork}</p>}
        </Block>
      </div>
      <aside>
        <Block title={words.details}>
          <Facts small items={vehicleFacts(asset)} />
        </Block>
      </aside>
    </div>
  </>
)

const Declined = ({ view, viewer, declined }: Pick<AssetPageProps, 'view' | 'viewer' | 'declined'>) => (
  <Block title={words.declined}>
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

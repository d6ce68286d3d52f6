import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import type { OwnedAsset } from './fleet-queries.ts'
import { detailText, serviceOf, serviceText, usualKind } from './view.ts'
import { AssetStatus } from './views-status.tsx'
import { assetWords } from './words.ts'

/** One thing of a customer's, with how it stands. */
export const OwnedRow = ({ view, row }: { view: JobView; row: OwnedAsset }) => {
  const service = serviceOf(view, row)
  return (
    <Row
      title={row.name}
      href={href(view.base, paths.portal.assets.show, { id: row.id })}
      detail={detailText(row)}
      end={
        <>
          <AssetStatus state={row.state} service={service} states={assetWords.states} services={assetWords.service} />
          {(service === 'late' || service === 'due') && <p>{serviceText(view, row)}</p>}
        </>
      }
    />
  )
}

/** A few of them on the first page, with the way to all. */
export const OwnedBlock = ({ view, rows, count }: { view: JobView; rows: readonly OwnedAsset[]; count: number }) => (
  <Block
    id="owned"
    title={assetWords.list.titles[usualKind(view)]}
    aside={<a href={href(view.base, paths.portal.assets.list)}>{assetWords.list.allOf(count)}</a>}
  >
    <Rows>
      {rows.map((row) => (
        <OwnedRow view={view} row={row} />
      ))}
    </Rows>
  </Block>
)

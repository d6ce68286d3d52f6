import { viewOf } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Rows } from '#ui/rows.tsx'
import { desk } from './desk-words.ts'
import type { ListedAsset } from './list-queries.ts'
import { DeskRow } from './views-list.tsx'

interface BlockProps {
  view: Parameters<typeof viewOf>[0]
  customerId: string
  rows: readonly ListedAsset[]
  count: number
  mayAdd: boolean
}

/** What a customer owns, on their record. */
export const AssetsBlock = ({ view, customerId, rows, count, mayAdd }: BlockProps) => {
  const { ofCustomer, new: adding } = paths.staff.assets
  const all = href(view.base, ofCustomer, { id: customerId })
  return (
    <Block id="assets" title={desk.title} aside={count > 0 ? <a href={all}>{desk.allOf(count)}</a> : undefined}>
      {rows.length > 0 ? (
        <Rows>
          {rows.map((row) => (
            <DeskRow view={viewOf(view)} row={row} hasOwner={false} />
          ))}
        </Rows>
      ) : (
        <p class="quiet small">{desk.nothing}</p>
      )}
      {mayAdd && (
        <p>
          <LinkButton icon="plus" href={href(view.base, adding, { id: customerId })}>
            {desk.new}
          </LinkButton>
        </p>
      )}
    </Block>
  )
}

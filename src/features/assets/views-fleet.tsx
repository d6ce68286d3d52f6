import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Empty, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { Select, TextField } from '#ui/fields.tsx'
import { Rows } from '#ui/rows.tsx'
import { Pager } from '#ui/tables.tsx'
import { type Asked, askedHref, isFiltered } from './asked.ts'
import type { OwnedAsset } from './fleet-queries.ts'
import { assetStates } from './rules.ts'
import { usualKind } from './view.ts'
import { OwnedRow } from './views-owned.tsx'
import { assetWords } from './words.ts'

const words = assetWords.list

export interface FleetProps {
  view: JobView
  asked: Asked
  rows: readonly OwnedAsset[]
  /** How many they have, and how many of them the page asks for. */
  owned: number
  count: number
  pages: number
  depots: readonly { readonly depot: string }[]
  mayAdd: boolean
  /** Who sees prices sees what was spent. */
  seesPrices: boolean
}

/** With more than this a list is a fleet: it is filtered, and taken along as a table. */
const aFew = 10

/** What a customer owns, page by page. */
export const FleetPage = (props: FleetProps) => {
  const { view, asked, rows, owned, count, pages, mayAdd, seesPrices } = props
  const kind = usualKind(view)
  const isFleet = owned > aFew
  const isSome = isFiltered(asked)
  return (
    <>
      <Back href={href(view.base, paths.portal.home)} label={assetWords.home} />
      <Head
        title={isSome ? words.found(count, asked.search) : words.heading(owned, kind)}
        actions={
          mayAdd && (
            <LinkButton primary icon="plus" href={href(view.base, paths.portal.assets.new)}>
              {assetWords.add}
            </LinkButton>
          )
        }
      />
      {isFleet && <Filters {...props} />}
      {isFleet && (
        <p class="ends no-paper">
          <LinkButton plain icon="download" href={askedHref(view.base, { ...asked, page: 1 }, 'csv')}>
            {words.csv}
          </LinkButton>
          {seesPrices && (
            <LinkButton plain href={askedHref(view.base, { ...asked, page: 1 }, 'spend')}>
              {assetWords.spend.title}
            </LinkButton>
          )}
        </p>
      )}
      {rows.length > 0 ? (
        <>
          <h2 class="sr">{words.titles[kind]}</h2>
          <Rows>
            {rows.map((row) => (
              <OwnedRow view={view} row={row} />
            ))}
          </Rows>
        </>
      ) : isSome ? (
        <Empty title={words.noneFound}>
          {words.noneFoundText} <a href={askedHref(view.base, {})}>{words.clear}</a>
        </Empty>
      ) : (
        <Empty title={words.none}>{words.noneText}</Empty>
      )}
      <Pager page={asked.page} pages={pages} hrefOf={(page) => askedHref(view.base, { ...asked, page })} words={words.pager} />
    </>
  )
}

const Filters = ({ view, asked, depots }: FleetProps) => {
  const { state, depot } = asked
  return (
    <search>
      <form class="form filters no-paper" action={href(view.base, paths.portal.assets.list)}>
        <div class="pair">
          <TextField label={words.search} name="q" type="search" value={asked.search} placeholder={words.searchFor} />
          <Select
            label={words.filter}
            name="state"
            value={state}
            options={[
              { value: '', label: words.any },
              ...assetStates.map((one) => ({ value: one, label: assetWords.states[one] })),
            ]}
          />
          {depots.length > 0 && (
            <Select
              label={words.depot}
              name="depot"
              value={depot}
              options={[{ value: '', label: words.anyDepot }, ...depots.map((one) => ({ value: one.depot, label: one.depot }))]}
            />
          )}
        </div>
        <div class="ends">
          <Tick label={words.due} name="due" value="1" checked={asked.isDue} />
          <SubmitButton>{words.apply}</SubmitButton>
        </div>
      </form>
    </search>
  )
}

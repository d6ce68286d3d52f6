import type { StaffCtx } from '#context.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Facts, Head } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Select } from '#ui/fields.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Scroll, Table } from '#ui/tables.tsx'
import { headerOf } from './actions.ts'
import { desk } from './desk-words.ts'
import { countsOf, type Planned } from './plan.ts'
import type { Import } from './queries.ts'
import { fields, type Outcome } from './rules.ts'

interface Props {
  readonly ctx: StaffCtx
  readonly one: Import
  readonly planned: readonly Planned[]
}
const shown = { rows: 20, wrong: 100 } as const
const outcomes: readonly Outcome[] = ['customer', 'contact', 'matched', 'skipped']

/** What a file would do, before it does anything. */
export const DraftPage = ({ ctx, one, planned }: Props) => {
  const { imports } = paths.staff
  const counts = countsOf(planned)
  const wrong = planned.filter(({ outcome }) => outcome === 'skipped')
  const fitting = counts.customer + counts.contact
  const isAny = fitting > 0
  return (
    <>
      <Back href={href(ctx.base, imports.list)} label={desk.title} />
      <Head title={desk.ready(counts)} detail={one.name} />
      <Block title={desk.check} id="check">
        <Facts items={outcomes.map((outcome) => ({ label: desk.outcomes[outcome], value: String(counts[outcome]) }))} />
        <div class="ends">
          {isAny && <OneButton {...{ ctx, one, route: imports.run }} label={desk.run(fitting)} isPrimary />}
          <OneButton {...{ ctx, one, route: imports.discard }} label={desk.discard} />
        </div>
      </Block>
      <Columns ctx={ctx} one={one} isPrimary={!isAny} />
      <Block title={desk.sample} id="sample">
        <Sample one={one} planned={planned.slice(0, shown.rows)} />
      </Block>
      {wrong.length > 0 && (
        <Block title={desk.wrongRows} aside={String(wrong.length)} id="wrong">
          <Rows class="small">
            {wrong.slice(0, shown.wrong).map(({ position, problem }) => (
              <Row title={desk.row(rowNumber(one, position))} detail={problem} />
            ))}
          </Rows>
          {wrong.length > shown.wrong && <p class="quiet">{desk.moreWrong(wrong.length - shown.wrong)}</p>}
        </Block>
      )}
    </>
  )
}

/** The row as a spreadsheet counts it, where none is empty. */
export const rowNumber = ({ hasHeader }: Pick<Import, 'hasHeader'>, position: number) => position + (hasHeader ? 2 : 1)

type ButtonRoute = (typeof paths.staff.imports)['run' | 'discard']
const OneButton = ({
  ctx,
  one,
  route,
  label,
  isPrimary,
}: Omit<Props, 'planned'> & { route: ButtonRoute; label: string; isPrimary?: boolean }) => (
  <form method="post" action={href(ctx.base, route, { id: one.id })}>
    <CommandField />
    <VersionField version={one.version} />
    <SubmitButton primary={isPrimary} plain={!isPrimary}>
      {label}
    </SubmitButton>
  </form>
)

const Columns = ({ ctx, one, isPrimary }: Omit<Props, 'planned'> & { isPrimary: boolean }) => {
  const header = headerOf(one)
  const options = [{ value: '', label: desk.leaveOut }, ...fields.map((field) => ({ value: field, label: desk.fields[field] }))]
  return (
    <Block title={desk.columns} id="columns">
      <p class="quiet">{desk.columnsText}</p>
      <form class="form" method="post" action={href(ctx.base, paths.staff.imports.map, { id: one.id })}>
        <CommandField />
        <VersionField version={one.version} />
        {one.mapping.map((field, i) => (
          <Select
            id={`f-column-${i}`}
            label={`${String.fromCharCode(65 + (i % 26))}: ${(header[i] ?? '').slice(0, 60) || '–'}`}
            name="columns[]"
            options={options}
            value={field ?? ''}
          />
        ))}
        <Tick label={desk.header} name="hasHeader" checked={one.hasHeader} />
        <Tick label={desk.access} hint={desk.accessHint} name="givesAccess" checked={one.givesAccess} />
        <p class="ends">
          <SubmitButton primary={isPrimary}>{desk.look}</SubmitButton>
        </p>
      </form>
    </Block>
  )
}

const Sample = ({ one, planned }: Pick<Props, 'one' | 'planned'>) => (
  <Scroll label={desk.sampleTable}>
    <Table
      kind="list"
      caption={desk.sample}
      head={[{ label: desk.head.customer }, { label: desk.head.contact }, { label: desk.head.what }, { label: desk.head.row }]}
    >
      {planned.map(({ position, entry, outcome, problem }) => (
        <tr>
          <th scope="row">{entry?.customer ?? '–'}</th>
          <td>{[entry?.contact, entry?.email, entry?.phone].filter(Boolean).join(', ')}</td>
          <td class="quiet">{problem ?? desk.outcomes[outcome]}</td>
          <td class="quiet nowrap">{desk.row(rowNumber(one, position))}</td>
        </tr>
      ))}
    </Table>
  </Scroll>
)

import type { StaffCtx } from '#context.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Facts, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import { desk } from './desk-words.ts'
import type { Import } from './queries.ts'
import { mayUndo, type Outcome, undoMs } from './rules.ts'
import { rowNumber } from './views-draft.tsx'

interface Props {
  readonly ctx: StaffCtx
  readonly one: Import
  readonly tally: readonly { readonly outcome: Outcome; readonly count: number; readonly undone: number }[]
  readonly problems: readonly { readonly position: number; readonly problem: string | null }[]
}
const outcomes: readonly Outcome[] = ['customer', 'contact', 'matched', 'skipped']

/** An import under way, at its end, or taken back. */
export const ImportPage = (props: Props) => {
  const { ctx, one, tally, problems } = props
  const of = (outcome: Outcome) => tally.find((row) => row.outcome === outcome)?.count ?? 0
  const counts = { customer: of('customer'), contact: of('contact'), matched: of('matched'), skipped: of('skipped') }
  return (
    <>
      <Back href={href(ctx.base, paths.staff.imports.list)} label={desk.title} />
      <Head title={headingOf(props, counts)} detail={one.name} />
      {one.state === 'running' && (
        <>
          <progress class="gap" value={one.done} max={Math.max(1, one.total)} aria-label={desk.running(one.done, one.total)} />
          <p class="quiet">{desk.runningText}</p>
        </>
      )}
      {one.state === 'undone' && keptOf(tally) > 0 && <p class="quiet">{desk.kept(keptOf(tally))}</p>}
      <Block title={desk.states[one.state]} id="state">
        <Facts items={outcomes.map((outcome) => ({ label: desk.outcomes[outcome], value: String(counts[outcome]) }))} />
        {one.state === 'done' && <Next {...props} />}
      </Block>
      {problems.length > 0 && (
        <Block title={desk.wrongRows} aside={String(counts.skipped)} id="wrong">
          <Rows class="small">
            {problems.map(({ position, problem }) => (
              <Row title={desk.row(rowNumber(one, position))} detail={problem} />
            ))}
          </Rows>
          {counts.skipped > problems.length && <p class="quiet">{desk.moreWrong(counts.skipped - problems.length)}</p>}
        </Block>
      )}
    </>
  )
}

function headingOf({ one, tally }: Props, counts: Readonly<Record<Outcome, number>>): string {
  if (one.state === 'running') return desk.running(one.done, one.total)
  return one.state === 'undone' ? desk.undone(sum(tally, 'undone')) : desk.done(counts)
}

const made = (tally: Props['tally']) => tally.filter(({ outcome }) => outcome === 'customer' || outcome === 'contact')
const sum = (tally: Props['tally'], key: 'count' | 'undone') => tally.reduce((total, row) => total + row[key], 0)
const keptOf = (tally: Props['tally']) => sum(made(tally), 'count') - sum(made(tally), 'undone')

const Next = ({ ctx, one }: Props) => {
  const { shop, now, base } = ctx
  const until = formatDay(dayOf((one.finishedAt ?? 0) + undoMs, shop.timeZone), shop.locale)
  return (
    <>
      <p class="ends">
        <LinkButton primary href={`${href(base, paths.staff.customers.list)}?portal=waiting`}>
          {desk.invite}
        </LinkButton>
        {mayUndo(one, now) && (
          <SheetButton for="undo" class="btn plain danger">
            {desk.undo}
          </SheetButton>
        )}
      </p>
      {mayUndo(one, now) && (
        <>
          <p class="quiet small">{desk.undoUntil(until)}</p>
          <Sheet id="undo" title={desk.undoTitle}>
            <p class="quiet">{desk.undoText}</p>
            <form method="post" action={href(base, paths.staff.imports.undo, { id: one.id })}>
              <CommandField />
              <VersionField version={one.version} />
              <div class="ends apart">
                <SheetButton for="undo" class="btn plain" action="hide">
                  {desk.keep}
                </SheetButton>
                <SubmitButton danger>{desk.undo}</SubmitButton>
              </div>
            </form>
          </Sheet>
        </>
      )}
    </>
  )
}

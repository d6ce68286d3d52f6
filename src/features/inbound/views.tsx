import type { StaffCtx } from '#context.ts'
import { sizeText } from '#features/files/rules.ts'
import { agoInWords } from '#lib/time-told.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Empty, Head } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Icon } from '#ui/icons.tsx'
import { Typed } from '#ui/linked.tsx'
import { desk } from './desk-words.ts'
import type { Review } from './queries.ts'

interface ChecksProps {
  ctx: StaffCtx
  rows: readonly Review[]
}

/** Mails that may belong into conversations, the oldest first. */
export const ChecksPage = ({ ctx, rows }: ChecksProps) => (
  <>
    <Back href={href(ctx.base, paths.staff.inbox.list)} label={desk.inbox} />
    <Head title={rows.length > 0 ? desk.heading(rows.length) : desk.title} detail={rows.length > 0 ? desk.hint : undefined} />
    {rows.length > 0 ? rows.map((row) => <Check ctx={ctx} row={row} />) : <Empty title={desk.none}>{desk.noneText}</Empty>}
  </>
)

const Check = ({ ctx, row }: { ctx: StaffCtx; row: Review }) => {
  const { id, title, sender, body, quoted, leftOut, reasonKind, recipientName, customerName, subjectId, isStaff } = row
  const name = recipientName ?? desk.somebody
  return (
    <section class="block" id={id}>
      <header>
        <h2>{title || desk.noSubject}</h2>
        <span class="small quiet">{agoInWords(row.createdAt, ctx.now)}</span>
      </header>
      <p>
        <b>{sender || desk.somebody}</b>
      </p>
      <p>{desk.reasons[reasonKind](name)}</p>
      <p class="small quiet">
        {desk.answers(name, customerName)} <a href={href(ctx.base, paths.staff.inbox.show, { id: subjectId })}>{desk.about}</a>
      </p>
      {body && (
        <div class="said-note gap">
          <Typed text={body} />
        </div>
      )}
      {quoted && (
        <details class="quoted" open={body === ''}>
          <summary aria-label={desk.quoted}>…</summary>
          <Typed text={quoted} />
        </details>
      )}
      {filesOf(row).map((file) => (
        <a class="file" href={href(ctx.base, paths.staff.files.show, { id: file.id })}>
          <span class="thumb">
            <Icon name="document" />
          </span>
          <span>
            <b>{file.name}</b>
            <br />
            {sizeText(file.size)}
          </span>
        </a>
      ))}
      {leftOut && <p class="quiet small">{desk.leftOut(leftOut.split('\n').join(', '))}</p>}
      <div class="ends gap">
        <form method="post" action={href(ctx.base, paths.staff.checks.discard, { id })}>
          <CommandField />
          <SubmitButton>{desk.discard}</SubmitButton>
        </form>
        <form method="post" action={href(ctx.base, paths.staff.checks.accept, { id })}>
          <CommandField />
          <SubmitButton>{isStaff ? desk.acceptFromStaff : desk.accept}</SubmitButton>
        </form>
      </div>
    </section>
  )
}

interface HeldFile {
  readonly id: string
  readonly name: string
  readonly size: number
}
const filesOf = ({ files }: Review): readonly HeldFile[] => JSON.parse(files ?? '[]')

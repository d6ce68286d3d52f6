import type { Child } from 'hono/jsx'
import { Icon } from './icons.tsx'
import { partWords } from './part-words.ts'

interface TableProps {
  head: readonly { readonly label: Child; readonly right?: boolean | undefined; readonly hidden?: boolean | undefined }[]
  children: Child
  /** `folds`: item, each, qty, total fold to two lines in a narrow block. `people`: contacts. `list`: a staff list, two lines a row where it is narrow: cells of class `end` beside the first, the others as facts below. */
  kind?: 'folds' | 'people' | 'list' | 'contrast' | undefined
  caption?: string | undefined
}

/** What the elements say by themselves, said again: laid out as blocks on a phone they are no table to some screen readers. */
const role = {
  table: { role: 'table' },
  group: { role: 'rowgroup' },
  row: { role: 'row' },
  column: { role: 'columnheader' },
  header: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const

export const Table = ({ head, children, kind, caption }: TableProps) => (
  <table class={kind ? `table ${kind}` : 'table'} {...role.table}>
    {caption && <caption class="sr">{caption}</caption>}
    <thead {...role.group}>
      <tr {...role.row}>
        {head.map(({ label, right, hidden }) => (
          <th scope="col" {...role.column} class={right ? 'r' : undefined}>
            {hidden ? <span class="sr">{label}</span> : label}
          </th>
        ))}
      </tr>
    </thead>
    <tbody {...role.group}>{children}</tbody>
  </table>
)

/** Lets a wide table scroll sideways, by keyboard too. */
export const Scroll = ({ label, children }: { label: string; children: Child }) => (
  <section class="scroll" tabindex={0} aria-label={label}>
    {children}
  </section>
)

interface LineRowProps {
  title: Child
  detail?: Child
  each: string
  quantity: string
  total: string
  /** What follows the price when folded: " each, 48". */
  after?: string | undefined
}

/** A row of `<Table kind="folds">`. */
export const LineRow = ({ title, detail, each, quantity, total, after }: LineRowProps) => (
  <tr {...role.row}>
    <th scope="row" {...role.header}>
      <b>{title}</b>
      {detail && <small>{detail}</small>}
    </th>
    <td {...role.cell} class="r fold" data-after={after}>
      {each}
    </td>
    <td {...role.cell} class="r fold">
      {quantity}
    </td>
    <td {...role.cell} class="r">
      {total}
    </td>
  </tr>
)

export const Money = ({ children }: { children: Child }) => <span class="money">{children}</span>

export const Sums = ({ rows }: { rows: readonly { label: Child; value: Child; total?: boolean | undefined }[] }) => (
  <dl class="sums num">
    {rows.map(({ label, value, total }) => (
      <div class={total ? 'total' : undefined}>
        <dt>{label}</dt>
        <dd class="money">{value}</dd>
      </div>
    ))}
  </dl>
)

export const Counts = ({ items }: { items: readonly { label: Child; value: Child; bad?: boolean | undefined }[] }) => (
  <dl class="counts">
    {items.map(({ label, value, bad }) => (
      <div>
        <dt>{label}</dt>
        <dd class={bad ? 'bad' : undefined}>{value}</dd>
      </div>
    ))}
  </dl>
)

interface PagerWords {
  readonly label: string
  readonly previous: string
  readonly next: string
  readonly at: (page: number, pages: number) => string
}

interface PagerProps {
  page: number
  pages: number
  hrefOf: (page: number) => string
  words?: PagerWords | undefined
}

export const Pager = ({ page, pages, hrefOf, words = partWords.pager }: PagerProps) =>
  pages > 1 ? (
    <nav class="pager" aria-label={words.label}>
      <span>
        {page > 1 && (
          <a href={hrefOf(page - 1)} rel="prev">
            <Icon name="back" />
            {words.previous}
          </a>
        )}
      </span>
      <p>{words.at(page, pages)}</p>
      <span>
        {page < pages && (
          <a href={hrefOf(page + 1)} rel="next">
            {words.next}
            <Icon name="forward" />
          </a>
        )}
      </span>
    </nav>
  ) : null

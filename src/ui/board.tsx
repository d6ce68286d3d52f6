import type { Child } from 'hono/jsx'
import { Avatar } from './block.tsx'
import { type Option, Options } from './fields.tsx'
import { Icon } from './icons.tsx'
import { type RingPart, Status } from './status.tsx'

/** Columns side by side. With script a card can be dragged; without, each card's own form moves it. */
export const Board = ({ label, children }: { label: string; children: Child }) => (
  <section class="board" tabindex={0} aria-label={label} data-board="">
    {children}
  </section>
)

interface ColumnProps {
  /** What the card's form sends when it is dropped here. */
  value: string
  title: string
  count: number
  /** Said while nothing stands here. */
  empty: string
  children?: Child
}

export const BoardColumn = ({ value, title, count, empty, children }: ColumnProps) => (
  <section aria-label={title} data-column={value}>
    <h2>
      {title} <span data-count="">{count}</span>
    </h2>
    <p class="none">{empty}</p>
    <ul class="column">{children}</ul>
  </section>
)

export interface CardMove {
  readonly action: string
  /** The name of the field that takes the column's value. */
  readonly name: string
  readonly value: string
  readonly options: readonly Option[]
  readonly label: string
  readonly button: string
  /** More of what the form must send: a version, a nonce. */
  readonly hidden?: Readonly<Record<string, string>> | undefined
}

interface CardProps {
  id: string
  title: string
  href: string
  lines?: readonly Child[] | undefined
  ring: RingPart
  status: Child
  bad?: boolean | undefined
  who?: { readonly name: string; readonly initials: string } | undefined
  move?: CardMove | undefined
}

export const Card = ({ id, title, href, lines = [], ring, status, bad, who, move }: CardProps) => (
  <li class="card" data-card={id}>
    <h3>
      <a href={href}>{title}</a>
    </h3>
    {lines.map((line) => (
      <p>{line}</p>
    ))}
    <div class="ends">
      <Status ring={ring} label={status} bad={bad} />
      {who && <Avatar initials={who.initials} label={who.name} />}
    </div>
    {move && <Move move={move} title={title} />}
  </li>
)

const Move = ({ move, title }: { move: CardMove; title: string }) => (
  <details class="move">
    <summary aria-label={`${move.label}: ${title}`}>
      <Icon name="more" />
    </summary>
    <form method="post" action={move.action} data-move={move.name}>
      {Object.entries(move.hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <label>
        {move.label}
        <select class="input" name={move.name}>
          <Options options={move.options} value={move.value} />
        </select>
      </label>
      <button class="btn" type="submit">
        {move.button}
      </button>
    </form>
  </details>
)

import type { Child } from 'hono/jsx'
import { Icon } from './icons.tsx'

interface BlockProps {
  title: Child
  children: Child
  /** One link or fact, right of the heading. */
  aside?: Child
  /** Names the section for those who jump by landmark. */
  id?: string | undefined
  class?: string | undefined
}

export const Block = ({ title, aside, id, children, class: extra }: BlockProps) => (
  <section class={extra ? `block ${extra}` : 'block'} id={id} aria-labelledby={id ? `${id}-title` : undefined}>
    <header>
      <h2 id={id ? `${id}-title` : undefined}>{title}</h2>
      {typeof aside === 'string' ? <span class="quiet">{aside}</span> : aside}
    </header>
    {children}
  </section>
)

export const Head = ({ title, detail, actions }: { title: Child; detail?: Child; actions?: Child }) => (
  <div class="head">
    <div>
      <h1>{title}</h1>
      {detail && <p>{detail}</p>}
    </div>
    {actions && <div class="ends">{actions}</div>}
  </div>
)

export const Back = ({ href, label }: { href: string; label: string }) => (
  <a class="back" href={href}>
    <Icon name="back" />
    {label}
  </a>
)

interface NoteProps {
  title: Child
  /** A refusal or a failure, spoken at once. */
  bad?: boolean | undefined
  children?: Child
}

export const Note = ({ title, bad, children }: NoteProps) => (
  <div class={bad ? 'note bad' : 'note'} role={bad ? 'alert' : undefined}>
    <p>{title}</p>
    {children}
  </div>
)

export const Empty = ({ title, children }: { title: Child; children?: Child }) => (
  <div class="empty">
    <p>{title}</p>
    {children && <p>{children}</p>}
  </div>
)

/** What was just done, with its undo: a link, or a form with one button. */
export const Toast = ({ text, action }: { text: Child; action?: Child }) => (
  <div class="toast no-paper" role="status">
    <Icon name="check" />
    <span>{text}</span>
    {action}
  </div>
)

export const Facts = ({ items, small }: { items: readonly { label: Child; value: Child }[]; small?: boolean | undefined }) => (
  <dl class={small ? 'facts small' : 'facts'}>{items.map(({ label, value }) => [<dt>{label}</dt>, <dd>{value}</dd>])}</dl>
)

export const Avatar = ({ initials, big, label }: { initials: string; big?: boolean | undefined; label?: string | undefined }) =>
  label ? (
    <span class="avatar" role="img" aria-label={label} title={label}>
      {initials}
    </span>
  ) : (
    <span class={big ? 'avatar big' : 'avatar'} aria-hidden="true">
      {initials}
    </span>
  )

/** A number where something waits; nothing at zero. */
export const Count = ({ of, label }: { of: number | undefined; label?: string | undefined }) =>
  of ? (
    <span class="count">
      {of}
      {label && <span class="sr"> {label}</span>}
    </span>
  ) : null

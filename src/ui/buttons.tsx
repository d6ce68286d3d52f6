import type { Child } from 'hono/jsx'
import { Icon, type IconName } from './icons.tsx'

interface Look {
  children: Child
  /** One per page. */
  primary?: boolean | undefined
  danger?: boolean | undefined
  plain?: boolean | undefined
  wide?: boolean | undefined
  icon?: IconName | undefined
  /** When the words alone do not say which: "Pay invoice 1187". */
  label?: string | undefined
}

interface ButtonProps extends Look {
  name?: string | undefined
  value?: string | undefined
  disabled?: boolean | undefined
  form?: string | undefined
  formaction?: string | undefined
  formnovalidate?: boolean | undefined
  /** Said while the form is on its way. */
  busyText?: string | undefined
}

const classOf = ({ primary, danger, plain, wide }: Omit<Look, 'children'>) =>
  `btn${primary ? ' primary' : ''}${danger ? ' danger' : ''}${plain ? ' plain' : ''}${wide ? ' block-w' : ''}`

export const SubmitButton = (props: ButtonProps) => <AnyButton type="submit" {...props} />
export const Button = (props: ButtonProps) => <AnyButton type="button" {...props} />

const AnyButton = (all: ButtonProps & { type: 'submit' | 'button' }) => {
  const { children, icon, label, busyText, primary, danger, plain, wide, ...rest } = all
  return (
    <button class={classOf({ primary, danger, plain, wide })} {...rest} data-busy-text={busyText} aria-label={label}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

interface LinkButtonProps extends Look {
  href: string
  target?: string | undefined
}

export const LinkButton = ({ children, icon, label, href, target, ...look }: LinkButtonProps) => (
  <a class={classOf(look)} href={href} target={target} aria-label={label}>
    {icon && <Icon name={icon} />}
    {children}
  </a>
)

interface SearchProps {
  action: string
  label: string
  value?: string | undefined
  name?: string | undefined
  placeholder?: string | undefined
  /** More filters in the same form. */
  children?: Child
}

/** A search that works by pressing Enter; `/` puts the cursor in it. */
export const Search = ({ action, label, value, name = 'q', placeholder, children }: SearchProps) => (
  <search>
    <form class="tools" action={action}>
      <div class="find-in">
        <Icon name="search" />
        <label class="sr" for="f-search">
          {label}
        </label>
        <input class="input" id="f-search" type="search" name={name} value={value} placeholder={placeholder ?? label} />
      </div>
      {children}
    </form>
  </search>
)

interface ResendProps extends Pick<Look, 'children'> {
  /** Seconds until it may be pressed again; the server keeps its own count. */
  seconds: number
  /** The words while waiting, with `{s}` for the seconds. */
  waiting: string
}

/** "Send a new code", asleep for a moment after the last one. */
export const ResendButton = ({ children, seconds, waiting }: ResendProps) => (
  <button class="btn plain" type="submit" formnovalidate data-wait={seconds} data-waiting={waiting}>
    {children}
  </button>
)

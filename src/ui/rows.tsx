import type { Child } from 'hono/jsx'
import { telHref } from '#lib/phone.ts'
import { Avatar } from './block.tsx'
import { Icon } from './icons.tsx'

export const Rows = ({ children, class: extra }: { children: Child; class?: 'needs' | 'jobs' | 'small' | undefined }) => (
  <ul class={extra ? `rows ${extra}` : 'rows'}>{children}</ul>
)

interface RowProps {
  title: Child
  /** Makes the whole row the link. */
  href?: string | undefined
  detail?: Child
  /** Right side: a status with a date, or an amount. */
  end?: Child
  thumb?: Child
  initials?: string | undefined
  /** One button, last. */
  action?: Child
  /** Full width under the row: the stitches. */
  full?: Child
}

export const Row = ({ title, href, detail, end, thumb, initials, action, full }: RowProps) => (
  <li class="row">
    {thumb && <span class="thumb">{thumb}</span>}
    {initials && <Avatar initials={initials} />}
    <div>
      <h3>{href ? <a href={href}>{title}</a> : title}</h3>
      {detail && <p>{detail}</p>}
    </div>
    {end && <div class="end">{end}</div>}
    {action}
    {full && <div class="full">{full}</div>}
  </li>
)

interface PersonProps {
  name: string
  initials: string
  role?: string | undefined
  phone?: string | undefined
  email?: string | undefined
  /** The link's words; the address itself when left out. */
  emailLabel?: string | undefined
}

export const Person = ({ name, initials, role, phone, email, emailLabel }: PersonProps) => (
  <div class="person">
    <Avatar initials={initials} big />
    <div>
      <h3>{name}</h3>
      {role && <p class="quiet small">{role}</p>}
    </div>
    {(phone || email) && (
      <p class="ways">
        {phone && (
          <a href={telHref(phone)}>
            <Icon name="phone" />
            {phone}
          </a>
        )}{' '}
        {email && (
          <a href={`mailto:${email}`}>
            <Icon name="mail" />
            {emailLabel ?? email}
          </a>
        )}
      </p>
    )}
  </div>
)

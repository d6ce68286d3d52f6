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
  /** A box to tick, first: what stands under it is chosen together with others. */
  pick?: PickProps | undefined
  initials?: string | undefined
  /** One button, last. */
  action?: Child
  /** Full width under the row: the stitches. */
  full?: Child
}

interface PickProps {
  name: string
  value: string
  /** For ears: the row says the rest. */
  label: string
  /** What the running sum adds, in minor units. */
  minor?: number | undefined
}

export const Row = ({ title, href, detail, end, thumb, pick, initials, action, full }: RowProps) => (
  <li class="row">
    {pick && (
      <label class="pick">
        <input type="checkbox" name={pick.name} value={pick.value} aria-label={pick.label} data-minor={pick.minor} />
      </label>
    )}
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

import type { Child } from 'hono/jsx'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head } from '#ui/block.tsx'

const pages = [
  { key: 'shop', label: 'Shop', route: paths.staff.settings.shop.show },
  { key: 'branding', label: 'Branding', route: paths.staff.settings.branding.show },
  { key: 'portal', label: 'Portal', route: paths.staff.settings.portal.show },
  { key: 'approvals', label: 'Approvals', route: paths.staff.settings.approvals.show },
  { key: 'appointments', label: 'Appointments', route: paths.staff.settings.appointments.show },
  { key: 'billing', label: 'Billing', route: paths.staff.settings.billing.show },
  { key: 'accounts', label: 'Accounts', route: paths.staff.settings.accounts.show },
  { key: 'requests', label: 'Requests', route: paths.staff.settings.requests.show },
  { key: 'assets', label: 'Vehicles and things', route: paths.staff.settings.assets.show },
  { key: 'payments', label: 'Payments', route: paths.staff.settings.payments.show },
  { key: 'statuses', label: 'Statuses', route: paths.staff.settings.statuses.list },
  { key: 'automations', label: 'Automations', route: paths.staff.settings.automations.show },
  { key: 'replies', label: 'Replies', route: paths.staff.settings.replies.list },
  { key: 'team', label: 'Team', route: paths.staff.team.list },
] as const
export type SettingsPageKey = (typeof pages)[number]['key']

export const SettingsNav = ({ base, at }: { base: string; at: SettingsPageKey }) => (
  <nav aria-label="Settings">
    {pages.map(({ key, label, route }) => (
      <a href={href(base, route)} aria-current={key === at ? 'page' : undefined}>
        {label}
      </a>
    ))}
  </nav>
)

interface SettingsFrameProps {
  base: string
  at: SettingsPageKey
  /** The list this page belongs to. */
  back?: { readonly href: string; readonly label: string } | undefined
  title: string
  detail: Child
  actions?: Child
  children: Child
}

/** The heading, the way to the other settings, and the page beside it. */
export const SettingsFrame = ({ base, at, back, title, detail, actions, children }: SettingsFrameProps) => (
  <>
    {back && <Back {...back} />}
    <Head title={title} detail={detail} actions={actions} />
    <div class="settings">
      <SettingsNav base={base} at={at} />
      <div>{children}</div>
    </div>
  </>
)

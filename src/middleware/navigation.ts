import type { CustomerCtx, StaffCtx } from '#context.ts'
import { hasVehicles } from '#features/assets/rules.ts'
import { tabLabel } from '#features/settings/left-words.ts'
import type { PortalTabKey } from '#features/settings/rules.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { NavItem } from '#ui/desk-frame.tsx'
import type { Tab } from '#ui/portal-frame.tsx'
import { middlewareWords as words } from './words.ts'

const icons: Readonly<Record<PortalTabKey, Tab['icon']>> = {
  jobs: 'box',
  invoices: 'receipt',
  messages: 'chat',
  requests: 'inbox',
  branding: 'pencil',
}

/** A customer's tabs, with what waits behind each. */
export function tabsOf({ shop, viewer, base }: CustomerCtx, at: string | undefined): Tab[] {
  const own = shop.tabs.filter((tab) => tab.isShown && (tab.key !== 'invoices' || viewer.seesPrices))
  const counts = {
    jobs: { count: viewer.asked, countLabel: words.counts.jobs },
    invoices: { count: viewer.invoicesDue, countLabel: words.counts.invoices },
    messages: { count: viewer.unread, countLabel: words.counts.messages },
    requests: { count: viewer.requestsAnswered, countLabel: words.counts.requests },
    branding: {},
  }
  return [
    { key: 'home', label: words.home, href: href(base, paths.portal.home), icon: 'home', current: at === 'home' },
    ...own.map((tab) => ({
      key: tab.key,
      label: tabLabel(tab.label),
      href: href(base, paths.portal[tab.key].list),
      icon: icons[tab.key],
      current: at === tab.key,
      ...counts[tab.key],
    })),
  ]
}

/** The desk's own, by what its reader may see. */
export function navOf({ base, me, shop }: StaffCtx, at: string | undefined): NavItem[] {
  const isManager = me.role === 'owner' || me.role === 'manager'
  const seesMoney = me.role !== 'production'
  const jobs = shop.tabs.find((tab) => tab.key === 'jobs')?.label ?? 'Jobs'
  const items: (NavItem & { isHidden?: boolean })[] = [
    { key: 'home', label: 'Today', href: href(base, paths.staff.home), icon: 'home' },
    {
      key: 'jobs',
      label: jobs,
      href: href(base, paths.staff.jobs.list),
      icon: 'box',
      count: me.openJobs,
      hot: { count: me.requestsBack, label: 'need you' },
    },
    {
      key: 'inbox',
      label: 'Inbox',
      href: href(base, paths.staff.inbox.list),
      icon: 'chat',
      hot: { count: me.waiting, label: 'waiting' },
      isHidden: !seesMoney,
    },
    {
      key: 'estimates',
      label: 'Estimates',
      href: href(base, paths.staff.estimates.list),
      icon: 'pencil',
      isHidden: !seesMoney,
    },
    {
      key: 'invoices',
      label: 'Invoices',
      href: href(base, paths.staff.invoices.list),
      icon: 'receipt',
      count: me.openInvoices,
      isHidden: !seesMoney,
    },
    {
      key: 'requests',
      label: 'Requests',
      href: href(base, paths.staff.requests.list),
      icon: 'inbox',
      hot: { count: me.newRequests, label: 'new' },
    },
    { key: 'customers', label: 'Customers', href: href(base, paths.staff.customers.list), icon: 'people' },
    {
      key: 'assets',
      label: 'Vehicles',
      href: href(base, paths.staff.assets.list),
      icon: 'truck',
      isHidden: !hasVehicles(shop.trade),
    },
    {
      key: 'appointments',
      label: 'Appointments',
      href: href(base, paths.staff.appointments.list),
      icon: 'calendar',
      hot: { count: me.wishes, label: 'to answer' },
    },
    {
      key: 'branding',
      label: 'Branding',
      href: href(base, paths.staff.settings.branding.show),
      icon: 'pencil',
      low: true,
      isHidden: !isManager,
    },
    { key: 'team', label: 'Team', href: href(base, paths.staff.team.list), icon: 'team', low: true, isHidden: !isManager },
    {
      key: 'settings',
      label: 'Settings',
      href: href(base, paths.staff.settings.shop.show),
      icon: 'gear',
      low: true,
      isHidden: !isManager,
    },
  ]
  return items.filter((item) => !item.isHidden).map(({ isHidden: _, ...item }) => ({ ...item, current: item.key === at }))
}

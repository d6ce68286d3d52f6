export const roles = ['owner', 'manager', 'advisor', 'production'] as const
export type Role = (typeof roles)[number]

/** Everybody who works at the shop. */
export const everyone = roles
/** Those who meet customers: they keep customers, jobs and invoices. */
export const advisors = ['owner', 'manager', 'advisor'] as const satisfies readonly Role[]
/** Those who answer for the shop: settings, money, team. */
export const managers = ['owner', 'manager'] as const satisfies readonly Role[]
export const owners = ['owner'] as const satisfies readonly Role[]

export const roleNames: Readonly<Record<Role, string>> = {
  owner: 'Owner',
  manager: 'Manager',
  advisor: 'Advisor',
  production: 'Production',
}

/** What each role may do, in one sentence for whoever gives it. */
export const roleSentences: Readonly<Record<Role, string>> = {
  owner: 'Everything, and the only one who makes owners',
  manager: 'Everything but owners',
  advisor: 'Customers, jobs and invoices, no settings',
  production: 'Sees and moves jobs, no money',
}

/** The roles somebody may give to others: none above their own. */
export function rolesGivenBy(role: Role): readonly Role[] {
  if (role === 'owner') return roles
  return role === 'manager' ? roles.filter((one) => one !== 'owner') : []
}

/** Whether somebody may change, remove or invite again a person of this role. */
export function mayManage(mine: Role, theirs: Role): boolean {
  return rolesGivenBy(mine).includes(theirs)
}

export function isAdvisor(role: Role): boolean {
  return advisors.some((one) => one === role)
}

export function isManager(role: Role): boolean {
  return managers.some((one) => one === role)
}

/** Whether somebody signed in since they were last invited. */
export function hasCome({ seenAt, invitedAt }: { readonly seenAt: number | null; readonly invitedAt: number | null }): boolean {
  return seenAt !== null && seenAt >= (invitedAt ?? 0)
}

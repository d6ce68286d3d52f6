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

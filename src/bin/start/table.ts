import { apex } from '../seed/apex.ts'
import { smith } from '../seed/smith.ts'
import type { Place } from './place.ts'

/** What runs, where, and who one can be. Ends with the line that says ready. */
export function tableOf({ port, ports, dirName }: Place, privateLink: string, ms: number): string {
  const rows = [
    ['Portal', `http://localhost:${port}/public/portal/${smith.slug}`, 'customers, on the platform’s host'],
    ['', `http://${smith.host}:${port}/portal`, 'the same on the shop’s own host'],
    ['Private link', privateLink, 'Dana Whitfield, Riverside Brewing Co.'],
    ['Staff', `http://admin.localhost:${port}/admin/${smith.slug}`, smith.name],
    ['', `http://admin.localhost:${port}/admin/${apex.slug}`, apex.name],
    ['New shop', `http://admin.localhost:${port}/`, 'sign up'],
    ['Mailbox', `http://127.0.0.1:${ports.mailbox}`, 'every mail, with links and codes'],
    ['Google double', `http://127.0.0.1:${ports.google}`, 'where Continue with Google leads'],
    ['Stripe double', `http://127.0.0.1:${ports.stripe}`, 'payments, nothing is charged'],
  ] as const
  const people = [
    ...[smith, apex].map(({ name, staff }) => `  ${staff[0]?.email}  owner of ${name}`),
    '  dana@riversidebrewing.example  customer of Smith Embroidery',
    '  gwen@bluestemplumbing.example  customer of Apex Fleet Service',
  ]
  const width = Math.max(...rows.map(([, address]) => address.length))
  const lines = rows.map(([what, address, who]) => `${what.padEnd(14)}${address.padEnd(width + 2)}${who}`)
  const foot = `Data in ${dirName}. Ctrl-C ends all of it.`
  return [
    '',
    ...lines,
    '',
    'Sign in as any of these; the code comes to the mailbox:',
    ...people,
    '',
    foot,
    `ready in ${(ms / 1000).toFixed(1)} s`,
  ].join('\n')
}

import { zones } from '#lib/time.ts'

/** What mails a contact may do without, in groups; an address in a mail counts them, so new ones come last. */
export const mailGroups = ['work', 'reminders', 'messages', 'receipts'] as const
export type MailGroup = (typeof mailGroups)[number]

/** How an address begins that mutes one of them. */
export const mutePurpose = 'mute'

/** Which mails each is. Any other always goes: codes, what keeps an account safe, what asks for an answer, what was asked for. */
const kinds: Readonly<Record<MailGroup, readonly string[]>> = {
  work: ['job.status', 'request.changed'],
  reminders: ['appointment.reminder', 'approval.reminder', 'invoice.reminder'],
  messages: ['message.answered', 'estimate.replied', 'invoice.replied', 'proof.commented', 'request.responded'],
  receipts: ['payment.receipt'],
}
const groups = new Map(mailGroups.flatMap((group) => kinds[group].map((kind) => [kind, group] as const)))
export const mutableKinds = [...groups.keys()]

/** The group of a mail that its reader may do without. */
export const groupOf = (kind: string): MailGroup | undefined => groups.get(kind)

/** What a time zone may be set to, beside "as the device says". */
export const isKnownZone = (zone: string) => zones().includes(zone)

/** What somebody changed about themselves or their company, each as it was and as it is. */
export type Changes = Readonly<Record<string, readonly [before: string, after: string]>>

/** Those of the fields that differ. */
export function changesOf(
  before: Readonly<Record<string, string | null>>,
  after: Readonly<Record<string, string | null>>,
): Changes {
  const pairs = Object.keys(after).map((name) => [name, [before[name] ?? '', after[name] ?? '']] as const)
  return Object.fromEntries(pairs.filter(([, [from, to]]) => from !== to))
}

import type { BaseCtx, Mail } from '#context.ts'
import { shopAddresses } from '#features/approvals/shop-mail.ts'
import type { Topic } from './rules.ts'
import { sayPauseMs } from './thread.ts'

type Ctx = Pick<BaseCtx, 'shop' | 'now'>

/** What the mails about an estimate or an invoice call themselves and it: the same that its own page asks for, so that each word is mailed once. */
const kinds = {
  general: { asked: 'message.asked', answered: 'message.answered', key: 'subject' },
  job: { asked: 'message.asked', answered: 'message.answered', key: 'subject' },
  asset: { asked: 'message.asked', answered: 'message.answered', key: 'subject' },
  estimate: { asked: 'estimate.asked', answered: 'estimate.replied', key: 'estimate' },
  invoice: { asked: 'invoice.asked', answered: 'invoice.replied', key: 'invoice' },
} as const

/** The mails that tell the shop of a message: whoever answers it, or else whom the settings name. Each takes the place of the one that still waits. */
export function asksShop(ctx: Ctx, { kind, id }: Topic, customerId: string, advisorEmail: string | null): Mail[] {
  const { asked, key } = kinds[kind]
  return answererAddresses(ctx, kind === 'invoice' ? null : advisorEmail).map((to) =>
    mailOf(ctx, asked, to, { [key]: id, to }, { id, customerId }),
  )
}

/** Where the shop hears of a question: whoever answers it, or else whom the settings name. Empty when it wants no mail. */
export function answererAddresses(ctx: Ctx, advisorEmail: string | null): string[] {
  const all = shopAddresses(ctx, advisorEmail)
  return advisorEmail ? all.slice(0, 1) : all
}

/** The mails that tell a customer of a message: every contact who may follow it; about money, whoever asked last. */
export function tellsCustomer(ctx: Ctx, { kind, id }: Topic, customerId: string, contacts: readonly { readonly id: string }[]) {
  const { answered, key } = kinds[kind]
  if (key !== 'subject') return [mailOf(ctx, answered, id, { [key]: id, to: id }, { id, customerId })]
  return contacts.map(({ id: contact }) => mailOf(ctx, answered, contact, { subject: id, contact }, { id, customerId }))
}

function mailOf(
  { now }: Ctx,
  kind: string,
  to: string,
  payload: Readonly<Record<string, string>>,
  { id, customerId }: { readonly id: string; readonly customerId: string },
): Mail {
  const topic = `${kind}:${id}:${to}`
  return { kind, topic, payload: { ...payload, topic }, dueAt: now + sayPauseMs, customerId }
}

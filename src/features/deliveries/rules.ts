/** What is sent and should be seen. */
export const deliverySubjects = ['estimate', 'proof', 'work', 'invoice'] as const
export type DeliverySubject = (typeof deliverySubjects)[number]

/** Which mail brings which of them, by the kind its outbox row names: with it a delivery begins. */
export const bringing: Readonly<Record<string, DeliverySubject>> = {
  'estimate.sent': 'estimate',
  'proof.sent': 'proof',
  'work.sent': 'work',
  'invoice.ready': 'invoice',
}
/** Mails that ask again about what was brought: where one comes back, so would the next. */
export const asking: readonly string[] = [...Object.keys(bringing), 'approval.reminder']

/** How far one document came with one contact; each instant is the first of its kind since it was sent last, ms. */
export interface Progress {
  readonly sentAt: number | null
  readonly deliveredAt: number | null
  readonly bouncedAt: number | null
  readonly openedAt: number | null
  readonly seenAt: number | null
  readonly decidedAt: number | null
}
export type Reached = 'sent' | 'delivered' | 'bounced' | 'opened' | 'seen' | 'decided'

/**
 * The steps to tell, in their order. What a machine fetched says nothing once a person looked; a mail that came back did not
 * arrive, whatever was reported before.
 */
export function stepsOf(progress: Progress): { readonly step: Reached; readonly at: number }[] {
  const { sentAt, deliveredAt, bouncedAt, openedAt, seenAt, decidedAt } = progress
  const steps: [Reached, number | null][] = [
    ['sent', sentAt],
    ['delivered', bouncedAt === null ? deliveredAt : null],
    ['bounced', bouncedAt],
    ['opened', seenAt === null ? openedAt : null],
    ['seen', seenAt],
    ['decided', decidedAt],
  ]
  return steps.flatMap(([step, at]) => (at === null ? [] : [{ step, at }]))
}

const dayMs = 86_400_000
const usualDays = 3

/** How long nobody may look at what was sent before the shop is told to call, ms. */
export function silenceMs(settings: { readonly callAfterDays?: number | undefined }): number {
  return (settings.callAfterDays ?? usualDays) * dayMs
}

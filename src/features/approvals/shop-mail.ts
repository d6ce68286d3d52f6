import type { BaseCtx } from '#context.ts'
import type { Asked } from './asked.ts'
import { approvalSettings } from './rules.ts'

/** Where the shop wants to hear about something asked: the advisor, and whom the settings name. Empty when it wants no mail. */
export function shopAddresses({ shop }: Pick<BaseCtx, 'shop'>, { job }: Pick<Asked, 'job'>): string[] {
  const settings = approvalSettings(shop)
  if (!settings.mailsShop) return []
  const to = new Set([...(job?.advisorEmail ? [job.advisorEmail] : []), ...settings.recipients])
  if (to.size === 0 && shop.email) to.add(shop.email)
  return [...to]
}

/** Whether the shop still wants to be told at this address. */
export function isNamed({ shop }: Pick<BaseCtx, 'shop'>, to: string): boolean {
  return approvalSettings(shop).recipients.includes(to) || shop.email === to
}

import type { BaseCtx } from '#context.ts'
import { approvalSettings } from './rules.ts'

/** Where the shop wants to hear about something asked: who looks after it, and whom the settings name. Empty when it wants no mail. */
export function shopAddresses({ shop }: Pick<BaseCtx, 'shop'>, advisorEmail: string | null | undefined): string[] {
  const settings = approvalSettings(shop)
  if (!settings.mailsShop) return []
  const to = new Set([...(advisorEmail ? [advisorEmail] : []), ...settings.recipients])
  if (to.size === 0 && shop.email) to.add(shop.email)
  return [...to]
}

/** Whether the shop still wants to be told at this address. */
export function isNamed({ shop }: Pick<BaseCtx, 'shop'>, to: string): boolean {
  return approvalSettings(shop).recipients.includes(to) || shop.email === to
}

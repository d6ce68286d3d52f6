import type { BrandColors } from './theme.ts'

/** What a page needs to look and sound like the shop. */
export interface ShopFace {
  readonly name: string
  readonly logoUrl?: string | undefined
  readonly email?: string | undefined
  readonly phone?: string | undefined
  readonly address?: string | undefined
  readonly colors: BrandColors
  readonly locale: string
}

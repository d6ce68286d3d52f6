import type { Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { creditSum } from './credit.ts'
import type { Credit } from './credit-queries.ts'
import { desk } from './words.ts'

interface CreditBlockProps {
  base: string
  shop: Profile
  invoice: { readonly id: string; readonly version: number; readonly balanceMinor: number; readonly currency: string }
  credits: readonly Credit[]
}

/** What the customer has to their credit, and one press that pays this invoice with it. */
export const CreditBlock = ({ base, shop, invoice, credits }: CreditBlockProps) => {
  const minor = creditSum(invoice.balanceMinor, credits)
  if (minor === 0) return null
  const money = (amount: number) => formatMoney(amount, invoice.currency, shop.locale)
  const all = credits.reduce((sum, credit) => sum + credit.minor, 0)
  return (
    <Block id="credit" title={desk.credit.title} aside={money(all)}>
      <p class="quiet">{desk.credit.text}</p>
      <form method="post" action={href(base, paths.staff.payments.credit, { id: invoice.id })}>
        <CommandField />
        <VersionField version={invoice.version} />
        <SubmitButton>{desk.credit.apply(money(minor))}</SubmitButton>
      </form>
    </Block>
  )
}

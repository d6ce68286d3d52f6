import { asksForPo } from '#features/invoices/po-actions.ts'
import type { Invoice } from '#features/invoices/queries.ts'
import { invoiceWords as invoicing } from '#features/invoices/words.ts'
import type { Profile } from '#features/settings/rules.ts'
import { TextField } from '#ui/fields.tsx'
import { paymentWords as words } from './words.ts'

type Numbered = Pick<Invoice, 'id' | 'number' | 'poNumber' | 'voidedAt' | 'balanceMinor'>

/** Those that are not paid before they have a PO number. */
export const unnumbered = <T extends Numbered>(shop: Profile, invoices: readonly T[]): T[] =>
  invoices.filter((invoice) => asksForPo(shop, invoice) === 'demanded')

interface PoFieldsProps {
  readonly shop: Profile
  readonly invoices: readonly Numbered[]
  /** Which form of the page they stand in. */
  readonly at: string
}

/** Asks for the PO number of each invoice that is not paid without one: of a single one as its own page does. */
export const PoFields = ({ shop, invoices, at }: PoFieldsProps) => {
  const isOne = invoices.length === 1
  return (
    <>
      {unnumbered(shop, invoices).map(({ id, number }) => (
        <>
          {!isOne && <input type="hidden" name="numbered[]" value={id} />}
          <TextField
            label={isOne ? invoicing.po.label : words.poFor(number ?? '')}
            name={isOne ? 'poNumber' : 'poNumbers[]'}
            id={`f-po-${at}-${id}`}
            maxlength={60}
            autocomplete="off"
            hint={invoicing.po.needed}
            required
          />
        </>
      ))}
    </>
  )
}

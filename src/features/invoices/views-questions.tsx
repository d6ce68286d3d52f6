import { formatInstant } from '#lib/time.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { TextArea } from '#ui/fields.tsx'
import { Thread } from '#ui/thread.tsx'
import type { InvoicePageProps } from './views.tsx'
import { invoiceWords as words } from './words.ts'

/** What was asked about the invoice and answered, and the way to ask. */
export const Questions = ({ shop, viewer, said, form, hasAsked, isPreview, addresses }: InvoicePageProps) => {
  const place = { locale: shop.locale, zone: shop.timeZone }
  return (
    <div class="no-paper">
      <Block id="questions" title={words.ask.title}>
        <Thread said={said} when={(at) => formatInstant(at, place)} own={viewer.contactId} you={words.ask.you} />
        {hasAsked && <p role="status">{words.ask.sent}</p>}
        {!isPreview && (
          <form class="form gap" method="post" action={addresses.ask}>
            <CommandField />
            <TextArea label={words.ask.label} name="body" form={form} maxlength={2_000} rows={3} required />
            <SubmitButton>{words.ask.send}</SubmitButton>
          </form>
        )}
      </Block>
    </div>
  )
}

import { Attach } from '#features/messages/views-attach.tsx'
import { SaidThread } from '#features/messages/views-said.tsx'
import { formatInstant } from '#lib/time.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { pickerWords } from '#ui/customer-picker-words.ts'
import { TextArea } from '#ui/fields.tsx'
import type { InvoicePageProps } from './views.tsx'
import { invoiceWords as words } from './words.ts'

/** What was asked about the invoice and answered, and the way to ask. */
export const Questions = ({ shop, viewer, said, form, hasAsked, isPreview, addresses }: InvoicePageProps) => {
  const place = { locale: shop.locale, zone: shop.timeZone }
  return (
    <div class="no-paper">
      <Block id="questions" title={words.ask.title}>
        <SaidThread
          {...{ said, own: viewer.contactId, you: words.ask.you, fileHref: addresses.file }}
          when={(at) => formatInstant(at, place)}
        />
        {hasAsked && <p role="status">{words.ask.sent}</p>}
        {!isPreview && (
          <form class="form gap" method="post" action={addresses.ask} enctype="multipart/form-data">
            <CommandField />
            <TextArea label={words.ask.label} name="body" form={form} maxlength={2_000} rows={3} />
            <Attach urls={addresses.uploads} picker={pickerWords} form={form} withForm />
            <SubmitButton>{words.ask.send}</SubmitButton>
          </form>
        )}
      </Block>
    </div>
  )
}

import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Rows } from '#ui/rows.tsx'
import { Sheet, SheetButton } from '#ui/sheet.tsx'
import type { CustomerRecord } from './record-queries.ts'
import type { View } from './view.ts'
import { tell } from './words.ts'

interface Props {
  view: View
  record: CustomerRecord
}

export const NotesBlock = ({ view, record: { customer } }: Props) => (
  <Block id="notes" title="Notes" aside="Staff only">
    {customer.taxExemption && <p class="small">Pays no tax: {customer.taxExemption}</p>}
    {customer.notes ? (
      customer.notes.split(/\n+/).map((line) => <p class="small">{line}</p>)
    ) : (
      <p class="quiet small">
        Nothing noted.{' '}
        {view.may.edit && <a href={href(view.base, paths.staff.customers.edit, { id: customer.id })}>Add a note</a>}
      </p>
    )}
  </Block>
)

export const LatelyBlock = ({ view, record: { lately } }: Props) => (
  <Block id="lately" title="Lately">
    {lately.length > 0 ? (
      <Rows class="small">
        {lately.map((event) => (
          <li class="row">
            <span>{tell(event)}</span>
            <time class="quiet" datetime={new Date(event.at).toISOString()}>
              {view.when(event.at)}
            </time>
          </li>
        ))}
      </Rows>
    ) : (
      <p class="quiet small">What happens with this customer is listed here.</p>
    )}
  </Block>
)

export const Housekeeping = ({ view, record: { customer } }: Props) => (
  <Block id="order" title="Keep in order">
    <div class="ends">
      {view.may.merge && (
        <LinkButton plain icon="swap" href={href(view.base, paths.staff.customers.merging, { id: customer.id })}>
          Merge
        </LinkButton>
      )}
      <SheetButton for="archive" class="btn plain danger">
        Archive
      </SheetButton>
    </div>
    <Sheet id="archive" title={`Archive ${customer.name}?`}>
      <p class="quiet">
        It leaves the list of customers, and its contacts are signed out and cannot come back in. Open work and invoices stay in
        their lists until they are done. You can restore it any time.
      </p>
      <form method="post" action={href(view.base, paths.staff.customers.archive, { id: customer.id })}>
        <CommandField />
        <VersionField version={customer.version} />
        <div class="ends apart">
          <SheetButton for="archive" class="btn plain" action="hide">
            Keep
          </SheetButton>
          <SubmitButton danger>Archive</SubmitButton>
        </div>
      </form>
    </Sheet>
  </Block>
)

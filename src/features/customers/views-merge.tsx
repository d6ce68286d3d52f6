import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Head } from '#ui/block.tsx'
import { LinkButton, Search, SubmitButton } from '#ui/buttons.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import type { CustomerFound } from './list-queries.ts'
import type { Customer } from './queries.ts'
import { noEmail } from './words.ts'

interface ChooseProps {
  base: string
  customer: Customer
  search: string
  found: readonly CustomerFound[]
}

/** First which customer stays, then a page that says what will happen. */
export const ChooseSurvivorPage = ({ base, customer, search, found }: ChooseProps) => {
  const here = href(base, paths.staff.customers.merging, { id: customer.id })
  return (
    <>
      <Back href={href(base, paths.staff.customers.show, { id: customer.id })} label={customer.name} />
      <Head title={`Merge ${customer.name} into`} detail="Choose the record that stays. The next page says what will happen." />
      <Search
        action={here}
        label="Search for the customer that stays"
        placeholder="Name, contact, email or phone"
        value={search}
      />
      <h2 class="sr">Customers</h2>
      {found.length > 0 ? (
        <Rows>
          {found.map((row) => (
            <Row
              title={row.name}
              detail={[row.contactName, row.email ?? noEmail].filter(Boolean).join(', ')}
              href={`${here}?into=${row.id}`}
            />
          ))}
        </Rows>
      ) : (
        <Empty title={search ? `Nobody else matches “${search}”` : 'There is no other customer'}>
          Archived customers cannot be chosen: restore them first.
        </Empty>
      )}
    </>
  )
}

interface ConfirmProps {
  base: string
  loser: Customer
  survivor: Customer
}

export const ConfirmMergePage = ({ base, loser, survivor }: ConfirmProps) => {
  const here = href(base, paths.staff.customers.merging, { id: loser.id })
  return (
    <>
      <Back href={here} label="Choose another" />
      <Head title={`Merge ${loser.name} into ${survivor.name}?`} detail="This cannot be undone." />
      <Block title="What will happen">
        <ul class="stack">
          <li>
            Contacts, jobs, invoices, payments and notes of {loser.name} move to {survivor.name}.
          </li>
          <li>
            The private link of {loser.name} keeps working and leads to {survivor.name}.
          </li>
          <li>Whoever is listed at both becomes one contact, with the ticks of either, access too.</li>
          <li>Contacts of {loser.name} sign in once more, by a code to their email.</li>
          <li>{loser.name} goes to rest and leaves every list.</li>
        </ul>
        <form class="gap" method="post" action={href(base, paths.staff.customers.merge, { id: loser.id })}>
          <CommandField />
          <VersionField version={loser.version} />
          <input type="hidden" name="into" value={survivor.id} />
          <input type="hidden" name="intoVersion" value={survivor.version} />
          <div class="ends">
            <SubmitButton danger busyText="Merging">
              Merge into {survivor.name}
            </SubmitButton>
            <LinkButton plain href={href(base, paths.staff.customers.show, { id: loser.id })}>
              Cancel
            </LinkButton>
          </div>
        </form>
      </Block>
    </>
  )
}

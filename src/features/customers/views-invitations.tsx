import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block } from '#ui/block.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import type { Report, skips } from './invite-many.ts'

const reasons: Readonly<Record<(typeof skips)[number], string>> = {
  archived: 'Archived: restore it first',
  nobody: 'No contact yet',
  'no email': 'No email on file',
  'access off': 'Access is off: tick it on the customer’s page',
  invited: 'Invited before: send it again from the customer’s page',
  active: 'Has been in the portal already',
  limit: 'The 100 invitations of today are used up: go on tomorrow',
}

/** Who gets an invitation now, and who does not and why. */
export const InvitationsPage = ({ base, report: { invited, skipped } }: { base: string; report: Report }) => {
  const hrefOf = (id: string | undefined) => id && href(base, paths.staff.customers.show, { id })
  return (
    <>
      <Back href={href(base, paths.staff.customers.list)} label="Customers" />
      <h1>{headingOf(invited.length)}</h1>
      {invited.length === 0 && <p class="lede">No invitation went out. Below is why.</p>}
      {invited.length > 0 && (
        <Block title="Invited" aside={String(invited.length)}>
          <Rows class="small">
            {invited.map(({ customerId, customer, contact, email }) => (
              <Row title={customer} href={hrefOf(customerId)} detail={contact === customer ? email : `${contact}, ${email}`} />
            ))}
          </Rows>
        </Block>
      )}
      {skipped.length > 0 && (
        <Block title="Left out" aside={String(skipped.length)}>
          <Rows class="small">
            {skipped.map(({ customerId, customer, contact, why }) => (
              <Row
                title={customer}
                href={hrefOf(customerId)}
                detail={contact && contact !== customer ? `${contact}. ${reasons[why]}` : reasons[why]}
              />
            ))}
          </Rows>
        </Block>
      )}
    </>
  )
}

function headingOf(count: number): string {
  if (count === 0) return 'Nobody was invited'
  return count === 1 ? 'One invitation is on its way' : `${count} invitations are on their way`
}

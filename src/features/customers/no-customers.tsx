import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Note } from '#ui/block.tsx'

/** On a form that asks for a customer, in a shop that has none yet. */
export const NoCustomers = ({ base }: { base: string }) => (
  <Note title="You have no customers yet">
    <p class="small">
      Work and invoices are for somebody. <a href={href(base, paths.staff.customers.new)}>Add a customer</a> first.
    </p>
  </Note>
)

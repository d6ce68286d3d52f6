import type { Profile } from '#features/settings/rules.ts'
import { isManager, type Role } from '#features/team/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Empty, Head } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Money, Scroll, Table } from '#ui/tables.tsx'
import { type Aged, ages } from './rules.ts'
import { desk } from './words.ts'

/** What customers owe, by how late it is; and the way to the books as files. */
export const AgeingPage = ({ base, shop, role, rows }: { base: string; shop: Profile; role: Role; rows: readonly Aged[] }) => {
  const money = (minor: number) => (minor === 0 ? '' : formatMoney(minor, shop.currency, shop.locale))
  const routes = paths.staff.statements
  const sum = (pick: (row: Aged) => number) => rows.reduce((all, row) => all + pick(row), 0)
  return (
    <>
      <Back href={href(base, paths.staff.invoices.list)} label="Invoices" />
      <Head title={desk.ageing} actions={<LinkButton href={href(base, routes.ageingCsv)}>Download CSV</LinkButton>} />
      {rows.length === 0 ? (
        <Empty title={desk.nothing}>{desk.nothingHint}</Empty>
      ) : (
        <Scroll label={desk.ageing}>
          <Table
            kind="list"
            caption={desk.ageing}
            head={[
              { label: desk.customer },
              ...ages.map((age) => ({ label: desk.ages[age], right: true })),
              { label: desk.total, right: true },
            ]}
          >
            {rows.map((row) => (
              <tr>
                <th scope="row">
                  <a href={href(base, routes.show, { id: row.customerId })}>{row.customerName}</a>
                </th>
                {ages.map((age) => (
                  <td class="r" data-before={row.byAge[age] ? `${desk.ages[age]} ` : undefined}>
                    {row.byAge[age] !== 0 && <Money>{money(row.byAge[age])}</Money>}
                  </td>
                ))}
                <td class="r end">
                  <Money>{money(row.minor)}</Money>
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">
                <b>{desk.total}</b>
              </th>
              {ages.map((age) => (
                <td class="r" data-before={sum((row) => row.byAge[age]) ? `${desk.ages[age]} ` : undefined}>
                  <Money>{money(sum((row) => row.byAge[age]))}</Money>
                </td>
              ))}
              <td class="r end">
                <b>
                  <Money>{money(sum(({ minor }) => minor))}</Money>
                </b>
              </td>
            </tr>
          </Table>
        </Scroll>
      )}
      {isManager(role) && (
        <Block id="books" title="For your books">
          <p class="quiet small">Everything that was sent and paid, as files for your accounting.</p>
          <p class="ends">
            <LinkButton href={href(base, routes.invoices)}>Invoices, CSV</LinkButton>
            <LinkButton href={href(base, routes.lines)}>Lines, CSV</LinkButton>
            <LinkButton href={href(base, routes.payments)}>Payments, CSV</LinkButton>
          </p>
        </Block>
      )}
    </>
  )
}

import type { Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { formatDay } from '#lib/time.ts'
import { Back, Block, Empty, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { Select, TextField } from '#ui/fields.tsx'
import { Money, Scroll, Sums, Table } from '#ui/tables.tsx'
import type { Account, Opened } from './pages.tsx'
import { statementWords as words } from './words.ts'

interface StatementProps extends Opened {
  shop: Profile
  page: string
  files: { readonly pdf: string; readonly csv: string }
  back: Account['back']
}

export const StatementPage = (props: StatementProps) => {
  const { shop, holder, assets, assetId, statement, page, files, back } = props
  const { locale, currency } = shop
  const money = (minor: number) => formatMoney(minor, currency, locale)
  const day = (on: string) => formatDay(on, locale, 'year')
  const { from, to, openingMinor, closingMinor, lines } = statement
  return (
    <>
      <Back {...back} />
      <Head
        title={words.title}
        detail={[holder.name, <br />, words.about(day(from), day(to))]}
        actions={
          <>
            <LinkButton href={files.pdf}>{words.pdf}</LinkButton>
            <LinkButton plain href={files.csv}>
              {words.csv}
            </LinkButton>
          </>
        }
      />
      <form class="form gap no-paper" method="get" action={page}>
        <div class="pair">
          <TextField label={words.from} name="from" type="date" value={from} />
          <TextField label={words.to} name="to" type="date" value={to} />
        </div>
        {assets.length > 0 && (
          <Select
            label={words.asset}
            name="asset"
            value={assetId}
            options={[{ value: '', label: words.allAssets }, ...assets.map(({ id, name }) => ({ value: id, label: name }))]}
          />
        )}
        <p class="ends">
          <SubmitButton>{words.show}</SubmitButton>
        </p>
      </form>
      <Block title={words.movements} id="movements">
        {lines.length === 0 ? (
          <Empty title={words.nothing}>{words.nothingHint}</Empty>
        ) : (
          <Scroll label={words.title}>
            <Table
              kind="list"
              caption={words.title}
              head={[
                { label: words.columns.day },
                { label: words.columns.what },
                { label: words.columns.amount, right: true },
                { label: words.columns.balance, right: true },
              ]}
            >
              {lines.map((line) => (
                <tr>
                  <th scope="row">{formatDay(line.on, locale)}</th>
                  <td>{words.what(line)}</td>
                  <td class="r">
                    <Money>{money(line.amountMinor)}</Money>
                  </td>
                  <td class="r end" data-before={`${words.columns.balance} `}>
                    <Money>{money(line.balanceMinor)}</Money>
                  </td>
                </tr>
              ))}
            </Table>
          </Scroll>
        )}
        <Sums
          rows={[
            { label: words.opening, value: money(openingMinor) },
            { label: words.closing, value: money(closingMinor), total: true },
          ]}
        />
      </Block>
    </>
  )
}

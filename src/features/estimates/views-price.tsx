import { formatPercent } from '#lib/money.ts'
import { type Choice, chosenLines, priceOf } from '#lib/offer.ts'
import { Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { tierLabel } from './left-words.ts'
import { hasChoice, type Offer, type OfferPart } from './rules.ts'
import type { ShownOffer } from './views-offer.tsx'
import { estimateWords as words } from './words.ts'

/** What the choice costs, counted anew by the script as it changes, and by the server whenever the form is sent. */
export const PriceBlock = ({ mayAnswer, ...props }: ShownOffer & { mayAnswer: boolean }) => {
  const { reader, parts, offer, choice, currency } = props
  const { view } = reader
  const { totals, depositMinor } = priceOf(chosenLines(parts, atLeast(offer, choice)), offer)
  const money = (minor: number) => view.money(minor, currency)
  const asksDeposit = offer.depositPpm > 0 || offer.depositMinor > 0
  const isPaid = asksDeposit && reader.paysOnline(depositMinor)
  const sayDeposit = isPaid ? words.today : words.asDeposit
  const isUndecided = offer.tiers.length > 0 && choice.tier === undefined
  return (
    <Block id="price" title={words.price}>
      <dl class="sums num">
        {rowsOf(props).map(({ name, label, value, isTotal, isHidden, pattern }) => (
          <div class={isTotal ? 'total' : undefined} data-row={name} hidden={isHidden || (isUndecided && !isTotal)}>
            <dt data-pattern={pattern}>{label}</dt>
            <dd class="money" data-from={isTotal ? words.from('{}') : undefined}>
              {isTotal && isUndecided ? words.from(value) : value}
            </dd>
          </div>
        ))}
      </dl>
      {isUndecided && (
        <p class="quiet small" data-undecided="">
          {words.chooseOne}
        </p>
      )}
      {mayAnswer && hasChoice(parts, offer.tiers) && (
        <p class="no-script">
          <SubmitButton name="answer" value="price" formnovalidate>
            {words.update}
          </SubmitButton>
        </p>
      )}
      {mayAnswer && (
        <>
          <div class="bar">
            <p class="say" aria-live="polite">
              <b data-say="total">{isUndecided ? words.from(money(totals.totalMinor)) : money(totals.totalMinor)}</b>
              {asksDeposit && (
                <span data-say="today" data-pattern={sayDeposit('{}')}>
                  {sayDeposit(money(depositMinor))}
                </span>
              )}
            </p>
            <SubmitButton primary name="answer" value="approved" busyText={words.busy}>
              {isPaid ? words.approveAndPay : words.approve}
            </SubmitButton>
          </div>
          {isPaid && <p class="quiet small">{words.nextPage}</p>}
        </>
      )}
    </Block>
  )
}

/** Until one of the ways is chosen, the first, which is the least, is counted with. */
const atLeast = ({ tiers }: Offer, { tier, addOns }: Choice): Choice => ({ tier: tier ?? tiers[0]?.key, addOns })

interface PriceRow {
  readonly name: string
  readonly label: string
  readonly value: string
  readonly isTotal?: boolean
  readonly isHidden?: boolean
  /** How the script says it: `{}` stands for an amount, or for the name of what was chosen. */
  readonly pattern?: string
}

/** Every row the sum can have; those that do not count stay hidden, for the script to show. */
function rowsOf({ reader: { view, paysOnline }, parts, offer, choice, currency }: ShownOffer): PriceRow[] {
  const price = priceOf(chosenLines(parts, atLeast(offer, choice)), offer)
  const { totals, depositMinor } = price
  const money = (minor: number) => view.money(minor, currency)
  const tier = offer.tiers.find(({ key }) => key === choice.tier)
  const rate = (ppm: number) => (ppm > 0 ? formatPercent(ppm, view.shop.locale) : undefined)
  const asksDeposit = offer.depositPpm > 0 || offer.depositMinor > 0
  return [
    {
      ...{
        name: 'base',
        label: tier ? tierLabel(tier.name) : words.includedAlways,
        value: money(price.baseMinor),
        pattern: '{}',
      },
      isHidden: offer.tiers.length > 0 && !tier,
    },
    ...parts
      .filter(({ isOptional }) => isOptional)
      .map(({ key, title, amountMinor }) => ({
        ...{ name: `add-${key}`, label: title, value: money(amountMinor ?? 0), isHidden: !choice.addOns.has(key) },
      })),
    {
      ...{ name: 'discount', label: words.discount(rate(offer.discountPpm)), value: money(0 - totals.wholeDiscountMinor) },
      isHidden: totals.wholeDiscountMinor === 0,
    },
    ...taxesOf(parts).map(({ name, ratePpm }) => {
      const tax = totals.taxes.find((one) => one.name === name && one.ratePpm === ratePpm)
      const pattern = taxLabel(offer, name, formatPercent(ratePpm, view.shop.locale), '{}')
      const label = pattern.replace('{}', money(tax?.baseMinor ?? 0))
      return { name: `tax-${ratePpm} ${name}`, label, pattern, value: money(tax?.taxMinor ?? 0), isHidden: !tax?.taxMinor }
    }),
    { name: 'total', label: words.total, value: money(totals.totalMinor), isTotal: true },
    ...(asksDeposit
      ? [
          { name: 'deposit', label: words.deposit(rate(offer.depositPpm), paysOnline(depositMinor)), value: money(depositMinor) },
          { name: 'rest', label: words.rest, value: money(totals.totalMinor - depositMinor) },
        ]
      : []),
  ]
}

export const taxLabel = ({ isTaxInclusive }: Pick<Offer, 'isTaxInclusive'>, name: string, rate: string, base: string) =>
  isTaxInclusive ? words.taxIncluded(name, rate) : words.tax(name, rate, base)

/** Every tax that can come up, in the order of the lines. */
function taxesOf(parts: readonly OfferPart[]) {
  const all = parts.filter(({ taxPpm }) => taxPpm > 0).map(({ taxName: name, taxPpm: ratePpm }) => ({ name, ratePpm }))
  return all.filter((one, i) => all.findIndex(({ name, ratePpm }) => name === one.name && ratePpm === one.ratePpm) === i)
}

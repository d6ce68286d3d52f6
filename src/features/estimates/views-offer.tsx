import type { FormState } from '#lib/form.ts'
import { formatPercent, formatQuantity } from '#lib/money.ts'
import { type Choice, chosenLines, isIn, priceOf } from '#lib/offer.ts'
import { Block } from '#ui/block.tsx'
import { Below, wire } from '#ui/fields.tsx'
import { Money } from '#ui/tables.tsx'
import type { Difference } from './difference.ts'
import { tierLabel } from './left-words.ts'
import type { Offer, OfferPart, OfferPhoto } from './rules.ts'
import { addOnsName } from './shown.ts'
import type { Reader } from './views.tsx'
import { estimateWords as words } from './words.ts'

export interface ShownOffer {
  reader: Reader
  parts: readonly OfferPart[]
  offer: Offer
  choice: Choice
  currency: string
  difference: Difference | undefined
  form: FormState | undefined
}

/** The ways to have it done, side by side where there is room. Nothing is chosen for the reader. */
export const Tiers = ({ reader: { view, viewer, isPreview }, parts, offer, choice, currency, form }: ShownOffer) => {
  const { id, error, control } = wire({ name: 'tier', form })
  return (
    <Block id="tiers" title={words.choose}>
      <div class="tiers" role="radiogroup" aria-labelledby="tiers-title" aria-describedby={control['aria-describedby']}>
        {offer.tiers.map((tier, i) => (
          <label>
            <input
              type="radio"
              id={i === 0 ? id : undefined}
              name="tier"
              value={tier.key}
              checked={choice.tier === tier.key}
              disabled={!viewer.canApprove || isPreview}
              required
              aria-invalid={control['aria-invalid']}
            />
            <span class="name">
              {tierLabel(tier.name)} {tier.isSuggested && <span class="tag">{words.suggested}</span>}
            </span>
            <span class="cost money">
              {view.money(priceOf(chosenLines(parts, { tier: tier.key, addOns: new Set() }), offer).baseMinor, currency)}
            </span>
            {tier.what && <span class="what">{tier.what}</span>}
          </label>
        ))}
      </div>
      <Below id={id} error={error} />
    </Block>
  )
}

/** What is in the offer: once where there is one, else what each way has in common and what only some have. */
export const Included = (props: ShownOffer) => {
  const { parts, offer, choice, difference } = props
  const always = parts.filter((part) => !part.isOptional && part.tierKey === null)
  return (
    <>
      {always.length > 0 && (
        <Block title={offer.tiers.length > 0 ? words.includedEach : words.includedAlways}>
          <Lines {...props} parts={always} />
        </Block>
      )}
      {offer.tiers.length > 0 && (
        <Block title={words.compare}>
          {offer.tiers.map(({ key, name }) => {
            const own = parts.filter((part) => part.tierKey !== null && isIn(part, key))
            return (
              own.length > 0 && (
                <details class="included" open={key === choice.tier || own.some((part) => difference?.byKey.has(part.key))}>
                  <summary>{words.included(tierLabel(name))}</summary>
                  <Lines {...props} parts={own} />
                </details>
              )
            )
          })}
        </Block>
      )}
    </>
  )
}

const Lines = (props: ShownOffer) => (
  <ul class="rows">
    {props.parts.map((part) => (
      <li class="row">
        <div>
          <h3>
            {part.title} <Marked {...props} part={part} />
          </h3>
          <p class="small quiet">{madeOf(props, part)}</p>
        </div>
        <Amount {...props} part={part} />
      </li>
    ))}
  </ul>
)

/** How a line differs from what it was in the version before. */
const Marked = ({ difference, part }: ShownOffer & { part: OfferPart }) => {
  const mark = difference?.byKey.get(part.key)?.mark
  return mark ? <span class="tag">{words.marks[mark]}</span> : null
}

const Amount = ({ reader: { view }, difference, currency, part }: ShownOffer & { part: OfferPart }) => {
  const was = difference?.byKey.get(part.key)
  return (
    <span class="end">
      {was?.mark === 'price' && was.wasMinor !== null && (
        <s class="quiet small">
          <span class="sr">{words.was} </span>
          {view.money(was.wasMinor, currency)}
        </s>
      )}{' '}
      <Money>{view.money(part.amountMinor ?? 0, currency)}</Money>
    </span>
  )
}

/** "Front and rear, 4 × $120.00, 10% off". */
function madeOf({ reader: { view }, currency }: ShownOffer, part: OfferPart): string {
  const { locale } = view.shop
  const many =
    part.quantity !== 1000 && words.each(formatQuantity(part.quantity, locale), view.money(part.unitPriceMinor, currency))
  const off = part.discountPpm > 0 && words.off(formatPercent(part.discountPpm, locale))
  return [part.detail, many, off].filter(Boolean).join(', ')
}

/** What may be added: each with its price, and none ticked before the reader does. */
export const AddOns = (props: ShownOffer) => {
  const { reader, parts, choice } = props
  return (
    <Block title={words.addOns} aside={words.optional}>
      <div class="rows">
        {parts
          .filter(({ isOptional }) => isOptional)
          .map((part) => (
            <label class="tick">
              <input
                type="checkbox"
                name={addOnsName}
                value={part.key}
                checked={choice.addOns.has(part.key)}
                disabled={!reader.viewer.canApprove || reader.isPreview}
              />
              <span>
                {part.title} <Marked {...props} part={part} />
                <small>{madeOf(props, part)}</small>
              </span>
              <Amount {...props} part={part} />
            </label>
          ))}
      </div>
    </Block>
  )
}

export const Photos = ({ reader, photos }: { reader: Reader; photos: readonly OfferPhoto[] }) =>
  photos.length > 0 ? (
    <Block title={words.photos}>
      <div class="shots">
        {photos.map(({ file, shown, alt }) => (
          <a class="thumb" href={reader.links.photo(file)}>
            <img src={reader.links.photo(shown)} alt={words.photo(alt)} loading="lazy" />
          </a>
        ))}
      </div>
    </Block>
  ) : null

import type { Child } from 'hono/jsx'
import { contentOf, type EditionContent, type EditionPart } from '#features/approvals/editions.ts'
import { checkLabel, partText, titleText } from '#features/approvals/left-words.ts'
import type { Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { formatInstant } from '#lib/time.ts'
import { Block, Note } from '#ui/block.tsx'
import { Sums } from '#ui/tables.tsx'
import type { EditionRow, PinRow, ShownFile } from './queries.ts'
import { detailOf, noteOf, picturesOf } from './shown.ts'
import { Typed } from './views.tsx'
import { receiptWords as words } from './words.ts'

export interface EditionProps {
  shop: Profile
  edition: EditionRow
  files: readonly ShownFile[]
  pins: readonly PinRow[]
  seesPrices: boolean
  picture: (fileId: string) => string
  back?: Child
}

/** One edition exactly as it was sent: nothing on this page is asked any more. */
export const EditionPage = (props: EditionProps) => {
  const { shop, edition, back } = props
  const content = contentOf(edition)
  const sent = formatInstant(edition.createdAt, { locale: shop.locale, zone: shop.timeZone }, 'full')
  const hasPictures = content.parts.some((part) => picturesOf(part, props.files, shownWidth).length > 0)
  return (
    <>
      {back}
      <h1>{titleText(content.title)}</h1>
      <p class="lede">{edition.isFromEstimate ? words.cameOn(sent) : words.sentOn(content.number, sent)}</p>
      {edition.currentEdition > edition.number && <Note title={words.replacedEdition} />}
      {content.note && (
        <Block title={words.noteThen}>
          <Typed text={content.note} />
        </Block>
      )}
      {hasPictures ? content.parts.map((part) => <Design {...props} part={part} />) : <Lines {...props} content={content} />}
      <Asked content={content} termsText={edition.termsText} />
    </>
  )
}

const shownWidth = 1400

const Design = ({ part, ...props }: EditionProps & { part: EditionPart }) => {
  const { files, pins, picture, shop } = props
  const own = pins.filter(({ designKey }) => designKey === part.key)
  const note = noteOf(part)
  const detail = detailOf(part, shop, null, false)
  return (
    <Block title={partText(part.title)}>
      {detail && <p class="quiet">{detail}</p>}
      {note && <Typed text={note} />}
      {picturesOf(part, files, shownWidth).map((file, i) => (
        <figure class="as-sent">
          <img
            src={picture(file.id)}
            alt={words.pictureOf(part.title, i + 1)}
            width={file.width ?? undefined}
            height={file.height ?? undefined}
          />
          <PinMarks pins={own.filter(({ page }) => page === (file.page ?? 1))} />
        </figure>
      ))}
      {own.length > 0 && <PinTexts shop={shop} pins={own} />}
    </Block>
  )
}

const numbersOf = (pins: readonly PinRow[]) => [...new Map(pins.map((pin) => [pin.number, pin])).values()]

/** Places in hundredths of the picture, as the screen shows it; what was said there stands below in words. */
const PinMarks = ({ pins }: { pins: readonly PinRow[] }) => (
  <svg class="pin-marks" aria-hidden="true">
    {numbersOf(pins).map(({ number, xPpm, yPpm }) => (
      <>
        <circle cx={`${xPpm / 10_000}%`} cy={`${yPpm / 10_000}%`} r="12" />
        <text x={`${xPpm / 10_000}%`} y={`${yPpm / 10_000}%`}>
          {number}
        </text>
      </>
    ))}
  </svg>
)

const PinTexts = ({ shop, pins }: { shop: Profile; pins: readonly PinRow[] }) => (
  <ol class="pin-texts">
    {numbersOf(pins).map(({ number }) => (
      <li value={number}>
        {pins
          .filter((pin) => pin.number === number)
          .map(({ authorName, body, at }) => (
            <p>
              <b>{authorName}</b>{' '}
              <time class="quiet small">{formatInstant(at, { locale: shop.locale, zone: shop.timeZone }, 'full')}</time>
              <br />
              {body}
            </p>
          ))}
      </li>
    ))}
  </ol>
)

const Lines = ({ content, shop, seesPrices }: EditionProps & { content: EditionContent }) => {
  const { currency, totalMinor, parts } = content
  const money = (minor: number | null) => (minor === null || !currency ? '' : formatMoney(minor, currency, shop.locale))
  return (
    <Block title={words.linesThen} aside={words.edition(content.number)}>
      <table class="table answered">
        <thead class="sr">
          <tr>
            <th scope="col">{words.line}</th>
            {seesPrices && <th scope="col">{words.amount}</th>}
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => {
            const detail = [detailOf(part, shop, currency, seesPrices), noteOf(part)].filter(Boolean).join('; ')
            return (
              <tr>
                <th scope="row">
                  {partText(part.title)}
                  {detail && <small>{detail}</small>}
                </th>
                {seesPrices && <td class="r">{money(part.amountMinor)}</td>}
              </tr>
            )
          })}
        </tbody>
      </table>
      {seesPrices && totalMinor !== null && <Sums rows={[{ label: words.totalThen, value: money(totalMinor), total: true }]} />}
    </Block>
  )
}

/** What had to be agreed to and checked with it. */
const Asked = ({ content, termsText }: { content: EditionContent; termsText: string | null }) => {
  const { checklist, terms } = content
  if (checklist.length === 0 && !terms) return null
  return (
    <Block title={words.askedThen}>
      {checklist.length > 0 && (
        <>
          <h3>{words.facts.toCheck}</h3>
          <ul>
            {checklist.map((point) => (
              <li>{checkLabel(point)}</li>
            ))}
          </ul>
        </>
      )}
      {terms && termsText && (
        <details class="gap">
          <summary>{words.terms(terms.number)}</summary>
          <Typed text={termsText} />
        </details>
      )}
    </Block>
  )
}

import type { Child } from 'hono/jsx'
import { partText } from '#features/approvals/left-words.ts'
import type { Profile } from '#features/settings/rules.ts'
import { formatMoney } from '#lib/money.ts'
import { qrPath } from '#lib/qr.ts'
import { formatInstant } from '#lib/time.ts'
import { Back, Block, Facts, Note } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { Qr } from '#ui/share.tsx'
import { Sums } from '#ui/tables.tsx'
import { evidenceOf } from './evidence.ts'
import type { ShownFile } from './queries.ts'
import { countOf, type Receipt, type ReceiptPart } from './receipt.ts'
import { detailOf, picturesOf } from './shown.ts'
import { headingOf, roundOf, tallyOf } from './told.ts'
import { SignatureMark } from './views-signature.tsx'
import { receiptWords as words } from './words.ts'

export interface ReceiptAddresses {
  /** The job it is about, where this reader may open it. */
  readonly follow?: string | undefined
  readonly edition?: string | undefined
  readonly pdf: string
  /** Missing where the record speaks of money and the reader sees none. */
  readonly json?: string | undefined
  readonly check: string
  picture(fileId: string): string
}
export interface ReceiptProps {
  shop: Profile
  receipt: Receipt
  files: readonly ShownFile[]
  seesPrices: boolean
  addresses: ReceiptAddresses
  /** What stands above the heading: the way back. */
  back?: Child
  /** What only the shop does with a record. */
  acts?: Child
}

/** One record as customer and shop read it: what, how we know who it was, check it yourself. */
export const ReceiptPage = (props: ReceiptProps) => {
  const { shop, receipt, addresses, back, acts } = props
  const { payload, erasedAt, outcome } = receipt
  return (
    <>
      {back}
      {outcome === 'approved' && <Seal />}
      <h1>{headingOf(receipt)}</h1>
      <p class="lede">{ledeOf(props)}</p>
      {erasedAt !== undefined && (
        <Note title={words.erased(formatInstant(erasedAt, { locale: shop.locale, zone: shop.timeZone }, 'year'))}>
          <p class="small">{words.erasedText}</p>
        </Note>
      )}
      {receipt.isReplaced && <Note title={words.replaced} />}
      <p class="ends gap no-paper">
        {addresses.follow && (
          <LinkButton primary href={addresses.follow}>
            {words.follow}
          </LinkButton>
        )}
        {payload && (
          <LinkButton icon="download" href={addresses.pdf}>
            {words.pdf}
          </LinkButton>
        )}
        {addresses.json && (
          <LinkButton icon="download" href={addresses.json}>
            {words.json}
          </LinkButton>
        )}
      </p>
      <What {...props} />
      <Said receipt={receipt} />
      <Block id="evidence" title={words.how}>
        {payload?.signature && <SignatureMark signature={payload.signature} />}
        <Facts
          items={evidenceOf(receipt, shop).map(({ label, value, isCode }) => ({
            label,
            value: isCode ? <span class="mono">{value}</span> : value,
          }))}
        />
        {receipt.termsText && receipt.body.terms && (
          <details class="gap">
            <summary>{words.terms(receipt.body.terms.number)}</summary>
            <Typed text={receipt.termsText} />
          </details>
        )}
      </Block>
      <Check address={addresses.check} />
      {acts}
    </>
  )
}

const Seal = () => (
  <svg class="seal" viewBox="0 0 56 56" aria-hidden="true">
    <circle cx="28" cy="28" r="26" />
    <path d="M18 29l7 7 14-15" />
  </svg>
)

/** What this act came to, in one or two sentences. */
function ledeOf({ receipt, shop, seesPrices }: ReceiptProps): string {
  const { body, kind, outcome, payload } = receipt
  const hasTotal = seesPrices && body.approvedMinor !== null && body.currency && countOf(receipt, 'approved') > 0
  const total = hasTotal ? formatMoney(body.approvedMinor ?? 0, body.currency ?? '', shop.locale) : undefined
  const tally = kind === 'work' ? tallyOf(receipt) : undefined
  const said = roundOf({ outcome, door: body.door, name: payload?.name, tally })
  const declined = countOf(receipt, 'declined')
  return words.lede(said, total, kind === 'work' ? declined : 0)
}

const What = (props: ReceiptProps) => {
  const { receipt, addresses, seesPrices, shop } = props
  const { content, body, parts, kind, outcome } = receipt
  if (parts.length === 0) return null
  const isProof = kind === 'proof'
  const total = body.approvedMinor
  return (
    <Block
      id="what"
      title={words.what(kind, outcome)}
      aside={
        <span class="quiet">
          {receipt.body.edition && words.edition(receipt.body.edition.number)}
          {addresses.edition && [' ', <a href={addresses.edition}>{words.see}</a>]}
        </span>
      }
    >
      {isProof ? (
        <Rows>
          {parts.map((one) => (
            <Design {...props} one={one} />
          ))}
        </Rows>
      ) : (
        <LinesTable {...props} />
      )}
      {!isProof && seesPrices && total !== null && content?.currency && (
        <Sums rows={[{ label: words.approvedTotal, value: formatMoney(total, content.currency, shop.locale), total: true }]} />
      )}
      {isProof && parts.length > 1 && <p class="quiet small gap">{tallyOf(receipt)}</p>}
    </Block>
  )
}

const Design = ({ one, files, shop, addresses, receipt }: ReceiptProps & { one: ReceiptPart }) => {
  const [picture] = picturesOf(one.part, files, 240)
  return (
    <Row
      title={partText(one.part.title)}
      detail={detailOf(one.part, shop, receipt.body.currency, false)}
      thumb={
        picture && (
          <img
            src={addresses.picture(picture.id)}
            alt=""
            width={picture.width ?? undefined}
            height={picture.height ?? undefined}
          />
        )
      }
      end={<span class={one.answer === 'approved' ? undefined : 'quiet'}>{words.answers[one.answer]}</span>}
    />
  )
}

const LinesTable = ({ receipt, shop, seesPrices }: ReceiptProps) => {
  const money = (minor: number | null) =>
    minor === null || !receipt.body.currency ? '' : formatMoney(minor, receipt.body.currency, shop.locale)
  return (
    <table class="table answered">
      <thead class="sr">
        <tr>
          <th scope="col">{words.line}</th>
          <th scope="col">{words.answer}</th>
          {seesPrices && <th scope="col">{words.amount}</th>}
        </tr>
      </thead>
      <tbody>
        {receipt.parts.map(({ part, answer }) => {
          const isOff = answer !== 'approved'
          const detail = detailOf(part, shop, receipt.body.currency, seesPrices)
          return (
            <tr>
              <th scope="row">
                <span class={isOff ? 'quiet' : undefined}>{partText(part.title)}</span>
                {detail && <small>{detail}</small>}
              </th>
              <td class={isOff ? 'r quiet' : 'r'}>{words.answers[answer]}</td>
              {seesPrices && (
                <td class={isOff ? 'r quiet' : 'r'}>{isOff ? <s>{money(part.amountMinor)}</s> : money(part.amountMinor)}</td>
              )}
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

/** Notes and comments, in the words of the one who gave them. */
const Said = ({ receipt }: { receipt: Receipt }) => {
  const comments = receipt.parts.filter(({ comment }) => comment !== '')
  const note = receipt.payload?.note ?? ''
  if (comments.length === 0 && note === '') return null
  return (
    <Block title={words.said}>
      {note && <Typed text={note} />}
      {comments.length > 0 && (
        <Facts items={comments.map(({ part, comment }) => ({ label: partText(part.title), value: comment }))} />
      )}
    </Block>
  )
}

const Check = ({ address }: { address: string }) => (
  <Block id="check" title={words.check}>
    <div class="verify">
      <Qr {...qrPath(address)} label={words.qr} />
      <p>
        {words.checkText}
        <br />
        <a class="act" href={address}>
          {words.openCheck}
        </a>
      </p>
    </div>
  </Block>
)

/** What somebody typed, line by line. */
export const Typed = ({ text }: { text: string }) => (
  <>
    {text.split(/\n+/).map((line) => (
      <p>{line}</p>
    ))}
  </>
)

/** The way back from what was sent to what was answered. */
export const ToReceipt = ({ href }: { href: string }) => <Back href={href} label={words.title} />

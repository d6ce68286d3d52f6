import type { Viewer } from '#context.ts'
import type { UploadUrls } from '#features/files/upload-urls.ts'
import { isCharging, isPending } from '#features/payments/attempts.ts'
import type { Autopay } from '#features/payments/autopay-queries.ts'
import { autopayWords as auto } from '#features/payments/autopay-words.ts'
import { failureText } from '#features/payments/bank-text.ts'
import { askedNow, type Instalment } from '#features/payments/instalment-rules.ts'
import { planReaderWords as planning } from '#features/payments/plan-words.ts'
import type { SavedMethod } from '#features/payments/saved-queries.ts'
import { paymentWords as paying } from '#features/payments/words.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { formatMoney } from '#lib/money.ts'
import { dayOf, formatDay } from '#lib/time.ts'
import { dueInWords } from '#lib/time-told.ts'
import { Back, Note } from '#ui/block.tsx'
import { InvoiceDocument } from './document.tsx'
import { asksForPo } from './po-actions.ts'
import type { Adjustment, Attempt, Invoice, InvoiceLine, Movement } from './queries.ts'
import { beyondDue, chasedMinor, heldMinor, isDue, plainDay, standingTotal } from './rules.ts'
import type { Said } from './thread.ts'
import { Paying } from './views-pay.tsx'
import { Questions } from './views-questions.tsx'
import { invoiceWords as words } from './words.ts'

export interface InvoicePageProps {
  shop: Profile
  viewer: Viewer
  today: string
  invoice: Invoice
  lines: readonly InvoiceLine[]
  movements: readonly Movement[]
  adjustments: readonly Adjustment[]
  attempts: readonly Attempt[]
  /** What the reader has kept to pay with. */
  methods: readonly SavedMethod[]
  /** What pays it by itself, and when. */
  autopay: Autopay | undefined
  /** How it is paid, part by part. */
  steps: readonly Instalment[]
  /** Staff looking on. */
  isPreview?: boolean | undefined
  /** Just back from the payment page. */
  hasPaid: boolean
  /** Just asked something. */
  hasAsked: boolean
  said: readonly Said[]
  /** A form of the page that came back. */
  form?: FormState | undefined
  addresses: {
    readonly pay: string
    /** Where to pay with what was kept, and where that is listed. */
    readonly charge?: string | undefined
    readonly ways?: string | undefined
    /** Where a PO number goes by itself. */
    readonly po: string
    readonly ask: string
    /** Nothing where its letters cannot be drawn: then the page is what is printed. */
    readonly pdf: string | undefined
    readonly list?: string | undefined
    readonly job?: string | undefined
    /** Where to pay, for those who read it on paper. */
    readonly portal: string
    creditNote(id: string): string
    file(id: string): string
    readonly uploads?: UploadUrls | undefined
  }
}

/** What to do first, then the document. On paper only the document is left. */
export const InvoicePage = (props: InvoicePageProps) => {
  const { invoice, addresses } = props
  return (
    <>
      {addresses.list && <Back href={addresses.list} label={words.invoices} />}
      <h1>{words.heading(invoice.number ?? '')}</h1>
      <p class="lede no-paper">{words.about(invoice.title)}</p>
      <Change {...props} />
      <News {...props} />
      <div class="cols wide">
        <aside class="stick no-paper">
          <Due {...props} />
          <OnPaper pdf={addresses.pdf} />
        </aside>
        <div>
          <InvoiceDocument {...props} />
          <Questions {...props} />
        </div>
      </div>
    </>
  )
}

/** A changed invoice says so, with what it came to before. */
const Change = ({ shop, invoice, today }: InvoicePageProps) => {
  const { editedAt, beforeMinor, totalMinor, currency } = invoice
  if (editedAt === null || invoice.voidedAt !== null) return null
  const isOther = beforeMinor !== null && beforeMinor !== totalMinor
  const before = isOther ? formatMoney(beforeMinor, currency, shop.locale) : undefined
  return <p class="quiet">{words.changed(plainDay(dayOf(editedAt, shop.timeZone), shop.locale, today), before)}</p>
}

/** To keep or to print. Only script can print, so only script shows that. */
const OnPaper = ({ pdf }: { pdf: string | undefined }) => (
  <p class="ends gap no-paper">
    {pdf && (
      <a class="btn plain" href={pdf} download>
        {words.download}
      </a>
    )}
    <button class="btn plain no-paper" type="button" data-print="" hidden>
      {words.print}
    </button>
  </p>
)

/** What is left of a voided invoice for the holder of a link to it: that it was taken back, and nothing it said. */
export const WithdrawnPage = ({ shop }: { shop: Profile }) => (
  <>
    <h1>{words.withdrawn(shownName(shop))}</h1>
    <p class="quiet">{words.withdrawnHint(shownName(shop))}</p>
  </>
)

/** Whether the page has to look again for the bank's word. */
export function isWaiting({ invoice, attempts, hasPaid }: Pick<InvoicePageProps, 'invoice' | 'attempts' | 'hasPaid'>): boolean {
  return isDue(invoice) && (isCharging(attempts) || (hasPaid && attempts.length > 0 && !isPending(attempts)))
}

/** What of the balance is open because a bank took a payment back for good, in minor units. */
function bankTook({ invoice, movements }: Pick<InvoicePageProps, 'invoice' | 'movements'>): number {
  const taken = movements
    .filter(({ kind }) => kind === 'dispute' || kind === 'dispute_won')
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  return Math.min(heldMinor(invoice), Math.max(taken, 0))
}

const News = (props: InvoicePageProps) => {
  const { shop, invoice, attempts, hasPaid } = props
  if (isDue(invoice) && invoice.isDisputed)
    return (
      <Note title={paying.disputedNow.title}>
        <p>{paying.disputedNow.text(shownName(shop))}</p>
      </Note>
    )
  if (isDue(invoice) && isPending(attempts) && !isCharging(attempts))
    return (
      <Note title={words.processing}>
        <p>{words.processingHint}</p>
      </Note>
    )
  if (isWaiting(props))
    return (
      <Note title={words.waiting}>
        <p>{words.waitingHint}</p>
      </Note>
    )
  const tookBack = bankTook(props)
  if (tookBack > 0)
    return (
      <Note title={words.tookBack(formatMoney(tookBack, invoice.currency, shop.locale))}>
        <p>{words.tookBackHint(shownName(shop))}</p>
      </Note>
    )
  if (isDue(invoice) && invoice.failure)
    return (
      <Note bad title={words.failed}>
        <p>{words.failedHint(failureText(invoice.failure))}</p>
      </Note>
    )
  if (hasPaid && invoice.hasPayments && invoice.voidedAt === null)
    return (
      <Note title={isDue(invoice) ? words.thanksForPart : words.thanks}>
        <p>{words.thanksHint}</p>
      </Note>
    )
  return null
}

const Due = (props: InvoicePageProps) => {
  const { shop, invoice, today } = props
  const money = (minor: number) => formatMoney(minor, invoice.currency, shop.locale)
  const beyond = beyondDue(invoice)
  if (invoice.voidedAt !== null)
    return (
      <section class="block due" aria-labelledby="h-due">
        <h2 id="h-due">{words.voided}</h2>
        <p class="quiet">{words.voidedHint(shownName(shop))}</p>
      </section>
    )
  if (!isDue(invoice))
    return (
      <section class="block due" aria-labelledby="h-due">
        <h2 id="h-due">{words.paidInFull}</h2>
        <p class="big">{money(standingTotal(invoice))}</p>
        {invoice.settledAt !== null && (
          <p class="quiet">{words.paidOn(plainDay(dayOf(invoice.settledAt, shop.timeZone), shop.locale, today))}</p>
        )}
        {beyond > 0 && <p>{words.tooMuch(money(beyond))}</p>}
      </section>
    )
  const asked = askedNow(props.steps, invoice, today)
  return (
    <section class="block due" aria-labelledby="h-due">
      <h2 id="h-due">{asked ? planning.heads[asked.isDue ? 'now' : 'next'] : words.leftToPay}</h2>
      <p class="big">{money(asked?.minor ?? invoice.balanceMinor)}</p>
      {chasedMinor(invoice) > 0 && (
        <p class="quiet">
          <DueDay dueOn={invoice.dueOn} today={today} locale={shop.locale} />
        </p>
      )}
      {asked && <p class="quiet">{planning.ofAll(money(invoice.balanceMinor))}</p>}
      {chasedMinor(invoice) > 0 && heldMinor(invoice) > 0 && (
        <p class="quiet">{words.late.held(money(chasedMinor(invoice)), money(heldMinor(invoice)))}</p>
      )}
      <ByItself {...props} />
      {!isPending(props.attempts) && !isWaiting(props) && <Paying {...props} />}
    </section>
  )
}

/** That it is paid by itself, and when. */
const ByItself = ({ invoice, autopay, attempts, shop, viewer, addresses }: InvoicePageProps) => {
  if (!autopay?.at || isPending(attempts)) return null
  // What somebody keeps is nothing that a colleague, or a link, shows.
  const isOwn = autopay.contactId === viewer.contactId && addresses.charge !== undefined
  const day = formatDay(dayOf(autopay.at, shop.timeZone), shop.locale)
  return <p>{auto.planned(isOwn ? autopay.label : undefined, day, asksForPo(shop, invoice) === 'demanded')}</p>
}

/** "Due Sat, Apr 18, in 4 days", or how late it is. */
const DueDay = ({ dueOn, today, locale }: { dueOn: string | null; today: string; locale: string }) => {
  if (dueOn === null) return <>{words.onReceipt}</>
  const away = dueInWords(dueOn, today)
  if (dueOn < today)
    return (
      <>
        <span class="bad">{words.wasDueOn(formatDay(dueOn, locale))}</span>, {away}
      </>
    )
  return <>{`${words.dueOn(formatDay(dueOn, locale))}, ${away.replace(/^due /, '')}`}</>
}

import type { Context } from 'hono'
import type { Envs, ReaderCtx } from '#context.ts'
import { forbidden } from '#errors.ts'
import { watch } from '#features/deliveries/watch.ts'
import { pdfHeaders } from '#features/documents/keep.ts'
import type { UploadUrls } from '#features/files/upload-urls.ts'
import { mayWrite } from '#features/messages/limits.ts'
import { messageWords as talk } from '#features/messages/words.ts'
import { startPayment } from '#features/payments/actions.ts'
import { paymentWords as paying } from '#features/payments/words.ts'
import { shownName } from '#features/settings/rules.ts'
import { portalAddress } from '#identity/item-links.ts'
import { type FormState, fieldError, parseForm, readFields, textsOf } from '#lib/form.ts'
import { dayOf } from '#lib/time.ts'
import { show } from '#middleware/pages.tsx'
import { creditNoteFile } from './credit-file.ts'
import { invoiceFile } from './invoice-file.ts'
import { hasPaper } from './paper.ts'
import { keepPoNumbers, needsNoPo, PoMissing, PoNumber } from './po-actions.ts'
import { getInvoiceForReader } from './read.ts'
import { Say, sayAbout } from './thread.ts'
import { InvoicePage, isWaiting, WithdrawnPage } from './views.tsx'
import { invoiceWords as words } from './words.ts'

type C = Context<Envs['customer']> | Context<Envs['link']>

/** An invoice as one kind of reader has it open: where its forms lead, and what lies around it. */
export interface Reading {
  readonly ctx: ReaderCtx
  /** A link knows its own. */
  readonly id: string | undefined
  readonly links: {
    readonly show: string
    readonly pay: string
    readonly po: string
    readonly ask: string
    readonly pdf: string
    creditNote(id: string): string
    file(id: string): string
    /** Where files for a question go ahead of it: to whoever is signed in. */
    readonly uploads?: UploadUrls | undefined
    readonly charge?: string | undefined
    readonly ways?: string | undefined
    readonly list?: string | undefined
    job?(id: string): string
  }
}
type Parts = Awaited<ReturnType<typeof getInvoiceForReader>>

/** The invoice's page. */
export async function showInvoice(c: C, reading: Reading) {
  return render(c, reading, await getInvoiceForReader(reading.ctx, reading.id))
}

/** The invoice as a PDF. */
export async function sendPdf(c: C, { ctx, id }: Reading) {
  const parts = await getInvoiceForReader(ctx, id)
  if (isWithdrawn(ctx, parts)) return withdrawn(c, ctx)
  const file = await invoiceFile(ctx, parts)
  return c.body(file.bytes, 200, pdfHeaders(file))
}

/** One of its credit notes as a PDF. */
export async function sendCreditNote(c: C, { ctx, id }: Reading, note: string) {
  const parts = await getInvoiceForReader(ctx, id)
  if (isWithdrawn(ctx, parts)) return withdrawn(c, ctx)
  const file = await creditNoteFile(ctx, parts, note)
  return c.body(file.bytes, 200, pdfHeaders(file))
}

/** Leads to the payment page, once the invoice has the PO number that the shop wants before it is paid. */
export async function takePayment(c: C, reading: Reading) {
  const { ctx, id } = reading
  const texts = textsOf(await c.req.parseBody())
  const { poNumber, amount, keep, left } = texts
  if (poNumber?.trim()) {
    const refused = await takePo(c, reading)
    if (refused) return refused
  }
  try {
    const wish = { typed: amount, keeps: keep === 'on', left }
    const led = await startPayment(ctx, id, wish, (invoice) => needsNoPo(ctx.shop, invoice))
    if ('to' in led) return c.redirect(led.to, 303)
    return render(c, reading, await getInvoiceForReader(ctx, id), fieldError(texts, 'amount', led.wrong))
  } catch (error) {
    if (!(error instanceof PoMissing)) throw error
    return render(c, reading, await getInvoiceForReader(ctx, id), fieldError(texts, 'poNumber', words.po.missing))
  }
}

/** Takes a question to the shop. */
export async function takeQuestion(c: C, reading: Reading) {
  const { ctx, id, links } = reading
  const parts = await getInvoiceForReader(ctx, id)
  const form = await parseForm(c, Say)
  if (!form.ok) return render(c, reading, parts, form)
  if (!(await mayWrite(ctx)))
    return render(c, reading, parts, fieldError(textsOf(await readFields(c)), 'body', talk.write.tooOften))
  await sayAbout(ctx, parts.invoice, form.value)
  return c.redirect(`${links.show}?asked=1#questions`, 303)
}

/** Keeps a PO number by itself, for who pays otherwise. */
export async function takePoNumber(c: C, reading: Reading) {
  return (await takePo(c, reading)) ?? c.redirect(reading.links.show, 303)
}

/** Keeps the number that was typed; gives the page again where it is none. An invoice that has one refuses another. */
async function takePo(c: C, reading: Reading): Promise<Response | undefined> {
  const { ctx, id } = reading
  const parts = await getInvoiceForReader(ctx, id)
  if (!ctx.viewer.canPay) throw forbidden(paying.notYours(shownName(ctx.shop)))
  const form = await parseForm(c, PoNumber)
  if (!form.ok) return render(c, reading, parts, form)
  if (!form.value.poNumber) return render(c, reading, parts, fieldError({}, 'poNumber', words.po.missing))
  await keepPoNumbers(ctx, [{ ...parts.invoice, poNumber: form.value.poNumber }])
  return undefined
}

function render(c: C, { ctx, links }: Reading, parts: Parts, form?: FormState) {
  const { shop, viewer } = ctx
  if (isWithdrawn(ctx, parts)) return withdrawn(c, ctx)
  const { jobId, number } = parts.invoice
  const hasPaid = c.req.query('paid') === '1'
  const content = (
    <InvoicePage
      {...parts}
      shop={shop}
      viewer={viewer}
      today={dayOf(ctx.now, shop.timeZone)}
      isPreview={ctx.audience === 'customer' && ctx.isPreview}
      hasPaid={hasPaid}
      hasAsked={c.req.query('asked') === '1'}
      form={form}
      addresses={{
        ...{
          pay: links.pay,
          po: links.po,
          ask: links.ask,
          charge: links.charge,
          ways: links.ways,
          list: links.list,
          portal: portalAddress(ctx.deps, ctx.tenant),
        },
        pdf: hasPaper(shop, parts) ? links.pdf : undefined,
        creditNote: links.creditNote,
        file: links.file,
        uploads: links.uploads,
        job: jobId ? links.job?.(jobId) : undefined,
      }}
    />
  )
  const refresh = isWaiting({ ...parts, hasPaid }) ? { refresh: 3 } : {}
  const place = ctx.audience === 'customer' ? { at: 'invoices', isDeciding: true } : {}
  return show(c, content, {
    title: words.heading(number ?? ''),
    ...place,
    ...refresh,
    ...(form ? { status: 422 as const } : {}),
    live: {},
    scripts: links.uploads ? ['files'] : [],
    ...watch(c, ctx, 'invoice', parts.invoice.id),
  })
}

/** What a link leads to is gone once it was taken back; in the portal it stays, as void. */
const isWithdrawn = ({ audience }: ReaderCtx, { invoice }: Parts) => audience === 'link' && invoice.voidedAt !== null

const withdrawn = (c: C, { shop }: ReaderCtx) =>
  show(c, <WithdrawnPage shop={shop} />, { title: words.withdrawnTitle, status: 410 })

import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Envs, ReaderCtx, StaffCtx } from '#context.ts'
import { gone, notFound } from '#errors.ts'
import { show } from '#middleware/pages.tsx'
import { checkAddress } from './addresses.ts'
import { receiptJson } from './handed-out.ts'
import { getEdition, getRecord } from './read.ts'
import { hasAmounts, type Receipt } from './receipt.ts'
import { receiptFile } from './receipt-file.ts'
import { headingOf } from './told.ts'
import { ReceiptPage } from './views.tsx'
import { EditionPage } from './views-edition.tsx'
import { receiptWords as words } from './words.ts'

type C = Pick<Context<Envs['customer'] | Envs['link'] | Envs['staff']>, 'body' | 'json'>
type Reader = ReaderCtx | StaffCtx

/** Where things lie for one kind of reader. */
export interface Places {
  readonly edition: string
  readonly receipt: string
  readonly json: string
  picture(fileId: string): string
  follow(receipt: Receipt): string | undefined
  back?(receipt: Receipt): Child
  acts?(receipt: Receipt): Child
  readonly at?: string
  readonly flash?: Child
}

export async function showRecord(c: C, ctx: Reader, id: string, places: Places) {
  const { receipt, files, seesPrices } = await getRecord(ctx, id)
  const mayHave = seesPrices || !hasAmounts(receipt)
  const page = (
    <ReceiptPage
      {...{ shop: ctx.shop, receipt, files, seesPrices }}
      back={places.back?.(receipt)}
      acts={places.acts?.(receipt)}
      addresses={{
        follow: places.follow(receipt),
        edition: receipt.editionId ? places.edition : undefined,
        pdf: places.receipt,
        json: mayHave ? places.json : undefined,
        check: checkAddress(ctx, receipt.sha256),
        picture: places.picture,
      }}
    />
  )
  return show(c, page, {
    title: headingOf(receipt),
    isDeciding: true,
    isSlim: true,
    flash: places.flash,
    ...(places.at ? { at: places.at } : {}),
  })
}

export async function showEdition(
  c: C,
  ctx: Reader,
  id: string,
  { picture, at, back }: Pick<Places, 'picture' | 'at'> & { back: Child },
) {
  const parts = await getEdition(ctx, id)
  const page = <EditionPage {...parts} shop={ctx.shop} picture={picture} back={back} />
  return show(c, page, { title: words.edition(parts.edition.number), isDeciding: true, isSlim: true, ...(at ? { at } : {}) })
}

/** The PDF, made now when nobody asked before. */
export async function sendReceipt(c: C, ctx: Reader, id: string) {
  const { receipt, seesPrices } = await getRecord(ctx, id)
  const file = receipt.payload && (await receiptFile(ctx, id, seesPrices))
  if (!file) throw gone(words.erasedTitle, words.erasedText)
  return c.body(file.bytes, 200, {
    'content-type': 'application/pdf',
    'content-length': String(file.bytes.byteLength),
    'content-disposition': `attachment; filename="${file.name}"`,
    'content-security-policy': "default-src 'none'; sandbox",
  })
}

/** The record as JSON. Its hash covers the amounts too, so it goes whole or not at all. */
export async function sendJson(c: C, ctx: Reader, id: string) {
  const { row, receipt, seesPrices } = await getRecord(ctx, id)
  if (!seesPrices && hasAmounts(receipt)) throw notFound('Record')
  return c.json(await receiptJson(ctx.tenant, row), 200, {
    'content-disposition': `attachment; filename="record-${receipt.sequence}.json"`,
    'content-security-policy': "default-src 'none'; sandbox",
  })
}

import type { Context } from 'hono'
import type { Child } from 'hono/jsx'
import type { Shown } from '#clock/topics.ts'
import type { AnyCtx, AppEnv, CustomerCtx, LinkCtx, StaffCtx } from '#context.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { assets } from '#generated/assets.ts'
import { accountWords } from '#identity/accounts/words.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { DeskFrame } from '#ui/desk-frame.tsx'
import { Document } from '#ui/document.tsx'
import { DoorFrame } from '#ui/door-frame.tsx'
import { initialsOf } from '#ui/initials.ts'
import { PortalFrame } from '#ui/portal-frame.tsx'
import { SeenForm } from '#ui/seen-form.tsx'
import type { ShopFace } from '#ui/shop-face.ts'
import { navOf, tabsOf } from './navigation.ts'
import { ownLinks } from './own-links.ts'

type ScriptName = keyof typeof assets.scripts

/** What a page says about itself, beside its content. */
export interface Page {
  readonly title: string
  /** Which tab or navigation entry it belongs to. */
  readonly at?: string
  /** A page that asks for an answer: a way back and no tabs. */
  readonly isDeciding?: boolean
  readonly isSlim?: boolean
  readonly scripts?: readonly ScriptName[]
  readonly flash?: Child
  readonly foot?: Child
  readonly status?: 200 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 500 | 503
  /** Where it says that a person looks at it. */
  readonly seen?: string
  /** Up to what there is to see, where more can come into the open page. */
  readonly seenMark?: string
  /** Looks again by itself when something changes: about one job or one customer, or else about everything its reader has. */
  readonly live?: Shown
  /** Seconds after which the page asks again by itself. */
  readonly refresh?: number
}

type AnyContext = { readonly var: AppEnv['Variables']; html: Context['html']; header: Context['header'] }

/** A page of the portal, of an item link, of staff or of nobody, in the frame its visitor gets. Call after the page's read. */
export function show(c: unknown, content: Child, page: Page): Response | Promise<Response> {
  // Contexts of different audiences differ only in `ctx`, which is told apart by its own `audience`.
  const context = c as AnyContext
  const { ctx } = context.var
  if (page.refresh) context.header('refresh', String(page.refresh))
  switch (ctx?.audience) {
    case 'customer':
      return document(context, page, ctx.shop, portalFrame(ctx, watched(content, page), page), ctx.viewer.theme)
    case 'link':
      return document(context, page, ctx.shop, linkFrame(ctx, watched(content, page), page), ctx.viewer.theme)
    case 'staff':
      return document(context, page, ctx.shop, deskFrame(ctx, watched(content, page), page), undefined, true)
    case 'visitor':
    case 'system':
      return showDoor(context, content, page, ctx)
    case undefined:
      return showDoor(context, content, page, undefined)
  }
}

function watched(content: Child, { seen, seenMark }: Page): Child {
  return seen ? [content, <SeenForm action={seen} mark={seenMark} />] : content
}

/** A page with one thing to do, for somebody not signed in or with nothing else to see. */
export function showDoor(c: unknown, content: Child, page: Page, ctx: AnyCtx | undefined): Response | Promise<Response> {
  const context = c as AnyContext
  const shop = ctx && faceOf(ctx.shop, faceBase(ctx))
  const frame = (
    <DoorFrame shop={shop} foot={page.foot}>
      {content}
    </DoorFrame>
  )
  return document(context, page, ctx?.shop, frame)
}

function document(c: AnyContext, page: Page, shop: Profile | undefined, frame: Child, theme?: 'light' | 'dark', isDesk = false) {
  const { nonce, ctx } = c.var
  const base = shop && ctx ? faceBase(ctx) : undefined
  const { icon, logo, manifest } = paths.portal.face
  const png = shop?.mailLogoFileId
  // What was refused is no page that can be fetched again.
  const live = page.live && ctx && (page.status ?? 200) === 200 ? liveOf(ctx, page.live) : undefined
  return c.html(
    doctype(
      <Document
        title={page.title}
        shopName={shop && shownName(shop)}
        locale={shop?.locale ?? 'en-US'}
        theme={theme}
        colors={shop?.colors}
        nonce={nonce}
        desk={isDesk}
        robots="noindex, nofollow"
        iconUrl={base === undefined ? undefined : href(base, icon)}
        touchIconUrl={base === undefined || !png ? undefined : href(base, logo, { file: png })}
        manifestUrl={base === undefined || isDesk ? undefined : href(base, manifest)}
        scripts={scriptsOf(page, live).map((name) => assets.scripts[name])}
        live={live}
      >
        {frame}
      </Document>,
    ),
    page.status ?? 200,
  )
}

/** What a page loads beside what every page does. */
const scriptsOf = ({ scripts = [], seen }: Page, live: string | undefined): ScriptName[] => [
  ...new Set([...scripts, ...(seen ? (['seen'] as const) : []), ...(live ? (['live'] as const) : [])]),
]

/** The address of the page's socket; a preview has none, it leaves no trace. */
function liveOf(ctx: AnyCtx, shown: Shown): string | undefined {
  const query = new URLSearchParams(Object.entries({ job: shown.jobId, customer: shown.customerId }).filter(hasValue))
  query.set('since', String(ctx.lastEvent))
  const about = `?${query}`
  switch (ctx.audience) {
    case 'staff':
      return href(ctx.base, paths.staff.live) + about
    case 'customer':
      return ctx.isPreview ? undefined : href(ctx.base, paths.portal.live) + about
    case 'link':
      return href(ctx.base, paths.link.live, { token: ctx.token }) + about
    case 'visitor':
    case 'system':
      return undefined
  }
}
const hasValue = (entry: [string, string | undefined]): entry is [string, string] => entry[1] !== undefined

const doctype = (page: Child) => `<!doctype html>${String(page)}`

/** Where the shop's logo, icon and manifest lie for this visitor. */
function faceBase(ctx: AnyCtx): string {
  if (ctx.audience !== 'link' && ctx.base !== '/view') return ctx.base
  return ctx.host === ctx.tenant.host ? '/portal' : `/public/portal/${ctx.tenant.slug}`
}

/** The shop as a page shows it. */
export function faceOf(shop: Profile, base: string): ShopFace {
  return {
    name: shownName(shop),
    logoUrl: shop.logoFileId ? href(base, paths.portal.face.logo, { file: shop.logoFileId }) : undefined,
    email: shop.email ?? undefined,
    phone: shop.phone ?? undefined,
    address: shop.address ?? undefined,
    colors: shop.colors,
    locale: shop.locale,
  }
}

function portalFrame(ctx: CustomerCtx, content: Child, page: Page) {
  const { viewer, base } = ctx
  return (
    <PortalFrame
      shop={faceOf(ctx.shop, base)}
      links={{
        home: href(base, paths.portal.home),
        signOut: href(base, paths.portal.sessions.end),
        devices: href(base, paths.portal.sessions.endAll),
        own: ownLinks(ctx),
        others: {
          title: accountWords.change,
          accounts: viewer.others.map(({ id, name }) => ({ name, action: href(base, paths.portal.accounts.open, { id }) })),
        },
      }}
      tabs={tabsOf(ctx, page.at)}
      viewer={{ personName: viewer.contactName, customerName: viewer.customerName, initials: initialsOf(viewer.contactName) }}
      deciding={page.isDeciding}
      slim={page.isSlim}
      flash={page.flash}
      preview={ctx.isPreview ? { contactName: viewer.contactName, closeHref: previewEnd(ctx) } : undefined}
    >
      {content}
    </PortalFrame>
  )
}

function previewEnd(ctx: CustomerCtx) {
  const desk = `/admin/${ctx.tenant.slug}`
  return href(desk, paths.staff.customers.show, { id: ctx.customerId })
}

function linkFrame(ctx: LinkCtx, content: Child, page: Page) {
  const home = href(faceBase(ctx), paths.portal.home)
  return (
    <PortalFrame
      shop={faceOf(ctx.shop, faceBase(ctx))}
      links={{ home, signOut: home, devices: home }}
      deciding
      slim={page.isSlim}
      flash={page.flash}
    >
      {content}
    </PortalFrame>
  )
}

function deskFrame(ctx: StaffCtx, content: Child, page: Page) {
  const { base, me } = ctx
  return (
    <DeskFrame
      shop={faceOf(ctx.shop, base)}
      home={href(base, paths.staff.home)}
      me={{
        name: me.name,
        initials: initialsOf(me.name),
        href: href(base, paths.staff.security.show),
        current: page.at === 'me',
      }}
      nav={navOf(ctx, page.at)}
      signOut={href(base, paths.staff.sessions.end)}
      signOutEverywhere={href(base, paths.staff.sessions.endAll)}
      flash={page.flash}
    >
      {content}
    </DeskFrame>
  )
}

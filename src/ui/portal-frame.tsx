import type { Child } from 'hono/jsx'
import { AccountMenu } from './account-menu.tsx'
import { Avatar, Count } from './block.tsx'
import { type FrameWords, frameWords } from './frame-words.ts'
import { Icon, type IconName } from './icons.tsx'
import { Foot, Reach, ShopName, Skip } from './letterhead.tsx'
import type { ShopFace } from './shop-face.ts'

export interface Tab {
  readonly key: string
  readonly label: string
  readonly href: string
  readonly icon: IconName
  readonly current?: boolean | undefined
  readonly count?: number | undefined
  /** What the number counts, for those who hear it: "to pay". */
  readonly countLabel?: string | undefined
}

export interface Viewer {
  readonly personName: string
  readonly customerName: string
  readonly initials: string
}

export interface PortalLinks {
  readonly home: string
  /** Both take a POST. */
  readonly signOut: string
  readonly devices: string
  /** What else an account menu leads to. */
  readonly own?: readonly OwnLink[]
  /** Other customers of the same person: a POST to each. */
  readonly others?: { readonly title: string; readonly accounts: readonly { readonly name: string; readonly action: string }[] }
}

export interface OwnLink {
  readonly href: string
  readonly label: string
  readonly icon: IconName
}

interface PortalFrameProps {
  shop: ShopFace
  links: PortalLinks
  children: Child
  tabs?: readonly Tab[] | undefined
  viewer?: Viewer | undefined
  /** A page that asks for an answer has a way back and no tabs. */
  deciding?: boolean | undefined
  preview?: { readonly contactName: string; readonly closeHref: string } | undefined
  slim?: boolean | undefined
  flash?: Child
  words?: FrameWords | undefined
}

const tabsOnPhone = 4

export const PortalFrame = ({ shop, links, tabs = [], viewer, preview, words = frameWords, ...page }: PortalFrameProps) => (
  <>
    <Skip words={words} />
    {preview && (
      <aside class="preview-bar no-paper" aria-label={words.preview}>
        <span>{words.previewOf(preview.contactName)}</span> <a href={preview.closeHref}>{words.closePreview}</a>
      </aside>
    )}
    <header class="top">
      <ShopName shop={shop} href={links.home} />
      {viewer && !page.deciding && tabs.length > 0 && <Tabs tabs={tabs} words={words} />}
      <Reach shop={shop} />
      {viewer && <Who viewer={viewer} words={words} />}
      {viewer && <AccountMenu shop={shop} viewer={viewer} links={links} surplus={tabs.slice(tabsOnPhone)} words={words} />}
    </header>
    <main class={page.slim ? 'page slim' : 'page'} id="main">
      {page.flash}
      {page.children}
    </main>
    <Foot shop={shop} />
  </>
)

const Tabs = ({ tabs, words }: { tabs: readonly Tab[]; words: FrameWords }) => (
  <nav class="tabs" aria-label={words.mainMenu}>
    {tabs.map((tab, i) => (
      <a href={tab.href} aria-current={tab.current ? 'page' : undefined} class={i < tabsOnPhone ? undefined : 'roomy'}>
        <Icon name={tab.icon} />
        {tab.label} <Count of={tab.count} label={tab.countLabel} />
      </a>
    ))}
    {tabs.length > tabsOnPhone && (
      <button class="more" type="button" popovertarget="me">
        <Icon name="more" />
        {words.more}
      </button>
    )}
  </nav>
)

const Who = ({ viewer, words }: { viewer: Viewer; words: FrameWords }) => (
  <button class="who" type="button" popovertarget="me">
    <span aria-hidden="true">{viewer.customerName}</span>
    <span class="sr">{`${[viewer.customerName, viewer.personName].filter(Boolean).join(', ')}: ${words.accountMenu}`}</span>
    <Avatar initials={viewer.initials} />
  </button>
)

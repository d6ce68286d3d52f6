import type { Child } from 'hono/jsx'
import { Avatar } from './block.tsx'
import { type FrameWords, frameWords } from './frame-words.ts'
import { Icon, type IconName } from './icons.tsx'
import { ShopName, Skip } from './letterhead.tsx'
import type { ShopFace } from './shop-face.ts'

export interface NavItem {
  readonly key: string
  readonly label: string
  readonly href: string
  readonly icon: IconName
  readonly current?: boolean | undefined
  readonly count?: number | undefined
  /** How much of it waits for staff: a number of its own, in the shop's colour. */
  readonly hot?: { readonly count: number; readonly label: string } | undefined
  /** Stands at the foot, with settings. */
  readonly low?: boolean | undefined
}

interface DeskFrameProps {
  shop: ShopFace
  /** Leads to how they sign in. */
  me: { readonly name: string; readonly initials: string; readonly href: string; readonly current?: boolean }
  nav: readonly NavItem[]
  home: string
  children: Child
  search?: { readonly label: string; readonly href: string } | undefined
  /** Takes a POST. */
  signOut?: string | undefined
  signOutEverywhere?: string | undefined
  flash?: Child
  words?: FrameWords | undefined
}

export const DeskFrame = ({ shop, home, flash, children, words = frameWords, ...side }: DeskFrameProps) => (
  <>
    <Skip words={words} />
    <header class="top">
      <ShopName shop={shop} href={home} />
      <button class="icon-btn" type="button" popovertarget="side" aria-label={words.menu}>
        <Icon name="menu" />
      </button>
    </header>
    <Side shop={shop} home={home} words={words} {...side} />
    <main class="page" id="main">
      {flash}
      {children}
    </main>
  </>
)

type SideProps = Omit<DeskFrameProps, 'children' | 'flash'> & { words: FrameWords }

const Side = ({ shop, home, me, nav, search, signOut, signOutEverywhere, words }: SideProps) => (
  <nav class="side" id="side" popover="auto" aria-label={words.mainMenu}>
    <ShopName shop={shop} href={home} />
    {search && (
      <a class="find" href={search.href} data-find="">
        <Icon name="search" />
        {search.label} <kbd>/</kbd>
      </a>
    )}
    {nav
      .filter((item) => !item.low)
      .map((item) => (
        <NavLink item={item} />
      ))}
    <hr />
    {nav
      .filter((item) => item.low)
      .map((item) => (
        <NavLink item={item} />
      ))}
    <a href={me.href} aria-current={me.current ? 'page' : undefined}>
      <Avatar initials={me.initials} />
      {me.name}
    </a>
    {signOut && (
      <form method="post" action={signOut}>
        <button type="submit">
          <Icon name="signOut" />
          {words.signOut}
        </button>
      </form>
    )}
    {signOutEverywhere && (
      <form method="post" action={signOutEverywhere}>
        <button type="submit">
          <Icon name="cross" />
          {words.signOutEverywhere}
        </button>
      </form>
    )}
  </nav>
)

const NavLink = ({ item }: { item: NavItem }) => (
  <a href={item.href} aria-current={item.current ? 'page' : undefined}>
    <Icon name={item.icon} />
    {item.label}
    {item.hot && item.hot.count > 0 && (
      <span class="count hot">
        {item.hot.count}
        <span class="sr"> {item.hot.label}</span>
      </span>
    )}
    {item.count ? <span class="count">{item.count}</span> : null}
  </a>
)

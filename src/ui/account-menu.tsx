import { telHref } from '#lib/phone.ts'
import { CommandField } from './command-field.tsx'
import type { FrameWords } from './frame-words.ts'
import { Icon } from './icons.tsx'
import type { PortalLinks, Tab, Viewer } from './portal-frame.tsx'
import type { ShopFace } from './shop-face.ts'

interface AccountMenuProps {
  shop: Pick<ShopFace, 'phone' | 'email'>
  viewer: Viewer
  links: PortalLinks
  surplus: readonly Tab[]
  words: FrameWords
}

/** Opened by the avatar; on a phone also holds what the letterhead and the bar have no room for. */
export const AccountMenu = ({ shop, viewer, links, surplus, words }: AccountMenuProps) => (
  <div class="menu" id="me" popover="auto">
    {shop.phone && (
      <a class="reaching" href={telHref(shop.phone)}>
        <Icon name="phone" /> {shop.phone}
      </a>
    )}
    {shop.email && (
      <a class="reaching" href={`mailto:${shop.email}`}>
        <Icon name="mail" /> {shop.email}
      </a>
    )}
    {(shop.phone || shop.email) && <hr class="reaching" />}
    <p>
      {words.signedInAs} <b>{viewer.personName}</b>
      <br />
      {viewer.customerName}
    </p>
    <hr />
    {surplus.map((tab) => (
      <a class="narrow" href={tab.href}>
        <Icon name={tab.icon} /> {tab.label}
      </a>
    ))}
    {surplus.length > 0 && <hr class="narrow" />}
    {links.own?.map((link) => (
      <a href={link.href}>
        <Icon name={link.icon} /> {link.label}
      </a>
    ))}
    {links.own && links.own.length > 0 && <hr />}
    {links.others && links.others.accounts.length > 0 && (
      <>
        <p>{links.others.title}</p>
        {links.others.accounts.map(({ name, action }) => (
          <form method="post" action={action}>
            <CommandField />
            <button type="submit">
              <Icon name="swap" /> {name}
            </button>
          </form>
        ))}
        <hr />
      </>
    )}
    <form method="post" action={links.signOut}>
      <button type="submit">
        <Icon name="signOut" /> {words.signOut}
      </button>
    </form>
    <form method="post" action={links.devices}>
      <button type="submit">
        <Icon name="cross" /> {words.signOutEverywhere}
      </button>
    </form>
  </div>
)

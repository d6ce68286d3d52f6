import type { FrameWords } from './frame-words.ts'
import { Icon } from './icons.tsx'
import type { PortalLinks, Tab, Viewer } from './portal-frame.tsx'

interface AccountMenuProps {
  viewer: Viewer
  links: PortalLinks
  surplus: readonly Tab[]
  words: FrameWords
}

/** Opened by the avatar; on a phone also holds the tabs the bar has no room for. */
export const AccountMenu = ({ viewer, links, surplus, words }: AccountMenuProps) => (
  <div class="menu" id="me" popover="auto">
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

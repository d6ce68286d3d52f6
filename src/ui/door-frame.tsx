import type { Child } from 'hono/jsx'
import { telHref } from '#lib/phone.ts'
import { ShopName } from './letterhead.tsx'
import type { ShopFace } from './shop-face.ts'

interface DoorFrameProps {
  children: Child
  /** Left out where the shop is unknown: then nothing says whose door it is. */
  shop?: ShopFace | undefined
  foot?: Child
  wide?: boolean | undefined
}

/** A page with one thing to do: sign in, sign up, read a refusal. */
export const DoorFrame = ({ shop, foot, wide, children }: DoorFrameProps) => (
  <>
    <main class={wide ? 'door wide' : 'door'} id="main">
      <div>
        {shop && <ShopName shop={shop} />}
        {children}
      </div>
    </main>
    {(foot || shop?.phone || shop?.email) && (
      <footer class="foot">
        {foot && <span>{foot}</span>}
        {shop?.phone && <a href={telHref(shop.phone)}>{shop.phone}</a>}
        {shop?.email && <a href={`mailto:${shop.email}`}>{shop.email}</a>}
      </footer>
    )}
  </>
)

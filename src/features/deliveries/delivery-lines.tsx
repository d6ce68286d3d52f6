import { telHref } from '#lib/phone.ts'
import { Block } from '#ui/block.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import type { Delivery } from './queries.ts'
import { progressInWords, deliveryWords as words } from './words.ts'

interface LinesProps {
  readonly deliveries: readonly Delivery[]
  /** The instant of the page, ms. */
  readonly now: number
  readonly shop: { readonly locale: string; readonly timeZone: string }
}

/** At the desk: how far what was sent came with each who got it. */
export const DeliveryLines = ({ deliveries, now, shop }: LinesProps) => (
  <Rows class="small">
    {deliveries.map((one) => (
      <Row
        title={one.name}
        detail={
          <>
            {progressInWords(one, now, shop)}
            {one.bouncedAt !== null && (
              <>
                <br />
                <span class="bad">{words.bouncedText(one.bounce)}</span>
                {one.phone && (
                  <>
                    {' '}
                    <a href={telHref(one.phone)}>{one.phone}</a>
                  </>
                )}
              </>
            )}
          </>
        }
      />
    ))}
  </Rows>
)

/** The same as a section of its own; nothing where nothing was sent. */
export const DeliveryBlock = (props: LinesProps) =>
  props.deliveries.length > 0 ? (
    <Block id="deliveries" title={words.title}>
      <DeliveryLines {...props} />
    </Block>
  ) : null

import { SettingsFrame } from '#features/settings/nav.tsx'
import type { Profile, StripeState } from '#features/settings/rules.ts'
import { formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Facts } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { FactorFirst } from '#ui/factor-first.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { type RingPart, Status } from '#ui/status.tsx'
import type { Difference } from './alarm-queries.ts'
import { desk } from './desk-words.ts'

const rings: Readonly<Record<StripeState, RingPart>> = { none: 'todo', started: 33, restricted: 66, ready: 'full' }

interface PaymentSettingsProps {
  base: string
  shop: Profile
  differences: readonly Difference[]
  /** Given where the reader must first set up how they confirm that it is them. */
  setUp: string | undefined
}

/** Where the shop stands with Stripe, and the one thing to do about it. */
export const PaymentSettingsPage = ({ base, shop, differences, setUp }: PaymentSettingsProps) => {
  const routes = paths.staff.settings.payments
  const state = desk.states[shop.stripeState]
  const isReady = shop.stripeState === 'ready'
  return (
    <SettingsFrame base={base} at="payments" title={desk.title} detail={desk.lead}>
      <Block title={<Status ring={rings[shop.stripeState]} label={state.label} />} id="stripe">
        <p>{state.text}</p>
        {shop.stripeAccount && <Facts items={[{ label: desk.account, value: <span class="mono">{shop.stripeAccount}</span> }]} />}
        {!isReady && setUp && <FactorFirst href={setUp} />}
        {!isReady && !setUp && (
          <form method="post" action={href(base, routes.connect)}>
            <CommandField />
            <SubmitButton primary>{shop.stripeAccount ? desk.goOn : desk.connect}</SubmitButton>
          </form>
        )}
        {shop.stripeAccount && (
          <p>
            <LinkButton plain href={href(base, routes.connected)}>
              {desk.check}
            </LinkButton>
          </p>
        )}
        {!isReady && <p class="quiet">{desk.otherwise}</p>}
      </Block>
      {differences.length > 0 && (
        <Block id="differences" title={desk.differences.title}>
          <p class="quiet">{desk.differences.text}</p>
          <Rows>
            {differences.map(({ kind, paymentId, foundAt }) => (
              <Row
                title={desk.differences.kinds[kind] ?? kind}
                href={paymentId ? href(base, paths.staff.payments.show, { id: paymentId }) : undefined}
                detail={formatInstant(foundAt, { locale: shop.locale, zone: shop.timeZone })}
              />
            ))}
          </Rows>
        </Block>
      )}
    </SettingsFrame>
  )
}

import type { CustomerCtx } from '#context.ts'
import { dayOf, formatDay, formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Head } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import type { OwnSession } from './queries.ts'
import { deviceWords as words } from './words.ts'

interface Props {
  readonly ctx: CustomerCtx
  readonly rows: readonly OwnSession[]
  readonly profile: string
}

/** Every place where they are signed in, this one marked. */
export const DevicesPage = ({ ctx, rows, profile }: Props) => {
  const { base, viewer, shop, sessionId } = ctx
  const here = { locale: shop.locale, zone: viewer.timeZone ?? shop.timeZone }
  return (
    <>
      <Back href={href(base, paths.portal.profile.show)} label={profile} />
      <Head title={words.heading(rows.length)} detail={words.lede} />
      <Block
        id="devices"
        title={words.list}
        aside={
          rows.length > 1 && (
            <form method="post" action={href(base, paths.portal.devices.endOthers)}>
              <CommandField />
              <SubmitButton danger plain>
                {words.endOthers}
              </SubmitButton>
            </form>
          )
        }
      >
        <Rows>
          {rows.map(({ id, device, customerName, createdAt, seenAt }) => (
            <Row
              title={device}
              detail={[
                id === sessionId ? <b>{words.here}. </b> : null,
                `${words.since(formatDay(dayOf(createdAt, here.zone), here.locale, 'year'))}, `,
                words.seen(formatInstant(seenAt, here)),
                viewer.others.length > 0 ? ` · ${customerName}` : null,
              ]}
              action={
                <form method="post" action={href(base, paths.portal.devices.end, { id })}>
                  <CommandField />
                  <SubmitButton label={words.endLabel(device)}>{words.end}</SubmitButton>
                </form>
              }
            />
          ))}
        </Rows>
      </Block>
    </>
  )
}

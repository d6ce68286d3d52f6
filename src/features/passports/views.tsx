import type { JobView } from '#features/jobs/view.ts'
import { shownName } from '#features/settings/rules.ts'
import { qrPath } from '#lib/qr.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block } from '#ui/block.tsx'
import { SubmitButton } from '#ui/buttons.tsx'
import { Tick } from '#ui/choices.tsx'
import { CommandField, VersionField } from '#ui/command-field.tsx'
import { Copy, Qr } from '#ui/share.tsx'
import { shownCode } from './code.ts'
import type { OwnPassport } from './queries.ts'
import { handoverTries } from './rules.ts'
import { passportWords } from './words.ts'

const { own: words, handover } = passportWords

interface PageProps {
  view: JobView
  asset: OwnPassport
  /** Where anybody reads it, while it is on. */
  address: string
  /** Who reads may decide for their company. */
  mayChange: boolean
  /** The code for a new owner, while one can be used. */
  code?: string | undefined
}

/** What strangers see of a thing, and the way to give it to somebody. */
export const OwnPassportPage = (props: PageProps) => {
  const { view, asset, address, mayChange } = props
  const isOn = asset.openedAt !== null
  const isGoing = mayChange && props.code !== undefined
  return (
    <>
      <Back href={href(view.base, paths.portal.assets.show, { id: asset.id })} label={asset.name} />
      <h1>{isGoing ? handover.heading(asset.name) : isOn ? words.heading.on : words.heading.off}</h1>
      {!isGoing && <p class="lede">{words.text}</p>}
      {isGoing && <HandingOver {...props} />}
      {isOn && (
        <Block id="code" title={asset.name}>
          <div class="passport">
            <Qr {...qrPath(address)} label={words.qr(asset.name)} />
            <div class="no-paper">
              <p class="quiet">{words.qrText}</p>
              <Copy id="passport-address" label={words.address} value={address} words={words.copy} />
              <p class="ends">
                <button class="btn" type="button" data-print="" hidden>
                  {words.print}
                </button>
              </p>
            </div>
          </div>
        </Block>
      )}
      {mayChange ? <Choosing {...props} /> : <p class="quiet">{words.onlySome}</p>}
      {mayChange && !isGoing && <HandingOver {...props} />}
    </>
  )
}

const Choosing = ({ view, asset }: PageProps) => {
  const isOn = asset.openedAt !== null
  const at = { id: asset.id }
  const { save, close } = paths.portal.passports
  return (
    <Block id="shows" title={words.shows} class="no-paper">
      <form method="post" action={href(view.base, save, at)}>
        <CommandField />
        <VersionField version={asset.passportVersion} />
        <Tick label={words.showsName} name="showsName" checked={Boolean(asset.showsName)} />
        <Tick label={words.showsPlate} name="showsPlate" checked={Boolean(asset.showsPlate)} />
        <Tick label={words.showsVin} name="showsVin" checked={Boolean(asset.showsVin)} />
        <Tick label={words.showsHistory} name="showsHistory" checked={Boolean(asset.showsHistory)} />
        <p class="ends gap">
          <SubmitButton primary>{isOn ? words.save : words.open}</SubmitButton>
        </p>
      </form>
      {isOn && (
        <form class="gap" method="post" action={href(view.base, close, at)}>
          <CommandField />
          <VersionField version={asset.passportVersion} />
          <div class="ends">
            <SubmitButton plain danger>
              {words.close}
            </SubmitButton>
            <span class="quiet small">{words.closeText}</span>
          </div>
        </form>
      )}
    </Block>
  )
}

const HandingOver = ({ view, asset, address, code }: PageProps) => {
  const at = { id: asset.id }
  const { handOver, keep } = paths.portal.passports
  return (
    <Block id="handover" title={handover.title} class="no-paper">
      <p>{handover.text(shownName(view.shop))}</p>
      <p class="quiet">{handover.keeps}</p>
      {code ? (
        <>
          <p class="handover-code">
            <span class="sr">{handover.code}: </span>
            {shownCode(code)}
          </p>
          <p class="quiet small">
            {asset.handoverUntil !== null && handover.until(view.when(asset.handoverUntil))}
            {asset.handoverTries ? ` ${handover.tries(handoverTries - asset.handoverTries)}` : ''}
          </p>
          <Copy id="handover-page" label={handover.page} value={address} words={words.copy} />
          <form class="gap" method="post" action={href(view.base, keep, at)}>
            <CommandField />
            <SubmitButton plain danger>
              {handover.end}
            </SubmitButton>
          </form>
        </>
      ) : (
        <form method="post" action={href(view.base, handOver, at)}>
          <CommandField />
          <Tick label={handover.passesHistory} name="passesHistory" checked />
          <p class="ends gap">
            <SubmitButton>{handover.make}</SubmitButton>
          </p>
        </form>
      )}
    </Block>
  )
}

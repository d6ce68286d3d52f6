import type { JobView } from '#features/jobs/view.ts'
import { qrPath } from '#lib/qr.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import { Copy, Qr } from '#ui/share.tsx'
import { desk } from './desk-words.ts'
import type { Passport } from './queries.ts'

interface Props {
  view: JobView
  passport: Passport
}

/** On the page of a thing at the desk: whether it has a public page, and the way to its code. */
export const DeskPassport = ({ view, passport }: Props) => {
  if (passport.archivedAt !== null) return null
  return (
    <Block id="passport" title={desk.title}>
      <p class="small quiet">{isOn(passport) ? showsOf(passport) : desk.off}</p>
      {isOn(passport) && (
        <p>
          <LinkButton icon="qr" href={href(view.base, paths.staff.passports.show, { id: passport.id })}>
            {desk.open}
          </LinkButton>
        </p>
      )}
    </Block>
  )
}

/** The code to print and stick: only the drawing and its name come out on paper. */
export const DeskPassportPage = ({ view, passport, address }: Props & { address: string }) => {
  const at = { id: passport.id }
  return (
    <>
      <Back href={href(view.base, paths.staff.assets.show, at)} label={passport.name} />
      <h1 class="no-paper">{isOn(passport) ? desk.heading.on : desk.heading.off}</h1>
      {isOn(passport) ? (
        <>
          <p class="lede no-paper">{desk.text}</p>
          <Block id="code" title={passport.name}>
            <div class="passport">
              <Qr {...qrPath(address)} label={desk.qr(passport.name)} />
              <div class="no-paper">
                <p>{showsOf(passport)}</p>
                <p class="quiet small">{desk.ends}</p>
                <Copy id="passport-address" label={desk.address} value={address} words={desk.copy} />
                <p class="ends">
                  <a class="btn" href={href(view.base, paths.staff.passports.code, at)} download>
                    {desk.download}
                  </a>
                  <button class="btn primary" type="button" data-print="" hidden>
                    {desk.print}
                  </button>
                </p>
              </div>
            </div>
          </Block>
        </>
      ) : (
        <p class="lede">{passport.archivedAt === null ? desk.off : desk.archived}</p>
      )}
    </>
  )
}

/** Whether anybody who scans its code sees something. */
export const isOn = ({ openedAt, archivedAt }: Passport) => openedAt !== null && archivedAt === null

function showsOf({ showsName, showsPlate, showsVin, showsHistory }: Passport): string {
  const { name, plate, vin, history } = desk.ticks
  const ticked = [showsName && name, showsPlate && plate, showsVin && vin, showsHistory && history]
  return desk.shows(ticked.filter((one) => typeof one === 'string'))
}

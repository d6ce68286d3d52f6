import type { Child } from 'hono/jsx'
import { vehicleFacts } from '#features/assets/vehicle-facts.tsx'
import { isDue, standingTotal } from '#features/invoices/rules.ts'
import { paysOnline } from '#features/payments/rules.ts'
import { trackingUrl } from '#lib/tracking.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Block, Facts, Note } from '#ui/block.tsx'
import { initialsOf } from '#ui/initials.ts'
import { Person, Row, Rows } from '#ui/rows.tsx'
import { Money } from '#ui/tables.tsx'
import { carrierName, hasPage } from './carriers.ts'
import type { JobAsset, JobInvoice, PageJob, Shipment } from './page-queries.ts'
import type { JobView } from './view.ts'
import { jobWords } from './words.ts'

/** Whom to ask: with the shop's number where the advisor has none of their own. */
export const Advisor = ({ job, name, shopPhone }: { job: PageJob; name: string; shopPhone: string | null }) => (
  <Block title={jobWords.page.advisor}>
    <Person
      name={name}
      initials={initialsOf(name)}
      role={job.advisorTitle ?? undefined}
      phone={job.advisorPhone ?? shopPhone ?? undefined}
      email={job.advisorEmail ?? undefined}
      emailLabel={jobWords.page.email}
    />
  </Block>
)

export const Deliveries = ({ view, shipments }: { view: JobView; shipments: readonly Shipment[] }) => (
  <Block title={jobWords.page.deliveries}>
    <Rows>
      {shipments.map((shipment) => (
        <Delivery view={view} shipment={shipment} />
      ))}
    </Rows>
  </Block>
)

/** A parcel; its name opens the carrier's own page where there is one. */
export const Delivery = ({ view, shipment, action }: { view: JobView; shipment: Shipment; action?: Child }) => {
  const url = trackingUrl(shipment.carrier, shipment.number)
  const carrier = carrierName(shipment)
  return (
    <Row
      title={url ? jobWords.page.track(carrier) : carrier}
      href={url}
      detail={
        <>
          {[shipment.note, hasPage(shipment.number) ? '' : shipment.number].filter(Boolean).join(', ')}
          <br />
          <span class="small">{jobWords.page.shipped(view.when(shipment.createdAt))}</span>
        </>
      }
      action={action}
    />
  )
}

export const Invoices = ({
  view,
  invoices,
  canPay,
  isPreview = false,
  portal,
}: {
  view: JobView
  invoices: readonly JobInvoice[]
  canPay: boolean
  isPreview?: boolean
  portal: string
}) => {
  const words = jobWords.page
  return (
    <Block title={words.invoices}>
      <Rows>
        {invoices.map((invoice) => {
          const address = href(portal, paths.portal.invoices.show, { id: invoice.id })
          const isOpen = isDue(invoice)
          const isPayable = isOpen && paysOnline(view.shop, { canPay }, isPreview, invoice.balanceMinor)
          const isOverdue = isOpen && invoice.dueOn !== null && invoice.dueOn < view.today
          const due = invoice.dueOn && (isOverdue ? words.dueLate : words.due)(view.day(invoice.dueOn))
          return (
            <Row
              title={words.invoice(invoice.number ?? '')}
              href={address}
              detail={isOpen ? <span class={isOverdue ? 'bad' : undefined}>{due || words.open}</span> : words.paid}
              end={
                !isPayable && (
                  <Money>{view.money(isOpen ? invoice.balanceMinor : standingTotal(invoice), invoice.currency)}</Money>
                )
              }
              action={
                isPayable && (
                  <a class="btn" href={address}>
                    {words.pay(view.money(invoice.balanceMinor, invoice.currency))}
                  </a>
                )
              }
            />
          )
        })}
      </Rows>
    </Block>
  )
}

interface DetailsProps {
  view: JobView
  job: PageJob
  assets: readonly JobAsset[]
  /** Where a vehicle has a page of its own for this reader. */
  assetHref?: ((id: string) => string) | undefined
}

export const Details = ({ view, job, assets, assetHref }: DetailsProps) => {
  const words = jobWords.page
  const items = [
    { label: view.vocabulary.One, value: job.number },
    ...assets.flatMap((asset) => vehicleFacts(asset, asset.isOwned ? assetHref?.(asset.id) : undefined)),
    { label: words.yourPo, value: job.poNumber },
    { label: words.placed, value: view.when(job.createdAt) },
  ]
  return (
    <Block title={words.details}>
      <Facts small items={items.filter(({ value }) => value)} />
    </Block>
  )
}

/** For the holder of a link to this page alone. */
export const Elsewhere = ({ signIn }: { signIn: string }) => (
  <div class="block">
    <Note title={jobWords.page.elsewhere}>
      <p class="small">
        {jobWords.page.elsewhereText} <a href={signIn}>{jobWords.page.signIn}</a>
      </p>
    </Note>
  </div>
)

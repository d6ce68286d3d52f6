import { SettingsFrame } from '#features/settings/nav.tsx'
import type { Profile } from '#features/settings/rules.ts'
import { formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Empty, Note } from '#ui/block.tsx'
import { Segments } from '#ui/choices.tsx'
import type { EditionContent } from './editions.ts'
import type { Terms } from './queries.ts'
import { approvalSettings, needsSignature } from './rules.ts'
import { type Kind, kinds } from './settings-form.ts'
import { kindNames } from './settings-words.ts'
import { AnswerSheet } from './views-answer.tsx'

const routes = paths.staff.settings.approvals
const back = (base: string) => ({ href: href(base, routes.show), label: 'Approvals' })

interface PreviewPageProps {
  base: string
  shop: Profile
  kind: Kind
  terms: Terms | undefined
}

/** The sheet with the settings as they are saved, for something without a price: that is what asks most. */
export const PreviewPage = ({ base, shop, kind, terms }: PreviewPageProps) => (
  <SettingsFrame
    base={base}
    at="approvals"
    back={back(base)}
    title="What your customer is asked"
    detail="As it stands at the end of the page that shows what is to be approved."
  >
    <Segments
      label="For"
      items={kinds.map((one) => ({
        href: href(base, routes.preview, { kind: one }),
        label: kindNames[one],
        current: one === kind,
      }))}
    />
    <Note title="Try it out">
      <p class="quiet">The button sends nothing from here.</p>
    </Note>
    {/* A dialog's form outside of any dialog: pressing its button checks the fields and leads nowhere. */}
    <form class="form sampled" method="dialog">
      <AnswerSheet
        content={sampleOf(shop, kind, terms)}
        terms={terms?.text ? terms : undefined}
        isForwarded={false}
        signer="Dana Whitfield"
        button="Approve"
      />
    </form>
  </SettingsFrame>
)

function sampleOf(shop: Profile, kind: Kind, terms: Terms | undefined): EditionContent {
  const settings = approvalSettings(shop)
  return {
    ...{ kind, subject: '', job: null, customer: '', number: 1, title: '', note: '', rule: 'each', parts: [] },
    ...{ currency: null, totalMinor: null, checklist: settings[kind].checklist, po: settings.po },
    terms: terms?.text ? { number: terms.number, sha256: terms.sha256 } : null,
    needsSignature: needsSignature(settings, kind, null),
  }
}

interface TermsPageProps {
  base: string
  shop: Profile
  terms: Terms
  isCurrent: boolean
}

/** One edition of the terms, as customers read it. */
export const TermsPage = ({ base, shop, terms, isCurrent }: TermsPageProps) => (
  <SettingsFrame
    base={base}
    at="approvals"
    back={back(base)}
    title={`Terms, version ${terms.number}`}
    detail={`${isCurrent ? 'In force since' : 'Written'} ${formatInstant(terms.createdAt, { locale: shop.locale, zone: shop.timeZone })}`}
  >
    {terms.text === '' ? (
      <Empty title="No terms">From this version on nobody was asked to agree to anything.</Empty>
    ) : (
      <div class="terms-text">{terms.text}</div>
    )}
  </SettingsFrame>
)

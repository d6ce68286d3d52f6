import type { Door } from '#features/approvals/rules.ts'
import { type Profile, shownName } from '#features/settings/rules.ts'
import { formatInstant } from '#lib/time.ts'
import { Block, Facts } from '#ui/block.tsx'
import { initialsOf } from '#ui/initials.ts'
import { grouped } from './evidence.ts'
import type { PublicRecord } from './verify-queries.ts'
import { verifyWords as words } from './verify-words.ts'

interface VerifyProps {
  shop: Profile
  record: PublicRecord
  publicKey: string
  /** Hashes of the PDFs that were handed out. */
  pdfs: readonly string[]
}

/** What anybody may know of a record, and the means to check a file against it. */
export const VerifyPage = (props: VerifyProps) => {
  const { shop, record } = props
  const { facts } = words
  const when = (at: number) => formatInstant(at, { locale: shop.locale, zone: record.zone }, 'full')
  const person =
    record.erasedAt === null
      ? [
          { label: facts.company, value: record.company },
          { label: facts.initials, value: record.name && initialsOf(record.name) },
        ]
      : [{ label: facts.content, value: words.erased(when(record.erasedAt)) }]
  return (
    <>
      <h1>{words.heading}</h1>
      <p class="quiet">{words.text(shownName(shop))}</p>
      <div class="block">
        <Facts
          items={[
            ...person,
            { label: facts.role, value: words.roles[record.door as Door] }, // written by the one door for decisions
            { label: facts.decision, value: words.decisions[record.outcome] },
            { label: facts.when, value: when(record.at) },
            { label: facts.fingerprint, value: <span class="mono">{grouped(record.sha256)}</span> },
            { label: facts.key, value: <a href={`keys/${record.keyId}`}>{record.keyId}</a> },
          ].filter(({ value }) => value)}
        />
      </div>
      <FileCheck {...props} />
      <Block title={words.holds}>
        <p class="small quiet">{words.holdsText(shownName(shop))}</p>
      </Block>
    </>
  )
}

const FileCheck = ({ record, publicKey, pdfs }: VerifyProps) => (
  <Block title={words.check}>
    <p class="small quiet">{words.checkText}</p>
    <noscript>
      <p class="small">{words.needsScript}</p>
    </noscript>
    <div
      class="drop gap"
      hidden
      data-verify=""
      data-sha256={record.sha256}
      data-key-id={record.keyId}
      data-public-key={publicKey}
      data-receipts={pdfs.join(' ')}
      data-words={JSON.stringify(words.found)}
    >
      <b>{words.choose}</b>
      <span>{words.orDrop}</span>
      <small>{words.types}</small>
      <input type="file" accept=".json,.pdf,application/json,application/pdf" aria-label={words.choose} />
    </div>
    <div class="proven" role="status" data-proven=""></div>
  </Block>
)

export const UnknownPage = () => (
  <>
    <h1>{words.unknown}</h1>
    <p class="quiet">{words.unknownText}</p>
  </>
)

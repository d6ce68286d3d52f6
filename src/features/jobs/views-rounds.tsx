import type { Round } from '#features/approvals/history.ts'
import { subjectText } from '#features/approvals/words.ts'
import { roundOf } from '#features/receipts/told.ts'
import { receiptWords as words } from '#features/receipts/words.ts'
import { formatInstant } from '#lib/time.ts'
import { Block } from '#ui/block.tsx'
import type { JobView } from './view.ts'

interface RoundsProps {
  view: JobView
  rounds: readonly Round[]
  /** Where a record lies for this reader, and an edition; nothing where they may not open it. */
  recordHref: (round: Round & { kind: 'decided' }) => string | undefined
  editionHref: (round: Round) => string | undefined
}

/** Each round of approval: what was sent and what was answered, to the minute. */
export const Rounds = ({ view, rounds, recordHref, editionHref }: RoundsProps) =>
  rounds.length === 0 ? null : (
    <Block id="approvals" title={words.history.title}>
      <ul class="rows small rounds">
        {rounds.map((round) => (
          <li class="row">
            <div>
              <h3>{sentenceOf(round)}</h3>
              <p class="ends quiet">
                <time datetime={new Date(round.at).toISOString()}>
                  {formatInstant(round.at, { locale: view.shop.locale, zone: view.shop.timeZone }, 'full')}
                </time>
                <Links
                  round={round}
                  record={round.kind === 'decided' ? recordHref(round) : undefined}
                  edition={editionHref(round)}
                />
              </p>
            </div>
          </li>
        ))}
      </ul>
    </Block>
  )

const Links = ({ round, record, edition }: { round: Round; record: string | undefined; edition: string | undefined }) => (
  <>
    {record && round.kind === 'decided' && <a href={record}>{words.history.record(String(round.sequence))}</a>}
    {edition && <a href={edition}>{round.kind === 'decided' || round.isFromEstimate ? words.see : words.history.saw}</a>}
  </>
)

function sentenceOf(round: Round): string {
  const subject = round.title && subjectText(round.about, round.title)
  if (round.kind === 'sent' && round.isFromEstimate) return words.history.came(subject)
  if (round.kind === 'sent') return words.history.sent(round.edition, subject)
  const tally = round.outcome === 'mixed' ? words.history.tally(round.approved, round.declined) : undefined
  const said = roundOf({ ...round, tally })
  const by = round.recordedBy ? words.history.recorded(round.recordedBy) : ''
  return [subject ? `${said}: ${subject}` : said, by].filter(Boolean).join(', ')
}

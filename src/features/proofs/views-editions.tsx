import { contentOf } from '#features/approvals/editions.ts'
import type { RecordBody, RecordPayload } from '#features/approvals/record.ts'
import { DeliveryBlock } from '#features/deliveries/delivery-lines.tsx'
import type { JobView } from '#features/jobs/view.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Block, Head } from '#ui/block.tsx'
import { Segments } from '#ui/choices.tsx'
import { Row, Rows } from '#ui/rows.tsx'
import { mayComment } from './pin-actions.ts'
import type { ProofParts } from './read.ts'
import { designsOf } from './rules.ts'
import { pinsOfEdition } from './threads.ts'
import { Art, type PinTry, type ProofLinks } from './views-art.tsx'
import { Compare, comparedOf } from './views-compare.tsx'
import { type ReplyTry, Said } from './views-said.tsx'
import { DesignSpec } from './views-spec.tsx'
import { proofWords as words } from './words.ts'

export interface EditionProps {
  readonly view: JobView
  readonly parts: ProofParts
  readonly links: ProofLinks
  readonly shown: number
  readonly isComparing: boolean
  readonly me: string
  readonly pinTry?: PinTry | undefined
  readonly replyTry?: ReplyTry | undefined
}

/** One edition as it was sent, with its comments and what was answered to it. */
export const SentEdition = ({ view, parts, links, shown, isComparing, me, pinTry, replyTry }: EditionProps) => {
  const { proof, asked } = parts
  const edition = asked.editions.find(({ number }) => number === shown)
  if (!edition) return null
  const content = contentOf(edition)
  const designs = designsOf(content)
  const pins = pinsOfEdition(parts.pins, shown)
  const canComment = mayComment(asked, shown)
  return (
    <div class="proof">
      <Back href={href(view.base, paths.staff.proofs.show, { id: proof.id })} label={`Proof: ${proof.title}`} />
      <Head title={`${words.version(shown)} of ${content.title}`} detail={words.sent(view.when(edition.createdAt))} />
      {asked.editions.length > 1 && (
        <Segments
          label={words.versions}
          items={[
            ...asked.editions.map(({ number }) => ({
              href: `${links.self}?version=${number}`,
              label: words.version(number),
              current: !isComparing && number === shown,
            })),
            { href: `${links.self}?compare=${shown}`, label: words.compare, current: isComparing },
          ]}
        />
      )}
      {isComparing ? (
        <Compare {...comparedOf(asked.editions, shown)} links={links} />
      ) : (
        <div class="cols">
          <div>
            {content.note && <p class="typed note">{content.note}</p>}
            {designs.map((design, i) => (
              <section class="block">
                <h2>{design.title}</h2>
                <Art {...{ design, edition: shown, pins, links, canComment }} tried={pinTry} isFirst={i === 0} />
                <DesignSpec design={design} />
              </section>
            ))}
            <Said {...{ pins, designs, links, canComment, me }} tried={replyTry} when={view.when} />
          </div>
          <aside>
            <Answers view={view} parts={parts} shown={shown} />
            {shown === asked.request.edition && <DeliveryBlock deliveries={parts.deliveries} now={view.now} shop={view.shop} />}
          </aside>
        </div>
      )}
    </div>
  )
}

/** What was sent so far, each with its comments and answers a press away. */
export const Versions = ({ view, parts, self }: Pick<EditionProps, 'view' | 'parts'> & { self: string }) => {
  const { asked, pins } = parts
  if (asked.editions.length === 0) return null
  return (
    <Block
      title="Sent versions"
      aside={asked.editions.length > 1 && <a href={`${self}?compare=${asked.request.edition}`}>{words.compare}</a>}
    >
      <Rows class="small">
        {asked.editions.map(({ number, createdAt }) => {
          const comments = pinsOfEdition(pins, number).length
          const answered = asked.records.find(({ edition }) => edition === number)
          const detail = [
            words.sent(view.when(createdAt)),
            comments > 0 ? `${words.commentCount(comments)}.` : '',
            answered ? `Answered ${view.when(answered.at)}.` : '',
          ]
          return (
            <Row title={words.version(number)} href={`${self}?version=${number}`} detail={detail.filter(Boolean).join(' ')} />
          )
        })}
      </Rows>
    </Block>
  )
}

/** What was said to one edition, newest first. */
export const Answers = ({ view, parts, shown }: Pick<EditionProps, 'view' | 'parts' | 'shown'>) => {
  const given = parts.asked.records.filter(({ edition }) => edition === shown)
  const titles = new Map(
    parts.asked.editions.flatMap((edition) => designsOf(contentOf(edition)).map(({ key, title }) => [key, title] as const)),
  )
  return (
    <Block title="Answers">
      {given.length === 0 && <p class="quiet">Nobody answered this version.</p>}
      {given.map((record) => {
        const body: RecordBody = JSON.parse(record.body)
        const payload: RecordPayload | undefined = record.payload ? JSON.parse(record.payload) : undefined
        return (
          <div class="stack">
            <p>
              <b>{payload?.name ?? 'Erased'}</b>, {view.when(record.at)}
            </p>
            <ul class="small">
              {body.decisions.map(({ key, answer }) => (
                <li>
                  {titles.get(key) ?? key}: {words.eachAnswer[answer]}
                  {payload?.comments[key] && <span class="quiet typed"> {payload.comments[key]}</span>}
                </li>
              ))}
            </ul>
            {payload?.note && <p class="typed note">{payload.note}</p>}
          </div>
        )
      })}
    </Block>
  )
}

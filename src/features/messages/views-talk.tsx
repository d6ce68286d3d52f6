import type { Child } from 'hono/jsx'
import type { StaffCtx } from '#context.ts'
import { bookmarkAddress } from '#identity/item-links.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Head, Note } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, wire } from '#ui/fields.tsx'
import { desk } from './desk-words.ts'
import type { DeskTopic } from './inbox-actions.ts'
import type { CannedReply, DeskReader, DeskTalk, Note as NoteRow } from './inbox-queries.ts'
import { whenAt } from './place.ts'
import type { Post } from './talk-queries.ts'
import { TalkAside } from './views-aside.tsx'
import { nameOf } from './views-inbox.tsx'
import { Posts } from './views-posts.tsx'

export interface DeskTalkProps {
  ctx: StaffCtx
  talk: DeskTopic
  /** Oldest first. */
  said: readonly Post[]
  earlier: string | undefined
  isNewest: boolean
  readers: readonly DeskReader[]
  notes: readonly NoteRow[]
  assignees: readonly { readonly id: string; readonly name: string }[]
  canned: readonly CannedReply[]
  /** What was asked to be put into the message. */
  inserted: string
  form?: FormState | undefined
  noteForm?: FormState | undefined
  attach: Child
}

/** One conversation at the desk: what was said, room to answer, and what staff keep to themselves. */
export const DeskTalkPage = (props: DeskTalkProps) => {
  const { ctx, talk, earlier, isNewest, said } = props
  const { base } = ctx
  const here = href(base, paths.staff.inbox.show, { id: talk.id })
  return (
    <>
      <Back href={href(base, paths.staff.inbox.list)} label={desk.title} />
      <Head
        title={nameOf(talk.row)}
        detail={
          <>
            <a href={href(base, paths.staff.customers.show, { id: talk.row.customerId })}>{talk.row.customerName}</a>
            <Subject {...props} />
          </>
        }
      />
      <div class="cols">
        <section class="block" aria-label={desk.log}>
          {earlier && (
            <p class="day">
              <a href={`${here}?before=${earlier}`}>{desk.earlier}</a>
            </p>
          )}
          {said.length > 0 ? <Said {...props} /> : <p class="quiet">{desk.empty(talk.row.customerName)}</p>}
          {!isNewest && (
            <p class="day">
              <a href={here}>{desk.later}</a>
            </p>
          )}
          <Answering {...props} />
        </section>
        <TalkAside {...props} />
      </div>
    </>
  )
}

/** The way to what it is about. */
const Subject = ({ ctx, talk: { row, topic } }: DeskTalkProps) => {
  const { base } = ctx
  const { jobs, estimates, invoices, proofs } = paths.staff
  if (row.proofId) return <>, {<a href={href(base, proofs.show, { id: row.proofId })}>{row.proofTitle}</a>}</>
  if (row.assetId) return <>, {<OfAsset {...{ ctx, row }} id={row.assetId} />}</>
  if (!topic || topic.kind === 'general' || topic.kind === 'asset') return null
  const routes = { job: jobs.show, estimate: estimates.show, invoice: invoices.show }
  const label = topic.kind === 'job' ? `No. ${topic.number}` : `${desk.work[topic.kind]} ${topic.number}`
  return <>, {<a href={href(base, routes[topic.kind], { id: topic.id })}>{label}</a>}</>
}

/** The thing it is about, and what became of that since for this customer. */
const OfAsset = ({ ctx, row, id }: { ctx: StaffCtx; row: DeskTalk; id: string }) => (
  <>
    <a href={href(ctx.base, paths.staff.assets.show, { id })}>{desk.asset.page}</a>
    {row.assetUntilAt !== null && `, ${desk.asset.handedOver(whenAt(ctx).short(row.assetUntilAt))}`}
    {row.assetUntilAt === null && !row.isAssetThere && `, ${desk.asset.archived}`}
  </>
)

const Said = ({ ctx, said, readers }: DeskTalkProps) => {
  const when = whenAt(ctx)
  const lastOwn = said.findLast(({ authorKind }) => authorKind === 'staff')
  const seen = readers.filter(({ readAt }) => lastOwn && (readAt ?? 0) >= lastOwn.at)
  const names = seen.map(({ name, readAt }) => desk.seen(name, when.short(readAt ?? 0))).join('; ')
  return (
    <Posts
      said={said}
      when={when}
      words={desk}
      isOwn={({ authorKind }) => authorKind === 'staff'}
      me={ctx.staffId}
      fileHref={(id) => href(ctx.base, paths.staff.files.show, { id })}
      mark={(post) => post === lastOwn && names && <span class="seen">{desk.seenBy(names)}</span>}
    />
  )
}

const Answering = (props: DeskTalkProps) => {
  const { ctx, talk, readers } = props
  const { row, topic } = talk
  if (!topic) {
    const { proofId, pinEdition } = row
    return (
      <p class="gap" id="write">
        {proofId ? (
          <LinkButton primary href={`${href(ctx.base, paths.staff.proofs.show, { id: proofId })}?version=${pinEdition}`}>
            {desk.onProof}
          </LinkButton>
        ) : (
          desk.elsewhere
        )}
      </p>
    )
  }
  return (
    <>
      {readers.length === 0 && (
        <Note title={desk.nobody(row.customerName)}>
          <p>
            {desk.nobodyText} <a href={href(ctx.base, paths.staff.customers.show, { id: row.customerId })}>{desk.openCustomer}</a>
          </p>
        </Note>
      )}
      <AnswerForm {...props} />
    </>
  )
}

const AnswerForm = ({ ctx, talk, form, inserted, canned, attach }: DeskTalkProps) => {
  const field = wire({ name: 'body', form, id: 'words' })
  const here = href(ctx.base, paths.staff.inbox.write, { id: talk.id })
  const portal = bookmarkAddress(ctx.deps, ctx.tenant, talk.row.linkKey)
  const replies = [{ id: 'portal', title: desk.insert.portal, body: portal }, ...canned]
  return (
    <form class="write" id="write" method="post" action={`${here}#write`} enctype="multipart/form-data">
      <CommandField />
      <ErrorSummary form={form} title={desk.missing} />
      <label class="sr" for={field.id}>
        {desk.label}
      </label>
      <textarea
        class="input"
        {...field.control}
        placeholder={desk.to(talk.row.customerName)}
        maxlength={4_000}
        rows={4}
        data-inserts=""
      >
        {form?.values['body'] ?? inserted}
      </textarea>
      <p class="inserts small">
        <span class="quiet">{desk.insert.title}:</span>{' '}
        {replies.map(({ id, title, body }) => (
          <a href={`${here}?insert=${id}#write`} data-insert={body}>
            {title}
          </a>
        ))}
      </p>
      {attach}
      <p class="ends">
        <SubmitButton primary busyText={desk.sending}>
          {desk.send}
        </SubmitButton>
      </p>
    </form>
  )
}

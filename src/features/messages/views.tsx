import type { Child } from 'hono/jsx'
import { vocabularies } from '#features/jobs/words.ts'
import { shownName } from '#features/settings/rules.ts'
import type { FormState } from '#lib/form.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Back, Empty, Head } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import { ErrorSummary, wire } from '#ui/fields.tsx'
import { Pager } from '#ui/tables.tsx'
import type { Topic } from './rules.ts'
import type { Post, ThreadRow } from './talk-queries.ts'
import { Posts } from './views-posts.tsx'
import { ThreadRows, talkHref, type View } from './views-rows.tsx'
import { messageWords as words } from './words.ts'

interface ListProps extends View {
  threads: readonly ThreadRow[]
  page: number
  hasMore: boolean
  isPreview: boolean
}

/** What this customer and the shop talk about. */
export const MessagesPage = ({ threads, page, hasMore, isPreview, ...view }: ListProps) => {
  const { base, shop, viewer } = view
  const list = href(base, paths.portal.messages.list)
  return (
    <>
      <Head
        title={words.heading(viewer.unread)}
        actions={
          !isPreview && (
            <LinkButton primary icon="plus" href={talkHref(base, viewer.customerId)}>
              {words.new}
            </LinkButton>
          )
        }
      />
      <section class="block" aria-label={words.conversations}>
        {threads.length > 0 ? (
          <ThreadRows threads={threads} {...view} />
        ) : (
          <Empty title={words.none}>{words.noneText(shownName(shop))}</Empty>
        )}
      </section>
      <Pager page={page} pages={page + (hasMore ? 1 : 0)} hrefOf={(to) => (to > 1 ? `${list}?page=${to}` : list)} />
    </>
  )
}

interface TalkProps extends View {
  topic: Topic
  threads: readonly ThreadRow[]
  /** Oldest first. */
  said: readonly Post[]
  /** The oldest one shown, where there are older ones. */
  earlier: string | undefined
  isNewest: boolean
  /** Who of the shop answers. */
  advisor: string | undefined
  form: FormState | undefined
  isPreview: boolean
  attach: Child
}

/** One conversation, and room to write in it. */
export const TalkPage = ({ topic, threads, said, earlier, isNewest, advisor, form, isPreview, attach, ...view }: TalkProps) => {
  const { base, shop, viewer } = view
  const name = shownName(shop)
  const here = href(base, paths.portal.messages.show, { id: topic.id })
  return (
    <div class="inbox">
      <nav class="block" aria-labelledby="conversations">
        <h2 class="sr" id="conversations">
          {words.conversations}
        </h2>
        <ThreadRows threads={threads} at={topic.id} {...view} />
        <p>
          <a class="act" href={href(base, paths.portal.messages.list)}>
            {words.all}
          </a>
        </p>
      </nav>
      <section class="block" aria-labelledby="talk-title">
        <Back href={href(base, paths.portal.messages.list)} label={words.all} />
        <header>
          <h1 id="talk-title">{words.name(topic, name)}</h1>
          <About topic={topic} view={view} />
        </header>
        {earlier && (
          <p class="day">
            <a href={`${here}?before=${earlier}`}>{words.earlier}</a>
          </p>
        )}
        {said.length > 0 ? (
          <Posts
            said={said}
            when={view.when}
            words={words}
            isOwn={({ authorId }) => authorId === viewer.contactId}
            me={viewer.contactId}
            fileHref={(id) => href(base, paths.portal.files.show, { id })}
          />
        ) : (
          <p class="quiet">{words.begin(advisor ?? name)}</p>
        )}
        {!isNewest && (
          <p class="day">
            <a href={talkHref(base, topic.id)}>{words.later}</a>
          </p>
        )}
        {isPreview ? (
          <p class="quiet" id="write">
            {words.write.preview}
          </p>
        ) : (
          <Write action={`${here}#write`} to={advisor ?? name} form={form} attach={attach} />
        )}
      </section>
    </div>
  )
}

const About = ({ topic, view: { base, shop } }: { topic: Topic; view: View }) => {
  const text = words.about(topic, vocabularies[shop.trade].One)
  const { jobs, assets, estimates, invoices } = paths.portal
  const routes = { job: jobs.show, asset: assets.show, estimate: estimates.show, invoice: invoices.show }
  if (topic.kind === 'general') return null
  if (topic.pageId === undefined) return <p class="quiet small">{words.asset.gone}</p>
  return <a href={href(base, routes[topic.kind], { id: topic.pageId })}>{text}</a>
}

const Write = ({ action, to, form, attach }: { action: string; to: string; form: FormState | undefined; attach: Child }) => {
  const field = wire({ name: 'body', form, id: 'words' })
  return (
    <form class="write" id="write" method="post" action={action} enctype="multipart/form-data">
      <CommandField />
      <ErrorSummary form={form} title={words.write.missing} />
      <label class="sr" for={field.id}>
        {words.write.label}
      </label>
      <textarea class="input" {...field.control} placeholder={words.write.to(to)} maxlength={4_000} rows={3}>
        {form?.values['body']}
      </textarea>
      {attach}
      <p class="ends apart">
        <span class="quiet small">{words.write.told(to)}</span>
        <SubmitButton primary busyText={words.write.sending}>
          {words.write.send}
        </SubmitButton>
      </p>
    </form>
  )
}

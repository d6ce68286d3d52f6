import { shownName } from '#features/settings/rules.ts'
import { telHref } from '#lib/phone.ts'
import { Note } from '#ui/block.tsx'
import { LinkButton } from '#ui/buttons.tsx'
import type { PageJob } from './page-queries.ts'
import type { JobView } from './view.ts'
import { jobWords } from './words.ts'

/** What a customer does while the work waits for their answer: call or write to its advisor, or else to the shop. */
export const Ask = ({ view, job }: { view: JobView; job: PageJob }) => {
  const words = jobWords.page
  const { name, phone, email } = job.advisorName
    ? { name: job.advisorName, phone: job.advisorPhone ?? view.shop.phone, email: job.advisorEmail }
    : { name: shownName(view.shop), phone: view.shop.phone, email: view.shop.email }
  const ways = [...(phone ? [words.call] : []), ...(email ? [words.write] : [])]
  if (ways.length === 0) return null
  const subject = encodeURIComponent(`${view.vocabulary.One} ${job.number}: ${job.title}`)
  return (
    <Note title={words.ask(ways, name)}>
      <p class="small">{words.askText}</p>
      <div class="ends gap">
        {phone && (
          <LinkButton primary icon="phone" href={telHref(phone)}>
            {phone}
          </LinkButton>
        )}
        {email && (
          <LinkButton primary={!phone} icon="mail" href={`mailto:${email}?subject=${subject}`}>
            {words.email}
          </LinkButton>
        )}
      </div>
    </Note>
  )
}

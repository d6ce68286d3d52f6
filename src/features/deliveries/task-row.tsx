import { isId } from '#lib/id.ts'
import { telHref } from '#lib/phone.ts'
import { formatInstant } from '#lib/time.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import { Toast } from '#ui/block.tsx'
import { LinkButton, SubmitButton } from '#ui/buttons.tsx'
import { CommandField } from '#ui/command-field.tsx'
import type { OpenTask } from './queries.ts'
import { taskWords as words } from './words.ts'

interface Desk {
  readonly base: string
  readonly shop: { readonly locale: string; readonly timeZone: string }
  /** ms */
  readonly now: number
}

/** A customer to call, for the list of what waits on the shop: whom, about what, the number, and the tick. */
export function taskRow({ base, shop, now }: Desk, task: OpenTask) {
  const { id, reason, subjectKind, title, contactName, customerName, email, phone, sentAt } = task
  const sent = formatInstant(sentAt ?? now, { locale: shop.locale, zone: shop.timeZone })
  const name = contactName || customerName
  return {
    title: words.call(name, customerName),
    href: pageOf(base, task),
    detail: (
      <>
        {reason === 'bounced' ? words.bounced(subjectKind, title, email ?? '') : words.silent(subjectKind, title, sent)}
        {!phone && ` ${words.noPhone}`}
      </>
    ),
    action: (
      <div class="ends">
        {phone && (
          <LinkButton icon="phone" href={telHref(phone)}>
            {phone}
          </LinkButton>
        )}
        <form method="post" action={href(base, paths.staff.tasks.finish, { id })}>
          <CommandField />
          <SubmitButton plain label={words.doneFor(name)}>
            {words.done}
          </SubmitButton>
        </form>
      </div>
    ),
  }
}

/** What was done with a call: ticked off, with the one press that takes it back, or taken back. */
export function taskFlash(base: string, did: string | undefined, id: string | undefined) {
  if (did === 'uncalled') return <Toast text={words.undone} />
  if (did !== 'called') return undefined
  const undo = id !== undefined && isId('tsk', id) && (
    <form method="post" action={href(base, paths.staff.tasks.reopen, { id })}>
      <CommandField />
      <button type="submit">{words.undo}</button>
    </form>
  )
  return <Toast text={words.ticked} action={undo} />
}

/** What the call is about, at the desk. */
function pageOf(base: string, { subjectKind, subjectId }: OpenTask): string {
  const { estimates, invoices, proofs, jobs } = paths.staff
  switch (subjectKind) {
    case 'invoice':
      return href(base, invoices.show, { id: subjectId })
    case 'proof':
      return href(base, proofs.show, { id: subjectId })
    case 'work':
      return href(base, jobs.show, { id: subjectId })
    case 'estimate':
      return href(base, estimates.show, { id: subjectId })
  }
}

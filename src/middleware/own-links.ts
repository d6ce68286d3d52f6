import type { CustomerCtx } from '#context.ts'
import { mayEditCompany, mayInvite } from '#features/people/rules.ts'
import { peopleWords } from '#features/people/words.ts'
import { profileWords } from '#features/profile/words.ts'
import { paths } from '#paths.ts'
import { href } from '#routes.ts'
import type { OwnLink } from '#ui/portal-frame.tsx'

/** What somebody's account menu leads to, by what the shop lets them do; a preview leads to nobody's account. */
export function ownLinks({ base, shop, viewer, isPreview }: CustomerCtx): OwnLink[] {
  if (isPreview) return []
  const { profile, people, company } = paths.portal
  return [
    { href: href(base, profile.show), label: profileWords.title, icon: 'person' },
    ...(mayInvite(shop, viewer) ? [{ href: href(base, people.list), label: peopleWords.title, icon: 'people' as const }] : []),
    ...(mayEditCompany(shop, viewer)
      ? [{ href: href(base, company.show), label: peopleWords.company.title, icon: 'document' as const }]
      : []),
  ]
}

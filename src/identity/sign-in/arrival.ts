import { paths } from '#paths.ts'
import { href } from '#routes.ts'

/** Where somebody lands who just came in: where they were going, by way of the choice where they stand for several customers. */
export function arrivalOf(base: string, next: string | undefined, isOneOfMany: boolean): string {
  if (!isOneOfMany) return next ?? base
  return `${href(base, paths.portal.accounts.choose)}?${new URLSearchParams({ new: '', ...(next ? { next } : {}) })}`
}

/** A typed search as a pattern for LIKE with \ as its escape: the text anywhere. */
export function likeOf(search: string): string {
  return `%${search
    .trim()
    .slice(0, 100)
    .replace(/[\\%_]/g, '\\$&')}%`
}

const mostPages = 100_000

/** The page an address asks for: 1 for anything that is no page. */
export function pageNumber(asked: string | undefined): number {
  const page = /^\d{1,6}$/.test(asked ?? '') ? Number(asked) : 1
  return Math.min(Math.max(page, 1), mostPages)
}

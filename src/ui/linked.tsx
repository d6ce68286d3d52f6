import type { Child } from 'hono/jsx'

const address = /\bhttps?:\/\/[^\s<>"'`]+/gi
/** What ends a sentence rather than an address. */
const trailing = /[.,;:!?…]+$/

/** What somebody typed, line by line, with its web addresses made links: never anything but text and links. */
export const Typed = ({ text }: { text: string }) => (
  <>
    {text.split(/\n{2,}/).map((paragraph) => (
      <p>{paragraph.split('\n').map((line, i) => [i > 0 && <br />, linked(line)])}</p>
    ))}
  </>
)

function linked(line: string): Child[] {
  const parts: Child[] = []
  let end = 0
  for (const { 0: found, index } of line.matchAll(address)) {
    const url = addressIn(found)
    if (!URL.canParse(url)) continue
    parts.push(
      line.slice(end, index),
      <a href={url} rel="noopener noreferrer nofollow" target="_blank">
        {url}
      </a>,
    )
    end = index + url.length
  }
  return [...parts, line.slice(end)]
}

/** Without the point behind it, nor the bracket it stands in. */
function addressIn(found: string): string {
  const url = found.replace(trailing, '')
  const isOpened = (url.match(/\(/g)?.length ?? 0) >= (url.match(/\)/g)?.length ?? 0)
  return url.endsWith(')') && !isOpened ? addressIn(url.slice(0, -1)) : url
}

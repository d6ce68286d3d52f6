/** A mailbox as Mailpit's JSON names it. */
export interface Address {
  Name: string
  Address: string
}

/** Reads `Name <a@b>`, `"Last, First" <a@b>` or `a@b`; undefined where there is no address in it. */
export function parseAddress(written: string): Address | undefined {
  const named = written.match(/^\s*(.*?)\s*<\s*([^<>\s]+@[^<>\s]+)\s*>\s*$/)
  if (named) return { Name: unquote(named[1] ?? ''), Address: named[2] ?? '' }
  const bare = written.trim()
  return /^[^\s<>@,]+@[^\s<>@,]+$/.test(bare) ? { Name: '', Address: bare } : undefined
}

/** Splits a list at its commas, not at those inside quotes. */
export function splitAddresses(list: string): string[] {
  return (list.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? []).map((one) => one.trim()).filter(Boolean)
}

export function writeAddress({ Name, Address }: Address): string {
  if (!Name) return Address
  return /^[\w .'-]+$/.test(Name) ? `${Name} <${Address}>` : `"${Name.replace(/["\\]/g, '\\$&')}" <${Address}>`
}

function unquote(name: string): string {
  return /^".*"$/.test(name) ? name.slice(1, -1).replace(/\\(.)/g, '$1') : name
}

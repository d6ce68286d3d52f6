/** Stands alone in a line where a mail program began to quote what it answers. */
export const quoteMark = '\u0001'

const silent = /^(?:head|style|script|title|template|noscript|svg)$/
const block = /^(?:p|div|tr|table|ul|ol|li|h[1-6]|blockquote|pre|section|article|header|footer|hr|center|form|dl|dd|dt)$/
/** What Gmail, Yahoo, Outlook, Thunderbird and Apple put around, or before, what they quote. */
const quoteBegins =
  /(?:class\s*=\s*["'][^"']*\b(?:gmail_quote|gmail_extra|yahoo_quoted|moz-cite-prefix|protonmail_quote|zmail_extra)\b|id\s*=\s*["'](?:x_)*(?:divRplyFwdMsg|appendonsend|mail-editor-reference-message-container|OLK_SRC_BODY_SECTION|reply-intro)["']|style\s*=\s*["'][^"']*border:\s*none;\s*border-top:\s*solid #(?:E1E1E1|B5C4DF))/i
const named: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', copy: '©', reg: '®', trade: '™', euro: '€', hellip: '…' },
  ...{ ndash: '–', mdash: '—', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', laquo: '«', raquo: '»', bull: '•', deg: '°' },
  ...{ aacute: 'á', eacute: 'é', iacute: 'í', oacute: 'ó', uacute: 'ú', ntilde: 'ñ', uuml: 'ü', iexcl: '¡', iquest: '¿' },
  ...{ Aacute: 'Á', Eacute: 'É', Iacute: 'Í', Oacute: 'Ó', Uacute: 'Ú', Ntilde: 'Ñ', Uuml: 'Ü', szlig: 'ß', ccedil: 'ç' },
}
/** More of a page nobody typed into a mail. */
const longestHtml = 500_000

/** The words of a mail's HTML, its quotes marked with ">" and their beginning with `quoteMark`: text, which nothing in it can turn into anything else. */
export function plainOf(html: string): string {
  let text = ''
  let quoted = 0
  let hidden = ''
  const newLine = () => {
    if (!text.endsWith('\n')) text += '\n'
  }
  const say = (words: string) => {
    for (const [i, part] of words.split('\n').entries()) {
      if (i > 0) text += '\n'
      if (part && quoted > 0 && (text === '' || text.endsWith('\n'))) text += '> '
      text += part
    }
  }
  for (const [token] of html.slice(0, longestHtml).matchAll(/<!--[\s\S]*?(?:-->|$)|<[^>]*(?:>|$)|[^<]+/g)) {
    const [, slash = '', tag = ''] = /^<(\/?)([a-z][a-z0-9]*)/i.exec(token) ?? []
    const name = tag.toLowerCase()
    if (hidden) {
      if (slash && name === hidden) hidden = ''
    } else if (!token.startsWith('<')) say(decoded(token.replaceAll(/\s+/g, ' ')))
    else if (!slash && silent.test(name)) hidden = /\/>$/.test(token) ? '' : name
    else if (name === 'br') text += '\n'
    else if (block.test(name)) {
      newLine()
      if (name === 'p' && slash) text += '\n'
      if (!slash && quoteBegins.test(token)) text += `${quoteMark}\n`
      if (name === 'blockquote') quoted = Math.max(0, quoted + (slash ? -1 : 1))
    } else if (!slash && quoteBegins.test(token)) text += `\n${quoteMark}\n`
  }
  return text.replaceAll(/[ \t]+\n/g, '\n')
}

function decoded(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,8}));/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return named[name] ?? whole
    const code = Number.parseInt(decimal ?? hex, decimal ? 10 : 16)
    return code > 31 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ' '
  })
}

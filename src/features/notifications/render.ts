import Mustache from 'mustache'
import { templates } from '#generated/templates.ts'
import { brandColors, surfacesOf } from '#ui/theme.ts'
import type { MailColors, MailContent, MailFace, MailGreys } from './content.ts'
import { lineOf, mailtoOf, rowsOf, sentenceOf, telOf, webUrl } from './pieces.ts'
import { renderText } from './render-text.ts'

export interface RenderedMail {
  readonly subject: string
  readonly html: string
  readonly text: string
}

const longestSubject = 200
const rightToLeft = new Set(['ar', 'fa', 'he', 'ur', 'yi'])
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Fills the shop's mail: subject of one line and at most 200 characters, HTML, and the same in plain text. Throws on a colour or address that is none. */
export function renderMail(content: MailContent, face: MailFace): RenderedMail {
  const view = { ...wordsOf(content), ...faceOf(face), ...colorsOf(face.colors), ...directionOf(face.locale) }
  return {
    subject: lineOf(content.subject, longestSubject),
    html: Mustache.render(templates.message, view, {}, { escape: escapeHtml }),
    text: renderText(content, face),
  }
}

/** The colours of a shop's mail from its brand colour, `#rrggbb`. */
export function mailColors(brandHex: string): MailColors {
  const { fill, onBrand, inkLight, inkDark } = brandColors(brandHex)
  const { light, dark } = surfacesOf(brandHex)
  return { fill, onBrand, inkLight, inkDark, light, dark }
}

function wordsOf(content: MailContent) {
  const { lines = [], totals = [], facts = [], code, button, link } = content
  return {
    subject: lineOf(content.subject, longestSubject),
    preheader: lineOf(content.preheader, longestSubject),
    heading: lineOf(content.heading),
    paragraphs: content.paragraphs.map(brokenLines),
    hasFacts: facts.length > 0,
    facts: facts.map(({ label, value }) => ({ label: lineOf(label), value: lineOf(value) })),
    hasMoney: lines.length + totals.length > 0,
    lines: lines.map(({ name, detail = '', amount }) => ({ name: lineOf(name), detail: lineOf(detail), amount: lineOf(amount) })),
    totals: totals.map(({ label, amount, strong = false }, i) => ({
      label: lineOf(label),
      amount: lineOf(amount),
      strong,
      first: i === 0,
      above: i === 0 ? '12px' : '4px',
      below: totals[i + 1]?.strong === true ? '14px' : '4px',
    })),
    code: code !== undefined && { groups: groupsOf(code).map((digits, i) => ({ digits, next: i > 0 })) },
    button: button !== undefined && { label: lineOf(button.label), url: webUrl(button.url) },
    link: link !== undefined && { label: lineOf(link.label), url: webUrl(link.url) },
    afterword: (content.afterword ?? []).map(brokenLines),
    person: content.person !== undefined && personOf(content.person),
    reason: sentenceOf(content.reason),
    choose: content.choose !== undefined && { label: lineOf(content.choose.label), url: webUrl(content.choose.url) },
  }
}

function brokenLines(text: string) {
  const rows = rowsOf(text)
  return { rows: rows.map((words, i) => ({ words, more: i < rows.length - 1 })) }
}

/** Fours are parted by a space that is only seen, so that copying gives the bare code. */
function groupsOf(code: string): string[] {
  return code.match(/.{1,4}/g) ?? []
}

function personOf({ name, role = '', phone = '' }: NonNullable<MailContent['person']>) {
  return {
    name: lineOf(name),
    role: lineOf(role),
    phone: lineOf(phone),
    tel: telOf(phone),
    comma: role !== '' && phone !== '',
    hasMore: role !== '' || phone !== '',
  }
}

function faceOf({ shopName, logoUrl, address = '', phone = '', email = '' }: MailFace) {
  const mailto = mailtoOf(email)
  return {
    shopName: lineOf(shopName),
    logoUrl: logoUrl === undefined ? false : webUrl(logoUrl),
    address: lineOf(address),
    shopPhone: lineOf(phone),
    shopTel: telOf(phone),
    shopEmail: lineOf(email),
    mailto,
    hasReach: phone !== '' || mailto !== undefined,
    reachBoth: phone !== '' && mailto !== undefined,
  }
}

function colorsOf({ fill, onBrand, inkLight, inkDark, light, dark }: MailColors) {
  const colors: Record<string, string> = { fill, onBrand, ...greysOf(light, inkLight) }
  for (const [name, hex] of Object.entries(greysOf(dark, inkDark))) colors[`${name}Dark`] = hex
  // Mustache escapes for HTML; these stand in style sheets, where that does not help.
  for (const hex of Object.values(colors)) if (!/^#[0-9a-f]{6}$/i.test(hex)) throw new Error(`Not a colour for mail: ${hex}`)
  return colors
}

function greysOf({ sunk, lift, ink, ink2, line }: MailGreys, accent: string) {
  return { sunk, lift, text: ink, quiet: ink2, line, accent }
}

function directionOf(locale: string) {
  const lang = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(locale) ? locale : 'en'
  const rtl = rightToLeft.has(lang.slice(0, 2).toLowerCase())
  return rtl ? { lang, dir: 'rtl', start: 'right', end: 'left' } : { lang, dir: 'ltr', start: 'left', end: 'right' }
}

function escapeHtml(text: string): string {
  return String(text).replaceAll(/[&<>"']/g, (character) => entities[character] ?? '')
}

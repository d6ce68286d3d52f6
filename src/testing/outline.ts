import type { Page } from './browser.ts'
import { mark, payloads } from './payloads.ts'

/** What a parser makes of a document: its elements with their attributes' names in order, and what in it would run or lead away. */
export interface Outline {
  readonly elements: readonly string[]
  readonly dangers: readonly string[]
}

const addresses = /^(href|src|action|formaction|poster|data|srcdoc|xlink:href)$/
const harmless = /^(?:[/?#]|[\w-]+\/|https?:\/\/|mailto:|tel:|sms:|otpauth:\/\/totp\/|data:image\/|data:,$|$)/

/** Reads a page of HTML or SVG, or the HTML of a mail, with a real parser; any other answer has no elements. */
export function outlineOf({ text, headers }: Page): Promise<Outline> {
  return /html|svg/.test(headers.get('content-type') ?? '') ? outlineOfHtml(text) : Promise.resolve({ elements: [], dangers: [] })
}

/** Dangers are handlers, addresses that run or lead to an attack, elements and attributes an attack named, and its text as it was typed. */
export async function outlineOfHtml(text: string, isMail = false): Promise<Outline> {
  const elements: string[] = []
  const dangers = payloads.filter((payload) => /[<>"]/.test(payload) && text.includes(payload))
  const rewriter = new HTMLRewriter().on('*', {
    element(element) {
      const attributes = [...element.attributes].map(([name = '', value = '']): [string, string] => [name, value])
      const names = attributes.map(([name]) => name).sort()
      elements.push(`${element.tagName}[${names.join(' ')}]`)
      for (const [name, value] of attributes) {
        const leadsAway = addresses.test(name) && (!harmless.test(value) || isElsewhere(value))
        // A policy forbids style attributes on pages; mail has no other styles.
        const isStyle = name === 'style' && (!isMail || /url|expression|content-visibility/.test(value))
        if (/^on/.test(name) || isStyle || name.includes(mark) || leadsAway)
          dangers.push(`<${element.tagName} ${name}="${value.slice(0, 80)}">`)
      }
      if (element.tagName.includes(mark) || /^(iframe|object|embed|base|applet|frame)$/.test(element.tagName))
        dangers.push(`<${element.tagName}>`)
    },
  })
  await rewriter.transform(new Response(text)).text()
  return { elements, dangers }
}

/** Leads to the attack's own host: `//…`, `/\…` or in full. */
const isElsewhere = (value: string) =>
  URL.parse(value.replaceAll('&amp;', '&'), 'http://localhost')?.hostname.includes(mark) ?? false

import { html, raw } from 'hono/html'
import type { Reply } from './http.ts'

export type Html = ReturnType<typeof html>

const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-src 'self'; base-uri 'none'"

const style = `
:root { color-scheme: light dark; --page: light-dark(#fbfbfa, #17181a); --lift: light-dark(#fff, #202225); --line: light-dark(#e2e2df, #34373b);
  --ink: light-dark(#1c1d1f, #f0f0ee); --quiet: light-dark(#5d6066, #a8abb0); --act: light-dark(#24448f, #a9c1ff); --on-act: light-dark(#fff, #10151f); --bad: light-dark(#b3261e, #ffb4ab) }
* { box-sizing: border-box; margin: 0 }
body { font: 400 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; background: var(--page); color: var(--ink); overflow-wrap: anywhere }
main { max-inline-size: 62rem; margin-inline: auto; padding: 1.5rem 1rem 4rem } main.narrow { max-inline-size: 30rem }
h1 { font-size: clamp(1.6rem, 1.3rem + 1.4vw, 2.2rem); line-height: 1.15; letter-spacing: -.02em; margin-block: .25rem 1rem }
h2 { font-size: 1.15rem; margin-block: 2.25rem .5rem }
p + p, form + p, p + form, form + form { margin-block-start: .75rem }
a { color: var(--act); text-underline-offset: .2em }
:focus-visible { outline: 2px solid var(--act); outline-offset: 2px; border-radius: 4px }
table { border-collapse: collapse; inline-size: 100% } table + form, button.main + p, table + p { margin-block-start: 1rem } th { text-align: start; font-weight: 500; color: var(--quiet); font-size: .875rem }
th, td { padding: .6rem .75rem .6rem 0; border-block-end: 1px solid var(--line); vertical-align: top; font-variant-numeric: tabular-nums }
.end { text-align: end; padding-inline-end: 0 } .quiet { color: var(--quiet) } .small { font-size: .875rem } .bad { color: var(--bad); font-weight: 500 }
.mono { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .875rem } .scroll { overflow-x: auto }
label, legend { display: block; font-weight: 500; margin-block: 1rem .25rem } fieldset { border: 0; padding: 0; min-inline-size: 0; margin-block-start: 1rem } legend { padding: 0 }
input[type=text], input[type=email] { inline-size: 100%; min-block-size: 2.75rem; font: inherit; color: inherit; background: var(--lift); border: 1px solid light-dark(#86888c, #7a7d82); border-radius: 8px; padding-inline: .75rem }
label.choice { display: flex; gap: .75rem; align-items: center; min-block-size: 2.75rem; font-weight: 400; margin: 0; border-block-end: 1px solid var(--line) }
button { font: inherit; min-block-size: 2.75rem; padding-inline: 1rem; border-radius: 8px; border: 1px solid light-dark(#86888c, #7a7d82); background: transparent; color: inherit; cursor: pointer }
button.main { inline-size: 100%; margin-block-start: 1.25rem; background: var(--act); color: var(--on-act); border-color: transparent; font-weight: 600 }
.row { display: flex; flex-wrap: wrap; gap: .5rem .75rem; align-items: center } .row form { margin: 0 } .row.after { margin-block-start: 1rem }
nav.tabs { display: flex; gap: 1.25rem; border-block-end: 1px solid var(--line); margin-block: 1.25rem 0 } nav.tabs a { padding-block: .65rem; color: var(--quiet); text-decoration: none }
nav.tabs a[aria-current] { color: var(--ink); font-weight: 600; box-shadow: inset 0 -2px var(--ink) }
iframe { inline-size: 100%; block-size: 75vh; border: 1px solid var(--line); border-block-start: 0; background: var(--lift) } pre { white-space: pre-wrap; padding-block: 1rem; font: .875rem/1.5 ui-monospace, Menlo, Consolas, monospace }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem } dt { color: var(--quiet) } dd { margin: 0 }
`

/** A whole page of a local server: readable in light and dark, complete without scripts. */
export async function page(title: string, body: Html, status = 200): Promise<Reply> {
  const document = await html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><link rel="icon" href="data:,"><style>${raw(style)}</style></head>
<body>${body}</body></html>`
  return {
    status,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'cache-control': 'no-store' },
    body: document.toString(),
  }
}

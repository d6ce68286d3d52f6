import { html } from 'hono/html'
import { type Answer, type Reply, text } from '#local/http.ts'
import { type Html, page } from '#local/page.ts'
import { type Address, writeAddress } from './address.ts'
import { type Attached, findMail, type Mail, type Mailbox, sourceOf } from './mails.ts'
import { reportKinds } from './reports.ts'

const tabs = { html: 'HTML', text: 'Text', source: 'Source' }
type Tab = keyof typeof tabs

// The mail is a stranger's document: no scripts, and its links open outside the frame.
const framePolicy =
  "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; img-src * data:; style-src 'unsafe-inline'; font-src *"

/** What its pages offer beside reading. */
interface Doing {
  readonly canReport?: boolean
  readonly canReply?: boolean
}

/** The list at `/` and a message at `/message/<id>`, with its tabs. */
export async function answerMailPage(mailbox: Mailbox, url: URL, can: Doing = {}): Promise<Answer> {
  const [area = '', id = '', part = ''] = url.pathname.slice(1).split('/')
  if (area === '') return listPage(mailbox)
  const mail = area === 'message' ? findMail(mailbox, id) : undefined
  if (!mail)
    return page(
      'Not found',
      html`<main class="narrow"><h1>Nothing here</h1><p>The mail may have been deleted. <a href="/">All mail</a></p></main>`,
      404,
    )
  if (part === 'body') return frame(mail)
  const wanted = url.searchParams.get('tab')
  const tab: Tab = wanted === 'text' || wanted === 'source' || wanted === 'html' ? wanted : mail.HTML ? 'html' : 'text'
  const told = url.searchParams.get('told')
  const canReply = can.canReply && mail.ReplyTo.some(({ Address }) => Address.startsWith('reply+'))
  return messagePage(mail, tab, html`${can.canReport ? reportsOf(mail, told) : ''}${canReply ? replyForm(mail, told) : ''}`)
}

function listPage({ mails }: Mailbox) {
  return page(
    'Mailbox',
    html`<main>
<p class="quiet small">Catches all mail on this machine. Nothing leaves it.</p>
<h1>${mails.length === 0 ? 'No mail yet' : mails.length === 1 ? '1 mail' : `${mails.length} mails`}</h1>
${
  mails.length === 0
    ? html`<p class="quiet">Mail the product sends appears here.</p>`
    : html`<div class="scroll" tabindex="0" role="group" aria-label="Mail"><table>
<thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">Subject</th><th scope="col" class="end">When</th></tr></thead>
<tbody>${mails.map(row)}</tbody></table></div>`
}
</main>`,
  )
}

function row(mail: Mail): Html {
  return html`<tr><td>${mail.From.Name || mail.From.Address}</td><td>${mail.To.map(({ Address }) => Address).join(', ')}</td>
<td><a href="/message/${mail.ID}">${mail.Subject || '(no subject)'}</a></td><td class="end"><time datetime="${mail.Date}">${when(mail.Date)}</time></td></tr>`
}

/** What became of it, told to the product as the provider would. */
function reportsOf(mail: Mail, told: string | null): Html {
  const button = (kind: string) =>
    html`<form method="post" action="/message/${mail.ID}/reports/${kind}"><button>Report ${kind === 'bounced' ? 'bounce' : kind}</button></form>`
  return html`<div class="row after">${Object.keys(reportKinds).map(button)}${told && told !== 'replied' ? html`<span class="quiet" role="status">Told: ${told}</span>` : ''}</div>`
}

/** Answers it as whoever got it, as the product's provider would bring that. */
function replyForm(mail: Mail, told: string | null): Html {
  return html`<form class="after" method="post" action="/message/${mail.ID}/reply">
<label for="text">Reply as ${mail.To[0]?.Address ?? ''}</label>
<textarea id="text" name="text" rows="3" required></textarea>
<div class="row"><label><input type="checkbox" name="fail"> Without proof of where it comes from</label><button>Reply</button>
${told === 'replied' ? html`<span class="quiet" role="status">Replied.</span>` : ''}</div></form>`
}

function messagePage(mail: Mail, tab: Tab, reports: Html) {
  const named = (list: Address[]) => list.map(writeAddress).join(', ')
  const link = (name: Tab) =>
    html`<a href="/message/${mail.ID}?tab=${name}"${name === tab ? html` aria-current="page"` : ''}>${tabs[name]}</a>`
  return page(
    mail.Subject || '(no subject)',
    html`<main>
<p><a href="/">All mail</a></p>
<h1>${mail.Subject || '(no subject)'}</h1>
<dl><dt>From</dt><dd>${writeAddress(mail.From)}</dd><dt>To</dt><dd>${named(mail.To)}</dd>
${mail.attachments?.length ? html`<dt>Attached</dt><dd>${mail.attachments.map((one, i) => attachedLink(mail, one, i))}</dd>` : ''}
${mail.ReplyTo.length > 0 ? html`<dt>Reply to</dt><dd>${named(mail.ReplyTo)}</dd>` : ''}
<dt>When</dt><dd><time datetime="${mail.Date}">${when(mail.Date)}</time></dd></dl>
${reports}
<nav class="tabs" aria-label="Parts of the mail">${link('html')}${link('text')}${link('source')}</nav>
${content(mail, tab)}
</main>`,
  )
}

const attachedLink = (mail: Mail, { name }: Attached, i: number): Html =>
  html`<a href="/api/v1/message/${mail.ID}/part/${i + 2}" download="${name}">${name}</a> `

function content(mail: Mail, tab: Tab): Html {
  switch (tab) {
    case 'html':
      return mail.HTML
        ? html`<iframe src="/message/${mail.ID}/body" title="The mail as HTML" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`
        : html`<p class="quiet">This mail has no HTML part.</p>`
    case 'text':
      return mail.Text ? html`<pre>${mail.Text}</pre>` : html`<p class="quiet">This mail has no text part.</p>`
    case 'source':
      return html`<pre>${sourceOf(mail)}</pre>`
  }
}

function frame(mail: Mail): Reply {
  const base = '<base target="_blank">'
  const opened = mail.HTML.replace(/<head[^>]*>/i, (head) => head + base)
  return text(opened === mail.HTML ? base + mail.HTML : opened, 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': framePolicy,
    'cache-control': 'no-store',
  })
}

const when = (date: string) => date.slice(0, 16).replace('T', ' ')

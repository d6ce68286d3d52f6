import { passportPaths } from './paths-assets.ts'
import { linkLive } from './paths-live.ts'
import { linkedInvoice } from './paths-money.ts'
import { seenByLinkPaths } from './paths-seen.ts'
import { anyone, bringing, link } from './routes.ts'

/** Item links: each opens one thing for whoever holds it. */
export const linkPaths = {
  invoice: { ...linkedInvoice, fresh: anyone.post('/invoice/:token/fresh') },
  work: {
    show: link.get('/work/:token'),
    file: link.get('/work/:token/files/:id'),
    lines: link.get('/work/:token/lines'),
    answer: link.post('/work/:token/lines/answer'),
    fresh: anyone.post('/work/:token/fresh'),
  },
  passport: passportPaths,
  seen: seenByLinkPaths,
  live: linkLive,
  /** A code to the mailbox the link was made for: the page's own address with `/code` behind it. */
  codes: {
    proof: link.post('/proof/:token/code'),
    work: link.post('/work/:token/lines/code'),
    estimate: link.post('/estimate/:token/code'),
  },
  estimate: {
    show: link.get('/estimate/:token'),
    answer: link.post('/estimate/:token/answer'),
    ask: bringing(link.post('/estimate/:token/messages')),
    pay: link.post('/estimate/:token/deposit'),
    file: link.get('/estimate/:token/files/:id'),
    fresh: anyone.post('/estimate/:token/fresh'),
  },
  /** What was decided about the item a link opens. */
  approvals: {
    work: {
      show: link.get('/work/:token/approvals/:id'),
      edition: link.get('/work/:token/approvals/:id/edition'),
      receipt: link.get('/work/:token/approvals/:id/receipt.pdf'),
      json: link.get('/work/:token/approvals/:id/receipt.json'),
    },
    estimate: {
      show: link.get('/estimate/:token/approvals/:id'),
      edition: link.get('/estimate/:token/approvals/:id/edition'),
      receipt: link.get('/estimate/:token/approvals/:id/receipt.pdf'),
      json: link.get('/estimate/:token/approvals/:id/receipt.json'),
    },
    proof: {
      show: link.get('/proof/:token/approvals/:id'),
      edition: link.get('/proof/:token/approvals/:id/edition'),
      receipt: link.get('/proof/:token/approvals/:id/receipt.pdf'),
      json: link.get('/proof/:token/approvals/:id/receipt.json'),
    },
  },
  proof: {
    show: link.get('/proof/:token'),
    decide: link.post('/proof/:token/answer'),
    pin: link.post('/proof/:token/pins'),
    reply: link.post('/proof/:token/pins/:pin/messages'),
    file: link.get('/proof/:token/files/:id'),
    fresh: anyone.post('/proof/:token/fresh'),
  },
} as const

import { advisors, everyone, managers } from '#features/team/rules.ts'
import { accountPaths, accountSettingsPaths, devicePaths } from './paths-accounts.ts'
import { bookingSettingsPaths, calendarPaths, deskAppointments, ownAppointmentPaths } from './paths-appointments.ts'
import { assetSettingsPaths, deskThings, ownAssetPaths, ownPassportPaths } from './paths-assets.ts'
import { deskBrandPaths, ownBrandPaths } from './paths-branding.ts'
import { deskContacts, deskCustomers, deskInvitations } from './paths-contacts.ts'
import { deskImports } from './paths-imports.ts'
import { linkPaths } from './paths-link.ts'
import { deskLive, portalLive } from './paths-live.ts'
import { checkPaths, inboxPaths, replyPaths, talkPaths, uploadPaths } from './paths-messages.ts'
import { deskEstimates, deskInvoices, deskStatements, ownStatement, readInvoices } from './paths-money.ts'
import { ownPaymentPaths, paymentSettingsPaths, planPaths, staffPaymentPaths, waysToPayPaths } from './paths-payments.ts'
import { processPaths } from './paths-process.ts'
import { deskRequests, openRequests, ownRequestPaths, requestSettingsPaths } from './paths-requests.ts'
import { securityPaths } from './paths-security.ts'
import { seenPaths } from './paths-seen.ts'
import { doorPaths, googlePaths, waysPaths } from './paths-ways.ts'
import { anyone, bringing, customer, platform, staff, webhook } from './routes.ts'

/** What a customer browses: also what staff see in a preview. */
const browsing = {
  home: customer.get('/'),
  jobs: { list: customer.get('/jobs'), show: customer.get('/jobs/:id') },
  work: {
    show: customer.get('/jobs/:id/lines'),
    answer: customer.post('/jobs/:id/lines/answer'),
    sitting: customer.get('/lines'),
    answerAll: customer.post('/lines/answer'),
  },
  assets: ownAssetPaths,
  passports: ownPassportPaths,
  appointments: ownAppointmentPaths,
  limits: {
    show: customer.get('/limits/:id'),
    answer: customer.post('/limits/:id/answer'),
    end: customer.post('/limits/:id/ending'),
  },
  estimates: {
    list: customer.get('/estimates'),
    show: customer.get('/estimates/:id'),
    answer: customer.post('/estimates/:id/answer'),
    ask: bringing(customer.post('/estimates/:id/messages')),
    pay: customer.post('/estimates/:id/deposit'),
  },
  invoices: readInvoices,
  statement: ownStatement,
  messages: talkPaths,
  branding: ownBrandPaths,
  ...ownRequestPaths,
  payments: ownPaymentPaths,
  files: { show: customer.get('/files/:id') },
  seen: seenPaths,
  approvals: {
    show: customer.get('/approvals/:id'),
    edition: customer.get('/approvals/:id/edition'),
    receipt: customer.get('/approvals/:id/receipt.pdf'),
    json: customer.get('/approvals/:id/receipt.json'),
  },
  proofs: {
    show: customer.get('/proofs/:id'),
    decide: customer.post('/proofs/:id/answer'),
    pin: customer.post('/proofs/:id/pins'),
    reply: customer.post('/proofs/:id/pins/:pin/messages'),
  },
  face: { logo: anyone.get('/logo/:file'), manifest: anyone.get('/manifest.webmanifest'), icon: anyone.get('/icon.svg') },
} as const

/** The same door for customers and for staff: prove a mailbox, get a session. */
const signIn = {
  form: anyone.get('/sign-in'),
  ask: anyone.post('/sign-in'),
  code: anyone.get('/sign-in/code'),
  redeem: anyone.post('/sign-in/code'),
  again: anyone.post('/sign-in/again'),
  link: anyone.get('/sign-in/link/:token'),
  confirm: anyone.post('/sign-in/link/:token'),
} as const

/** Every address in the product, and who may come. */
export const paths = {
  /** On the portal host under `/public/portal/<shop>`, on a shop's own host under `/portal`, and as staff's preview. */
  portal: {
    // Before the customer's own: `new` is no id.
    strangers: openRequests,
    ...browsing,
    signIn,
    ...accountPaths,
    bookmark: anyone.get('/c/:key'),
    invitation: { show: anyone.get('/invitation/:token'), accept: anyone.post('/invitation/:token') },
    forwards: {
      proof: customer.get('/proofs/:id/forwards'),
      passProof: customer.post('/proofs/:id/forwards'),
      work: customer.get('/jobs/:id/lines/forwards'),
      passWork: customer.post('/jobs/:id/lines/forwards'),
      end: customer.post('/forwards/:id/removal'),
    },
    waysToPay: waysToPayPaths,
    door: doorPaths,
    ways: waysPaths,
    calendar: calendarPaths,
    live: portalLive,
    uploads: uploadPaths,
    sessions: { end: customer.post('/sign-out'), endAll: customer.post('/sign-out/everywhere') },
    devices: devicePaths,
  },
  /** On the staff host under `/admin/<shop>/preview/<contact>`. */
  preview: browsing,
  /** Item links, on the portal host and on shops' own hosts under `/view`. */
  link: linkPaths,
  /** On the staff host under `/admin/<shop>`. */
  staff: {
    home: staff.get('/', everyone),
    signIn,
    invitation: { show: anyone.get('/invitation/:token'), accept: anyone.post('/invitation/:token') },
    sessions: { end: staff.post('/sign-out', everyone), endAll: staff.post('/sign-out/everywhere', everyone) },
    security: securityPaths,
    live: deskLive,
    face: { logo: anyone.get('/logo/:file'), icon: anyone.get('/icon.svg') },
    invitations: deskInvitations,
    customers: deskCustomers,
    brands: deskBrandPaths,
    contacts: deskContacts,
    imports: deskImports,
    jobs: {
      list: staff.get('/jobs', everyone),
      new: staff.get('/jobs/new', advisors),
      create: staff.post('/jobs', advisors),
      show: staff.get('/jobs/:id', everyone),
      edit: staff.get('/jobs/:id/edit', advisors),
      update: staff.post('/jobs/:id', advisors),
      move: staff.post('/jobs/:id/moves', everyone),
      undo: staff.post('/jobs/:id/moves/undo', everyone),
      notes: staff.post('/jobs/:id/notes', everyone),
      due: staff.post('/jobs/:id/due', advisors),
      ship: staff.post('/jobs/:id/shipments', everyone),
      unship: staff.post('/jobs/:id/shipments/:shipment/removal', everyone),
      invoice: staff.post('/jobs/:id/invoices', advisors),
      addFiles: staff.post('/jobs/:id/files', everyone),
      changeFile: staff.post('/jobs/:id/files/:file', everyone),
      removeFile: staff.post('/jobs/:id/files/:file/removal', everyone),
    },
    files: {
      upload: staff.put('/files', everyone),
      preview: staff.put('/files/:id/previews', everyone),
      show: staff.get('/files/:id', everyone),
    },
    answers: {
      new: staff.get('/approval-requests/:id/answers/new', advisors),
      answer: staff.post('/approval-requests/:id/answers', advisors),
    },
    estimateAnswers: {
      new: staff.get('/estimates/:id/answers/new', advisors),
      answer: staff.post('/estimates/:id/answers', advisors),
    },
    requests: deskRequests,
    ...deskThings,
    proofs: {
      make: staff.post('/jobs/:id/proofs', everyone),
      show: staff.get('/proofs/:id', everyone),
      save: staff.post('/proofs/:id', everyone),
      send: staff.post('/proofs/:id/sending', everyone),
      withdraw: staff.post('/proofs/:id/withdrawal', everyone),
      removeDesign: staff.post('/proofs/:id/designs/:design/removal', everyone),
      pin: staff.post('/proofs/:id/pins', everyone),
      reply: staff.post('/proofs/:id/pins/:pin/messages', everyone),
    },
    work: { send: staff.post('/jobs/:id/lines/sending', advisors) },
    appointments: deskAppointments,
    tasks: {
      finish: staff.post('/tasks/:id/completion', advisors),
      reopen: staff.post('/tasks/:id/reopening', advisors),
    },
    inbox: inboxPaths,
    checks: checkPaths,
    limits: {
      propose: staff.post('/customers/:id/limits', advisors),
      end: staff.post('/customers/:id/limits/:limit/ending', advisors),
    },
    invoices: deskInvoices,
    statements: deskStatements,
    estimates: deskEstimates,
    payments: staffPaymentPaths,
    plans: planPaths,
    approvals: {
      show: staff.get('/approvals/:id', everyone),
      edition: staff.get('/approvals/:id/edition', everyone),
      receipt: staff.get('/approvals/:id/receipt.pdf', everyone),
      json: staff.get('/approvals/:id/receipt.json', everyone),
      erase: staff.post('/approvals/:id/erasure', managers),
      eraseContact: staff.post('/contacts/:id/erasure', managers),
      chain: staff.get('/settings/approvals/chain.jsonl', managers),
    },
    settings: {
      shop: { show: staff.get('/settings', managers), save: staff.post('/settings', managers) },
      branding: {
        show: staff.get('/settings/branding', managers),
        save: staff.post('/settings/branding', managers),
        preview: staff.get('/settings/branding/preview', managers),
      },
      approvals: {
        show: staff.get('/settings/approvals', managers),
        save: staff.post('/settings/approvals', managers),
        preview: staff.get('/settings/approvals/preview/:kind', managers),
        terms: staff.get('/settings/approvals/terms/:number', managers),
      },
      portal: { show: staff.get('/settings/portal', managers), save: staff.post('/settings/portal', managers) },
      payments: paymentSettingsPaths,
      replies: replyPaths,
      appointments: bookingSettingsPaths,
      requests: requestSettingsPaths,
      accounts: accountSettingsPaths,
      assets: assetSettingsPaths,
      billing: { show: staff.get('/settings/billing', managers), save: staff.post('/settings/billing', managers) },
      ...processPaths,
    },
    team: {
      list: staff.get('/settings/team', managers),
      invite: staff.post('/settings/team', managers),
      edit: staff.get('/settings/team/:id', managers),
      update: staff.post('/settings/team/:id', managers),
      remove: staff.post('/settings/team/:id/removal', managers),
    },
  },
  /** The staff host's own pages. */
  platform: {
    welcome: platform.get('/'),
    find: platform.post('/shops/find'),
    signUp: {
      form: platform.get('/sign-up'),
      ask: platform.post('/sign-up'),
      code: platform.get('/sign-up/code'),
      redeem: platform.post('/sign-up/code'),
      link: platform.get('/sign-up/link/:token'),
      confirm: platform.post('/sign-up/link/:token'),
      shop: platform.get('/sign-up/shop'),
      open: platform.post('/sign-up/shop'),
    },
  },
  /** On the portal host and on shops' own hosts under `/verify`. */
  verify: { show: platform.get('/:fingerprint'), key: platform.get('/keys/:keyId') },
  google: googlePaths,
  webhooks: {
    stripe: webhook.post('/stripe'),
    mail: webhook.post('/mail/:provider'),
    mailIn: webhook.post('/mail/:provider/inbound'),
  },
} as const

import type { BaseCtx, Mail } from '#context.ts'
import { chase } from '#features/invoices/chase.ts'
import { type Planned, planCharge } from '#features/payments/autopay.ts'
import { autopayTries, chargedNow, nextTryAt } from '#features/payments/autopay-rules.ts'
import { finishing } from '#features/payments/charge.ts'
import { leastOnline } from '#features/payments/rules.ts'
import { dayOf } from '#lib/time.ts'
import { arrive, type Fate, finish } from './kept.ts'
import { chased, goneBackMinor } from './look.ts'
import {
  add,
  attemptsOn,
  balanceOf,
  type Job,
  type ModelInvoice,
  type ModelMethod,
  type ModelPayment,
  type World,
} from './world.ts'

const zone = 'UTC'
// Of its many columns these alone decide when something is charged.
const billing = { remindBeforeDays: [], remindAfterDays: [] }
const shop = { timeZone: zone, billing, approvals: { workingDays: [1, 2, 3, 4, 5, 6, 7] } } as unknown as BaseCtx['shop']
const hourMs = 3_600_000
const pauseMs = 50 * 60_000
const noticeMs = 72 * hourMs

/** What comes by itself takes the place of what was planned before; nothing is charged of which its customer was not told. */
export function planAnew(world: World, invoice: ModelInvoice, isTold: boolean): void {
  const { id, dueOn, edition, steps } = invoice
  callOff(world, id)
  if (isTold) invoice.toldAt = world.now
  if (!isTold || !autopayOf(world, invoice)) return
  const mails = chase({ shop, now: world.now }, { id, customerId: 'cus', dueOn, edition, steps }, [], true)
  for (const mail of mails) if (mail.kind === 'invoice.autopay') plan(world, mail)
}

/** A later job takes the place of one with its topic. */
function plan(world: World, { topic = '', dueAt = world.now, payload }: Mail): void {
  drop(world, (job) => job.topic === topic)
  // As planCharge made it.
  world.jobs.push({ topic, dueAt, does: payload as unknown as Planned })
}

/** The clock finishes a charge whose answer was lost. */
export function finishLater(world: World, payment: string, now = world.now): void {
  const { key = '', dueAt = now } = finishing(now, payment)
  world.jobs.push({ topic: key, dueAt, does: { finish: payment } })
}

const topicOf = (invoice: string) => `invoice.autopay ${invoice} `
const callOff = (world: World, id: string) => drop(world, ({ topic }) => topic.startsWith(topicOf(id)))

function drop(world: World, isIt: (job: Job) => boolean) {
  if (!world.jobs.some(isIt)) return
  world.jobs.splice(0, world.jobs.length, ...world.jobs.filter((job) => !isIt(job)))
}

/** What pays an invoice by itself: what its customer agreed to before it was sent. */
const autopayOf = (world: World, { sentAt }: ModelInvoice): ModelMethod | undefined =>
  world.kept.find(
    ({ autopayAt, removedAt }) => autopayAt !== null && removedAt === null && (sentAt === null || sentAt >= autopayAt),
  )

/** The clock goes on to that instant, and does on its way what is due; where it slept, all of it then. */
export function passUntil(world: World, until: number, fate: Fate, slept = false): void {
  for (let rounds = 0; rounds < 60; rounds++) {
    arrive(world)
    const next = Math.min(...world.jobs.map(({ dueAt }) => dueAt))
    if (next > until) break
    world.now = Math.max(world.now, slept ? until : next)
    ring(world, fate)
  }
  arrive(world)
  world.now = Math.max(world.now, until)
}

/** Does what is due as it stood when the round began; what got no answer is done again later. */
function ring(world: World, fate: Fate) {
  const due = world.jobs.filter(({ dueAt }) => dueAt <= world.now).sort((a, b) => a.dueAt - b.dueAt)
  for (const job of due) {
    if (work(world, job, fate) === 'silent') job.dueAt = world.now + pauseMs
    else drop(world, (one) => one === job)
  }
}

function work(world: World, { does }: Job, fate: Fate) {
  if (!('finish' in does)) return chargeByItself(world, does, fate)
  const payment = world.payments.get(does.finish)
  return payment && finish(world, payment, fate)
}

/** What autopay.ts does at its hour, with no database below. */
function chargeByItself(world: World, does: Planned, fate: Fate) {
  const invoice = world.invoices.get(does.invoice)
  if (!invoice || String(invoice.edition) !== does.edition) return
  const payment = world.payments.get(does.payment) ?? begin(world, invoice, does)
  if (!payment) return
  const outcome = finish(world, payment, fate)
  if (payment.state !== 'failed') return outcome
  const again = nextTryAt(Number(does.tries), outcome === 'asks', world.now)
  if (!isPlanned(world, does)) return outcome
  const until = again ?? world.now
  drop(world, ({ topic, dueAt }) => topic.startsWith(topicOf(does.invoice)) && dueAt <= until)
  if (again !== undefined) plan(world, planCharge(again, 'cus', { ...does, tries: String(Number(does.tries) + 1) }))
  return outcome
}

const isPlanned = (world: World, { payment }: Planned) =>
  world.jobs.some(({ does }) => 'invoice' in does && does.payment === payment)

const goesNext = (world: World, { invoice, payment, tries }: Planned) =>
  !world.jobs.some(({ does: other }) => {
    if (!('invoice' in other) || other.invoice !== invoice || other.payment === payment) return false
    return other.tries > tries || world.payments.has(other.payment)
  })

function begin(world: World, invoice: ModelInvoice, does: Planned) {
  const { id, steps } = invoice
  const method = autopayOf(world, invoice)
  const amountMinor = chargedNow(chased(world, invoice), steps, does.step, dayOf(world.now, zone))
  if (!method || amountMinor < leastOnline('USD') || !isPlanned(world, does)) return
  if (attemptsOn(world, [id]).length > 0 || !goesNext(world, does)) {
    plan(world, { ...planCharge(world.now + hourMs, 'cus', does), payload: { ...does } })
    return
  }
  const wrong = whatIsWrong(world, invoice, does, amountMinor)
  if (wrong) throw new Error(`${id} is charged ${amountMinor} by itself ${wrong}`)
  finishLater(world, does.payment, world.now + hourMs)
  const parts = [{ invoiceId: id, amountMinor, seenMinor: balanceOf(world, id) }]
  return add(world, parts, { id: does.payment, savedMethodId: method.id, isByItself: true })
}

/** What was promised about every charge that comes by itself. */
function whatIsWrong(world: World, { id, toldAt, totalMinor, steps }: ModelInvoice, does: Planned, amountMinor: number) {
  const rows = world.byInvoice.get(id) ?? []
  const balance = balanceOf(world, id)
  if (amountMinor > balance) return `and owes ${balance}`
  if (amountMinor > balance - Math.min(goneBackMinor(rows), balance)) return 'though that went back'
  if (world.now < toldAt + noticeMs) return 'before three days passed'
  if (Number(does.tries) > autopayTries) return 'too often'
  const isJustRefused = ({ isByItself, state, createdAt, parts }: ModelPayment) =>
    isByItself && state === 'failed' && createdAt > world.now - hourMs && parts.some(({ invoiceId }) => invoiceId === id)
  if ([...world.payments.values()].some(isJustRefused)) return 'twice in one hour'
  const isRetry = ({ does: other }: Job) =>
    'invoice' in other && other.invoice === id && other.payment !== does.payment && other.tries !== '1'
  if (world.jobs.some(isRetry)) return 'though the bank that said no is asked again later'
  const laterMinor = steps.reduce((sum, step) => sum + (step.dueOn > dayOf(world.now, zone) ? step.amountMinor : 0), 0)
  const addedMinor = Math.max(balance - totalMinor, 0)
  // What is not due yet stays; a credit note may have taken of it.
  if (steps.length > 0 && balance - amountMinor < Math.min(laterMinor, balance) - addedMinor) return 'before its day'
  return undefined
}

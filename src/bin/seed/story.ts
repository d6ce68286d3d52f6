import { addContact } from '#features/customers/contact-actions.ts'
import { createCustomer } from '#features/customers/actions.ts'
import { contactsOfCustomer, getCustomer } from '#features/customers/queries.ts'
import { contacts } from '#features/customers/schema.ts'
import { createInvoice, createInvoiceFromJob } from '#features/invoices/actions.ts'
import { invoiceById, linesOfInvoice } from '#features/invoices/queries.ts'
import { sendInvoice, voidInvoice } from '#features/invoices/send-actions.ts'
import { recipientsOfInvoice } from '#features/invoices/staff-queries.ts'
import { recordPayment } from '#features/payments/receive.ts'
import { createJob } from '#features/jobs/actions.ts'
import { moveJob } from '#features/jobs/move-actions.ts'
import { allStatuses } from '#features/jobs/queries.ts'
import { addShipment } from '#features/jobs/side-actions.ts'
import type { StaffCtx } from '#context.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { assets } from '#features/assets/schema.ts'
import { parseMoney, parseQuantity } from '#lib/money.ts'
import { and, eq } from 'drizzle-orm'
import type { Calendar } from './days.ts'
import type { ContactScript, CustomerScript, InvoiceScript, JobScript, LooseInvoice, ShopScript } from './script.ts'
import type { Team } from './team.ts'

interface Step {
  readonly at: number
  run(): Promise<void>
}

/** Plays a shop's story through the product's own actions, in the order it happened, so that numbers, timelines and balances are true. Returns what each customer's id became. */
export async function playStory(script: ShopScript, team: Team, calendar: Calendar): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  const boss = script.staff[0]?.nick ?? ''
  const stage: Stage = { script, team, calendar, boss, ids }
  const steps = [
    ...script.customers.flatMap((customer) => customerSteps(stage, customer)),
    ...script.jobs.flatMap((job, i) => jobSteps(stage, job, `job ${i}`)),
    ...script.loose.flatMap((invoice, i) => looseSteps(stage, invoice, `loose ${i}`)),
  ]
  // Equal instants keep the order of the script.
  for (const step of steps.toSorted((a, b) => a.at - b.at)) await step.run()
  return ids
}

interface Stage {
  readonly script: ShopScript
  readonly team: Team
  readonly calendar: Calendar
  readonly boss: string
  readonly ids: Map<string, string>
}

function known(stage: Stage, name: string): string {
  const id = stage.ids.get(name)
  if (!id) throw new Error(`${stage.script.name}: ${name} comes before it is made`)
  return id
}

function customerSteps(stage: Stage, customer: CustomerScript): Step[] {
  const { team, calendar, boss, ids } = stage
  const at = calendar.at(customer.day, 0)
  const [first, ...others] = customer.contacts
  const { name, kind = 'company', phone = null, address = '', notes = '' } = customer
  return [
    {
      at,
      async run() {
        const ctx = team.at(boss, at)
        const contact = { contactName: first?.name ?? null, email: first?.email ?? null, invite: first?.access !== false && Boolean(first?.email) }
        const { id } = await createCustomer(ctx, { kind, name, phone, address, notes, ...contact })
        ids.set(customer.nick, id)
        for (const other of others) await addContact(ctx, await getCustomer(ctx, id), contactForm(other))
        await visit(ctx, calendar, id, customer.contacts)
      },
    },
  ]
}

function contactForm({ name, email, phone, may, access = true }: ContactScript) {
  return { name, email: email ?? null, phone: phone ?? null, access, canApprove: may.includes('approve'), canPay: may.includes('pay'), seesPrices: may.includes('prices') }
}

/** Their rights, and when each was last in the portal. */
async function visit(ctx: StaffCtx, calendar: Calendar, customerId: string, people: readonly ContactScript[]): Promise<void> {
  const [rows] = await ctx.read([contactsOfCustomer], { id: customerId })
  await write(
    ctx.tenant.database,
    people.flatMap((person) => {
      const row = rows.find(({ name }) => name === person.name)
      const { canApprove, canPay, seesPrices } = contactForm(person)
      const seenAt = person.seen === undefined ? null : calendar.at(-person.seen, 2)
      return row ? [sql.update(contacts).set({ canApprove, canPay, seesPrices, phone: person.phone ?? null, seenAt }).where(eq(contacts.id, row.id))] : []
    }),
  )
}

function jobSteps(stage: Stage, job: JobScript, key: string): Step[] {
  const { team, calendar, ids } = stage
  const step = (day: number, turn: number, run: (ctx: StaffCtx) => Promise<void>): Step => {
    const at = calendar.at(day, turn)
    return { at, run: () => run(team.at(job.advisor, at)) }
  }
  const moves = (job.path ?? []).map(([status, day], i) =>
    step(day, i + 2, async (ctx) => {
      await moveJob(ctx, known(stage, key), { to: await statusNamed(ctx, status) })
    }),
  )
  const shipped = (job.shipments ?? []).map(({ carrier, number, day, note = null }, i) =>
    step(day, 9 + i, (ctx) => addShipment(ctx, known(stage, key), { carrier, number, shipmentNote: note })),
  )
  const bill = job.invoice
    ? invoiceSteps(stage, job.invoice, job.advisor, `invoice of ${key}`, (ctx) => createInvoiceFromJob(ctx, known(stage, key)))
    : []
  const make = step(job.day, 1, async (ctx) => {
    ids.set(key, await makeJob(stage, ctx, job))
  })
  return [make, ...moves, ...shipped, ...bill]
}

async function makeJob(stage: Stage, ctx: StaffCtx, job: JobScript): Promise<string> {
  const { script, team, calendar } = stage
  await ctx.read([])
  const [first] = (await ctx.read([allStatuses]))[0]
  const { title, pieces = null, po = null, note = '', internal = '', vehicle } = job
  const asset = vehicle ? ((await vehicleNamed(ctx, vehicle.name)) ?? 'new') : null
  const made = await createJob(
    ctx,
    {
      ...{ customer: known(stage, job.customer), title, pieces, poNumber: po, publicNote: note, internalNote: internal },
      ...{ dueOn: job.due === undefined ? null : calendar.on(job.due), advisor: team.idOf(job.advisor), status: first?.id ?? '', asset },
      ...{ vehicleName: vehicle?.name ?? null, vehiclePlate: vehicle?.plate ?? null, vehicleVin: null },
      ...{ vehicleYear: vehicle?.year ?? null, vehicleMake: vehicle?.make ?? null, vehicleModel: vehicle?.model ?? null },
    },
    typed(script, job.lines),
  )
  if ('errors' in made) throw new Error(`${title}: ${Object.values(made.errors).join(', ')}`)
  return made.id
}

const typed = (script: ShopScript, lines: JobScript['lines']) =>
  lines.map(([description, quantity, unitPrice]) => ({ description, quantity: String(quantity), unitPrice, discount: '', tax: String(script.taxPpm / 10_000) }))

async function vehicleNamed(ctx: StaffCtx, name: string): Promise<string | undefined> {
  const [[row]] = await ctx.read([sql.select({ id: assets.id }).from(assets).where(and(eq(assets.name, name)))])
  return row?.id
}

async function statusNamed(ctx: StaffCtx, name: string): Promise<string> {
  const [rows] = await ctx.read([allStatuses])
  const row = rows.find((status) => status.name === name)
  if (!row) throw new Error(`There is no status ${name}`)
  return row.id
}

function looseSteps(stage: Stage, invoice: LooseInvoice, key: string): Step[] {
  const { script, boss } = stage
  const lines = invoice.lines.map(([text, quantity, unitPrice]) => ({
    ...{ text, quantity: parseQuantity(String(quantity)) ?? 0, unitPriceMinor: parseMoney(unitPrice, script.currency) ?? 0 },
    ...{ discountPpm: 0, taxPpm: script.taxPpm },
  }))
  return invoiceSteps(stage, invoice, boss, key, (ctx) =>
    createInvoice(ctx, { customerId: known(stage, invoice.customer), title: invoice.title, dueOn: null, poNumber: null, note: '', lines }),
  )
}

function invoiceSteps(stage: Stage, invoice: InvoiceScript, nick: string, key: string, make: (ctx: StaffCtx) => Promise<string>): Step[] {
  const { team, calendar, ids } = stage
  const step = (day: number, turn: number, run: (ctx: StaffCtx) => Promise<unknown>): Step => {
    const at = calendar.at(day, turn)
    return {
      at,
      async run() {
        const ctx = team.at(nick, at)
        await ctx.read([])
        await run(ctx)
      },
    }
  }
  return [
    step(invoice.day, 11, async (ctx) => ids.set(key, await make(ctx))),
    ...(invoice.sent === undefined ? [] : [step(invoice.sent, 12, async (ctx) => send(ctx, known(stage, key)))]),
    ...(invoice.paid ?? []).map((paid) => step(paid.day, 13, (ctx) => receive(ctx, known(stage, key), paid, calendar))),
    ...(invoice.voided === undefined ? [] : [step(invoice.voided, 13, async (ctx) => takeBack(ctx, known(stage, key)))]),
  ]
}

async function opened(ctx: StaffCtx, id: string) {
  const [[invoice], lines, recipients] = await ctx.read([invoiceById, linesOfInvoice, recipientsOfInvoice], { id })
  if (!invoice) throw new Error(`The invoice ${id} is gone`)
  return { invoice, lines, recipients, attempts: [] }
}

async function send(ctx: StaffCtx, id: string): Promise<void> {
  const found = await opened(ctx, id)
  await sendInvoice(ctx, found, { version: found.invoice.version, isQuiet: false })
}

async function takeBack(ctx: StaffCtx, id: string): Promise<void> {
  const found = await opened(ctx, id)
  await voidInvoice(ctx, found, found.invoice.version)
}

type Paid = NonNullable<InvoiceScript['paid']>[number]

async function receive(ctx: StaffCtx, id: string, { amount, method, note = '', day }: Paid, calendar: Calendar): Promise<void> {
  const found = await opened(ctx, id)
  const { version, balanceMinor, currency } = found.invoice
  const minor = amount === 'all' ? balanceMinor : (parseMoney(amount, currency) ?? 0)
  await recordPayment(ctx, found, { amount: minor, method, receivedOn: calendar.on(day), note, version, keepRest: false, receipt: true })
}

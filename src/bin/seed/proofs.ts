import { eq } from 'drizzle-orm'
import type { CustomerCtx, StaffCtx, Tenant } from '#context.ts'
import { read } from '#database/read.ts'
import { raw, sql } from '#database/sql.ts'
import type { Deps } from '#env.ts'
import { decide } from '#features/approvals/actions.ts'
import { deciderOf } from '#features/approvals/answer-form.ts'
import { approveConsent } from '#features/approvals/words.ts'
import { jobs } from '#features/jobs/schema.ts'
import { makeProof, saveProof } from '#features/proofs/actions.ts'
import type { TypedDesign, TypedProof } from '#features/proofs/form.ts'
import { dropPin, replyToPin } from '#features/proofs/pin-actions.ts'
import { proofsOfJob } from '#features/proofs/queries.ts'
import { getProof, getProofForReader } from '#features/proofs/read.ts'
import { sizeGridFrom, swatchesFrom } from '#features/proofs/rules.ts'
import { sendProof } from '#features/proofs/send-actions.ts'
import { instantOf } from '#lib/time.ts'
import type { Cast } from './cast.ts'
import { createCalendar } from './days.ts'
import { type Desk, upload } from './desk.ts'
import type { DesignScript, EditionScript, ProofScript } from './proof-scripts.ts'

const jobNamed = sql
  .select({ id: jobs.id })
  .from(jobs)
  .where(eq(jobs.title, raw.placeholder('title')))

/** Uploads the artwork at the desk, and plays each proof's rounds on the days they happened. A job that has one already keeps it. */
export async function makeProofs(
  deps: Deps,
  tenant: Tenant,
  desk: Desk,
  cast: Cast,
  scripts: readonly ProofScript[],
): Promise<void> {
  const now = deps.now()
  for (const script of scripts) {
    const [[job]] = await read(tenant.database, [jobNamed], { title: script.job })
    if (!job) throw new Error(`The demo has no job ${script.job}`)
    const [known] = await cast.staffAt(now).read([proofsOfJob], { id: job.id })
    if (known.length > 0) continue
    const calendar = createCalendar(now, cast.timeZone)
    const first = calendar.at(script.editions[0]?.day ?? -1, 0)
    const id = await makeProof(cast.staffAt(first), job.id)
    for (const edition of script.editions) {
      const at = (turn: number) => calendar.at(edition.day, turn)
      await send(
        cast.staffAt(at(1)),
        desk,
        id,
        script,
        edition,
        edition.by === undefined ? null : instantOf(calendar.on(edition.by), '15:00', cast.timeZone),
      )
      await talk(cast, script.contact, id, edition, at)
    }
    if (script.draft) await keep(cast.staffAt(calendar.at(-1, 5)), desk, id, script, script.draft)
  }
}

/** The designs as the editor's form would send them: new ones first uploaded, known ones with new artwork. */
async function typedOf(
  ctx: StaffCtx,
  desk: Desk,
  id: string,
  { rule = 'all' }: ProofScript,
  all: readonly DesignScript[],
  note = '',
) {
  const { proof, designs } = await getProof(ctx, id)
  const typed = new Map<string, TypedDesign>()
  const files: string[] = []
  for (const [i, design] of all.entries()) {
    const uploaded = await upload(desk, design.name, design.draw())
    const known = designs[i]?.designKey
    if (known) typed.set(known, { ...saying(design), artwork: [uploaded] })
    else files.push(uploaded)
  }
  return { version: proof.version, title: proof.title, rule, note, files, designs: typed } satisfies TypedProof
}

async function keep(
  ctx: StaffCtx,
  desk: Desk,
  id: string,
  script: ProofScript,
  all: readonly DesignScript[],
  note = '',
): Promise<TypedProof> {
  await saveProof(ctx, id, await typedOf(ctx, desk, id, script, all, note))
  // New designs are known by now, and can be said what they show.
  const { proof, designs } = await getProof(ctx, id)
  const said = designs.flatMap(({ designKey }, i) => {
    const design = all[i]
    return design ? [[designKey, wordsOf(design)] as const] : []
  })
  const typed = {
    version: proof.version,
    title: proof.title,
    rule: script.rule ?? 'all',
    note,
    files: [],
    designs: new Map(said),
  }
  await saveProof(ctx, id, typed)
  return { ...typed, version: typed.version + 1 }
}

async function send(ctx: StaffCtx, desk: Desk, id: string, script: ProofScript, edition: EditionScript, answerBy: number | null) {
  const typed = await keep(ctx, desk, id, script, edition.designs, edition.note)
  await sendProof(ctx, id, typed, async () => ({ ok: true, value: { answerBy, isQuiet: false } }))
}

const wordsOf = (design: DesignScript): TypedDesign => ({ ...saying(design), artwork: [] })

function saying({ name, placement, size, swatches, sizes = '' }: DesignScript): Omit<TypedDesign, 'artwork'> {
  const words = name.replace(/\.png$/, '').replaceAll('-', ' ')
  const title = words.charAt(0).toUpperCase() + words.slice(1)
  return { title, placement, size, swatches: swatchesFrom(swatches), sizeGrid: sizeGridFrom(sizes) ?? [], note: '' }
}

/** What both sides said to an edition, and the customer's answer. */
async function talk(
  cast: Cast,
  email: string,
  id: string,
  { comments = [], answer }: EditionScript,
  at: (turn: number) => number,
) {
  for (const [i, { by, x, y, text, answer: reply }] of comments.entries()) {
    const ctx = by === 'shop' ? cast.staffAt(at(2 + i)) : await cast.customerAt(email, at(2 + i))
    const { asked } = await readAs(ctx, id)
    const [part] = asked.content?.parts ?? []
    const place = { design: part?.key ?? '', page: 1, xPpm: x * 10_000, yPpm: y * 10_000, 'at.x': undefined, 'at.y': undefined }
    await dropPin(ctx, asked, { edition: asked.request.edition, ...place, field: undefined, body: text })
    if (reply) await answerPin(cast.staffAt(at(3 + i)), id, reply)
  }
  if (answer) await say(await cast.customerAt(email, at(6)), id, answer)
}

const readAs = (ctx: StaffCtx | CustomerCtx, id: string) =>
  ctx.audience === 'staff' ? getProof(ctx, id) : getProofForReader(ctx, id)

async function answerPin(ctx: StaffCtx, id: string, body: string): Promise<void> {
  const { asked, pins } = await getProof(ctx, id)
  const pin = pins.at(-1)
  if (pin) await replyToPin(ctx, asked, pin, { body })
}

async function say(ctx: CustomerCtx, id: string, { choice, note = '' }: NonNullable<EditionScript['answer']>): Promise<void> {
  const { asked, content } = await getProofForReader(ctx, id)
  const answers = new Map(content.parts.map(({ key }) => [key, choice] as const))
  const input = {
    ...{
      edition: asked.request.edition,
      signedName: ctx.viewer.contactName,
      drawn: '',
      agrees: true,
      poNumber: null,
      note,
      code: null,
    },
    checked: content.checklist.map((_, i) => String(i)),
  }
  const given = { edition: asked.request.edition, answers, poNumber: null, consent: approveConsent.proof }
  await decide(ctx, async () => (await getProofForReader(ctx, id)).asked, given, deciderOf(ctx, input, {}))
}

import type { Context } from 'hono'
import type { Envs, LinkCtx } from '#context.ts'
import { conflict, notFound } from '#errors.ts'
import { mailLinkCode, proveByCode } from '#identity/link-codes/actions.ts'
import { keepProof, keptProof } from '#identity/link-codes/cookie.ts'
import { type CodesOfLink, codesOfLink, mailboxOf } from '#identity/link-codes/queries.ts'
import { maskEmail } from '#lib/email.ts'
import { fieldError, type Parsed, readFields, textsOf } from '#lib/form.ts'
import type { AnswerInput, Proven } from './answer-form.ts'
import type { EditionContent } from './editions.ts'
import { approvalSettings, needsCode } from './rules.ts'
import { answerWords } from './words.ts'

type C = Context<Envs['link'], `/${string}/:token/${string}`>
const words = answerWords.code

/** What the page says about the code it asks for. */
export interface CodeAsk {
  /** Where the code goes, for its owner to recognise; missing where the link was passed on without an address. */
  readonly maskedEmail: string | undefined
  /** Mails a code. */
  readonly action: string
  readonly isMailed: boolean
  readonly isProven: boolean
}

const isAsked = (ctx: LinkCtx, content: EditionContent) => needsCode(approvalSettings(ctx.shop), content.totalMinor)

/** The code this page must ask for, for `CodeField`; undefined where the shop asks for none. Call after the read. */
export async function codeAskOf(c: C, content: EditionContent, codes: CodesOfLink): Promise<CodeAsk | undefined> {
  const { ctx } = c.var
  if (!isAsked(ctx, content)) return undefined
  const kept = await keptProof(c, ctx.tenant, codes[1])
  const mailbox = mailboxOf(codes)
  return {
    maskedEmail: mailbox && maskEmail(mailbox),
    // The page's own address with /code behind it.
    action: `${c.req.path.replace(/\/answer$/, '')}/code`,
    isMailed: kept !== undefined,
    isProven: kept?.provedAt != null,
  }
}

/**
 * The form of an answer through a link, once the mailbox is proven where the shop asks for that: call it after `completeAnswer`
 * and before `decide`. Without a code it mails one; a wrong one costs a try. `proven` goes to `deciderOf`.
 */
export async function provenByCode<T extends AnswerInput>(
  c: C,
  form: Parsed<T>,
  content: EditionContent,
  codes: CodesOfLink,
): Promise<{ readonly form: Parsed<T>; readonly proven?: Proven }> {
  const { ctx } = c.var
  if (!form.ok || !isAsked(ctx, content)) return { form }
  const fail = async (message: string) => ({ form: fieldError(textsOf(await readFields(c)), 'code', message) })
  const mailbox = mailboxOf(codes)
  if (!mailbox) return fail(words.noMailbox)
  const kept = await keptProof(c, ctx.tenant, codes[1])
  if (kept?.provedAt) return { form, proven: { at: kept.provedAt, email: kept.email } }
  if (!kept) {
    keepProof(c, ctx.tenant, await mailLinkCode(ctx, mailbox))
    return fail(words.mailed(maskEmail(mailbox)))
  }
  if (!form.value.code) return fail(words.missing(maskEmail(mailbox)))
  const outcome = await proveByCode(ctx, kept, form.value.code)
  return outcome === 'proven' ? { form, proven: { at: ctx.now, email: kept.email } } : fail(words[outcome])
}

/** Mails a code to the mailbox the link was made for, where the shop asks for codes, and leads back to the page. */
export const mailCode = (purpose: string) => async (c: C) => {
  const { ctx } = c.var
  const codes = await ctx.read(codesOfLink)
  if (ctx.purpose !== purpose || !ctx.viewer.canApprove) throw notFound('link')
  if (approvalSettings(ctx.shop).linkCode === 'never') throw conflict(words.notAsked)
  const mailbox = mailboxOf(codes)
  if (!mailbox) throw conflict(words.noMailbox)
  keepProof(c, ctx.tenant, await mailLinkCode(ctx, mailbox))
  if (c.req.header('accept')?.includes('application/json')) return c.json({ text: words.mailed(maskEmail(mailbox)) })
  return c.redirect(`${c.req.path.replace(/\/code$/, '')}#f-code`, 303)
}

import type { Context } from 'hono'
import type { BaseCtx } from '#context.ts'
import { AppError } from '#errors.ts'
import { refuseFiles, UnreadableForm } from '#lib/form.ts'
import { BrokenMultipart, boundaryOf, type FormPart, partsOf, textOf } from '#lib/multipart.ts'
import { uploadPart } from './upload.ts'
import { countUpload } from './uploads.ts'

const most = { parts: 80, head: 4 * 1024, files: 10, text: 64 * 1024, texts: 256 * 1024 } as const

type Sent = Pick<Context, 'req'>

/** Whoever sends the form, and may: files are kept as brought by them. */
export interface Bringer {
  readonly ctx: BaseCtx
  readonly who: string
}

/**
 * Takes the files out of a form that a browser without script sent, each to the store as it comes, and leaves behind the form that
 * the page's script would have sent: their ids in the place of the files. What could not be kept is told beside its field. Whoever
 * may not come in hears that before a byte is kept. Throws UnreadableForm for a body that is none.
 */
export async function receiveForm(c: Sent, letIn: () => Promise<Bringer>): Promise<void> {
  const boundary = boundaryOf(c.req.header('content-type') ?? '')
  const body = c.req.raw.body
  if (!boundary || !body) throw new UnreadableForm('The body is not a form')
  const [watched, rest] = [watch(body), Number(c.req.header('content-length') ?? 0)]
  try {
    const { fields, errors } = await readParts(await letIn(), partsOf(watched.body, boundary, most))
    replaceBody(c, fields)
    if (Object.keys(errors).length > 0) refuseFiles(c.req.raw, errors)
  } catch (error) {
    if (error instanceof BrokenMultipart) throw new UnreadableForm('The body is not a form', { cause: error })
    throw error
  } finally {
    // An answer before the whole body was read is lost on many a line.
    await watched.drain(rest)
  }
}

async function readParts({ ctx, who }: Bringer, parts: AsyncIterable<FormPart>) {
  const fields: [name: string, text: string][] = []
  const errors: Record<string, string> = {}
  let [files, texts] = [0, 0]
  for await (const { name, fileName, body } of parts) {
    if (fileName === undefined) {
      const text = await textOf(body, most.text)
      texts += text.length + name.length
      if (texts > most.texts) throw new BrokenMultipart('The fields are too long')
      fields.push([name, text])
    } else if (fileName !== '') {
      files++
      const position = files
      const command = fields.find(([field]) => field === 'command')?.[1] ?? crypto.randomUUID()
      const idFor = (sha256: string) => fileId(`${who} ${command} ${position} ${sha256}`)
      try {
        if (files > most.files) throw new AppError('too_many', 'Too many files', `Send at most ${most.files} files at once.`)
        await countUpload(ctx, who, 'file')
        fields.push([name, await uploadPart(ctx, who, body, fileName, idFor)])
      } catch (error) {
        if (!(error instanceof AppError && tellable.has(error.code))) throw error
        errors[name.replace(/\[\]$/, '')] ??= `${fileName.slice(0, 120)}: ${error.message}`
      }
    }
  }
  return { fields, errors }
}
const tellable: ReadonlySet<string> = new Set(['invalid', 'too_large', 'too_many'])

/** The same for the same form with the same file, so that a form that was sent twice says the same twice. */
async function fileId(said: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said))
  const hex = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return `fil_${hex.slice(0, 32)}`
}

/** From here on the request is a form of texts. */
function replaceBody(c: Sent, fields: readonly (readonly [string, string])[]): void {
  const text = new URLSearchParams(fields.map(([name, value]) => [name, value])).toString()
  const headers = new Headers(c.req.raw.headers)
  headers.set('content-type', 'application/x-www-form-urlencoded')
  headers.set('content-length', String(text.length))
  c.req.raw = new Request(c.req.raw.url, { method: c.req.raw.method, headers, body: text })
}

/** The same bytes; what nobody asked for can be read away, no further than the body said it goes. */
function watch(source: ReadableStream<Uint8Array>) {
  const reader = source.getReader()
  let count = 0
  let isOver = false
  const read = async () => {
    const result = await reader.read()
    isOver = result.done
    count += result.value?.length ?? 0
    return result
  }
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await read()
        if (done) controller.close()
        else controller.enqueue(value)
      },
    },
    { highWaterMark: 0 },
  )
  return {
    body,
    async drain(size: number): Promise<void> {
      try {
        while (!isOver && count <= size) await read()
        if (!isOver) await reader.cancel()
      } catch {
        // Whoever sent it has gone.
      }
    },
  }
}

/** What a handler answers when asked for JSON: what to say, and how to take it back. */
export interface Answer {
  readonly ok: boolean
  readonly text: string
  readonly undo?: { readonly action: string; readonly label: string; readonly fields: Record<string, string> } | undefined
}

/** What is said where no answer came, or one without words; the desk's unless its page says otherwise. */
const sayings = {
  offline: 'That did not reach the shop. Check the connection and try again.',
  refused: 'That could not be done. Reload the page and try again.',
}
export type Sayings = typeof sayings

/** Posts a form as the page would, asking for JSON; never rejects. */
export async function post(action: string, body: FormData | URLSearchParams, words = sayings): Promise<Answer> {
  const sent = new URLSearchParams()
  for (const [name, value] of body) if (typeof value === 'string') sent.append(name, value)
  try {
    const response = await fetch(action, { method: 'POST', body: sent, headers: { accept: 'application/json' } })
    const json: unknown = await response.json().catch(() => undefined)
    // A page instead of an answer is the sign-in: the session has ended.
    return read(response.ok && json !== undefined, json, words)
  } catch {
    return { ok: false, text: words.offline }
  }
}

function read(ok: boolean, json: unknown, words: Sayings): Answer {
  const body = isRecord(json) ? json : {}
  const text = textOf(body['text']) ?? textOf(body['detail']) ?? (ok ? '' : words.refused)
  return { ok, text, undo: undoOf(body['undo']) }
}

function undoOf(json: unknown): Answer['undo'] {
  if (!isRecord(json)) return undefined
  const [action, label] = [textOf(json['action']), textOf(json['label'])]
  if (action === undefined || label === undefined) return undefined
  const fields = isRecord(json['fields']) ? Object.entries(json['fields']).map(([name, value]) => [name, String(value)]) : []
  return { action, label, fields: Object.fromEntries(fields) }
}

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

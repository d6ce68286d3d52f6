import { isHandedOut, receiptFault } from '#lib/receipt-check.ts'
import { sha256Of } from '#lib/sealed-record.ts'
import type { FoundWords } from '#ui/found-words.ts'

const box = document.querySelector<HTMLElement>('[data-verify]')
const place = document.querySelector<HTMLElement>('[data-proven]')
const input = box?.querySelector('input')
const words: FoundWords = JSON.parse(box?.dataset['words'] ?? '{}')

if (box && place && input) {
  box.hidden = false
  for (const kind of ['dragenter', 'dragover'] as const) {
    box.addEventListener(kind, (event) => {
      event.preventDefault()
      box.classList.add('over')
    })
  }
  for (const kind of ['dragleave', 'drop'] as const) box.addEventListener(kind, () => box.classList.remove('over'))
  box.addEventListener('drop', (event) => {
    event.preventDefault()
    void take(event.dataTransfer?.files[0])
  })
  input.addEventListener('change', () => void take(input.files?.[0]))
}

/** Checks the file against what the page knows. Nothing is sent anywhere. */
async function take(file: File | undefined): Promise<void> {
  if (!file || !box || !place) return
  const bytes = new Uint8Array(await file.arrayBuffer())
  const isPdf = new TextDecoder().decode(bytes.subarray(0, 5)) === '%PDF-'
  const said = isPdf ? await checkPdf(bytes) : await checkJson(new TextDecoder().decode(bytes))
  tell(file.name, said)
}

interface Said {
  readonly holds: boolean
  readonly title: string
  readonly text: string
}

async function checkPdf(bytes: Uint8Array<ArrayBuffer>): Promise<Said> {
  const known = (box?.dataset['receipts'] ?? '').split(' ')
  return known.includes(await sha256Of(bytes)) ? { holds: true, ...words.pdf } : { holds: false, ...words.otherPdf }
}

async function checkJson(text: string): Promise<Said> {
  const record = parsed(text)
  if (!isHandedOut(record)) return { holds: false, ...words.none }
  const { sha256, keyId, publicKey } = box?.dataset ?? {}
  if (record.sha256 !== sha256) return { holds: false, ...words.other }
  const fault = await receiptFault(record, (id) => (id === keyId ? publicKey : undefined)).catch(() => 'unable' as const)
  if (fault === 'unable') return { holds: false, ...words.unable }
  if (fault) return { holds: false, title: words.changed, text: words.faults[fault] }
  if (record.payload !== null) return { holds: true, ...words.whole }
  const { title, text: erased } = words.erased
  return { holds: true, title, text: erased.replace('{day}', record.erasedAt?.slice(0, 10) ?? words.unknownDay) }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Any other file: the sentence for the person says what to choose.
    return undefined
  }
}

function tell(name: string, { holds, title, text }: Said): void {
  const note = document.createElement('div')
  note.className = holds ? 'note' : 'note bad'
  note.dataset['holds'] = String(holds)
  for (const words of [title, `${name}: ${text}`]) {
    const line = document.createElement('p')
    line.textContent = words
    note.append(line)
  }
  place?.replaceChildren(note)
}

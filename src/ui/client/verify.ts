import { isHandedOut, receiptFault } from '#lib/receipt-check.ts'
import { sha256Of } from '#lib/sealed-record.ts'

const box = document.querySelector<HTMLElement>('[data-verify]')
const place = document.querySelector<HTMLElement>('[data-proven]')
const input = box?.querySelector('input')

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
  return known.includes(await sha256Of(bytes))
    ? { holds: true, title: 'This PDF is unchanged', text: 'It is, byte for byte, the receipt that was made of this record.' }
    : refused('This PDF is not the receipt of this record', 'It was changed, printed anew, or belongs to another record.')
}

async function checkJson(text: string): Promise<Said> {
  const record = parsed(text)
  if (!isHandedOut(record))
    return refused('This is no receipt', 'Choose the PDF or the JSON that you downloaded from the record.')
  const { sha256, keyId, publicKey } = box?.dataset ?? {}
  if (record.sha256 !== sha256) return refused('This is another record', 'Its fingerprint is not the one of this page.')
  const fault = await receiptFault(record, (id) => (id === keyId ? publicKey : undefined)).catch(() => 'unable' as const)
  if (fault === 'unable')
    return refused('This browser cannot check signatures', 'Use a current version of Chrome, Edge, Firefox or Safari.')
  if (fault) return refused('This record was changed', `${fault.charAt(0).toUpperCase()}${fault.slice(1)}.`)
  if (record.payload !== null)
    return {
      holds: true,
      title: 'This record is complete and unchanged',
      text: 'Hash, signature and content are as they were sealed.',
    }
  return {
    holds: true,
    title: 'This record is unchanged',
    text: `Hash and signature hold. Content erased on ${record.erasedAt?.slice(0, 10) ?? 'an unknown day'}.`,
  }
}

const refused = (title: string, text: string): Said => ({ holds: false, title, text })

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

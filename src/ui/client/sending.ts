import type { PickerWords } from '../picker-words.ts'

/** It was not taken; the message is for the person. */
export class Unsent extends Error {}

/** Puts bytes at an address and gives the id they got. Throws Unsent, or what the signal was aborted with. */
export function send(
  address: string,
  bytes: Blob,
  words: PickerWords,
  signal: AbortSignal,
  onShare: (share: number) => void = () => {},
): Promise<string> {
  // Only this old way of asking tells how much has gone.
  const request = new XMLHttpRequest()
  const answer = new Promise<string>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(total > 0 ? loaded / total : 0))
    request.addEventListener('load', () => {
      const { id, problem } = fieldsOf(request.response)
      if (request.status === 201 && id) resolve(id)
      else reject(new Unsent(request.status === 401 ? words.signedOut : (problem ?? words.offline)))
    })
    request.addEventListener('error', () => reject(new Unsent(words.offline)))
    request.addEventListener('abort', () => reject(signal.reason))
  })
  signal.addEventListener('abort', () => request.abort(), { once: true })
  request.open('PUT', address)
  request.responseType = 'json'
  request.send(bytes)
  return answer
}

function fieldsOf(json: unknown): { id?: string; problem?: string } {
  const fields: Record<string, unknown> = typeof json === 'object' && json !== null ? { ...json } : {}
  return {
    ...(typeof fields['id'] === 'string' ? { id: fields['id'] } : {}),
    ...(typeof fields['problem'] === 'string' ? { problem: fields['problem'] } : {}),
  }
}

import { invalid } from '#errors.ts'

/** The body to the byte: one that is not exactly what was signed must not become it by decoding. Throws invalid for what is no text. */
export async function exactText(request: Request): Promise<string> {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await request.arrayBuffer())
  } catch {
    // Not UTF-8, so nobody's we know.
    throw invalid('The body is not text')
  }
}

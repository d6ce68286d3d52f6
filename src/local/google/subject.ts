/** Who an address is at this Google: always the same number (FNV-1a). */
export function subjectOf(email: string): string {
  let number = 0xcbf29ce484222325n
  for (const letter of email) number = BigInt.asUintN(64, (number ^ BigInt(letter.codePointAt(0) ?? 0)) * 0x100000001b3n)
  return number.toString().padStart(21, '1')
}

import type { Control, Form } from './browser.ts'

/** What somebody would fill in: these words where any words do, and what numbers, mailboxes and choices must be where they do not. */
export function fillingOf({ kind, value, options }: Control, words: string, email: string): string {
  if (options) return value || (options.findLast(Boolean) ?? '')
  if (/^(text|textarea|search|url)$/.test(kind)) return words
  if (kind === 'email') return value || email
  return value || (/^(decimal|numeric|number)$/.test(kind) ? '1' : '')
}

/** The fields of a form, each control filled by `fill`. */
export function filled({ fields, controls }: Form, fill: (control: Control) => string): Record<string, string | string[]> {
  const typed = controls.map((control): [string, string | string[]] => {
    const value = fill(control)
    return [control.name, control.name.endsWith('[]') ? [value] : value]
  })
  return { ...fields, ...Object.fromEntries(typed.filter(([name]) => name !== 'logo')) }
}

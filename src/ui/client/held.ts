/** What scripts and readers set on a page that stands, and a fresh page knows nothing of. */
const ownAttributes = new Set(['open', 'hidden', 'aria-busy', 'aria-expanded', 'data-busy', 'data-idle-text'])

export function keepsAttribute(name: string, element: Element): boolean {
  return ownAttributes.has(name) || (name === 'class' && element.matches('[data-board]'))
}

/** Whether somebody has begun to fill in a form, or sent it a moment ago. */
export function isHeld(node: Node): boolean {
  if (!(node instanceof HTMLFormElement)) return false
  return (
    node.dataset['busy'] !== undefined || node.querySelector('[data-picked] li') !== null || [...node.elements].some(isTouched)
  )
}

/** Whether something is on its way between two places of the page. */
export function isMoving(): boolean {
  return document.querySelector('.lifted, .saving') !== null
}

function isTouched(field: Element): boolean {
  if (field instanceof HTMLInputElement) {
    if (field.type === 'hidden') return false
    if (field.type === 'file') return (field.files?.length ?? 0) > 0
    if (field.type === 'checkbox' || field.type === 'radio') return field.checked !== field.defaultChecked
    return field.value !== field.defaultValue
  }
  if (field instanceof HTMLTextAreaElement) return field.value !== field.defaultValue
  if (field instanceof HTMLSelectElement) return [...field.options].some((option) => option.selected !== option.defaultSelected)
  return false
}

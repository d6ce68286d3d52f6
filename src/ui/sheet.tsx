import type { Child } from 'hono/jsx'

/** A question on top of the page, opened by a SheetButton with the same id. */
export const Sheet = ({ id, title, children }: { id: string; title: Child; children: Child }) => (
  <div class="sheet" id={id} popover="auto" role="dialog" aria-labelledby={`${id}-title`}>
    <h2 id={`${id}-title`}>{title}</h2>
    {children}
  </div>
)

interface SheetButtonProps {
  for: string
  children: Child
  class?: string | undefined
  action?: 'toggle' | 'show' | 'hide' | undefined
}

export const SheetButton = ({ for: sheet, children, class: look = 'btn', action }: SheetButtonProps) => (
  <button class={look} type="button" popovertarget={sheet} popovertargetaction={action}>
    {children}
  </button>
)

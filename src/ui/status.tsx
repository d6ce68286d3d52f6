import { raw } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { HtmlEscapedString } from 'hono/utils/html'
import { recall } from '#lib/recall.ts'
import { Icon } from './icons.tsx'

/** How far along: dashed while it waits, filled by percent, ticked when done. */
export type RingPart = 'todo' | 'full' | number

// Rings and stitches are made of a few numbers, and a list has dozens: their markup is made once.
const drawn = new Map<string, HtmlEscapedString>()
const drawRing = (part: RingPart) =>
  raw(
    `<svg class="ring${part === 'todo' ? ' todo' : ''}" viewBox="0 0 16 16" aria-hidden="true"><circle${part === 'full' ? ' class="full"' : ''} cx="8" cy="8" r="6.5"></circle>${
      part === 'full' ? '<path class="done" d="M5 8.2l2.2 2.2L11.2 6"></path>' : ''
    }${typeof part === 'number' ? `<circle class="pie" cx="8" cy="8" r="3" pathLength="100" stroke-dasharray="${part} 100"></circle>` : ''}</svg>`,
  )

export const Ring = ({ part }: { part: RingPart }) => <>{recall(drawn, `ring ${part}`, () => drawRing(part))}</>

interface StatusProps {
  ring: RingPart
  label: Child
  /** The reader must act. */
  you?: boolean | undefined
  /** Late or refused: a warning takes the ring's place. */
  bad?: boolean | undefined
  quiet?: boolean | undefined
}

export const Status = ({ ring, label, you, bad, quiet }: StatusProps) => (
  <span class={`status${you ? ' you' : ''}${bad ? ' bad' : ''}${quiet ? ' quiet' : ''}`}>
    {bad ? <Icon name="warning" /> : <Ring part={ring} />}
    <span>{label}</span>
  </span>
)

/** Progress in a row. `at` counts from 1, the step under way; 0 is not started, past `steps` is done. */
export const Stitch = ({ steps, at, label }: { steps: number; at: number; label: string }) => (
  <div class="stitch" role="img" aria-label={label}>
    {recall(drawn, `stitch ${steps} ${at}`, () => raw(Array.from({ length: steps }, (_, i) => stitchOf(i + 1, at)).join('')))}
  </div>
)

const stitchOf = (step: number, at: number) =>
  step < at ? '<i class="on"></i>' : step === at ? '<i class="now"></i>' : '<i></i>'

export interface TrackStep {
  readonly label: Child
  readonly state: 'done' | 'now' | 'todo'
  readonly detail?: Child
}

/** Progress in full: across in a wide block, upright in a narrow one. */
export const Track = ({ steps }: { steps: readonly TrackStep[] }) => (
  <ol class="track">
    {steps.map(({ label, state, detail }) => (
      <li class={state === 'todo' ? undefined : state} aria-current={state === 'now' ? 'step' : undefined}>
        {state === 'done' && <Icon name="check" />}
        <b>{label}</b>
        {detail && <span>{detail}</span>}
      </li>
    ))}
  </ol>
)

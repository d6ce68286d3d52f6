import { type RingPart, Status } from '#ui/status.tsx'
import type { PortalState } from './rules.ts'
import type { View } from './view.ts'

interface At {
  readonly invitedAt: number | null
  readonly seenAt: number | null
}

/** How far somebody has come into the portal, and since when. */
export const PortalStatus = ({ view, state, at }: { view: View; state: PortalState; at: At }) => (
  <Status ring={rings[state]} label={stateInWords(view, at, state)} quiet={state !== 'active' && state !== 'invited'} />
)

const rings: Readonly<Record<PortalState, RingPart>> = {
  active: 'full',
  invited: 45,
  'not invited': 'todo',
  'access off': 'todo',
  'access ended': 'todo',
  'no email': 'todo',
}

function stateInWords(view: View, at: At, state: PortalState): string {
  switch (state) {
    case 'active':
      return `Active, seen ${view.when(at.seenAt ?? view.now)}`
    case 'invited':
      return `Invited ${view.when(at.invitedAt ?? view.now)}`
    case 'access off':
      return 'Access off'
    case 'access ended':
      return 'Access ended'
    case 'not invited':
      return 'Not invited'
    case 'no email':
      return 'No email: cannot sign in'
    default:
      return state satisfies never
  }
}

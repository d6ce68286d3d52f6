import type { Signature } from '#features/approvals/record.ts'
import { pathOf } from './evidence.ts'
import { receiptWords as words } from './words.ts'

/** The signature as it was given: drawn from its strokes, or the typed name. */
export const SignatureMark = ({ signature }: { signature: Signature }) =>
  signature.kind === 'drawn' ? (
    <svg
      class="ink-sign"
      viewBox={`-4 -4 ${signature.width + 8} ${signature.height + 8}`}
      role="img"
      aria-label={words.signatureOf(signature.name)}
    >
      <path d={pathOf(signature.strokes)} />
    </svg>
  ) : (
    <p class="typed-sign">
      <span>{signature.name}</span> <small class="quiet">{words.typed}</small>
    </p>
  )

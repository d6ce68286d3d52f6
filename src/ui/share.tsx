import { Icon } from './icons.tsx'
import { partWords } from './part-words.ts'

interface CopyProps {
  id: string
  label: string
  value: string
  /** The button shows its icon only. */
  small?: boolean | undefined
  /** A ready-made message rather than an address. */
  multiline?: boolean | undefined
  words?: { readonly copy: string; readonly copied: string } | undefined
  /** Where the server hears of it: posted to once the text is copied. */
  report?: string | undefined
  /** What the button says that hands the text to the device's other apps, where it can. */
  share?: string | undefined
}

/** Text to take along. Without script it can still be selected. */
export const Copy = ({ id, label, value, small, multiline, report, share, words = partWords.copy }: CopyProps) => (
  <div class="copy">
    <label class="sr" for={id}>
      {label}
    </label>
    {multiline ? (
      <textarea class="input" id={id} readonly>
        {value}
      </textarea>
    ) : (
      <input class="input" id={id} readonly value={value} />
    )}
    <button
      class="btn"
      type="button"
      data-copy={id}
      data-copied={words.copied}
      data-report={report}
      aria-label={`${words.copy}: ${label}`}
    >
      <Icon name="copy" />
      {!small && <span>{words.copy}</span>}
    </button>
    {share && (
      <button class="btn" type="button" data-share={id} aria-label={`${share}: ${label}`} hidden>
        {share}
      </button>
    )}
  </div>
)

/** A QR code as one path of unit squares, black on white whatever the theme, so that cameras read it. */
export const Qr = ({ path, size, label }: { path: string; size: number; label: string }) => (
  <svg class="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shape-rendering="crispEdges">
    <path d={path} fill="#000" />
  </svg>
)

import type { Asked } from '#features/approvals/asked.ts'
import { contentOf } from '#features/approvals/editions.ts'
import { type DesignPart, designsOf, pagesOf } from './rules.ts'
import { Picture, type ProofLinks } from './views-art.tsx'
import { DesignSpec } from './views-spec.tsx'
import { proofWords as words } from './words.ts'

export interface Compared {
  readonly number: number
  readonly designs: readonly DesignPart[]
}
interface CompareProps {
  readonly older: Compared
  readonly newer: Compared
  readonly links: Pick<ProofLinks, 'file'>
}

const modes = ['side', 'over', 'slide', 'diff'] as const

/** The edition of this number and the one before it; the first is compared with the second. */
export function comparedOf(editions: Asked['editions'], shown: number): Omit<CompareProps, 'links'> {
  const newer = Math.max(2, shown)
  const at = (wanted: number): Compared => {
    const edition = editions.find(({ number }) => number === wanted)
    return { number: wanted, designs: edition ? designsOf(contentOf(edition)) : [] }
  }
  return { older: at(newer - 1), newer: at(newer) }
}

/** Two editions, design by design: beside each other, on top of each other, and what differs. */
export const Compare = ({ older, newer, links }: CompareProps) => {
  const keys = [...new Set([...newer.designs, ...older.designs].map(({ key }) => key))]
  return (
    <proof-compare class="comparing">
      <fieldset class="choice how">
        <legend class="sr">{words.compareAs}</legend>
        {modes.map((mode) => (
          <label>
            <input type="radio" name="how" id={`how-${mode}`} value={mode} checked={mode === 'side'} />
            {words.compareModes[mode]}
          </label>
        ))}
      </fieldset>
      <label class="cutter" for="f-cut">
        <span class="small quiet">{words.cut}</span>
        <input type="range" id="f-cut" min="0" max="100" value="50" />
      </label>
      <p class="small quiet diff-hint">{words.diffHint}</p>
      {keys.map((key) => (
        <ComparedDesign
          a={older.designs.find((design) => design.key === key)}
          b={newer.designs.find((design) => design.key === key)}
          numbers={[older.number, newer.number]}
          links={links}
        />
      ))}
    </proof-compare>
  )
}

interface OneProps {
  a: DesignPart | undefined
  b: DesignPart | undefined
  numbers: readonly [older: number, newer: number]
  links: Pick<ProofLinks, 'file'>
}

const ComparedDesign = ({ a, b, numbers: [older, newer], links }: OneProps) => {
  const design = b ?? a
  if (!design) return null
  const pages = [...new Set([a, b].flatMap((one) => (one ? pagesOf(one).map(({ page }) => page) : [])))]
  return (
    <section>
      <h2>{design.title}</h2>
      {(!a || !b) && <p class="quiet">{words.onlyIn(b ? newer : older)}</p>}
      {pages.map((page) => (
        <div class={a && b ? 'compare' : 'compare alone'}>
          {a && <Half design={a} page={page} version={older} links={links} />}
          {b && <Half design={b} page={page} version={newer} links={links} />}
        </div>
      ))}
    </section>
  )
}

const Half = ({
  design,
  page,
  version,
  links,
}: {
  design: DesignPart
  page: number
  version: number
  links: OneProps['links']
}) => {
  const pictures = pagesOf(design).find((one) => one.page === page)?.pictures ?? []
  return (
    <figure>
      <div class="art">
        {pictures.length > 0 && <Picture pictures={pictures} links={links} alt={`${words.version(version)}: ${design.title}`} />}
      </div>
      <figcaption>
        {words.version(version)}
        <DesignSpec design={design} />
      </figcaption>
    </figure>
  )
}

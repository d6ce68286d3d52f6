import type { Child } from 'hono/jsx'
import { Facts } from '#ui/block.tsx'
import { Swatch } from '#ui/picture-fields.tsx'
import { type DesignPart, piecesIn } from './rules.ts'
import { proofWords as words } from './words.ts'

type Spec = Pick<DesignPart, 'placement' | 'size' | 'swatches' | 'sizeGrid' | 'note'>

/** What a design shows, in words and colours; nothing where nothing was said. */
export const DesignSpec = ({ design }: { design: Spec }) => {
  const { placement, size, swatches, sizeGrid, note } = design
  const items: { label: Child; value: Child }[] = [
    ...(placement ? [{ label: words.where, value: placement }] : []),
    ...(size ? [{ label: words.size, value: size }] : []),
    ...(swatches.length > 0 ? [{ label: words.colors, value: <Swatches swatches={swatches} /> }] : []),
    ...(sizeGrid.length > 0 ? [{ label: words.sizes, value: <Sizes grid={sizeGrid} /> }] : []),
    ...(note ? [{ label: words.note, value: <span class="typed">{note}</span> }] : []),
  ]
  return items.length > 0 ? <Facts items={items} small /> : null
}

export const hasSpec = ({ placement, size, swatches, sizeGrid, note }: Spec) =>
  placement !== '' || size !== '' || note !== '' || swatches.length + sizeGrid.length > 0

export const Swatches = ({ swatches }: { swatches: DesignPart['swatches'] }) => (
  <ul class="threads">
    {swatches.map(({ name, hex }) => (
      <li>
        {hex && <Swatch color={hex} />}
        {name}
      </li>
    ))}
  </ul>
)

const Sizes = ({ grid }: { grid: DesignPart['sizeGrid'] }) => (
  <>
    <ul class="sizes num">
      {grid.map(({ size, count }) => (
        <li>
          <span>{size}</span> {count}
        </li>
      ))}
    </ul>
    <span class="quiet">{words.pieces(piecesIn(grid))}</span>
  </>
)

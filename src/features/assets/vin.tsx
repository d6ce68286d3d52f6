import { fitsCheckDigit, hasVinShape } from './rules.ts'
import { assetWords as words } from './words.ts'

interface VinProps {
  readonly vin: string
  readonly year: number | null
}

/** A vehicle's number as who may change it reads it: with a quiet hint where its check digit does not fit. */
export const CheckedVin = ({ vin, year }: VinProps) => {
  const isOdd = hasVinShape(vin, year) && vin.length === 17 && !fitsCheckDigit(vin)
  return (
    <>
      <span class="mono">{vin}</span>
      {isOdd && <small class="quiet"> {words.checkDigit}</small>}
    </>
  )
}

import { sql } from '#database/sql.ts'
import { start } from '#testing/world.ts'
import { customerBrands, customerColors, customerLogos } from './schema.ts'

interface Whose {
  readonly customerId: string
  readonly file: string
  readonly logo: string
  readonly color: string
}

/** A customer's branding whose every text begins with this word. */
export function brandSaying(word: string, { customerId, file, logo, color }: Whose) {
  const made = { customerId, createdAt: start }
  return [
    sql.insert(customerBrands).values({ customerId, notes: `${word} notes`, changedAt: start }),
    sql.insert(customerLogos).values({ ...made, id: logo, fileId: file, label: `${word} logo`, note: `${word} cloth` }),
    sql.insert(customerColors).values({ ...made, id: color, label: `${word} color`, hex: '#1a7f4b', pantone: `${word} thread` }),
  ]
}

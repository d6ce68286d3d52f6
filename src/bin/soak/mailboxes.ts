import { Agent, request } from 'node:http'
import { bundleWorker } from '#bin/bench/bundle.ts'
import { hosts, openPlace } from '#bin/bench/place.ts'
import { type Shop, seedShop } from '#bin/bench/seed-shop.ts'
import { median } from '#bin/bench/usage.ts'
import { serve } from '#bin/bench/workerd.ts'
import { sql } from '#database/sql.ts'
import { write } from '#database/write.ts'
import { contacts, customers, people } from '#features/customers/schema.ts'
import { newId, newKey } from '#lib/id.ts'
import { wait } from '#lib/wait.ts'
import { createMailbox } from '#local/mailbox/server.ts'
import { mannWhitney } from './rank-sum.ts'

// Both stay below the limits on mails of one shop.
const shopsAsked = 2
const perShop = 250
const warmUp = 20
/** Long enough for the mail of one sample to have gone before the next one is taken. */
const pauseMs = 40
const toHold = { differenceMs: 5, p: 0.01 }

/** Asks for a code 500 times for known and 500 times for unknown mailboxes, in turn, and says whether time tells them apart. */
export async function measureMailboxes(): Promise<boolean> {
  const place = await openPlace()
  const mailbox = createMailbox({})
  const mailUrl = `http://127.0.0.1:${await mailbox.listen(0)}`
  const { main, compatibilityDate, compatibilityFlags } = await bundleWorker(place.dir)
  const variables = { ...place.variables, MAIL_URL: mailUrl }
  const worker = await serve(
    { main, variables, bucket: place.bucket.address, compatibilityDate, compatibilityFlags },
    'mailboxes',
  )
  const times: { known: number[]; unknown: number[] } = { known: [], unknown: [] }
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  for (let i = 0; i < shopsAsked; i++) {
    const shop = await seedShop(place.deps, `mailboxes-${i}`)
    const known = await seedPeople(shop, perShop + warmUp)
    for (const [at, email] of known.entries()) {
      const asks = [
        { kind: 'known' as const, email },
        { kind: 'unknown' as const, email: email.replace('@', '@not-') },
      ]
      // Each comes first half of the time, so that what one leaves behind meets both alike.
      for (const { kind, email } of at % 2 ? asks : asks.reverse()) {
        const took = await timeToAsk(worker.port, agent, shop, email)
        if (at >= warmUp) times[kind].push(took)
        await wait(pauseMs)
      }
    }
  }
  agent.destroy()
  await worker.close()
  await mailbox.close()
  place.close()
  return tell(times)
}

function tell({ known, unknown }: { known: number[]; unknown: number[] }): boolean {
  const [one, other] = [median(known), median(unknown)]
  const p = mannWhitney(known, unknown)
  const isSmall = Math.abs(one - other) <= toHold.differenceMs
  const isChance = p > toHold.p
  console.log(`asking for a code, ${known.length} known and ${unknown.length} unknown mailboxes in turn:`)
  console.log(`  median of known ${one.toFixed(2)} ms, of unknown ${other.toFixed(2)} ms`)
  console.log(
    `  they differ by ${Math.abs(one - other).toFixed(2)} ms, ${isSmall ? 'no more' : 'MORE'} than ${toHold.differenceMs} ms`,
  )
  console.log(
    `  Mann-Whitney p = ${p.toFixed(4)}, ${isChance ? 'so time does not tell' : 'so time TELLS'} them apart at ${toHold.p}`,
  )
  return isSmall && isChance
}

async function seedPeople({ tenant }: Shop, count: number): Promise<string[]> {
  const customerId = newId('cus')
  const createdAt = Date.now()
  const made = Array.from({ length: count }, (_, i) => ({ id: newId('per'), email: `person-${i}@customer.example` }))
  await write(tenant.database, [
    sql.insert(customers).values({ id: customerId, name: 'Riverside Brewing Co.', linkKey: newKey(10), createdAt }),
    sql.insert(people).values(made.map((person) => ({ ...person, name: 'Dana Whitfield', createdAt }))),
    sql.insert(contacts).values(
      made.map(({ id: personId }) => ({
        ...{ id: newId('con'), customerId, personId, name: 'Dana Whitfield', createdAt },
        ...{ hasAccess: true, canApprove: true, canPay: true, seesPrices: true, isPrimary: false },
      })),
    ),
  ])
  return made.map(({ email }) => email)
}

let networks = 0

/** From a new browser on a new network each time: limits would make the later ones another thing. Until the answer's last byte, ms. */
function timeToAsk(port: number, agent: Agent, { base }: Shop, email: string): Promise<number> {
  const body = new URLSearchParams({ email, command: newId('cmd') }).toString()
  const network = `10.${(++networks >> 16) & 255}.${(networks >> 8) & 255}.${networks & 255}`
  const headers = {
    ...{ host: hosts.portal, origin: `http://${hosts.portal}`, 'sec-fetch-site': 'same-origin', 'cf-connecting-ip': network },
    ...{ 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body) },
  }
  return new Promise((resolve, reject) => {
    const asked = performance.now()
    const sent = request({ host: '127.0.0.1', port, path: `${base}/sign-in`, method: 'POST', headers, agent }, (answer) => {
      answer.resume()
      answer.on('end', () => {
        if (answer.statusCode === 303) resolve(performance.now() - asked)
        else reject(new Error(`Asking for a code was answered ${answer.statusCode}`))
      })
    })
    sent.on('error', reject)
    sent.end(body)
  })
}

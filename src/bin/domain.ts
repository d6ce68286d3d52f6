import { lookup } from 'node:dns/promises'
import type { Deps } from '#env.ts'
import { addDomain, removeDomain, useDomain } from '#platform/domains/actions.ts'
import { listDomains } from '#platform/domains/queries.ts'
import { isLocalHost } from '#platform/domains/rules.ts'
import { runCommand } from './command-world.ts'

const usage = `Gives a shop its own host, takes it away, or lists what it has:
  npm run domain -- add <shop> <host>       npm run domain -- add smith-embroidery portal.smithembroidery.com
  npm run domain -- use <shop> <host>       puts it into the links customers are mailed, once DNS leads there
  npm run domain -- remove <shop> <host>
  npm run domain -- list <shop>`

const [verb, shop = '', host = ''] = process.argv.slice(2)
if (verb === 'list' && shop) await runCommand((deps) => list(deps))
else if (verb === 'add' && shop && host) await runCommand((deps) => add(deps))
else if (verb === 'use' && shop && host) await runCommand((deps) => use(deps))
else if (verb === 'remove' && shop && host) await runCommand((deps) => remove(deps))
else {
  console.error(usage)
  process.exitCode = 1
}

async function add(deps: Deps): Promise<number> {
  const added = await addDomain(deps, shop, host)
  const port = deps.portal.port ? `:${deps.portal.port}` : ''
  console.log(`${added.host} now belongs to ${shop} and is served as soon as DNS leads here.`)
  if (isLocalHost(added.host)) console.log('A name below localhost needs nothing else: browsers find it by themselves.')
  else {
    console.log('\nSet these where the domain is kept:')
    for (const { type, name, value, why } of added.records) console.log(`  ${type.padEnd(6)} ${name}  ->  ${value}   (${why})`)
    console.log(
      `\nThen add ${added.host} under Custom Hostnames of the portal's zone in Cloudflare, which makes its certificate.`,
    )
    console.log(`Links to customers keep the address they have until you run: npm run domain -- use ${shop} ${added.host}`)
  }
  console.log(`\nThe portal: ${deps.portal.protocol}//${added.host}${port}/portal`)
  return 0
}

async function use(deps: Deps): Promise<number> {
  if (!isLocalHost(host) && !(await lookup(host).catch(() => undefined))) {
    console.error(
      `DNS does not know ${host} yet: links with it would lead nowhere. Set the records that «add» printed, wait, and try again.`,
    )
    return 1
  }
  const used = await useDomain(deps, shop, host)
  console.log(`Links to customers of ${shop} carry ${used} from now on, within half a minute everywhere.`)
  return 0
}

async function remove(deps: Deps): Promise<number> {
  const removed = await removeDomain(deps, shop, host)
  console.log(
    `${removed} no longer leads to ${shop}. Its portal goes on at ${deps.portal.origin}/public/portal/${shop}; bookmarks there work.`,
  )
  return 0
}

async function list(deps: Deps): Promise<number> {
  const found = await listDomains(deps, shop)
  if (!found.shop) {
    console.error(`No shop has the address ${shop}.`)
    return 1
  }
  if (found.hosts.length === 0) console.log(`${shop} has no host of its own.`)
  for (const row of found.hosts) console.log(`${row.host}${row.host === found.shop.canonicalHost ? '  (in links)' : ''}`)
  return 0
}

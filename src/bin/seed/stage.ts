import type { Calendar } from './days.ts'
import type { ShopScript } from './script.ts'
import type { Team } from './team.ts'

/** One thing somebody of the story does, and when. */
export interface Step {
  readonly at: number
  run(): Promise<void>
}
/** What the whole story shares: whom, when, and the ids of what was made so far. */
export interface Stage {
  readonly script: ShopScript
  readonly team: Team
  readonly calendar: Calendar
  readonly boss: string
  readonly ids: Map<string, string>
}
/** A job's place in the story: what it is known under. */
export function jobKey({ script }: Stage, title: string): string {
  return `job ${script.jobs.findIndex((job) => job.title === title)}`
}
/** The id of what was made under a name. Throws when the story uses it too early. */
export function known(stage: Stage, name: string): string {
  const id = stage.ids.get(name)
  if (!id) throw new Error(`${stage.script.name}: ${name} comes before it is made`)
  return id
}

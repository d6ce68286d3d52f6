import { and, eq } from 'drizzle-orm'
import type { Action } from '#context.ts'
import { raw, sql } from '#database/sql.ts'
import { type Change, exactlyOne } from '#database/write.ts'
import { isClosedStage, isProduction, type Stage } from './rules.ts'
import { jobs } from './schema.ts'

interface MovingJob {
  readonly id: string
  readonly title: string
  readonly statusId: string
  readonly stage: Stage
}
interface Target {
  readonly id: string
  readonly name: string
  readonly label: string
  readonly stage: Stage
}
export interface AnswerMove {
  readonly changes: readonly Change[]
  readonly consequence: NonNullable<Action['consequences']>[number]
}

/**
 * The move that an approval brings about: to the shop's first status of that stage. Nothing when the job stands there already,
 * is being made or is closed, or the shop has no such status. Refused with 'job moved' when somebody moved it meanwhile.
 */
export function moveByAnswer(
  now: number,
  job: MovingJob,
  statuses: readonly Target[],
  goal: Stage,
  customerId: string,
): AnswerMove | undefined {
  const to = statuses.find(({ stage }) => stage === goal)
  if (!to || job.stage === goal || isProduction(job.stage) || isClosedStage(job.stage)) return undefined
  return {
    changes: [
      [
        sql
          .update(jobs)
          .set({ statusId: to.id, isClosed: isClosedStage(to.stage), statusAt: now, version: raw`${jobs.version} + 1` })
          .where(and(eq(jobs.id, job.id), eq(jobs.statusId, job.statusId))),
        exactlyOne('job moved'),
      ],
    ],
    consequence: {
      ...{ kind: 'job.moved', subjectId: job.id, customerId, jobId: job.id, audience: 'customer' },
      facts: { from: job.statusId, to: to.id, label: to.label, stage: to.stage, title: job.title },
      details: { name: to.name, byAnswer: true },
    },
  }
}

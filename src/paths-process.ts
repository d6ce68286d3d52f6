import { managers } from '#features/team/rules.ts'
import { staff } from './routes.ts'

/** The settings of how work goes through the shop, and of what goes out by itself as it does. */
export const processPaths = {
  statuses: {
    list: staff.get('/settings/statuses', managers),
    add: staff.post('/settings/statuses', managers),
    save: staff.post('/settings/statuses/:id', managers),
    remove: staff.post('/settings/statuses/:id/removal', managers),
  },
  automations: {
    show: staff.get('/settings/automations', managers),
    save: staff.post('/settings/automations', managers),
    quiet: staff.post('/settings/automations/quiet-hours', managers),
    saveOne: staff.post('/settings/automations/:id', managers),
    preview: staff.get('/settings/automations/:id/preview', managers),
  },
} as const

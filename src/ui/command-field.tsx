import { newId } from '#lib/id.ts'

/** Marks this rendering of a form, so that sending it twice does it once; a browser that reloads keeps no old mark. Stands in every form that changes something. */
export const CommandField = () => <input type="hidden" name="command" value={newId('cmd')} autocomplete="off" />

/** The version of the row the form was made from: a change made meanwhile is noticed. */
export const VersionField = ({ version }: { version: number }) => <input type="hidden" name="version" value={version} />

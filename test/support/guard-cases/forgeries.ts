import type { Given, Who } from './case.ts';
import { NOBODY } from './shapes.ts';

/** What can be done to the record of a removal, apart from letting it begin, so that the operator goes by something else. */
const FORGERIES = [
  { what: 'makes a record', through: 'nodecleanups', before: undefined, after: {} },
  { what: 'says that the tasks of a removal are over', through: 'nodecleanups/status', before: {}, after: {} },
  { what: 'deletes a record', through: 'nodecleanups', before: {}, after: undefined },
  {
    what: 'has the garbage collector delete a record',
    through: 'nodecleanups',
    before: {},
    after: { ownerReferences: [NOBODY] },
  },
] as const;

export const forgedBy = (who: Who, allowed: boolean): readonly Given[] =>
  FORGERIES.map((given) => ({ ...given, who, allowed }));

import { expect, it } from 'vitest';
import { ReturnedMachines, type ReturnedMachinesDeps } from '../../../../lib/cleanup/returned/returned-machines.ts';
import { UNKNOWN_MACHINE } from '../../../../lib/node/machine.ts';
import { nodeRecord } from '../sample.ts';

const UUID = '4C4C4544-0043-3010-8053-B4C04F4A5931';

it('whoever shares an id with a Node that has gone is looked at, in whatever letters it is written', () => {
  const of = (name: string, systemUUID: string) => nodeRecord({ name, machine: { ...UNKNOWN_MACHINE, systemUUID } });
  const nodes = () => [of('same', UUID.toLowerCase()), of('other', 'another'), of('silent', 'Not Specified')];
  const returned = new ReturnedMachines({ nodes } as unknown as ReturnedMachinesDeps);
  expect(returned.namesakes(of('gone', UUID))).toEqual(['same']);
  expect(returned.namesakes(of('gone', 'Not Specified'))).toEqual([]);
});

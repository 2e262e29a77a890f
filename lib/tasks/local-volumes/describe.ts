import { count, cut, listFew } from '../../operation/text.ts';
import { nameOfClaim } from './claim.ts';
import type { Situation } from './decide.ts';
import type { Owners } from './owners.ts';
import { having, type LocalVolume, type Standing } from './stock.ts';

/** So that what a person can do, which comes last, still finds room in the record. */
const DESCRIPTION = 520;

export const nameOf = ({ claim, volume }: LocalVolume): string =>
  claim === undefined ? volume.name : nameOfClaim(claim);

/** `shop/data-web-0 (10Gi, class local-ssd, volume pv-1, Retain, StatefulSet web)`. */
export function describe(local: LocalVolume, owners?: Owners): string {
  const { volume, claim } = local;
  const user = claim === undefined ? undefined : owners?.get(nameOfClaim(claim));
  const facts = [
    volume.size,
    volume.storageClass === '' ? 'no class' : `class ${volume.storageClass}`,
    claim === undefined ? volume.phase : `volume ${volume.name}`,
    // What is on the disk outlives the claim.
    volume.reclaimPolicy === 'Retain' ? 'Retain' : '',
    claim === undefined || owners === undefined ? '' : (user ?? 'no pod of this Node uses it'),
  ];
  return `${nameOf(local)} (${facts.filter((fact) => fact !== '').join(', ')})`;
}

export function describeHeld(held: readonly LocalVolume[], owners: Owners): string {
  const verb = held.length === 1 ? 'has its' : 'have their';
  const which = cut(listFew(held.map((local) => describe(local, owners))), DESCRIPTION);
  return `${count(held.length, 'claim')} ${verb} only copy on this Node: ${which}`;
}

/** How a person lets the Node go on. The plan stays as it was when the removal began, so no option helps now. */
export function wayOut(held: readonly LocalVolume[], leaveKey: string, skip: string): string {
  const [first] = held;
  const { namespace = '', name = '' } = first?.claim ?? {};
  return [
    `save the data and delete the claims (kubectl delete pvc -n ${namespace} ${name})`,
    `annotate claims whose data may stay behind with ${leaveKey}=true`,
    `or skip this task with the annotation ${skip}`,
  ].join(', ');
}

/** Words for one claim, and for several. */
const NOTES: readonly (readonly [Standing, one: string, several: string])[] = [
  ['terminating', 'Terminating, until no pod uses it', 'Terminating, until no pod uses them'],
  ['ephemeral', 'that goes with its pod', 'that go with their pods'],
  ['left', 'whose data may stay behind', 'whose data may stay behind'],
];

/** What else there is, and what becomes of it: one note for each kind. */
export function notesOn({ stock, logicalVolumes, topoLvm, isOverdue }: Situation): readonly string[] {
  const notes = NOTES.flatMap(([standing, one, several]) => {
    const some = having(stock, standing);
    const words = some.length === 1 ? one : several;
    return some.length === 0 ? [] : [`${count(some.length, 'claim')} ${words}: ${listFew(some.map(nameOf))}`];
  });
  const free = having(stock, 'free');
  if (free.length > 0)
    notes.push(`${count(free.length, 'volume')} without a claim: ${listFew(free.map((one) => describe(one)))}`);
  if (topoLvm.finalizers.length > 0) {
    const late = isOverdue ? " for longer than TopoLVM's controller needs; see whether that runs" : '';
    notes.push(`${listFew(topoLvm.finalizers)} holds the Node${late}`);
  }
  if (topoLvm.orphans.length > 0) {
    notes.push(`${listFew(topoLvm.orphans)} holds the Node, but TopoLVM is not installed: nobody takes it off`);
  }
  const names = logicalVolumes.map(({ name }) => name);
  if (names.length > 0) notes.push(`${count(names.length, 'LogicalVolume')} of TopoLVM left: ${listFew(names)}`);
  return notes;
}

/** The last message: nothing is left to decide. */
export function farewell(situation: Situation, lvmsStatuses: readonly string[]): string {
  const lvms = lvmsStatuses.length === 0 ? [] : [`LVMS removes ${listFew(lvmsStatuses)} when the Node is gone`];
  return ['no claim is left whose data is only on this Node', ...notesOn(situation), ...lvms].join('. ');
}

export const unsupported = (groups: readonly string[]): string =>
  `TopoLVM has volumes on this Node, and serves no logicalvolumes in version v1 (${groups.join('; ')}): it cannot be told what becomes of them`;

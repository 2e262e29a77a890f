import { expect, it } from 'vitest';
import { dashboard } from '../../../hack/dashboard/dashboard.ts';
import { at, listAt, stringAt } from '../../../lib/kube/json.ts';

const model: unknown = JSON.parse(dashboard());
const panels = listAt(model, 'panels');

interface Place {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

function placeOf(panel: unknown): Place {
  const [x, y, w, h] = ['x', 'y', 'w', 'h'].map((side) => Number(at(panel, 'gridPos', side)));
  return { left: x ?? 0, right: (x ?? 0) + (w ?? 0), top: y ?? 0, bottom: (y ?? 0) + (h ?? 0) };
}

it('no panel lies on another or sticks out', () => {
  const places = panels.map(placeOf);
  const overlaps = places.flatMap((a, i) =>
    places
      .slice(i + 1)
      .filter((b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => [a, b]),
  );
  expect(overlaps).toEqual([]);
  expect(Math.max(...places.map(({ right }) => right))).toBe(24);
});

it('every panel has an id of its own, says what to look for, and asks the data source that is chosen', () => {
  expect(new Set(panels.map((panel) => at(panel, 'id'))).size).toBe(panels.length);
  for (const panel of panels.filter((one) => stringAt(one, 'type') !== 'row')) {
    expect(stringAt(panel, 'description')).toMatch(/^.{20,}\.$/);
    expect(listAt(panel, 'targets').map((target) => stringAt(target, 'datasource', 'uid'))).not.toContain(undefined);
    expect(stringAt(panel, 'datasource', 'uid')).toBe('$datasource');
  }
});

it('every variable that is used is there to be chosen', () => {
  const names = listAt(model, 'templating', 'list').map((variable) => stringAt(variable, 'name'));
  const used = [...dashboard().matchAll(/\$([a-z]+)\b/g)].map(([, name = '']) => name);
  expect([...new Set(used)].toSorted()).toEqual(names.toSorted());
});

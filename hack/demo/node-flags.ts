import { readFileSync } from 'node:fs';

/** What Node is to be told when it runs the built file, as that says itself: `#!/usr/bin/env -S node FLAG ...`. */
export function nodeFlags(file: string): readonly string[] {
  const [first = ''] = readFileSync(file, 'utf8').split('\n', 1);
  return first.split(' ').filter((word) => word.startsWith('--'));
}

import { stringify } from 'yaml';
import { NODE_CLEANUP_CRD } from '../lib/cleanup/crd.ts';
import { command } from './command.ts';
import type { CommandSpec } from './command-line.ts';

const SPEC: CommandSpec = {
  name: 'crds',
  summary: 'Prints the CustomResourceDefinitions, for kubectl apply -f -.',
  description: `
Prints every CustomResourceDefinition that the operator needs as YAML, the same as the chart installs.
It talks to no cluster.`,
  arguments: [],
  options: [],
  exits: { 0: 'Printed', 2: 'The command line is wrong' },
  examples: ['node-cleanup-webhook crds | kubectl apply -f -'],
};

export const CUSTOM_RESOURCE_DEFINITIONS: readonly object[] = [NODE_CLEANUP_CRD];

export const crds = command(SPEC, async (_line, { stdout }) => {
  stdout.write(customResourceDefinitions());
  return 0;
});

/** One YAML document each. */
export function customResourceDefinitions(): string {
  // Without anchors: what two fields share in our code is nobody else's business.
  return CUSTOM_RESOURCE_DEFINITIONS.map(
    (definition) => `---\n${stringify(definition, { aliasDuplicateObjects: false, lineWidth: 120 })}`,
  ).join('');
}

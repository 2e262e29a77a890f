import type { CommandEntry } from './dispatch.ts';
import { shortLived } from './short-lived.ts';

/** Every command by its name, in the order in which `--help` lists them. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  serve: {
    summary: 'Guards Nodes and cleans up before they go: the operator itself (default).',
    load: async () => (await import('./serve.ts')).serve,
  },
  explain: {
    summary: 'Says why a Node is still there, what it waits for, and how to get out.',
    load: shortLived(async () => (await import('./explain.ts')).explain),
  },
  verify: {
    summary: 'Tells whether what is installed works: ready, asked about new Nodes, none left without the finalizer.',
    load: shortLived(async () => (await import('./verify.ts')).verify),
  },
  'release-all': {
    summary: 'Takes our finalizer off every Node, before an uninstall or when the operator is gone for good.',
    load: shortLived(async () => (await import('./release-all.ts')).releaseAll),
  },
  'check-config': {
    summary: 'Checks a configuration file and prints its plan as a graph.',
    load: shortLived(async () => (await import('./check-config.ts')).checkConfig),
  },
  crds: {
    summary: 'Prints the CustomResourceDefinitions, for kubectl apply -f -.',
    load: shortLived(async () => (await import('./crds.ts')).crds),
  },
};

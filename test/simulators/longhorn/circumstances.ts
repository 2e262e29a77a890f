import type { DiskOptions } from './options.ts';

/** What is true of a machine and cannot be read from the API server. */
export interface Machine {
  manager: 'running' | 'down' | 'missing';
  readonly disks: Map<string, Required<Pick<DiskOptions, 'size' | 'available'>>>;
  /** Disks that their manager cannot read. */
  readonly brokenDisks: Set<string>;
}

/** All volumes, or those that are named. */
export class Some {
  #all = false;
  readonly #names = new Set<string>();

  add(name: string | undefined): void {
    if (name === undefined) this.#all = true;
    else this.#names.add(name);
  }

  has(name: string): boolean {
    return this.#all || this.#names.has(name);
  }

  clear(): void {
    this.#all = false;
    this.#names.clear();
  }
}

/** Longhorn's attempts to delete one of its own Nodes, since something was last heard of it. */
interface Attempts {
  readonly resourceVersion: string;
  tries: number;
}

/** What the test has said, and what the managers remember between two looks. */
export class Circumstances {
  readonly machines = new Map<string, Machine>();
  readonly stalled = new Some();
  readonly failing = new Some();
  /** By the uid of the Longhorn Node. */
  readonly deletions = new Map<string, Attempts>();
  allManagersDown = false;
  rebuildStep: number;
  readonly hasPods: boolean;

  constructor(rebuildStep: number, hasPods: boolean) {
    this.rebuildStep = rebuildStep;
    this.hasPods = hasPods;
  }
}

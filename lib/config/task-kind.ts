import type { Right } from '../kube/right.ts';

export type { Right } from '../kube/right.ts';

/** A JSON Schema (draft 2020-12), as data. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What the configuration, the documentation and the plan need to know of a kind of task; its code is elsewhere. */
export interface TaskKind {
  /** As `task:` in the configuration names it. */
  readonly name: string;
  /** One sentence. */
  readonly description: string;
  /** Where it may stand; the first is the default. A `moment` task is configured with `on:` instead of `stage:`. */
  readonly stages: readonly ('before' | 'after' | 'moment')[];
  /** Its `options:`, an object schema with additionalProperties false, a description and a default for each property. */
  readonly options: JsonSchema;
  /** When the configuration says nothing; a Go duration, '0s' is no deadline. */
  readonly timeout: string;
  readonly onTimeout: 'block' | 'continue';
  /** What a schema cannot say of an entry of this kind: everything that is wrong with it. */
  readonly mistakesIn?: (entry: TaskEntry) => readonly EntryMistake[];
  /**
   * It is part of the plan that there is without a configuration: what it needs there, by kind. Only for what skips itself
   * where its software is not installed, and never gives data up.
   */
  readonly byDefault?: { readonly needs: readonly string[] };
  /** It moves data away from the Node: the brake counts it as storage work. */
  readonly movesData?: boolean;
  /** What it may do in the cluster, beside what the operator itself may. */
  readonly rights: readonly Right[];
}

/** An entry of `cleanup.tasks`, valid by the schema and with its defaults. */
export interface TaskEntry {
  /** Its moments; none for one with a stage. */
  readonly on: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
}

export interface EntryMistake {
  /** Within the entry. */
  readonly path: readonly string[];
  /** For people. */
  readonly message: string;
}

import { type ChildProcess, fork } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAuthority, LOOPBACK_HOSTS } from '../../hack/certificates.ts';
import type { LoadRequest, LoadResult } from './admission-load.ts';
import type { Figure } from './figure.ts';
import { median, rounded } from './statistics.ts';

/** New processes each time: two of the same program differ by some per cent, by how their memory happens to lie. */
const GENERATIONS = 3;
/** Each round measures every server once, in another order than the round before. */
const ROUNDS = 25;
const WARM_UP_MS = 4_000;
const ROUND_MS = 200;

interface Contestant {
  readonly name: 'bare' | 'ours' | 'koa';
  readonly server: ChildProcess;
  readonly port: number;
  readonly path: string;
}

interface Measured {
  readonly perSecond: number;
  /** CPU microseconds per request. */
  readonly cpu: number;
  /** How busy server and load were, in cores. */
  readonly serverLoad: number;
  readonly clientLoad: number;
  readonly p99: number;
}

/**
 * Admission requests per second: our server beside a bare node:https handler that reads, parses and answers the same
 * 19 kB review. Servers and load are processes of their own; the figure is the median of the rounds' ratios, so that what
 * else the machine does falls on both alike.
 */
export async function run(): Promise<readonly Figure[]> {
  const directory = await mkdtemp(join(tmpdir(), 'bench-admission-'));
  const children: ChildProcess[] = [];
  try {
    const authority = createAuthority('bench authority');
    const pair = authority.issue({ commonName: 'bench', hosts: LOOPBACK_HOSTS });
    const ca = join(directory, 'ca.crt');
    await Promise.all([
      writeFile(ca, authority.cert),
      writeFile(join(directory, 'tls.crt'), pair.cert),
      writeFile(join(directory, 'tls.key'), pair.key),
    ]);
    const start = (file: string, ...args: string[]) => {
      const child = fork(join(import.meta.dirname, file), args);
      children.push(child);
      return child;
    };
    const load = start('admission-load.ts', ca);
    const rounds: Rounds = { bare: [], ours: [], koa: [] };
    for (let generation = 0; generation < GENERATIONS; generation++) {
      const contestants = [
        await contestant('bare', start('admission-server.ts', 'bare', directory), '/mutate-node'),
        await contestant('ours', start('admission-server.ts', 'ours', directory), '/mutate-node'),
        // Our server answers this spelling of the path through koa and its router: what the short cut saves.
        await contestant('koa', start('admission-server.ts', 'ours', directory), '/mutate-node/'),
      ];
      await measureAll(contestants, load, rounds);
      for (const { server } of contestants) server.kill();
    }
    return figuresOf(rounds);
  } finally {
    for (const child of children) child.kill();
    await rm(directory, { recursive: true, force: true });
  }
}

type Rounds = Readonly<Record<Contestant['name'], Measured[]>>;

async function contestant(name: Contestant['name'], server: ChildProcess, path: string): Promise<Contestant> {
  const { port } = await answer<{ port: number }>(server);
  return { name, server, port, path };
}

async function measureAll(contestants: readonly Contestant[], load: ChildProcess, rounds: Rounds): Promise<void> {
  for (const one of contestants) await measure(one, load, WARM_UP_MS);
  for (let round = 0; round < ROUNDS; round++) {
    const order = round % 2 === 0 ? contestants : contestants.toReversed();
    for (const one of order) rounds[one.name].push(await measure(one, load, ROUND_MS));
  }
}

async function measure({ server, port, path }: Contestant, load: ChildProcess, ms: number): Promise<Measured> {
  const before = await ask<{ cpu: number }>(server, 'cpu');
  const order: LoadRequest = { port, path, ms };
  const result = await ask<LoadResult>(load, order);
  const after = await ask<{ cpu: number }>(server, 'cpu');
  const cpu = after.cpu - before.cpu;
  return {
    perSecond: result.requests / result.seconds,
    cpu: cpu / result.requests,
    serverLoad: cpu / 1e6 / result.seconds,
    clientLoad: result.cpu / 1e6 / result.seconds,
    p99: result.p99,
  };
}

function figuresOf({ bare, ours, koa }: Rounds): readonly Figure[] {
  const compare = (figure: string, of: readonly Measured[], what: keyof Measured, goal: string): Figure => ({
    bench: 'admission',
    figure,
    value: rounded(median(of.map((round) => round[what]))),
    limit: rounded(median(bare.map((round) => round[what]))),
    ratio: rounded(median(of.map((round, index) => round[what] / (bare[index]?.[what] ?? Number.NaN)))),
    goal,
  });
  const busy = (figure: string, what: 'serverLoad' | 'clientLoad', goal: string): Figure => {
    const value = rounded(median(bare.map((round) => round[what])));
    return { bench: 'admission', figure, value, limit: 1, ratio: value, goal };
  };
  return [
    compare('requests per second beside a bare node:https handler', ours, 'perSecond', 'ratio >= 0.9'),
    compare('CPU microseconds per request', ours, 'cpu', 'ratio <= 1.11'),
    compare('p99 in milliseconds', ours, 'p99', 'value < 25'),
    compare('requests per second through koa', koa, 'perSecond', 'information'),
    compare('CPU microseconds per request through koa', koa, 'cpu', 'information'),
    busy('cores that the bare handler keeps busy', 'serverLoad', 'the bottleneck: more than the load'),
    busy('cores that the load keeps busy', 'clientLoad', 'information'),
  ];
}

function answer<T>(child: ChildProcess): Promise<T> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once('exit', onExit).once('message', (message: T) => {
      child.off('exit', onExit);
      resolve(message);
    });
  });
}

function ask<T>(child: ChildProcess, message: LoadRequest | 'cpu'): Promise<T> {
  const answered = answer<T>(child);
  child.send(message);
  return answered;
}

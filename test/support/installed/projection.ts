import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Files } from './volumes.ts';

/**
 * A folder whose files change all at once, as kubelets write ConfigMaps and Secrets: `tls.crt -> ..data/tls.crt`, and `..data`
 * is a link that is swapped. https://pkg.go.dev/k8s.io/kubernetes/pkg/volume/util#AtomicWriter
 */
export class ProjectedFolder {
  readonly path: string;
  #written: Files | undefined;

  constructor(path: string) {
    this.path = path;
    mkdirSync(path, { recursive: true, mode: 0o755 });
  }

  write(files: Files): void {
    if (this.#written && isSame(files, this.#written)) return;
    const generation = mkdtempSync(`${this.path}/..`);
    // The container runs as somebody else.
    chmodSync(generation, 0o755);
    for (const [path, content] of files) {
      mkdirSync(dirname(join(generation, path)), { recursive: true });
      writeFileSync(join(generation, path), content, { mode: 0o644 });
    }
    const draft = join(this.path, '..data_tmp');
    symlinkSync(basename(generation), draft);
    renameSync(draft, join(this.path, '..data'));
    this.#link(files);
    this.#removeOld(basename(generation));
    this.#written = files;
  }

  #link(files: Files): void {
    const wanted = new Set([...files.keys()].map((path) => path.split('/', 1).join()));
    const there = readdirSync(this.path).filter((name) => !name.startsWith('..'));
    for (const name of there.filter((name) => !wanted.has(name))) rmSync(join(this.path, name));
    for (const name of [...wanted].filter((name) => !there.includes(name))) {
      symlinkSync(join('..data', name), join(this.path, name));
    }
  }

  #removeOld(current: string): void {
    const generations = readdirSync(this.path).filter((name) => name.startsWith('..') && name !== '..data');
    for (const name of generations.filter((name) => name !== current)) {
      rmSync(join(this.path, name), { recursive: true, force: true });
    }
  }
}

function isSame(some: Files, others: Files): boolean {
  return some.size === others.size && [...some].every(([path, content]) => others.get(path)?.equals(content) === true);
}

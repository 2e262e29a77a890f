import { chmodSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Api } from '../../../hack/control-plane/api.ts';
import type { Pod } from './pod.ts';
import { ProjectedFolder } from './projection.ts';
import { VolumeReader } from './volumes.ts';

/** The volumes of one Pod, each a folder. */
export class PodVolumes {
  readonly #pod: Pod;
  readonly #reader: VolumeReader;
  readonly #folder: string;
  readonly #projected = new Map<string, ProjectedFolder>();

  constructor(api: Api, pod: Pod, folder: string) {
    this.#pod = pod;
    this.#reader = new VolumeReader(api, pod);
    this.#folder = folder;
  }

  folderOf(volume: string): string {
    return join(this.#folder, volume);
  }

  /** Makes each what it is to hold now. Rejects when something is not there yet. */
  async write(): Promise<void> {
    for (const volume of this.#pod.spec.volumes ?? []) {
      const folder = this.folderOf(volume.name);
      if (volume.emptyDir) {
        mkdirSync(folder, { recursive: true });
        // For whoever the container runs as, whatever the umask.
        chmodSync(folder, 0o777);
        continue;
      }
      const files = await this.#reader.read(volume);
      const projected = this.#projected.get(volume.name) ?? new ProjectedFolder(folder);
      this.#projected.set(volume.name, projected);
      projected.write(files);
    }
  }
}

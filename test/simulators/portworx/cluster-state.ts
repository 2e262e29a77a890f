import {
  type JobState,
  jobJson,
  nodeJson,
  type SimulatedJob,
  type SimulatedNode,
  type SimulatedVolume,
  volumeJson,
} from './objects.ts';

/** What a call comes to. */
export interface Reply {
  readonly status: number;
  readonly body: unknown;
}

const ok = (body: unknown): Reply => ({ status: 200, body });

/** As grpc-gateway tells an error: its code in HTTP's terms, and the text twice. */
export const grpcError = (status: number, code: number, text: string): Reply => ({
  status,
  body: { error: text, code, message: text },
});

const notFound = (what: string): Reply => grpcError(404, 5, `${what} not found`);

/** Portworx's cluster without its network: state, and what the calls of its REST API do to it. */
export class ClusterState {
  readonly nodes = new Map<string, SimulatedNode>();
  readonly volumes = new Map<string, SimulatedVolume>();
  readonly jobs = new Map<string, SimulatedJob>();
  /** What becomes of jobs, a step with each look at them; the last stays. */
  jobsGo: readonly JobState[] = ['PENDING', 'RUNNING', 'DONE'];
  /** Whether a node that was removed is still listed, as for some time on a slow cluster. */
  keepsRemoved = false;
  #count = 0;

  addJob(nodeId: string, issuer: string, state: JobState, createdAt = new Date().toISOString()): SimulatedJob {
    this.#count += 1;
    const job = { id: `job-${this.#count}`, nodeId, issuer, createdAt, state };
    this.jobs.set(job.id, job);
    return job;
  }

  /** GET /v1/nodes/filters */
  listNodes(): Reply {
    return ok({ nodes: [...this.nodes.values()].map(nodeJson) });
  }

  /** POST /v1/volumes/inspectwithfilters */
  listVolumes(): Reply {
    return ok(this.volumes.size === 0 ? {} : { volumes: [...this.volumes.values()].map(volumeJson) });
  }

  /** PUT /v1/nodes/attachments/disable/{id} */
  disableAttachments(id: string): Reply {
    const node = this.nodes.get(id);
    if (node === undefined) return notFound(`node ${id}`);
    node.attachmentsDisabled = true;
    return ok({});
  }

  /** PUT /v1/nodes/attachments/drain/{id} */
  drainAttachments(id: string, issuer: string): Reply {
    if (!this.nodes.has(id)) return notFound(`node ${id}`);
    return ok({ job: jobJson(this.addJob(id, issuer, this.jobsGo[0] ?? 'PENDING')) });
  }

  /** GET /v1/jobs/{id}: tells how it is, and lets it get on. */
  inspectJob(id: string): Reply {
    const job = this.jobs.get(id);
    if (job === undefined) return notFound(`job ${id}`);
    const answer = ok({ job: jobJson(job) });
    const next = this.jobsGo[this.jobsGo.indexOf(job.state) + 1];
    if (next !== undefined) job.state = next;
    if (job.state === 'DONE') this.#moveAttachments(job.nodeId);
    return answer;
  }

  /** GET /v1/jobs */
  listJobs(): Reply {
    return ok(this.jobs.size === 0 ? {} : { jobs: [...this.jobs.values()].map(jobJson) });
  }

  /** DELETE /v1/cluster: a refusal comes with status 200, as in the handler that is public. */
  removeNode(id: string | null, forceRemove: string | null): Reply {
    if (id === null) return { status: 400, body: 'Missing id param\n' };
    const refusal = this.#refusal(id, forceRemove === 'true');
    if (refusal !== undefined) return ok({ error: `Node Remove: ${refusal}` });
    if (this.keepsRemoved) return ok({ error: '' });
    this.nodes.delete(id);
    for (const volume of this.volumes.values()) {
      volume.replicaSets = volume.replicaSets.map((nodes) => nodes.filter((node) => node !== id));
    }
    return ok({ error: '' });
  }

  #refusal(id: string, isForced: boolean): string | undefined {
    const node = this.nodes.get(id);
    if (node === undefined) return `node ${id} not found`;
    if (!['STATUS_OFFLINE', 'STATUS_MAINTENANCE'].includes(node.status)) return `node ${id} is not offline`;
    const last = [...this.volumes.values()].filter((volume) =>
      volume.replicaSets.some((nodes) => nodes.length === 1 && nodes[0] === id),
    );
    return last.length > 0 && !isForced ? `disallowed, data loss: ${last.length} volumes with repl 1` : undefined;
  }

  #moveAttachments(id: string): void {
    for (const volume of this.volumes.values()) if (volume.attachedOn === id) volume.attachedOn = '';
  }
}

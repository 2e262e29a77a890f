import type { RequestOptions } from 'node:https';
import { isAbsolute, resolve } from 'node:path';
import type { User } from '@kubernetes/client-node';
import { Failure } from '../telemetry/failure.ts';
import type { Clock } from '../time/clock.ts';
import { booleanAt, isObject, type JsonObject, listAt, stringAt } from './json.ts';
import type { KubeconfigEntry } from './kubeconfig-file.ts';

/** What an authentication plugin of a kubeconfig gave us. */
export interface PluginCredentials {
  readonly headers?: Readonly<Record<string, string>>;
  readonly cert?: string;
  readonly key?: string;
}

interface Authenticator {
  applyAuthentication(user: User, options: RequestOptions): Promise<void>;
}

/** A token that is refused at once again must not start a program for every request. */
const MIN_INTERVAL_MS = 10_000;

/**
 * Runs `exec` plugins and the old `auth-provider`s with client-node's own authenticators, loaded when first needed.
 * They keep what they got until it expires, or until `forget`.
 */
export class PluginRunner {
  readonly #clock: Clock;
  readonly #env: Readonly<Record<string, string | undefined>>;
  #authenticator: Authenticator | undefined;
  #startedAt = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, env: Readonly<Record<string, string | undefined>>) {
    this.#clock = clock;
    this.#env = env;
  }

  forget(): void {
    if (this.#clock.monotonic() - this.#startedAt >= MIN_INTERVAL_MS) this.#authenticator = undefined;
  }

  async run(entry: KubeconfigEntry, cluster: KubeconfigEntry): Promise<PluginCredentials> {
    const { exec, 'auth-provider': authProvider } = entry.body;
    if (!isObject(exec) && !isObject(authProvider)) return {};
    const user: User = isObject(exec)
      ? { name: entry.name, exec: withClusterInfo(exec, entry.dir, cluster) }
      : { name: entry.name, authProvider };
    try {
      if (this.#authenticator === undefined) {
        this.#startedAt = this.#clock.monotonic();
        this.#authenticator = isObject(exec) ? await loadExec() : await loadAuthProviders();
      }
      const options: RequestOptions = { headers: {} };
      await this.#authenticator.applyAuthentication(user, options);
      return credentialsOf(options);
    } catch (error) {
      throw new Failure('KUBECONFIG_INVALID', this.#explain(entry.name, exec, error), { cause: error });
    }
  }

  #explain(user: string, exec: unknown, error: unknown): string {
    const said = error instanceof Error ? error.message.trim() : String(error);
    const command = stringAt(exec, 'command');
    if (command === undefined) return `user ${user}: its auth-provider failed: ${said.slice(0, 500)}`;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      const hint = stringAt(exec, 'installHint');
      return `user ${user}: the program ${command} is not installed (PATH is ${this.#env.PATH ?? 'empty'})${hint ? `. ${hint}` : ''}`;
    }
    return `user ${user}: the program ${command} failed: ${said.slice(0, 500) || 'it said nothing'}`;
  }
}

const loadExec = async (): Promise<Authenticator> => {
  const { ExecAuth } = await import('@kubernetes/client-node/dist/exec_auth.js');
  return new ExecAuth();
};

async function loadAuthProviders(): Promise<Authenticator> {
  const { KubeConfig } = await import('@kubernetes/client-node/dist/config.js');
  return {
    async applyAuthentication(user, options) {
      const config = new KubeConfig();
      config.loadFromClusterAndUser({ name: 'cluster', server: 'https://unused.invalid', skipTLSVerify: false }, user);
      await config.applyToHTTPSOptions(options);
    },
  };
}

/**
 * What client-go does before it starts a plugin and client-node does not: a command with a folder in it is relative
 * to the kubeconfig, and KUBERNETES_EXEC_INFO tells the version of the answer and, if wanted, the cluster
 * (https://kubernetes.io/docs/reference/access-authn-authz/authentication/#input-and-output-formats).
 */
function withClusterInfo(exec: JsonObject, dir: string, cluster: KubeconfigEntry): JsonObject {
  const command = stringAt(exec, 'command') ?? '';
  const info = {
    apiVersion: stringAt(exec, 'apiVersion') ?? 'client.authentication.k8s.io/v1',
    kind: 'ExecCredential',
    spec: {
      interactive: false,
      ...(booleanAt(exec, 'provideClusterInfo') === true ? { cluster: cluster.body } : {}),
    },
  };
  return {
    ...exec,
    command: command.includes('/') && !isAbsolute(command) ? resolve(dir, command) : command,
    args: listAt(exec, 'args').map(String),
    env: [...listAt(exec, 'env'), { name: 'KUBERNETES_EXEC_INFO', value: JSON.stringify(info) }],
  };
}

function credentialsOf({ headers, cert, key }: RequestOptions): PluginCredentials {
  const entries = Object.entries(headers ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  return {
    headers: Object.fromEntries(entries.map(([name, value]) => [name.toLowerCase(), value.trim()])),
    ...(typeof cert === 'string' ? { cert } : {}),
    ...(typeof key === 'string' ? { key } : {}),
  };
}

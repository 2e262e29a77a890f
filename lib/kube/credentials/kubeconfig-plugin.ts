import type { RequestOptions } from 'node:https';
import { isAbsolute, resolve } from 'node:path';
import type { User } from '@kubernetes/client-node';
import { Failure } from '../../telemetry/failure.ts';
import type { Clock } from '../../time/clock.ts';
import { booleanAt, isObject, type JsonObject, listAt, numberAt, stringAt } from '../json.ts';
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
 * Runs the `exec` plugin of a user with client-node's authenticator, loaded when first needed. It keeps what it got
 * until that expires, or until `forget`. Of client-node's other authenticators two are for what Kubernetes 1.26
 * removed, and all load its whole API; the token of the third, `oidc`, is used while it is valid.
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
    if (!isObject(exec)) return isObject(authProvider) ? fromAuthProvider(authProvider, entry.name, this.#clock) : {};
    const user: User = { name: entry.name, exec: withClusterInfo(exec, entry.dir, cluster) };
    try {
      if (this.#authenticator === undefined) {
        this.#startedAt = this.#clock.monotonic();
        const { ExecAuth } = await import('@kubernetes/client-node/dist/exec_auth.js');
        this.#authenticator = new ExecAuth();
      }
      const options: RequestOptions = { headers: {} };
      await this.#authenticator.applyAuthentication(user, options);
      return credentialsOf(options);
    } catch (error) {
      throw new Failure('KUBECONFIG_INVALID', this.#explain(entry.name, exec, error));
    }
  }

  #explain(user: string, exec: JsonObject, error: unknown): string {
    const program = `user ${user}: the program ${stringAt(exec, 'command') ?? '(none)'}`;
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      const hint = stringAt(exec, 'installHint');
      return `${program} is not installed (PATH is ${this.#env.PATH ?? 'empty'})${hint ? `. ${hint.trim()}` : ''}`;
    }
    // Not the parser's own words: they quote the answer, which may hold the token.
    if (error instanceof SyntaxError || error instanceof TypeError)
      return `${program} did not answer with an ExecCredential`;
    const said = error instanceof Error ? error.message.replace(/\s+/g, ' ').trim() : String(error);
    return `${program} failed: ${said.slice(0, 500) || 'it said nothing'}`;
  }
}

function fromAuthProvider(provider: JsonObject, user: string, clock: Clock): PluginCredentials {
  const name = stringAt(provider, 'name') ?? '';
  if (name !== 'oidc') {
    throw new Failure(
      'KUBECONFIG_INVALID',
      `user ${user}: Kubernetes 1.26 removed the auth-provider ${name}; use the exec plugin of your provider`,
    );
  }
  const token = stringAt(provider, 'config', 'id-token') ?? '';
  if (expiryOf(token) > clock.now()) return { headers: { authorization: `Bearer ${token}` } };
  throw new Failure(
    'KUBECONFIG_INVALID',
    `user ${user}: the id-token of its auth-provider oidc has expired; any kubectl command renews it in the kubeconfig`,
  );
}

/** Milliseconds since the epoch; 0 when it is no JSON Web Token. */
function expiryOf(token: string): number {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
    return (numberAt(claims, 'exp') ?? 0) * 1_000;
  } catch {
    return 0;
  }
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

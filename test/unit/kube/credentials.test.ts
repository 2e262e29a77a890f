import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthority } from '../../../hack/certificates.ts';
import { type CredentialsOptions, findCredentials } from '../../../lib/kube/credentials/find-credentials.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { recordLog } from './harness.ts';

const authority = createAuthority('test');
const client = authority.issue({ commonName: 'me' });
const base64 = (text: string) => Buffer.from(text).toString('base64');

let dir: string;
let clock: FakeClock;
let logged: ReturnType<typeof recordLog>;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
  clock = new FakeClock();
  logged = recordLog();
});
afterEach(() => rmSync(dir, { recursive: true }));

function write(name: string, content: string | object): string {
  const file = join(dir, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** A kubeconfig with one of each; JSON is YAML. */
const kubeconfig = ({ user = {}, cluster = {}, context = {}, ...rest }: Record<string, object> = {}) => ({
  'current-context': 'kind',
  contexts: [
    { name: 'kind', context: { cluster: 'c', user: 'u', ...context } },
    { name: 'prod', context: { cluster: 'c', user: 'u' } },
  ],
  clusters: [
    {
      name: 'c',
      cluster: {
        server: 'https://api.example:6443/',
        'certificate-authority-data': base64(authority.cert),
        ...cluster,
      },
    },
  ],
  users: [{ name: 'u', user }],
  ...rest,
});

const find = (options: Partial<CredentialsOptions> = {}) =>
  findCredentials({ env: {}, clock, log: logged.log, ...options });
const load = (content: string | object, options: Partial<CredentialsOptions> = {}) =>
  find({ kubeconfig: write('config', content), ...options });
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no failure',
    (error: { code: string; message: string }) => `${error.code}: ${error.message.replaceAll(dir, 'DIR')}`,
  );

function serviceAccount(name = 'sa') {
  const folder = join(dir, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'token'), 'pod-token\n');
  writeFileSync(join(folder, 'ca.crt'), authority.cert);
  writeFileSync(join(folder, 'namespace'), 'kube-system');
  return folder;
}
const pod = { KUBERNETES_SERVICE_HOST: '10.0.0.1', KUBERNETES_SERVICE_PORT: '443' };

describe('where the cluster is looked for', () => {
  it('takes the command line first, then KUBECONFIG, then the pod, then the home directory', async () => {
    const named = (name: string) => kubeconfig({ clusters: [{ name: 'c', cluster: { server: `https://${name}` } }] });
    mkdirSync(join(dir, '.kube'));
    write('.kube/config', named('home'));
    const serviceAccountDir = serviceAccount();
    const flag = write('flag', named('flag'));
    const KUBECONFIG = write('env', named('env'));
    const server = async (options: Partial<CredentialsOptions>) =>
      (await find({ serviceAccountDir, ...options })).server;

    expect(await server({ kubeconfig: flag, env: { ...pod, KUBECONFIG, HOME: dir } })).toBe('https://flag');
    expect(await server({ env: { ...pod, KUBECONFIG, HOME: dir } })).toBe('https://env');
    expect(await server({ env: { ...pod, HOME: dir } })).toBe('https://10.0.0.1:443');
    expect(await server({ env: { HOME: dir } })).toBe('https://home');
    // A context is one of a kubeconfig, also in a pod.
    expect(await server({ context: 'prod', env: { ...pod, HOME: dir } })).toBe('https://home');
  });

  it('says what it tried when there is nothing', async () => {
    expect(await failure(find({ env: { HOME: dir } }))).toBe(
      'KUBECONFIG_INVALID: no cluster found: --kubeconfig is not given, KUBECONFIG is not set, this is not a pod ' +
        '(KUBERNETES_SERVICE_HOST is not set) and DIR/.kube/config cannot be read; give one with --kubeconfig FILE',
    );
  });
});

describe('in a pod', () => {
  it('uses the service account', async () => {
    const found = await find({ env: pod, serviceAccountDir: serviceAccount() });
    expect(found).toMatchObject({ server: 'https://10.0.0.1:443', namespace: 'kube-system', source: 'in-cluster' });
    expect(await found.current()).toMatchObject({
      headers: { authorization: 'Bearer pod-token' },
      tls: { ca: authority.cert },
    });
  });

  it('reaches a server with an IPv6 address', async () => {
    const env = { ...pod, KUBERNETES_SERVICE_HOST: 'fd00::1' };
    expect((await find({ env, serviceAccountDir: serviceAccount() })).server).toBe('https://[fd00::1]:443');
  });

  it('says that the token is not mounted', async () => {
    expect(await failure(find({ env: pod, serviceAccountDir: join(dir, 'none') }))).toBe(
      "KUBECONFIG_INVALID: the service account's token DIR/none/token does not exist",
    );
  });

  it('says that the CA is half-written', async () => {
    const serviceAccountDir = serviceAccount();
    writeFileSync(join(serviceAccountDir, 'ca.crt'), '');
    expect(await failure(find({ env: pod, serviceAccountDir }))).toContain(
      'the certificate authority holds no PEM certificate',
    );
  });
});

describe('a kubeconfig', () => {
  it.each([
    ['missing', undefined, /^KUBECONFIG_INVALID: the kubeconfig DIR\/config does not exist$/],
    ['empty', '', /DIR\/config is empty$/],
    ['a list', '[]', /DIR\/config is not a kubeconfig$/],
    ['broken', 'users:\n- name: u\n  user: {token: SECRET, "', /DIR\/config:3:\d+ is not valid YAML \(\w+\)$/],
    ['without contexts', '{}', /has no current context; choose one with --context \(it has no contexts at all\)$/],
    [
      'without a current context',
      kubeconfig({ 'current-context': [] }),
      /has no current context; choose one with --context \(its contexts are: kind, prod\)$/,
    ],
    ['without the cluster', kubeconfig({ clusters: [] }), /has no cluster "c", which context kind names$/],
    ['without the user', kubeconfig({ users: [] }), /has no user "u", which context kind names$/],
    [
      'without a server',
      kubeconfig({ cluster: { server: '' } }),
      /has a cluster c whose server is no https address: ""$/,
    ],
    [
      'with a file that is not there',
      kubeconfig({ user: { 'client-certificate': 'no.crt' } }),
      /the client certificate DIR\/no.crt does not exist$/,
    ],
    [
      'with a token file that is not there',
      kubeconfig({ user: { tokenFile: 'no.token' } }),
      /the token DIR\/no.token does not exist$/,
    ],
    [
      'with a certificate without key',
      kubeconfig({ user: { 'client-certificate-data': base64(client.cert) } }),
      /context kind of DIR\/config has a client certificate but no client key$/,
    ],
    [
      'with the key of another certificate',
      kubeconfig({
        user: { 'client-certificate-data': base64(client.cert), 'client-key-data': base64(authority.key) },
      }),
      /the certificates cannot be used: .*key values mismatch/,
    ],
    [
      'with a proxy of an unknown kind',
      kubeconfig({ cluster: { 'proxy-url': 'ftp://proxy' } }),
      /proxy-url .*http, https or socks5/,
    ],
    [
      'of a provider that is gone',
      kubeconfig({ user: { 'auth-provider': { name: 'gcp' } } }),
      /user u: Kubernetes 1.26 removed the auth-provider gcp/,
    ],
  ])('that is %s is refused with the place', async (_, content, message) => {
    const loading = content === undefined ? find({ kubeconfig: join(dir, 'config') }) : load(content);
    const said = await failure(loading);
    expect(said).toMatch(message);
    expect(said).not.toContain('SECRET');
  });

  it('names the contexts there are when asked for another', async () => {
    expect(await failure(load(kubeconfig(), { context: 'stage' }))).toBe(
      'KUBECONFIG_INVALID: the kubeconfig DIR/config has no context "stage"; its contexts are: kind, prod',
    );
  });

  it('gives server, namespace, CA and token', async () => {
    const found = await load(kubeconfig({ user: { token: 'secret' }, context: { namespace: 'apps' } }));
    expect(found).toMatchObject({
      server: 'https://api.example:6443',
      namespace: 'apps',
      source: `${dir}/config (context kind)`,
    });
    const { headers, tls } = await found.current();
    expect(headers).toEqual({ authorization: 'Bearer secret' });
    expect(tls).toMatchObject({ ca: authority.cert, insecure: false });
  });

  it('keeps the path of a server behind a gateway', async () => {
    const found = await load(kubeconfig({ cluster: { server: 'https://rancher.example/k8s/clusters/c-x1/' } }));
    expect(found.server).toBe('https://rancher.example/k8s/clusters/c-x1');
  });

  it('reads certificates from files beside it', async () => {
    write('ca.crt', authority.cert);
    write('me.crt', client.cert);
    write('me.key', client.key);
    const cluster = {
      'certificate-authority': 'ca.crt',
      'certificate-authority-data': undefined,
      'tls-server-name': 'other',
    };
    const user = { 'client-certificate': 'me.crt', 'client-key': './me.key' };
    const { tls } = await (await load(kubeconfig({ cluster: { ...cluster }, user }))).current();
    expect(tls).toMatchObject({ ca: authority.cert, cert: client.cert, key: client.key, servername: 'other' });
  });

  it.each([
    ['basic', { username: 'me', password: 'pw' }, { authorization: `Basic ${base64('me:pw')}` }],
    [
      'as somebody else',
      { token: 't', as: 'jane', 'as-uid': '7', 'as-groups': ['a', 'b'], 'as-user-extra': { 'example.com/x': ['1'] } },
      {
        authorization: 'Bearer t',
        'impersonate-user': 'jane',
        'impersonate-uid': '7',
        'impersonate-group': ['a', 'b'],
        'impersonate-extra-example.com%2Fx': ['1'],
      },
    ],
  ])('authenticates: %s', async (_, user, headers) => {
    expect((await (await load(kubeconfig({ user }))).current()).headers).toEqual(headers);
  });

  it('reads a token file again after a minute', async () => {
    write('token', 'one\n');
    const found = await load(kubeconfig({ user: { tokenFile: 'token' } }));
    write('token', 'two\n');
    expect((await found.current()).headers).toEqual({ authorization: 'Bearer one' });
    await clock.advance(60_000);
    expect((await found.current()).headers).toEqual({ authorization: 'Bearer two' });
  });

  it('stays with its context when kubectl changes the current one', async () => {
    const found = await load(kubeconfig({ user: { token: 'one' } }));
    write('config', {
      ...kubeconfig({ user: { token: 'two' } }),
      'current-context': 'prod',
    });
    found.invalidate();
    expect((await found.current()).headers).toEqual({ authorization: 'Bearer two' });
    expect(found.source).toContain('context kind');
  });

  it('keeps the connections when nothing has changed', async () => {
    const found = await load(kubeconfig({ user: { token: 'one' } }));
    const before = await found.current();
    found.invalidate();
    expect((await found.current()).tls).toBe(before.tls);
  });

  it('is merged with others as kubectl does: the first to name something wins', async () => {
    const first = write('first', { contexts: [], clusters: [{ name: 'c', cluster: { server: 'https://first' } }] });
    const second = write('second', kubeconfig({ user: { token: 'second' } }));
    const found = await find({ env: { KUBECONFIG: `${first}:${dir}/missing:${second}` } });
    expect([found.server, (await found.current()).headers]).toEqual([
      'https://first',
      { authorization: 'Bearer second' },
    ]);
  });

  it('says that none of those in KUBECONFIG exists', async () => {
    expect(await failure(find({ env: { KUBECONFIG: '/no/a:/no/b' } }))).toBe(
      'KUBECONFIG_INVALID: none of the kubeconfigs in KUBECONFIG exists: /no/a, /no/b',
    );
  });

  it('uses the token of an oidc provider while it is valid', async () => {
    const token = (exp: number) => `h.${Buffer.from(JSON.stringify({ exp })).toString('base64url')}.s`;
    const user = (idToken: string) => ({ 'auth-provider': { name: 'oidc', config: { 'id-token': idToken } } });
    const valid = token(clock.now() / 1_000 + 60);
    const found = await load(kubeconfig({ user: user(valid) }));
    expect((await found.current()).headers).toEqual({ authorization: `Bearer ${valid}` });
    expect(await failure(load(kubeconfig({ user: user(token(clock.now() / 1_000 - 60)) })))).toContain('has expired');
    expect(await failure(load(kubeconfig({ user: user('nonsense') })))).toContain('has expired');
  });
});

describe('an exec plugin', () => {
  function plugin(script: string): string {
    const file = write('plugin', `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
    return file;
  }
  const exec = (command = './plugin', more: object = {}) => ({
    user: { exec: { apiVersion: 'client.authentication.k8s.io/v1', command, args: ['get', 'token'], ...more } },
  });
  const answer = (status: object) => `echo '${JSON.stringify({ kind: 'ExecCredential', status }).replaceAll("'", '')}'`;

  it('gives the token, and is run once', async () => {
    plugin(`echo run >> ${dir}/runs; ${answer({ token: 'from-plugin' })}`);
    const found = await load(kubeconfig(exec()));
    await clock.advance(61_000);
    expect((await found.current()).headers).toEqual({ authorization: 'Bearer from-plugin' });
    const { readFileSync } = await import('node:fs');
    expect(readFileSync(`${dir}/runs`, 'utf8')).toBe('run\n');
  });

  it('is run again when its token is refused, but not for every refusal', async () => {
    plugin(`echo run >> ${dir}/runs; n=$(wc -l < ${dir}/runs); echo '{"status":{"token":"token-'$n'"}}'`);
    const found = await load(kubeconfig(exec()));
    const token = async () => (await found.current()).headers.authorization;
    found.invalidate();
    expect(await token()).toBe('Bearer token-1');
    await clock.advance(10_000);
    found.invalidate();
    expect(await token()).toBe('Bearer token-2');
    found.invalidate();
    expect(await token()).toBe('Bearer token-2');
  });

  it('gives a client certificate', async () => {
    const json = JSON.stringify({ status: { clientCertificateData: client.cert, clientKeyData: client.key } });
    write('answer.json', json);
    plugin(`cat ${dir}/answer.json`);
    expect((await (await load(kubeconfig(exec()))).current()).tls).toMatchObject({
      cert: client.cert,
      key: client.key,
    });
  });

  it('is told the version and the cluster', async () => {
    plugin(`echo "$KUBERNETES_EXEC_INFO" > ${dir}/info; ${answer({ token: 't' })}`);
    await load(kubeconfig(exec('./plugin', { provideClusterInfo: true })));
    const { readFileSync } = await import('node:fs');
    expect(JSON.parse(readFileSync(`${dir}/info`, 'utf8'))).toMatchObject({
      apiVersion: 'client.authentication.k8s.io/v1',
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: 'https://api.example:6443/' } },
    });
  });

  it.each([
    ['is not installed', './no-such-plugin', '', /the program .*no-such-plugin is not installed .*\. run: install it$/],
    [
      'fails',
      './plugin',
      'echo "you are not logged in" >&2; exit 1',
      /the program .*plugin failed: you are not logged in$/,
    ],
    ['answers nonsense', './plugin', 'echo nonsense', /the program .*plugin did not answer with an ExecCredential$/],
    ['answers without a status', './plugin', 'echo {}', /the program .*plugin did not answer with an ExecCredential$/],
  ])('that %s is named', async (_, command, script, message) => {
    plugin(script);
    expect(await failure(load(kubeconfig(exec(command, { installHint: 'run: install it' }))))).toMatch(message);
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS } from '../../../lib/kube/registrations.ts';
import { SECRETS } from '../../../lib/tls/secret-store.ts';
import { apiError, type Call } from '../../support/fake-kube-client.ts';
import { MINUTE, NAME, NAMESPACE, type Replica, World } from './replicas.ts';
import { begun, DAY, fingerprints } from './sample.ts';

let world: World;
beforeEach(() => {
  world = new World();
  world.register();
});
afterEach(() => world.end());

const shown = (...replicas: readonly Replica[]) => replicas.map(({ certificate }) => certificate.current.cert);

it('a first replica makes everything, and callers trust it', async () => {
  const replica = world.start();
  expect(replica.certificate).toMatchObject({ isProvisional: true, problem: 'the Secret has not been read yet' });
  expect(await replica.certificate.check.check()).toMatchObject({ ok: false });
  await world.pass(1_000);
  expect(replica.certificate).toMatchObject({ isProvisional: false, problem: undefined });
  expect(replica.certificate.current.cert).toBe(world.secret('tls.crt'));
  expect(await replica.certificate.check.check()).toMatchObject({ ok: true });
  expect(replica.events).toEqual(['AuthorityRenewed']);
});

it('two that start together agree', async () => {
  const [a, b] = [world.start(), world.start()];
  await world.pass(2_000);
  expect(shown(a, b)).toEqual([world.secret('tls.crt'), world.secret('tls.crt')]);
  expect(world.trusted().map((bundle) => bundle.length)).toEqual([1, 1]);
  expect([...a.events, ...b.events]).toEqual(['AuthorityRenewed']);
});

it('six certificates of three authorities later: nobody has ever shown what callers do not trust', {
  timeout: 120_000,
}, async () => {
  const [a, b] = [world.start(), world.start()];
  await world.pass(2_000);
  const first = world.trusted();
  world.distrusted.length = 0;
  await world.pass(580 * MINUTE, 2 * MINUTE);
  expect(world.distrusted).toEqual([]);
  expect(shown(a, b)).toEqual([world.secret('tls.crt'), world.secret('tls.crt')]);
  // Authorities at the beginning, after 240 and after 480 minutes.
  const events = [...a.events, ...b.events];
  expect(events.filter((event) => event === 'AuthorityRenewed')).toHaveLength(3);
  expect(events.filter((event) => event === 'CertificateRenewed').length).toBeGreaterThanOrEqual(8);
  expect(world.trusted()[0]).not.toContain(first[0]?.[0]);
});

it('a Secret that is deleted means a new authority, and those who run change over once callers trust it', async () => {
  const [a, b] = [world.start(), world.start()];
  await world.pass(2_000);
  const before = shown(a, b);
  world.distrusted.length = 0;
  world.api.remove(SECRETS, 's', NAMESPACE);
  await world.pass(2_000, 1_000);
  expect(world.secret('tls.crt')).not.toBe('');
  expect(shown(a, b)).toEqual(before);
  expect(world.trusted().map((bundle) => bundle.length)).toEqual([2, 2]);
  await world.pass(5 * MINUTE);
  expect(shown(a, b)).toEqual([world.secret('tls.crt'), world.secret('tls.crt')]);
  expect(world.distrusted).toEqual([]);
});

it.each<readonly [string, () => void]>([
  ['emptied', () => world.register()],
  [
    'given to somebody else',
    () => {
      const clientConfig = { service: { namespace: NAMESPACE, name: NAME }, caBundle: 'Z2FyYmFnZQ==' };
      world.api.put(MUTATING_WEBHOOKS, { metadata: { name: NAME }, webhooks: [{ name: 'a', clientConfig }] });
    },
  ],
])('a caBundle that is %s is mended', async (_, reset) => {
  world.start();
  await world.pass(2_000);
  const before = world.trusted();
  reset();
  await world.pass(1_000);
  expect(world.trusted()).toEqual(before);
});

it('a webhook that is registered later is told whom to trust; without one there is nothing to wait for', async () => {
  for (const resource of [MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS]) world.api.remove(resource, NAME);
  const replica = world.start();
  await world.pass(2_000);
  expect(await replica.certificate.check.check()).toEqual({ ok: true, message: 'there is no webhook' });
  world.register();
  await world.pass(1_000);
  expect(world.trusted().map((bundle) => bundle.length)).toEqual([1, 1]);
});

it('webhooks that call another name than its own are said to be none of its own', async () => {
  world.api.remove(VALIDATING_WEBHOOKS, NAME);
  const clientConfig = { url: 'https://mistyped.example.com' };
  world.api.put(MUTATING_WEBHOOKS, { metadata: { name: NAME }, webhooks: [{ name: 'a', clientConfig }] });
  const replica = world.start();
  await world.pass(2_000);
  const message = `none in MutatingWebhookConfiguration ${NAME} calls node-cleanup-webhook.node-cleanup.svc or 10.0.0.7`;
  expect(await replica.certificate.check.check()).toEqual({ ok: true, message });
});

it('without the right to read the Secret it is not ready and says so, once; and goes on when it may', async () => {
  const replica = world.start();
  const forbidden = apiError(403, 'Forbidden', 'secrets "s" is forbidden');
  const allow = replica.client.fail(({ resource }) => resource === SECRETS, forbidden);
  await world.pass(180_000, 1_000);
  expect(replica.certificate.isProvisional).toBe(true);
  expect(replica.certificate.problem).toContain('secrets "s" is forbidden');
  expect(replica.log.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  expect(replica.client.calls.length).toBeLessThan(60);
  allow[Symbol.dispose]();
  await world.pass(70_000, 1_000);
  expect(replica.certificate).toMatchObject({ isProvisional: false, problem: undefined });
});

it('without the right to change the webhooks it serves, is not ready, and says what is missing', async () => {
  const replica = world.start();
  const forbidden = apiError(403, 'Forbidden', 'cannot patch mutatingwebhookconfigurations');
  replica.client.fail(({ verb, resource }) => verb === 'patch' && resource === MUTATING_WEBHOOKS, forbidden);
  await world.pass(2_000);
  expect(replica.certificate.isProvisional).toBe(false);
  expect(await replica.certificate.check.check()).toEqual({
    ok: false,
    message: expect.stringContaining('cannot patch mutatingwebhookconfigurations'),
  });
  expect(replica.events).toContain('CertificateProblem');
});

it('an injector that fills in the caBundle is left alone, and named', async () => {
  const annotations = { 'cert-manager.io/inject-ca-from': 'x/y' };
  const clientConfig = { service: { namespace: NAMESPACE, name: NAME }, caBundle: 'Z2FyYmFnZQ==' };
  world.api.put(MUTATING_WEBHOOKS, { metadata: { name: NAME, annotations }, webhooks: [{ name: 'a', clientConfig }] });
  const replica = world.start();
  await world.pass(10_000, 1_000);
  expect(replica.certificate.problem).toContain('take its annotation cert-manager.io/inject-ca-from away');
  expect(
    replica.client.calls.filter(({ verb, resource }) => verb === 'patch' && resource === MUTATING_WEBHOOKS),
  ).toEqual([]);
});

it('an injector that adds its own authority to ours is no problem', async () => {
  const replica = world.start();
  await world.pass(2_000);
  const caBundle = Buffer.from(begun()['ca.crt'] + world.secret('ca.crt')).toString('base64');
  const annotations = { 'cert-manager.io/inject-ca-from': 'x/y' };
  const clientConfig = { service: { namespace: NAMESPACE, name: NAME }, caBundle };
  world.api.put(MUTATING_WEBHOOKS, { metadata: { name: NAME, annotations }, webhooks: [{ name: 'a', clientConfig }] });
  await world.pass(2_000);
  expect(replica.certificate.problem).toBeUndefined();
  expect(world.trusted().map((bundle) => bundle.length)).toEqual([2, 1]);
});

it.each([
  ['create the Secret', 'create', SECRETS],
  ['change the Secret', 'patch', SECRETS],
  ['put the caBundle in place', 'patch', MUTATING_WEBHOOKS],
])('an API server that hangs when asked to %s delays a stop by ten seconds at most', async (_, verb, resource) => {
  // There already, but empty: it has to be changed.
  if (verb === 'patch') world.api.put(SECRETS, { metadata: { name: 's', namespace: NAMESPACE } });
  const replica = world.start();
  const hangs = (call: Call) => call.verb === verb && call.resource === resource;
  replica.client.behave((call) => (hangs(call) ? { beforeMs: 60 * MINUTE } : undefined));
  await world.pass(2_000);
  expect(replica.client.calls.filter(hangs)).toHaveLength(1);
  let stopped = false;
  replica.end().then(() => {
    stopped = true;
  });
  await world.pass(10_000, 1_000);
  expect(stopped).toBe(true);
});

it('replicas that show what callers trusted before go on being trusted while they are replaced, and no longer', async () => {
  // As after cert-manager, with a Secret of ours that is still there from an earlier time.
  const own = begun(world.clock.now());
  const metadata = { name: 's', namespace: NAMESPACE };
  const data = Object.entries(own).map(([key, text]) => [key, Buffer.from(text).toString('base64')]);
  world.api.put(SECRETS, { metadata, data: Object.fromEntries(data) });
  const before = begun()['ca.crt'];
  const clientConfig = {
    service: { namespace: NAMESPACE, name: NAME },
    caBundle: Buffer.from(before).toString('base64'),
  };
  for (const resource of [MUTATING_WEBHOOKS, VALIDATING_WEBHOOKS])
    world.api.put(resource, { metadata: { name: NAME }, webhooks: [{ name: 'a', clientConfig }] });
  const both = [...fingerprints(own['ca.crt']), ...fingerprints(before)];

  const first = world.start();
  await world.pass(5 * MINUTE);
  expect(world.trusted()).toEqual([both, both]);
  const second = world.start();
  await world.pass(4 * MINUTE);
  expect(world.trusted()).toEqual([both, both]);
  // The first takes it out; the second, to which it is ten minutes later, does not put it back.
  await world.pass(3 * MINUTE);
  expect(world.trusted()).toEqual([fingerprints(own['ca.crt']), fingerprints(own['ca.crt'])]);
  await world.pass(10 * MINUTE);
  const writes = [first, second].flatMap(({ client }) => client.calls).filter(({ verb }) => verb === 'patch');
  expect(writes).toHaveLength(4);
});

it('somebody who always resets the caBundle does not make us write ever faster', async () => {
  const replica = world.start();
  await world.pass(2_000);
  const before = replica.client.calls.length;
  for (let second = 0; second < 120; second++) {
    world.register();
    await world.pass(1_000, 500);
  }
  expect(replica.client.calls.length - before).toBeLessThan(120);
});

it('a wall clock that jumps a year ahead changes nothing: the API server’s time counts', async () => {
  const replica = world.start();
  await world.pass(2_000);
  const before = world.secret('tls.crt');
  // The fake server has the same clock, so it is told by its answers instead.
  const time = world.clock.now();
  replica.client.behave(({ resource }) =>
    resource.group === 'authentication.k8s.io' ? { error: apiError(403, 'Forbidden') } : undefined,
  );
  world.clock.jumpWallClock(365 * DAY);
  await world.pass(10 * MINUTE);
  expect(world.secret('tls.crt')).toBe(before);
  expect(world.clock.now() - time).toBeGreaterThan(365 * DAY);
});

import { type DemoOperator, writeRegistration, writeServingCertificate } from './operator.ts';
import type { Stage } from './stage.ts';
import { until } from './until.ts';

/** The product beside the control plane: its kinds, its process, and the API server's knowledge of it. */
export async function install(stage: Stage): Promise<void> {
  const { shell, terminal, controlPlane, signal, config } = stage;
  terminal.heading('The operator is installed');
  await shell.does('node dist/node-cleanup-webhook.mjs crds | kubectl apply -f -', {
    'the kind NodeCleanup was created': /nodecleanups\.infra\.894\.io created/,
  });
  await shell.does('kubectl wait --for=condition=Established crd/nodecleanups.infra.894.io');

  terminal.say('What is to happen before a Node goes, as a graph:');
  await shell.does(`node dist/node-cleanup-webhook.mjs check-config ${config}`, {
    'the plan has a drain': /drain/,
  });

  terminal.say('One process is the webhook and the operator. Its certificate is in $DEMO/pki/webhook.');
  writeServingCertificate(controlPlane);
  const operator = stage.startOperator();
  const webhookPort = await listening(operator, signal);
  terminal.note('it is ready');

  terminal.say('From now on the API server asks it about every Node that joins.');
  writeRegistration(controlPlane, webhookPort);
  await shell.does('kubectl apply -f $DEMO/pki/registration.yaml', { 'the webhook is registered': /created/ });
  await until(
    async () => {
      // Says so when the operator has ended.
      operator.port('webhook');
      const { text } = await shell.run('kubectl create -f hack/demo/workers.yaml --dry-run=server -o yaml');
      return text.includes('infra.894.io/node-cleanup') || undefined;
    },
    { describe: 'the API server to call the webhook', within: 20_000, signal },
  );
}

async function listening(operator: DemoOperator, signal: AbortSignal): Promise<number> {
  return until(async () => ((await operator.isReady()) ? operator.port('webhook') : undefined), {
    describe: 'the operator to be ready',
    within: 20_000,
    signal,
  });
}

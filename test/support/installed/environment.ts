import type { Api } from '../../../hack/control-plane/api.ts';
import { stringAt } from '../../../lib/kube/json.ts';
import type { EnvVar, KeyRef, Pod } from './pod.ts';

/** A field of the Pod, as the downward API gives it. */
export function downward(pod: Pod, fieldPath = ''): string {
  const key = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(fieldPath);
  const value = key ? stringAt(pod.metadata, key[1] ?? '', key[2] ?? '') : stringAt(pod, ...fieldPath.split('.'));
  if (value === undefined && !key) throw new Error(`the downward API has no ${fieldPath} here`);
  return value ?? '';
}

/** The variables that a container asks for, in the order in which they may refer to one another. */
export async function environmentOf(
  pod: Pod,
  variables: readonly EnvVar[],
  api: Api,
): Promise<Readonly<Record<string, string>>> {
  const env: Record<string, string> = {};
  for (const variable of variables) {
    const value = await lookUp(pod, variable, api);
    if (value === undefined) continue;
    env[variable.name] = value.replaceAll(/\$\(([\w.-]+)\)/g, (whole, name: string) => env[name] ?? whole);
  }
  return env;
}

async function lookUp(pod: Pod, { value = '', valueFrom }: EnvVar, api: Api): Promise<string | undefined> {
  if (!valueFrom) return value;
  if (valueFrom.fieldRef) return downward(pod, valueFrom.fieldRef.fieldPath);
  if (valueFrom.configMapKeyRef) return keyOf(pod, valueFrom.configMapKeyRef, 'configmaps', api);
  if (valueFrom.secretKeyRef) {
    const encoded = await keyOf(pod, valueFrom.secretKeyRef, 'secrets', api);
    return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
  }
  throw new Error(`variables from ${Object.keys(valueFrom).join()} are not played here`);
}

async function keyOf(
  pod: Pod,
  { name, key, optional }: KeyRef,
  resource: string,
  api: Api,
): Promise<string | undefined> {
  const object = await api.find(`/api/v1/namespaces/${pod.metadata.namespace}/${resource}/${name}`);
  const value = stringAt(object, 'data', key);
  if (value === undefined && !optional) throw new Error(`${resource} "${name}" has no key ${key}`);
  return value;
}

import type { BundledPackage } from './licences.ts';

/** What of a CycloneDX document of npm's this project reads or changes. */
export interface Sbom {
  readonly metadata: { readonly component: { readonly name: string; readonly 'bom-ref': string } };
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

interface Component {
  readonly 'bom-ref': string;
  readonly name: string;
  readonly version: string;
}

/**
 * npm's list of all that is installed, cut down to the packages whose code is in the built file: npm itself only knows what
 * was asked for as what, so it names much that the bundle leaves out, and takes a tool for one whose code is copied.
 * Throws when npm does not know a package that is shipped.
 */
export function onlyShipped(sbom: Sbom, name: string, shipped: readonly BundledPackage[]): Sbom {
  const refs = new Set(shipped.map((each) => `${each.name}@${each.version}`));
  const components = sbom.components.filter((each) => refs.has(each['bom-ref']));
  const missing = [...refs].filter((ref) => !components.some((each) => each['bom-ref'] === ref));
  if (missing.length > 0) {
    throw new Error(`package-lock.json does not know what is in the built file: ${missing.join(', ')}; run npm ci`);
  }
  const { component } = sbom.metadata;
  const dependencies = sbom.dependencies
    .filter(({ ref }) => refs.has(ref) || ref === component['bom-ref'])
    .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) }));
  return {
    ...sbom,
    // npm calls it by the folder that it happens to be in.
    metadata: { ...sbom.metadata, component: { ...component, name } },
    components: components.map((each) => ({ ...each, scope: 'required', properties: [] })),
    dependencies,
  };
}

import type { BuildOptions } from '../../control-plane/build.ts';
import { locateTool, requiredVersion } from '../locate.ts';

/** The path of a Helm. */
export function locateHelm(options: BuildOptions): Promise<string> {
  // Else it calls itself by its minor version alone.
  const version = requiredVersion('helm', 'helm.sh/helm/v4');
  return locateTool('helm', options, { link: [`-X helm.sh/helm/v4/internal/version.version=${version}`] });
}

import type { BuildOptions } from '../../control-plane/build.ts';
import { locateTool, requiredVersion } from '../locate.ts';

/** The path of the oldest Helm that the chart is for. */
export function locateHelm3(options: BuildOptions): Promise<string> {
  // Else it calls itself by its minor version alone.
  const version = requiredVersion('helm3', 'helm.sh/helm/v3');
  return locateTool('helm3', options, { link: [`-X helm.sh/helm/v3/internal/version.version=${version}`] });
}

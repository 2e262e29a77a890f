import type { BuildOptions } from '../../control-plane/build.ts';
import { locateTool } from '../locate.ts';

/** The path of a Prometheus, whose own web page it lacks: that is made by npm and not part of the module. */
export function locatePrometheus(options: BuildOptions): Promise<string> {
  // It finds its targets in files; without the clients of twenty clouds it is built in half the time.
  return locateTool('prometheus', options, { tags: ['remove_all_sd'] });
}

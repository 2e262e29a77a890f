import { performance } from 'node:perf_hooks';
import type { Metrics } from './metrics.ts';

/** Measures what the process uses; to be called before each look at the metrics. */
export function processUsage(metrics: Metrics): () => void {
  let cpuSeconds = 0;
  let activeSeconds = 0;
  return () => {
    const { user, system } = process.cpuUsage();
    const cpu = (user + system) / 1_000_000;
    const active = performance.eventLoopUtilization().active / 1_000;
    metrics.count('process_cpu_seconds_total', {}, Math.max(0, cpu - cpuSeconds));
    metrics.count('nodejs_eventloop_active_seconds_total', {}, Math.max(0, active - activeSeconds));
    cpuSeconds = cpu;
    activeSeconds = active;
    metrics.set('process_resident_memory_bytes', {}, process.memoryUsage.rss());
    metrics.set('nodejs_heap_used_bytes', {}, process.memoryUsage().heapUsed);
  };
}

/** Several at once, but never a flood. */
const WIDTH = 5;

/** In a few lanes. A lane ends with its first error, which is thrown when the others have come to their end. */
export async function inParallel<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values();
  const lane = async () => {
    for (const item of queue) await act(item);
  };
  const lanes = await Promise.allSettled(Array.from({ length: WIDTH }, lane));
  for (const result of lanes) if (result.status === 'rejected') throw result.reason;
}

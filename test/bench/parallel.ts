/** Does something for each item, so many at a time. */
export async function inParallel<T>(
  items: Iterable<T>,
  atATime: number,
  does: (item: T) => Promise<unknown>,
): Promise<void> {
  const iterator = Iterator.from(items);
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await does(next.value);
  };
  await Promise.all(Array.from({ length: atATime }, worker));
}

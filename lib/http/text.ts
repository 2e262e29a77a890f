import { isUtf8 } from 'node:buffer';

/** The text of a body that came in these pieces; undefined when it is not UTF-8. */
export type TextReader = (chunks: readonly Buffer[]) => string | undefined;

/** Larger than nearly every review. */
const SCRATCH_BYTES = 256 * 1024;

/**
 * Puts the pieces together in one buffer that is used again for the next body, since nothing is read from it later: a new
 * one for each costs more than the copy. The check comes first, as Buffer.toString would put replacement characters in the
 * place of what is not UTF-8.
 */
export function createTextReader(): TextReader {
  const scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES);
  return (chunks) => {
    const whole = together(chunks, scratch);
    return isUtf8(whole) ? whole.toString('utf8') : undefined;
  };
}

function together(chunks: readonly Buffer[], scratch: Buffer): Buffer {
  const [only] = chunks;
  if (only !== undefined && chunks.length === 1) return only;
  let size = 0;
  for (const chunk of chunks) {
    if (size + chunk.length > scratch.length) return Buffer.concat(chunks);
    size += chunk.copy(scratch, size);
  }
  return scratch.subarray(0, size);
}

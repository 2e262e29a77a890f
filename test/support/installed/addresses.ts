import { randomInt } from 'node:crypto';

/**
 * The addresses of Pods and Nodes that are processes here. The API server refuses loopback addresses as endpoints, so what
 * it knows is 10.64.0.0/10, where kwok's Pods and the Services are not, and the process listens at the same address with 127
 * in front: every Pod has all ports for itself.
 */
export class Addresses {
  // Other runs on this machine draw others.
  readonly #second = randomInt(64, 128);
  readonly #third = randomInt(0, 250);
  #given = 0;

  next(): string {
    this.#given += 1;
    const [third, fourth] = [this.#third + Math.floor(this.#given / 250), (this.#given % 250) + 1];
    return `10.${this.#second}.${third % 256}.${fourth}`;
  }
}

export function isOurs(address: string): boolean {
  const [first, second] = address.split('.').map(Number);
  return first === 10 && second !== undefined && second >= 64 && second < 128;
}

/** Where the process with this address listens. */
export function loopbackOf(address: string): string {
  return address.replace(/^10\./, '127.');
}

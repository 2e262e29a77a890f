/**
 * Label selectors as text, with the grammar and the meaning of
 * https://github.com/kubernetes/apimachinery/blob/master/pkg/labels/selector.go, so that a selector that works with
 * `kubectl get nodes -l` works here.
 */
export interface LabelSelector {
  /** As it was written. */
  readonly text: string;
  /** All of them must hold; none selects everything. */
  readonly requirements: readonly Requirement[];
}

export type Requirement =
  | { readonly key: string; readonly operator: 'exists' | 'absent' }
  | { readonly key: string; readonly operator: 'in' | 'notin'; readonly values: ReadonlySet<string> }
  | { readonly key: string; readonly operator: '>' | '<'; readonly bound: bigint };

export type ParsedSelector =
  | { readonly outcome: 'selector'; readonly selector: LabelSelector }
  /** `position` counts characters from 0. */
  | { readonly outcome: 'invalid'; readonly position: number; readonly message: string };

export const EVERYTHING: LabelSelector = { text: '', requirements: [] };

export function selects(selector: LabelSelector, labels: Readonly<Record<string, string>>): boolean {
  return selector.requirements.every((requirement) => {
    const value = Object.hasOwn(labels, requirement.key) ? labels[requirement.key] : undefined;
    return holds(requirement, value);
  });
}

function holds(requirement: Requirement, value: string | undefined): boolean {
  switch (requirement.operator) {
    case 'exists':
      return value !== undefined;
    case 'absent':
      return value === undefined;
    case 'in':
      return value !== undefined && requirement.values.has(value);
    case 'notin':
      // A Node without the label is selected as well.
      return value === undefined || !requirement.values.has(value);
    default: {
      const number = value === undefined ? undefined : integer(value);
      if (number === undefined) return false;
      return requirement.operator === '>' ? number > requirement.bound : number < requirement.bound;
    }
  }
}

export function parseSelector(text: string): ParsedSelector {
  try {
    return { outcome: 'selector', selector: { text, requirements: new Parser(text).requirements() } };
  } catch (error) {
    if (!(error instanceof Unexpected)) throw error;
    return { outcome: 'invalid', position: error.position, message: error.message };
  }
}

class Unexpected extends Error {
  readonly position: number;

  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}

interface Token {
  readonly type: 'word' | 'symbol' | 'end';
  readonly text: string;
  readonly position: number;
}

const TOKEN = /[ \t\r\n]*(?:(==|!=|[=!(),<>])|([^ \t\r\n=!(),<>]+)|$)/y;
/** https://github.com/kubernetes/apimachinery/blob/master/pkg/util/validation/validation.go */
const NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST_NAME = 63;
const LONGEST_SUBDOMAIN = 253;

/** One token of look-ahead; each method reads one rule of the grammar. */
class Parser {
  readonly #text: string;
  #next: Token;

  constructor(text: string) {
    this.#text = text;
    this.#next = this.#tokenFrom(0);
  }

  requirements(): readonly Requirement[] {
    const found: Requirement[] = [];
    if (this.#isEnd()) return found;
    for (;;) {
      found.push(this.#requirement());
      if (this.#isEnd()) return found;
      if (!this.#skip(',')) throw this.#expected('"," or the end');
    }
  }

  #requirement(): Requirement {
    if (this.#skip('!')) return { key: this.#key(), operator: 'absent' };
    const key = this.#key();
    if (this.#isEnd() || this.#isSymbol(',')) return { key, operator: 'exists' };
    if (this.#skip('=') || this.#skip('==')) return { key, operator: 'in', values: new Set([this.#value()]) };
    if (this.#skip('!=')) return { key, operator: 'notin', values: new Set([this.#value()]) };
    if (this.#skip('>')) return { key, operator: '>', bound: this.#bound() };
    if (this.#skip('<')) return { key, operator: '<', bound: this.#bound() };
    const { type, text } = this.#next;
    if (type === 'word' && (text === 'in' || text === 'notin')) {
      this.#take();
      return { key, operator: text, values: this.#values() };
    }
    throw this.#expected('one of = == != in notin > <');
  }

  #key(): string {
    if (this.#next.type !== 'word') throw this.#expected('the name of a label');
    const { text, position } = this.#take();
    const problem = problemOfKey(text);
    if (problem !== undefined) throw new Unexpected(position, problem);
    return text;
  }

  /** Nothing stands for the empty value, as in `key=`. */
  #value(): string {
    if (this.#isEnd() || this.#isSymbol(',') || this.#isSymbol(')')) return '';
    if (this.#next.type !== 'word') throw this.#expected('a value');
    const { text, position } = this.#take();
    if (text.length > LONGEST_NAME)
      throw new Unexpected(position, `a label's value has at most ${LONGEST_NAME} characters`);
    if (!NAME.test(text)) {
      throw new Unexpected(
        position,
        `"${text}" is not a label's value: letters, digits, "-", "_" and ".", a letter or digit at both ends`,
      );
    }
    return text;
  }

  #values(): ReadonlySet<string> {
    if (!this.#skip('(')) throw this.#expected('"("');
    if (this.#isSymbol(')')) throw this.#expected('a value');
    const values = new Set([this.#value()]);
    while (this.#skip(',')) values.add(this.#value());
    if (!this.#skip(')')) throw this.#expected('"," or ")"');
    return values;
  }

  #bound(): bigint {
    const { position } = this.#next;
    const bound = integer(this.#value());
    if (bound === undefined) throw new Unexpected(position, 'expected an integer');
    return bound;
  }

  #isEnd(): boolean {
    return this.#next.type === 'end';
  }

  #isSymbol(symbol: string): boolean {
    return this.#next.type === 'symbol' && this.#next.text === symbol;
  }

  #skip(symbol: string): boolean {
    if (!this.#isSymbol(symbol)) return false;
    this.#take();
    return true;
  }

  #take(): Token {
    const token = this.#next;
    this.#next = this.#tokenFrom(token.position + token.text.length);
    return token;
  }

  #tokenFrom(start: number): Token {
    TOKEN.lastIndex = start;
    const [, symbol, word] = TOKEN.exec(this.#text) ?? [];
    const text = symbol ?? word ?? '';
    const type = symbol !== undefined ? 'symbol' : word !== undefined ? 'word' : 'end';
    return { type, text, position: type === 'end' ? this.#text.length : TOKEN.lastIndex - text.length };
  }

  #expected(what: string): Unexpected {
    const { type, text, position } = this.#next;
    return new Unexpected(position, `expected ${what}, found ${type === 'end' ? 'the end' : `"${text}"`}`);
  }
}

function problemOfKey(key: string): string | undefined {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (name.length > LONGEST_NAME || !NAME.test(name)) {
    return `"${key}" is not a label: its name has 1 to ${LONGEST_NAME} letters, digits, "-", "_" and ".", a letter or digit at both ends`;
  }
  if (slash < 0) return undefined;
  const prefix = key.slice(0, slash);
  if (prefix.length <= LONGEST_SUBDOMAIN && SUBDOMAIN.test(prefix)) return undefined;
  return `"${key}" is not a label: before the "/" stands a DNS name in lower case`;
}

/** A 64-bit integer in decimal, as Go's strconv.ParseInt reads it. */
function integer(text: string): bigint | undefined {
  if (!/^[+-]?[0-9]+$/.test(text) || text.length > 40) return undefined;
  const value = BigInt(text.replace(/^\+/, ''));
  return BigInt.asIntN(64, value) === value ? value : undefined;
}

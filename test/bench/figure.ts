export interface Figure {
  readonly bench: string;
  readonly figure: string;
  readonly value: number;
  readonly limit: number;
  readonly ratio: number;
  readonly goal: string;
}

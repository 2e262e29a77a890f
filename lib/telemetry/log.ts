/**
 * What the house needs of a logger; pino's has this shape. The message is constant and the data goes into fields
 * (https://github.com/kubernetes-sigs/controller-runtime/blob/main/TMP-LOGGING.md); an error is logged once, as `err`.
 */
export interface Logger {
  debug(fields: LogFields, message: string): void;
  info(fields: LogFields, message: string): void;
  warn(fields: LogFields, message: string): void;
  error(fields: LogFields, message: string): void;
  child(fields: LogFields): Logger;
}

export type LogFields = Readonly<Record<string, unknown>>;

/** Says nothing; for tests and for commands that print for people. */
export const silentLogger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  child: () => silentLogger,
};

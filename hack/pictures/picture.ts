/** A page that is shown in a browser and kept as an image. */
export interface Picture {
  /** Where the image goes, from the root of the project. */
  readonly file: string;
  readonly size: { readonly width: number; readonly height: number };
  /** A text that is on the page once it is as it should be. */
  readonly until: string;
  /** What is served, by path; the first is the one that is opened. */
  pages(): Promise<Readonly<Record<string, { readonly contentType: string; render(): string }>>>;
}

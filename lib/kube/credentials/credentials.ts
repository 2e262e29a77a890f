/** Which cluster, and what lets us in. */
export interface Credentials {
  /** `https://host:port`, with a path where the API server sits behind one. */
  readonly server: string;
  /** Of the pod, or of the kubeconfig's context. */
  readonly namespace: string | undefined;
  /** Where they come from, for people: `in-cluster`, `/home/me/.kube/config (context kind)`. */
  readonly source: string;
  /** What to use now; read again when it is older than a minute. Rejects with Failure. */
  current(): Promise<Access>;
  /** The server did not take them: read them again at the next use. */
  invalidate(): void;
}

/** One reading of the credentials. Equal content is the same object, so that connections outlive a reading. */
export interface Access {
  readonly headers: RequestHeaders;
  readonly tls: TlsMaterial;
}

/** Lower-case names; a list is sent as several lines. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[]>>;

export interface TlsMaterial {
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly servername: string | undefined;
  readonly insecure: boolean;
  readonly proxyUrl: string | undefined;
}

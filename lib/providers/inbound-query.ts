/** What `listInbound` is asked for. */
export interface InboundQuery {
  /** One of our own addresses, E.164 or a short code. */
  to: string;
  since: Date;
  /** Of these vendor ids, those that we have already. */
  known(refs: readonly string[]): Promise<ReadonlySet<string>>;
}

/** What `listInbound` is asked for. */
export interface InboundQuery {
  /** One of our own addresses: E.164, a short code, or a Messaging Service's id for all numbers in it. */
  to: string;
  since: Date;
  /** Of these vendor ids, those that we have already. */
  known(refs: readonly string[]): Promise<ReadonlySet<string>>;
}

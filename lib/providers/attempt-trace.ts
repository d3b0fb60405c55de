/** What `find` needs to look an unknown attempt up at the vendor. */
export interface AttemptTrace {
  key: string;
  to: string;
  from?: string;
  body: string;
  /** How many files went with it; absent: none. */
  media?: number;
  claimedAt: Date;
}

/** What a vendor says of credentials when asked something harmless. `silent`: it did not answer. */
export type AccountAnswer =
  | { kind: "ok"; name?: string }
  | { kind: "refused"; reason: "credentials" | "suspended" | "may_not_send" }
  | { kind: "silent" };

/** What a vendor says of the way from it to an address of ours. */
export type Knocked =
  /** It posts a signed event of its own making there now. */
  | { kind: "asked" }
  /** What it has on record of its newest post there; null: nothing. */
  | { kind: "told"; last: Posted | null }
  /** Its settings for that address cannot work. */
  | { kind: "wrong"; trouble: "not_entered" | "off" | "unsigned" | "other_key" }
  /** These credentials may send, and may not look at or test what is posted. */
  | { kind: "refused" }
  | { kind: "silent" };

/** One post of a vendor's to us, as it keeps it. `status`: what we answered; null: nothing. */
export interface Posted {
  at: Date;
  taken: boolean;
  status: number | null;
}

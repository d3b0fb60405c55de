/** A file that goes with a text, as the one decision and the vendor see it: never what it is called. */
export interface MediaFact {
  /** Of its attachment. */
  id: string;
  /** By its content. */
  type: string;
  bytes: number;
}

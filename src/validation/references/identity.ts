/** What tells objects apart. */
export interface Identity {
  /** Empty for the core API. */
  readonly apiGroup: string;
  readonly kind: string;
  /** Empty when the manifest does not name it: then it is wherever the manifest is applied. */
  readonly namespace: string;
  /** Empty when the server makes it. */
  readonly name: string;
}

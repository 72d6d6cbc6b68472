export interface Passwords {
  hash(password: string): Promise<string>;
  /** Takes the same time whether there is a hash or not, so that nobody learns who has an account. */
  verify(password: string, hash: string | undefined): Promise<boolean>;
}

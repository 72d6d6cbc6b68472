/** Bytes by id. Throws `unavailable` when the place is away. */
export interface FileStorage {
  /** Keeps the bytes and gives the id they are read by from now on. */
  put(bytes: Uint8Array): Promise<string>;
  read(id: string): Promise<Uint8Array | undefined>;
}

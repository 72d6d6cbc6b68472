/** Bytes by id. Putting the same id twice keeps the first. Throws `unavailable` when the place is away. */
export interface FileStorage {
  put(id: string, bytes: Uint8Array): Promise<void>;
  read(id: string): Promise<Uint8Array | undefined>;
}

import { database } from "@/lib/db/client";

/** Whether the database answers at all: the question between "this row is refused" and "nothing can be written". */
export async function isAlive(): Promise<boolean> {
  return database()
    .pool.query("SELECT 1")
    .then(
      () => true,
      () => false,
    );
}

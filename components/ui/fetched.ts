const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 10_000;
/** By then it is no lost line: the code is gone (a new release), and the screen has to be loaded anew. */
const GIVE_UP_MS = 10 * 60_000;

/**
 * Code that is loaded at its first use: `lazy(fetched(() => import("…")))`. A lost line must not take the whole screen
 * away, so it is asked for again until it comes; what is shown meanwhile is the nearest Suspense's.
 */
export function fetched<T>(load: () => Promise<T>): () => Promise<T> {
  return async () => {
    const began = performance.now();
    for (let wait = FIRST_WAIT_MS; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      try {
        return await load();
      } catch (error) {
        if (performance.now() - began > GIVE_UP_MS) throw error;
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
    }
  };
}

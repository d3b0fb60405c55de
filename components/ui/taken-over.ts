import { useSyncExternalStore } from "react";

const never = () => () => {};

/**
 * False on the server and while the browser takes its page over. Whatever stands in a `Suspense` is taken over after
 * the rest: an answer that came meanwhile is not among the server's words.
 */
export function useTakenOver(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

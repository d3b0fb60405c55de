/** A list that screens add to while they are mounted, and that others may watch. The last one added comes last. */
export interface Registry<T> {
  add: (item: T) => () => void;
  all: () => readonly T[];
  subscribe: (listener: () => void) => () => void;
}

export function createRegistry<T>(): Registry<T> {
  let items: readonly T[] = [];
  const listeners = new Set<() => void>();
  const set = (next: readonly T[]) => {
    items = next;
    for (const listener of listeners) listener();
  };
  return {
    add(item) {
      set([...items, item]);
      return () => set(items.filter((each) => each !== item));
    },
    all: () => items,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const empty: readonly never[] = [];

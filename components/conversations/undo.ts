import { notify } from "@/components/ui/toast";

let last: (() => void) | null = null;

/** Lets the key `z` take back what was just done; the answer forgets it again. */
export function armUndo(back: () => void): () => void {
  const once = () => {
    forget();
    back();
  };
  const forget = () => {
    if (last === once) last = null;
  };
  last = once;
  return forget;
}

/** Says what was done to a thread that is gone from the list, with a way back: a button, or the key `z`. */
export function offerUndo(title: string, back: () => void): void {
  armUndo(back);
  notify({ title, action: { label: "Undo", run: undoLast } });
}

/** Takes the last of them back. */
export function undoLast(): void {
  last?.();
}

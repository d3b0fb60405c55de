import type { ClipboardEvent, DragEvent } from "react";

interface Handlers {
  onPaste: (event: ClipboardEvent) => void;
  onDragOver: (event: DragEvent) => void;
  onDrop: (event: DragEvent) => void;
}

/** Files that are pasted into a box or dropped on it; words stay what they are. */
export function dropTarget(onFiles: (files: File[]) => void): Handlers {
  const take = (event: ClipboardEvent | DragEvent, data: DataTransfer) => {
    const files = [...data.files];
    if (files.length === 0) return;
    event.preventDefault();
    onFiles(files);
  };
  return {
    // A picture copied from a document brings its words too: those are what was meant.
    onPaste: (event) => {
      if (!event.clipboardData.types.includes("text/plain")) take(event, event.clipboardData);
    },
    onDragOver: (event) => {
      if (event.dataTransfer.types.includes("Files")) event.preventDefault();
    },
    onDrop: (event) => take(event, event.dataTransfer),
  };
}

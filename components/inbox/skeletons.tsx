import { Skeleton } from "@/components/ui/skeleton";
import { VisuallyHidden } from "@/components/ui/visually-hidden";

const rows = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
const bubbles = [
  { id: "a", ours: false, size: "h-14 w-72" },
  { id: "b", ours: true, size: "h-10 w-60" },
  { id: "c", ours: false, size: "h-10 w-44" },
  { id: "d", ours: true, size: "h-20 w-80" },
  { id: "e", ours: false, size: "h-10 w-64" },
];

/** The list before its threads are here: the same rows, 64 px high. */
export function RowSkeletons() {
  return (
    <div aria-busy="true" className="min-h-0 flex-1 overflow-hidden">
      <VisuallyHidden>Loading the threads</VisuallyHidden>
      {rows.map((row) => (
        <div key={row} className="flex h-16 flex-col justify-center gap-2 border-b pr-3 pl-7">
          <span className="flex justify-between">
            <Skeleton className="h-3.5 w-32" />
            <Skeleton className="h-3 w-10" />
          </span>
          <Skeleton className="h-3 w-52" />
        </div>
      ))}
    </div>
  );
}

/** A thread before its messages are here. */
export function BubbleSkeletons() {
  return (
    <div aria-busy="true" className="flex flex-col justify-end gap-3 p-4">
      <VisuallyHidden>Loading the messages</VisuallyHidden>
      {bubbles.map((bubble) => (
        <Skeleton
          key={bubble.id}
          className={`max-w-[80%] rounded-2xl ${bubble.size} ${bubble.ours ? "self-end" : ""}`}
        />
      ))}
    </div>
  );
}

import { collisionWords } from "@/components/messages/collision";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { MessageView } from "@/lib/messages/schema";

/** Shows what came in while somebody was writing, right above what they wrote. */
export default function CollisionBar({
  message,
  name,
  onKeep,
  onDrop,
}: {
  message: MessageView;
  name: string;
  onKeep: () => void;
  onDrop: () => void;
}) {
  const who = message.direction === "INBOUND" ? name : (message.authorName ?? "A colleague");
  return (
    <Banner
      tone="warning"
      live="assertive"
      title={collisionWords(message, name)}
      action={
        <>
          <Button size="sm" onClick={onKeep}>
            Send mine
          </Button>
          <Button size="sm" variant="quiet" onClick={onDrop}>
            Drop mine
          </Button>
        </>
      }
    >
      <blockquote className="mt-1 max-h-32 overflow-y-auto border-l-2 border-border-strong pl-2">
        <p className="text-sm text-muted">
          {who}, <RelativeTime at={message.createdAt} form="clock" />
        </p>
        <p className="max-w-reading whitespace-pre-wrap">{message.body}</p>
      </blockquote>
    </Banner>
  );
}

import { Bell, Mail, MessageSquareText, Monitor } from "lucide-react";
import type { Channel } from "@/prisma/generated/enums";

const channels = {
  SMS: { name: "Text", Icon: MessageSquareText },
  EMAIL: { name: "Email", Icon: Mail },
  PUSH: { name: "App notification", Icon: Bell },
  IN_APP: { name: "Portal", Icon: Monitor },
};

export function channelName(channel: Channel): string {
  return channels[channel].name;
}

/** The way a message went, with its name for those who do not see the picture. */
export function ChannelIcon({ channel, className }: { channel: Channel; className?: string | undefined }) {
  const { name, Icon } = channels[channel];
  return (
    <span title={name} className={className}>
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{name}</span>
    </span>
  );
}

"use client";

import { ListFilter } from "lucide-react";
import { channelName } from "@/components/messages/channel-icon";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuChoice } from "@/components/ui/menu";
import { Channel } from "@/prisma/generated/enums";

const ALL = "all";
const options = [
  { value: ALL, label: "All channels" },
  ...Object.values(Channel).map((value) => ({ value, label: channelName(value) })),
] as const;

/** Only threads whose last message went one way. */
export function ChannelMenu({
  channel,
  onChoose,
}: {
  channel: Channel | null;
  onChoose: (channel: Channel | null) => void;
}) {
  const words = channel === null ? "All channels" : `Only ${channelName(channel)}`;
  return (
    <Menu
      align="end"
      trigger={
        <IconButton
          label={`Channel: ${words}`}
          icon={<ListFilter aria-hidden />}
          pressed={channel !== null}
        />
      }
    >
      <MenuChoice
        label="Last message by"
        value={channel ?? ALL}
        onChange={(chosen) => onChoose(chosen === ALL ? null : chosen)}
        options={options}
      />
    </Menu>
  );
}

"use client";

import { Link2, Paperclip, RotateCw, X } from "lucide-react";
import { type Files, type PickedFile, wayOf } from "@/components/attachments/use-files";
import { sizeWords } from "@/components/conversations/attachments";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuChoice } from "@/components/ui/menu";
import type { FilePlan, LinkCause } from "@/lib/attachments/outgoing/schema";

const causes: Record<LinkCause, string> = {
  hidden_words: "The words go behind a secure link, and so do the files.",
  clinic_rule: "Your clinic sends files by secure link only.",
  private_words: "This says something private, so the files go by secure link.",
  too_large: "Over 18 MB many mailboxes refuse: the files go by secure link.",
  not_for_phones: "Phones show no such file in a text, so the files go by secure link.",
  too_large_for_text: "This is more than one text can carry, so the files go by secure link.",
  no_mms: "None of your clinic's numbers sends pictures, so the files go by secure link.",
  abroad: "Pictures by text stay within the US and Canada, so the files go by secure link.",
};

type Way = "SMS" | "EMAIL";
const inside: Record<Way, string> = { SMS: "In the text", EMAIL: "In the mail" };

/** The files of a message that is being written: how far each is, how it goes, and away with it. */
export default function FileBar({
  files,
  plan,
  channel,
}: {
  files: Files;
  plan: readonly FilePlan[];
  channel: Way;
}) {
  const forced = plan.find((one) => one.forced !== null)?.forced ?? null;
  return (
    <div className="flex flex-col gap-1.5">
      <ul aria-label="Files" className="flex flex-wrap gap-1.5">
        {files.files.map((file) => (
          <FileChip
            key={file.key}
            file={file}
            files={files}
            plan={plan.find(({ id }) => id === file.id)}
            channel={channel}
          />
        ))}
      </ul>
      <p role="status" className="text-sm text-muted empty:hidden">
        {files.refusal ?? (forced !== null ? causes[forced] : null)}
      </p>
    </div>
  );
}

interface ChipProps {
  file: PickedFile;
  files: Files;
  plan: FilePlan | undefined;
  channel: Way;
}

function FileChip({ file, files, plan, channel }: ChipProps) {
  const { key, name, size, progress, problem, id } = file;
  const chosen = wayOf(file, channel);
  const way = plan?.way ?? chosen;
  const Icon = way === "link" ? Link2 : Paperclip;
  return (
    <li
      className={cn(
        "flex max-w-full flex-wrap items-center gap-1.5 rounded-lg border py-0.5 pr-0.5 pl-2 text-sm",
        problem !== null && "border-danger bg-danger-soft",
      )}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-muted" />
      <span className="max-w-56 truncate">{name}</span>
      <span className="figures text-muted">
        {problem === null && id === null ? `${Math.round(progress * 100)} %` : sizeWords(size)}
      </span>
      {problem !== null && <span className="text-danger-text">{problem}</span>}
      {problem !== null && (
        <IconButton
          label={`Try ${name} again`}
          icon={<RotateCw />}
          size="sm"
          onClick={() => files.again(key)}
        />
      )}
      {id !== null && plan?.forced == null && (
        <Menu
          trigger={
            <button
              type="button"
              className="touch-area rounded px-1.5 py-0.5 text-accent-text hover:bg-surface-hover"
            >
              {way === "link" ? "Secure link" : inside[channel]}
            </button>
          }
        >
          <MenuChoice
            label="How it goes"
            value={chosen}
            onChange={(next) => files.turn(key, next)}
            options={[
              { value: "file", label: inside[channel] },
              { value: "link", label: "Secure link: asks who opens it" },
            ]}
          />
        </Menu>
      )}
      <IconButton label={`Remove ${name}`} icon={<X />} size="sm" onClick={() => files.remove(key)} />
    </li>
  );
}

"use client";

import { FileText } from "lucide-react";
import { lazy, Suspense } from "react";
import type { Words, WritingChannel } from "@/components/messages/use-draft";
import { fetched } from "@/components/ui/fetched";
import { IconButton } from "@/components/ui/icon-button";
import { useOnceOpen } from "@/components/ui/overlay";

const TemplateSelector = lazy(
  fetched(async () => ({
    default: (await import("@/components/messages/template-selector")).TemplateSelector,
  })),
);

export interface TemplateButtonProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  patientId: string | undefined;
  channel: WritingChannel;
  onUse: (words: Partial<Words>) => void;
}

/** Opens the templates; their code comes with the first use. */
export function TemplateButton({ open, onOpenChange, patientId, channel, onUse }: TemplateButtonProps) {
  const used = useOnceOpen(open);
  return (
    <>
      <IconButton
        label="Use a template"
        keys="/"
        icon={<FileText aria-hidden />}
        disabled={patientId === undefined}
        onClick={() => onOpenChange(true)}
      />
      {used && patientId !== undefined && (
        <Suspense>
          <TemplateSelector
            open={open}
            onOpenChange={onOpenChange}
            patientId={patientId}
            channel={channel}
            onUse={onUse}
          />
        </Suspense>
      )}
    </>
  );
}

"use client";

import { useEffect } from "react";
import { Toaster, toast } from "sonner";
import { useTheme } from "@/components/ui/theme";
import { type Notice, onNotice, takeNotices } from "@/components/ui/toast";

function show({ tone = "neutral", title, detail, action, forMs }: Notice): void {
  const say = tone === "success" ? toast.success : tone === "danger" ? toast.error : toast;
  say(title, {
    duration: forMs ?? (action === undefined ? 5_000 : 10_000),
    ...(detail === undefined ? {} : { description: detail }),
    ...(action === undefined ? {} : { action: { label: action.label, onClick: action.run } }),
  });
}

export default function ToastStage() {
  const { resolved } = useTheme();
  useEffect(() => {
    const flush = () => takeNotices().forEach(show);
    flush();
    return onNotice(flush);
  }, []);
  return (
    <Toaster
      theme={resolved}
      position="bottom-left"
      offset={16}
      mobileOffset={{ bottom: 72 }}
      closeButton
      toastOptions={{
        style: {
          background: "var(--surface-raised)",
          color: "var(--text)",
          border: "1px solid var(--border)",
          fontFamily: "inherit",
          fontSize: "14px",
        },
        classNames: {
          description: "!text-muted",
          actionButton: "!h-7 !bg-accent !text-on-accent !rounded-md",
          closeButton: "!size-6 !bg-surface-raised !text-muted !border-border",
          success: "[&_[data-icon]]:text-success",
          error: "[&_[data-icon]]:text-danger",
        },
      }}
    />
  );
}

"use client";

import { useMutation } from "@tanstack/react-query";
import { MessageSquare } from "lucide-react";
import { useRouter } from "next/navigation";
import { startConversation } from "@/components/patients/api";
import { useMay } from "@/components/staff/me";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/toast";

/** Writes first to a patient who has no conversation yet: opens one and goes there. */
export function WriteButton({ patient }: { patient: { id: string; firstName: string } }) {
  const router = useRouter();
  const may = useMay("message.send");
  const start = useMutation({
    mutationFn: () => startConversation(patient.id),
    onSuccess: ({ id }) => router.push(`/inbox/${id}?view=open&about=${patient.id}`),
    onError: (error) => notify({ tone: "danger", title: error.message }),
  });
  if (!may) return null;
  return (
    <Button
      variant="primary"
      icon={<MessageSquare aria-hidden className="size-4" />}
      loading={start.isPending}
      onClick={() => start.mutate()}
    >
      Write to {patient.firstName}
    </Button>
  );
}

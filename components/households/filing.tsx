"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { createContext, use, useMemo } from "react";
import { offerUndo } from "@/components/conversations/undo";
import { fileMessage } from "@/components/households/api";
import { useMay } from "@/components/staff/me";
import { notify } from "@/components/ui/toast";
import type { MemberView } from "@/lib/households/schema";
import type { MessageView } from "@/lib/messages/schema";

interface Filing {
  members: readonly MemberView[];
  nameOf: (patientId: string) => string;
  /** Null: this person may not file. */
  file: ((message: MessageView, patientId: string) => void) | null;
}

const Context = createContext<Filing | null>(null);
export const HouseholdContext = Context.Provider;

/** Whose phone this thread's is, for the marks at its messages; null: one patient's own. */
export const useHousehold = (): Filing | null => use(Context);

/** What files the messages of a shared phone; null for any other thread. */
export function useFiling(conversationId: string, members: readonly MemberView[] | undefined): Filing | null {
  const client = useQueryClient();
  const may = useMay("conversation.write");
  const { mutate } = useMutation({
    mutationFn: ({
      message,
      patientId,
      guess,
    }: {
      message: MessageView;
      patientId: string;
      guess: boolean;
    }) => fileMessage(message.id, patientId, guess),
    onSuccess: (filed, { message, guess }) => {
      if (guess) return;
      const name = members?.find((one) => one.patientId === filed.patientId)?.name ?? "this patient";
      const wasGuess = message.filing?.guess != null;
      const back = () => mutate({ message, patientId: message.patientId, guess: wasGuess });
      offerUndo(`Filed to ${name}.`, back);
    },
    onError: (error) => notify({ tone: "danger", title: error.message }),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ["messages", conversationId] });
      void client.invalidateQueries({ queryKey: ["conversation", conversationId] });
      void client.invalidateQueries({ queryKey: ["conversations"] });
    },
  });
  return useMemo(() => {
    if (members === undefined) return null;
    const names = new Map(members.map((one) => [one.patientId, one.name]));
    return {
      members,
      nameOf: (patientId) => names.get(patientId) ?? "somebody who no longer has this number",
      file: may ? (message, patientId) => mutate({ message, patientId, guess: false }) : null,
    };
  }, [members, may, mutate]);
}

"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { v4 as uuid } from "uuid";
import {
  cancelMessage,
  markHandled,
  moveMessage,
  overrideRule,
  resendMessage,
} from "@/components/messages/api";
import { notify } from "@/components/ui/toast";
import type { LiftRule } from "@/lib/messages/schema";

type Act =
  | { do: "cancel" | "edit" | "handled" | "send_again" | "send_again_twice"; id: string }
  /** `at` null: as soon as the rules allow. */
  | { do: "move" | "send_planned"; id: string; at: Date | null }
  | { do: "send_now" | "send_now_waiting"; id: string; rule: LiftRule; reason: string };

function perform(act: Act) {
  switch (act.do) {
    case "cancel":
    case "edit":
      return cancelMessage(act.id);
    case "handled":
      return markHandled(act.id);
    case "move":
    case "send_planned":
      return moveMessage(act.id, act.at);
    case "send_now":
    case "send_now_waiting":
      return overrideRule(act.id, { rule: act.rule, reason: act.reason });
    default:
      return resendMessage(act.id, act.do === "send_again_twice", uuid());
  }
}

/** What a person does about one message. A refusal is said in the API's words; the thread is read again either way. */
export function useMessageActions(conversationId: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: perform,
    onError: (error) => notify({ tone: "danger", title: error.message }),
    onSettled: (_message, _error, act) =>
      Promise.all(
        [
          ["messages", conversationId],
          ["message", act.id],
          ["conversation", conversationId],
          ["conversations"],
          ["counts"],
        ].map((queryKey) => client.invalidateQueries({ queryKey })),
      ),
  });
}

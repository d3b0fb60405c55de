"use client";

import { useMutation, useQueryClient } from "@tanstack/react-query";
import { emergenciesQuery, takeEmergency } from "@/components/emergencies/api";
import { notify } from "@/components/ui/toast";

/** "I have it". A colleague who was faster is named. */
export function useTake() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: takeEmergency,
    onSuccess: () => notify({ tone: "success", title: "You have it. Nobody else is told any more." }),
    onError: (error) => notify({ tone: "danger", title: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: emergenciesQuery.queryKey }),
  });
}

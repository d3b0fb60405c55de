import { useSearchParams } from "next/navigation";
import { useMemo, useState } from "react";
import type { ConversationDetail } from "@/lib/conversations/schema";

/**
 * Whom the composer of a shared phone writes about: the patient its newest message is filed to, until somebody chooses
 * another, or comes from another's chart (`?about=`). The detail it answers is the thread's, about that patient.
 */
export function useAbout(detail: ConversationDetail | undefined) {
  const [chosen, setChosen] = useState<{ over: string; id: string } | null>(null);
  const wanted = useSearchParams().get("about");
  const filed = detail?.patientId;
  if (wanted !== null && chosen === null && filed !== undefined) setChosen({ over: filed, id: wanted });
  // A message that is filed to somebody else ends a choice that was made before.
  const choice = chosen !== null && chosen.over === filed ? chosen.id : filed;
  const id = detail?.household?.members.some((one) => one.patientId === choice) ? choice : filed;
  const member = detail?.household?.members.find((one) => one.patientId === id);
  const about = useMemo(
    () =>
      detail === undefined || member === undefined
        ? detail
        : {
            ...detail,
            patientId: member.patientId,
            patient: { ...detail.patient, id: member.patientId, firstName: member.name },
          },
    [detail, member],
  );
  return {
    detail: about,
    choose: (patientId: string) => {
      if (filed !== undefined) setChosen({ over: filed, id: patientId });
    },
  };
}

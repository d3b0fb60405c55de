"use client";

import { useState } from "react";
import { useInvite } from "@/components/portal/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { useForm } from "@/components/ui/use-form";
import type { PortalView } from "@/lib/invitations/schema";
import type { PatientDetail } from "@/lib/patients/schema";

type Way = PortalView["ways"][number];

const LABEL = { SMS: "Text a link to", EMAIL: "Email a link to", code: "Give a code in person" };

/** Chooses how the patient is invited; a code is shown once, to be read aloud or written down. */
export function InviteDialog({
  patient,
  view,
  onClose,
}: {
  patient: PatientDetail;
  view: PortalView;
  onClose: () => void;
}) {
  const invite = useInvite(patient.id);
  const [code, setCode] = useState<string | null>(null);
  const first = view.ways.find(({ problem }) => problem === null)?.way ?? null;
  const form = useForm({
    initial: { way: first, checked: "" },
    check: ({ way, checked }) => ({
      ...(way === null ? { way: "No way is open." } : {}),
      ...(way === "code" && checked.trim().length < 3
        ? { checked: "Say how you made sure, for example: photo ID." }
        : {}),
    }),
    submit: async ({ way, checked }) => {
      if (way === null) return { way: "No way is open." };
      try {
        const answer = await invite.mutateAsync(way === "code" ? { way, checked: checked.trim() } : { way });
        if (answer.code === null) onClose();
        else setCode(answer.code);
        return undefined;
      } catch (error) {
        const said = error instanceof Error ? error.message : "That did not work. Please try again.";
        return way === "code" ? { checked: said } : { way: said };
      }
    },
  });
  const { way } = form.values;
  if (code !== null) return <CodeShown code={code} name={patient.firstName} onClose={onClose} />;
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`Invite ${patient.name} to the portal?`}
      description={`${patient.firstName} chooses a PIN, and reads private messages by it. What proves who it is: an address that only ${patient.firstName} has, or you.`}
    >
      <form {...form.form} className="flex flex-col gap-4">
        <fieldset className="flex flex-col gap-2">
          <legend className="sr-only">How the invitation goes</legend>
          {view.ways.map((one) => (
            <WayChoice
              key={one.way}
              one={one}
              chosen={way === one.way}
              onChoose={() => form.set("way", one.way)}
            />
          ))}
        </fieldset>
        {form.error("way") && (
          <p role="alert" className="text-sm text-danger-text">
            {form.error("way")}
          </p>
        )}
        {way === "code" && (
          <Field
            label={`How did you make sure that this is ${patient.firstName}?`}
            error={form.error("checked")}
            hint="Kept in the audit trail. The code works once, for 48 hours, with the date of birth."
          >
            <Input
              name="checked"
              maxLength={200}
              value={form.values.checked}
              onChange={(event) => form.set("checked", event.target.value)}
              onBlur={() => form.leave("checked")}
            />
          </Field>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={way === null} loading={form.busy}>
            {way === "code" ? "Make the code" : "Send the invitation"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function WayChoice({ one, chosen, onChoose }: { one: Way; chosen: boolean; onChoose: () => void }) {
  const closed = one.problem !== null;
  return (
    <label className="flex items-start gap-2">
      <input
        type="radio"
        name="way"
        value={one.way}
        checked={chosen}
        disabled={closed}
        onChange={onChoose}
        className="mt-1 size-4 shrink-0 accent-accent"
      />
      <span className="min-w-0">
        <span className={closed ? "text-muted" : ""}>
          {LABEL[one.way]}
          {one.way !== "code" && <span className="figures break-all"> {one.to ?? "nobody yet"}</span>}
        </span>
        {closed && <span className="block text-sm text-muted">{one.problem}</span>}
      </span>
    </label>
  );
}

/** The code, this once. `whose`: whose date of birth goes with it; not given: the reader's own. */
export function CodeShown({
  code,
  name,
  whose,
  onClose,
}: {
  code: string;
  name: string;
  whose?: string;
  onClose: () => void;
}) {
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="sm"
      title={`Give this code to ${name}`}
      description="In person, not by message. It is not shown again."
    >
      <div className="flex flex-col gap-4">
        <output className="figures rounded-lg bg-surface-sunken px-4 py-3 text-center text-2xl font-semibold tracking-wider">
          {code}
        </output>
        <p>
          {name} opens <span className="break-all font-medium">{window.location.host}/portal/join</span> and
          enters the code and {whose ? `${whose}'s` : "the"} date of birth. It works once, for 48 hours.
        </p>
        <div className="flex justify-end">
          <Button variant="primary" onClick={onClose}>
            Done
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

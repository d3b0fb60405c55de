"use client";

import { ArrowUp } from "lucide-react";
import { refusalOf, staleOr, useChartChange } from "@/components/reach/api";
import { StaleBar, useSeen } from "@/components/reach/stale";
import { preferenceLines, TOPIC, TOPICS, WAY, WAYS, type Way } from "@/components/reach/words";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { useForm } from "@/components/ui/use-form";
import type { PatientDetail } from "@/lib/patients/schema";
import type { Reach } from "@/lib/reach/schema";

type Refused = Reach["refused"];

/** Which ways a patient wants to be tried in, and which topics not by which. */
export function PreferencesDialog({
  patient,
  reach,
  onClose,
}: {
  patient: PatientDetail;
  reach: Reach;
  onClose: () => void;
}) {
  const change = useChartChange(patient.id);
  const { seen: version, isStale, look } = useSeen(reach.versions.preferences);
  const form = useForm<{ order: Way[]; refused: Refused; failure: string }>({
    initial: { order: reach.channelOrder, refused: reach.refused, failure: "" },
    check: () => ({}),
    submit: async ({ order: channelOrder, refused }) => {
      try {
        await change.mutateAsync({ rest: "reach/preferences", body: { channelOrder, refused, version } });
        onClose();
        return undefined;
      } catch (error) {
        return staleOr(error, { failure: refusalOf(error) });
      }
    },
  });
  const { order, refused } = form.values;
  const isRefused = (line: Refused[number]) =>
    refused.some(({ channel, category }) => channel === line.channel && category === line.category);
  const without = (line: Refused[number]) =>
    refused.filter(({ channel, category }) => channel !== line.channel || category !== line.category);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={`How does ${patient.firstName} want to be reached?`}
      description="The first way is tried first, the next when it fails. What waits is decided again at once."
    >
      <form {...form.form} className="flex flex-col gap-4">
        {isStale && !form.busy && (
          <StaleBar
            theirs={preferenceLines(reach)}
            onKeep={look}
            onTake={() => {
              form.set("order", reach.channelOrder);
              form.set("refused", reach.refused);
              look();
            }}
          />
        )}
        <fieldset className="flex flex-col gap-1">
          <legend className="mb-1 font-medium">Ways, in order</legend>
          {[...order, ...WAYS.filter((way) => !order.includes(way))].map((way) => {
            const place = order.indexOf(way);
            return (
              <div key={way} className="flex items-center gap-2">
                <Checkbox
                  label={place < 0 ? WAY[way] : `${place + 1}. ${WAY[way]}`}
                  checked={place >= 0}
                  className="min-w-40"
                  onChange={(on) =>
                    form.set("order", on ? [...order, way] : order.filter((one) => one !== way))
                  }
                />
                {place > 0 && (
                  <IconButton
                    label={`Try ${WAY[way]} earlier`}
                    icon={<ArrowUp />}
                    size="sm"
                    onClick={() => form.set("order", earlier(order, place))}
                  />
                )}
              </div>
            );
          })}
          {order.length === 0 && (
            <p className="text-sm text-muted">None chosen: the first way that works is used.</p>
          )}
        </fieldset>
        <Table caption="Which topics may come by which way">
          <thead>
            <tr>
              <Th>Topic</Th>
              {WAYS.map((way) => (
                <Th key={way}>{WAY[way]}</Th>
              ))}
            </tr>
          </thead>
          <tbody>
            {TOPICS.map((category) => (
              <Tr key={category}>
                <Td>{TOPIC[category]}</Td>
                {WAYS.map((channel) => {
                  const line = { channel, category };
                  return (
                    <Td key={channel}>
                      <Checkbox
                        label={`${TOPIC[category]} by ${WAY[channel].toLowerCase()}`}
                        hideLabel
                        checked={!isRefused(line)}
                        onChange={(on) => form.set("refused", on ? without(line) : [...refused, line])}
                      />
                    </Td>
                  );
                })}
              </Tr>
            ))}
          </tbody>
        </Table>
        {form.error("failure") && (
          <p role="alert" className="text-danger-text">
            {form.error("failure")}
          </p>
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={isStale} loading={form.busy}>
            Save
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

function earlier(order: readonly Way[], place: number): Way[] {
  const way = order[place];
  if (!way) return [...order];
  const rest = order.filter((one) => one !== way);
  return [...rest.slice(0, place - 1), way, ...rest.slice(place - 1)];
}

"use client";

import { useQuery } from "@tanstack/react-query";
import { allTemplatesQuery } from "@/components/bulk/api";
import { type Draft, isMailed, waysOf } from "@/components/bulk/draft";
import { WaysLine } from "@/components/bulk/ways-line";
import { categoryWords } from "@/components/bulk/words";
import { PlanMenu } from "@/components/messages/plan-menu";
import { Banner } from "@/components/ui/banner";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import type { BulkView } from "@/lib/bulk/schema";

const OWN = "own";

/** What it says, by which way, and when. */
export function WordsStep({ draft, change }: { draft: Draft; change: (changes: Partial<Draft>) => void }) {
  const { data: templates = [] } = useQuery(allTemplatesQuery);
  const chosen = templates.find((template) => template.id === draft.templateId);
  const category = chosen?.category ?? draft.category;
  const shown =
    chosen &&
    (draft.channel === "EMAIL" ? (chosen.emailBody ?? chosen.smsBody) : (chosen.smsBody ?? chosen.emailBody));
  return (
    <>
      <h2 className="text-xl font-semibold">What does it say?</h2>
      <Field label="Name" hint="Only your clinic sees it: “No-show recall”.">
        <Input
          value={draft.name}
          maxLength={100}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <div className="flex flex-col gap-1">
        <span className="font-medium text-sm">Sent by</span>
        <SegmentedControl
          label="Sent by"
          value={draft.channel}
          onChange={(channel) => change({ channel, patience: null })}
          options={[
            { value: "SMS", label: "Text" },
            { value: "EMAIL", label: "Email" },
            { value: "own", label: "Each patient's own order" },
          ]}
        />
        {draft.channel !== "own" && (
          <div className="flex flex-wrap items-center gap-x-2">
            <PlanMenu
              channel={draft.channel}
              plan={{
                next: draft.next,
                patience: draft.patience,
                setNext: (next) => change({ next }),
                setPatience: (patience) => change({ patience }),
              }}
            />
            <WaysLine ways={waysOf(draft)} />
          </div>
        )}
      </div>
      <Field label="Words">
        <Select
          label="Words"
          value={draft.templateId || OWN}
          onChange={(value) => change({ templateId: value === OWN ? "" : value })}
          options={[
            { value: OWN, label: "My own words" },
            ...templates.map((template) => ({
              value: template.id,
              label: template.name,
              hint: categoryWords[template.category],
            })),
          ]}
        />
      </Field>
      {chosen ? (
        <p className="max-w-reading whitespace-pre-wrap rounded-lg bg-surface-sunken p-3">{shown}</p>
      ) : (
        <OwnWords draft={draft} change={change} />
      )}
      {category === "marketing" && (
        <Banner tone="warning" title="Marketing goes only to those who agreed to it.">
          The law asks for each patient's own, recorded agreement to marketing by this way. Whoever has not
          given it is left out and counted in the check.
        </Banner>
      )}
      <When draft={draft} change={change} />
    </>
  );
}

function OwnWords({ draft, change }: { draft: Draft; change: (changes: Partial<Draft>) => void }) {
  return (
    <>
      {isMailed(draft) && (
        <Field label={draft.channel === "EMAIL" ? "Subject" : "Subject of the email"} optional>
          <Input
            value={draft.subject}
            maxLength={200}
            onChange={(event) => change({ subject: event.target.value })}
          />
        </Field>
      )}
      <Field
        label="Your words"
        hint="{{firstName}}, {{lastName}}, {{clinicName}}, {{clinicPhone}}, {{appointmentDate}}, {{appointmentTime}} and your list's columns are filled for each patient."
      >
        <Textarea rows={5} value={draft.body} onChange={(event) => change({ body: event.target.value })} />
      </Field>
      <Field label="About">
        <Select
          label="About"
          value={draft.category}
          onChange={(category) => change({ category: category as BulkView["category"] })}
          options={Object.entries(categoryWords).map(([value, label]) => ({ value, label }))}
        />
      </Field>
    </>
  );
}

function When({ draft, change }: { draft: Draft; change: (changes: Partial<Draft>) => void }) {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex flex-col gap-1">
        <span className="font-medium text-sm">When</span>
        <SegmentedControl
          label="When"
          value={draft.when}
          onChange={(when) => change({ when })}
          options={[
            { value: "now", label: "As soon as it may go" },
            { value: "later", label: "At a time where each patient is" },
          ]}
        />
      </div>
      {draft.when === "later" && (
        <div className="grid grid-cols-2 gap-4 sm:max-w-sm">
          <Field label="Day">
            <Input
              type="date"
              value={draft.date}
              onChange={(event) => change({ date: event.target.value })}
            />
          </Field>
          <Field label="Time">
            <Input
              type="time"
              value={draft.time}
              onChange={(event) => change({ time: event.target.value })}
            />
          </Field>
        </div>
      )}
    </div>
  );
}
